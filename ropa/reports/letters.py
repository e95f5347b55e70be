"""Letters, and (a) to (e) of Article 30(1) for one activity, each with what is stated and what is not."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.language import LETTERS, PROCESSOR_LETTERS, STATUS, grade_label, listing
from ropa.model.activities import Activity, Flow
from ropa.model.base import Mark, Part, Use, record
from ropa.model.words import Certainty, OrganisationKind, Source
from ropa.reports.base import (
    Block,
    Cell,
    Chip,
    Fields,
    Items,
    Json,
    Note,
    Row,
    Table,
    Value,
    blocks_json,
    cell,
    chip,
    columns,
    group,
    not_stated,
    row,
)
from ropa.reports.facts import (
    Fact,
    Reception,
    by_subject,
    data_value,
    facts_cell,
    facts_of,
    is_internal,
    receptions,
    subject_value,
)
from ropa.reports.given import Given
from ropa.reports.parties import controller_fields, legal_name
from ropa.reports.transfer_rows import TRANSFER_COLUMNS, leaves, merged, shown_in_record, transfer_row
from ropa.reports.values import country_text, marked, own_mark, word
from ropa.transfers.base import Transfer


@record
class Letter(Part):
    """One letter of Article 30(1) or 30(2): its heading, how much of it is stated, and the blocks that state it.

    `paragraph` is `30(1)` or `30(2)`. `status` is `stated`, `in-part`, `generally` (only for the organisation as a
    whole), `none` (the register says that there are none), `none-found` (none follows from what is stated) or
    `not-stated`.
    """

    letter: str
    title: str
    status: str
    blocks: tuple[Block, ...]
    paragraph: str = "30(1)"

    @property
    def article(self) -> str:
        """The provision, for example `30(1)(a)`."""
        return f"{self.paragraph}({self.letter})"

    @property
    def status_value(self) -> Value:
        """How much is stated, in words."""
        return Value(text=STATUS[self.status], stated=self.status != "not-stated", tone=f"status-{self.status}")

    def as_json(self) -> Json:
        """Return letter, article, title, status and the blocks by key."""
        return {
            "letter": self.letter,
            "article": self.article,
            "title": self.title,
            "status": self.status,
            **blocks_json(self.blocks),
        }


def letter(key: str, status: str, *blocks: Block) -> Letter:
    """Return a letter of Article 30(1) with its heading."""
    return Letter(letter=key, title=LETTERS[key], status=status, blocks=blocks)


def processor_letter(key: str, status: str, *blocks: Block) -> Letter:
    """Return a letter of Article 30(2) with its heading."""
    return Letter(letter=key, title=PROCESSOR_LETTERS[key], status=status, blocks=blocks, paragraph="30(2)")


def controller(given: Given, activity: Activity) -> Letter:
    """Return letter (a); it is `stated` with name, legal entity and one contact detail, `in-part` with some of them.

    The brand of a company does not say who the controller is; a person or an authority is who its name says.
    """
    fields = controller_fields(given, activity)
    own = given.register.organisations.get(given.register.organisation)
    known = [any(value.stated for value in item.cell.values) for item in fields[:2]]
    if own is not None and own.kind is OrganisationKind.COMPANY:
        known.append(bool(own.legal_name or own.registration_number))
    status = "stated" if all(known) else "in-part" if any(known) else "not-stated"
    return letter("a", status, Fields(key="parties", fields=fields))


def purposes(given: Given, activity: Activity) -> Letter:
    """Return letter (b)."""
    if not activity.purposes:
        return letter("b", "not-stated", missing("purposes", "No purpose is stated."))
    return letter("b", "stated", Items(key="purposes", values=tuple(given.used(item) for item in activity.purposes)))


def people_and_data(given: Given, activity: Activity) -> Letter:
    """Return letter (c): one row per kind of people with the categories stated about just them."""
    facts = facts_of(activity.flows)
    listed = {use.key: use for use in activity.listed_subjects}
    rows = [
        row(_subject(given, subject, listed.get(subject or "")), _categories(given, items))
        for subject, items in by_subject(facts).items()
        if subject is not None or any(fact.data is not None for fact in items)
    ]
    for key, use in listed.items():
        if not any(fact.subject == key for fact in facts):
            rows.append(row(_subject(given, key, use), not_stated()))
    if not rows:
        text = "No category of data subjects and no category of personal data is stated."
        return letter("c", "not-stated", missing("subjects", text))
    heads = columns(("subject", "Data subjects", 30), ("data", "Categories of personal data about them"))
    whole = all(value.stated for item in rows for part in item.cells for value in part.values)
    return letter("c", "stated" if whole else "in-part", Table(key="subjects", columns=heads, rows=tuple(rows)))


def _subject(given: Given, subject: str | None, use: Use | None) -> Cell:
    value = subject_value(given.register, subject)
    if use is None or subject is None:
        return cell(value)
    return cell(marked(value.text, own_mark(use), key=subject, note=value.note))


def _categories(given: Given, facts: Sequence[Fact]) -> Cell:
    return Cell(groups=(group([data_value(given.register, fact) for fact in facts], inline=True),))


RECIPIENT_COLUMNS = columns(
    ("recipient", "Recipient", 26),
    ("role", "Role", 14),
    ("facts", "Which data, about whom", 36),
    ("country", "Country", 24),
)


def recipients(given: Given, activity: Activity) -> Letter:
    """Return letter (d): who receives which data about whom, hosts and internal recipients marked."""
    found = receptions(given.register, activity.flows)
    rows = tuple(recipient_row(given, item) for item in found)
    outside = [item for item in found if not is_internal(given.register, item)]
    notes: list[Block] = []
    if activity.no_recipients:
        notes.append(Note(key="none", text="The register states that this activity has no recipients."))
    elif not outside:
        what = "No recipient outside the organisation" if found else "No recipient"
        notes.append(missing("missing", f"{what} is stated for this activity."))
    if not activity.no_recipients:
        notes.extend(_general_recipients(given))
    blocks: tuple[Block, ...] = (Table(key="recipients", columns=RECIPIENT_COLUMNS, rows=rows),) if rows else ()
    status = "stated" if outside else "none" if activity.no_recipients else "in-part" if found else "not-stated"
    return letter("d", status, *blocks, *notes)


def _general_recipients(given: Given) -> list[Block]:
    """Return a note on recipients stated of no particular activity: they fill no letter, yet may be meant here."""
    general = given.register.general
    names = [given.register.title(item.party) for item in receptions(given.register, general.flows)] if general else []
    if not names:
        return []
    return [Note(key="general", text=f"Stated of no particular activity, perhaps meant here too: {listing(names)}.")]


def recipient_row(given: Given, reception: Reception) -> Row:
    """Return one row of a table of recipients."""
    return row(
        cell(_recipient(given, reception), *_legal_entity(given, reception)),
        _role(reception),
        facts_cell(given.register, facts_of(reception.flows)),
        cell(*reception_countries(given, reception)),
    )


def _recipient(given: Given, reception: Reception) -> Value:
    register = given.register
    found = register.organisations.get(reception.party)
    chips: list[Chip] = [chip("internal")] if is_internal(register, reception) else []
    if reception.host:
        chips.append(chip("host"))
    if not reception.can_read:
        chips.append(chip("no-access"))
    if any(flow.open for flow in reception.flows):
        chips.append(chip("open"))
    parts = []
    if found is not None and found.kind not in (OrganisationKind.COMPANY, OrganisationKind.INTERNAL):
        parts.append(word(found.kind))
    if reception.host:
        hosted = [flow.source for flow in reception.flows]
        parts.append("hosts " + ", ".join(register.title(key) for key in dict.fromkeys(hosted)))
    elif reception.node != reception.party:
        parts.append(f"runs {register.title(reception.node)}")
    parts.extend(_onward(given, reception))
    mark = found.marks.get("name") or own_mark(found) if found is not None else Mark()
    return marked(register.title(reception.party), mark, key=reception.party, note="; ".join(parts), chips=chips)


def _legal_entity(given: Given, reception: Reception) -> tuple[Value, ...]:
    found = given.register.organisations.get(reception.party)
    if found is None or not found.legal_name or found.legal_name == found.name:
        return ()
    return (legal_name(found),)


def _onward(given: Given, reception: Reception) -> list[str]:
    register = given.register
    return [
        f"receives it from {register.title(source)}"
        for source in reception.sources
        if source in register.organisations and not register.is_internal(source)
    ]


def _role(reception: Reception) -> Value:
    first = reception.flows[0]
    mark = first.marks.get("role") or Mark()
    return marked(word(reception.role or ""), mark, key=reception.role or "")


def reception_countries(given: Given, reception: Reception) -> tuple[Value, ...]:
    """Return the country of a receiver, and each place that its flows state beside it."""
    found = given.register.organisations.get(reception.party)
    values: list[Value] = []
    if found is not None and found.country:
        mark = found.marks.get("country") or Mark(source=found.source)
        note = "contracting entity" if _located(reception.flows) else ""
        values.append(marked(country_text(given.law, found.country), mark, key=found.country, note=note))
    for (key, note), certainty in _located(reception.flows).items():
        values.append(marked(country_text(given.law, key), Mark(certainty=certainty), key=key, note=note))
    return tuple(values)


def _located(flows: Sequence[Flow]) -> dict[tuple[str, str], Certainty]:
    """Return each country with what it is the place of, as certain as the surest flow that says so."""
    found: dict[tuple[str, str], Certainty] = {}
    for flow in flows:
        places = flow.locations
        sure = flow.marks["locations"].certainty if "locations" in flow.marks else Certainty.STATED
        for names, note in ((places.entity, "entity"), (places.storage, "storage"), (places.access, "access")):
            for name in names:
                known = found.get((name, note), sure)
                found[(name, note)] = min(known, sure, key=lambda certainty: certainty.rank)
    return found


def transfers(given: Given, activity: Activity) -> Letter:
    """Return letter (e): every flow that leaves the area or whose country is not known, and every note on the others.

    It is `none` when the register says that there are no recipients, `none-found` when all recipients stated are inside
    (`in-part` when that rests on something unverified or on the directory), "not stated" when nothing is said about
    recipients, `in-part` where a country is not known or only the directory gives it.
    """
    status, blocks = transfer_blocks(given, activity, given.transfers_of(activity.key))
    return letter("e", status, *blocks)


def transfer_blocks(given: Given, activity: Activity, graded: Sequence[Transfer]) -> tuple[str, list[Block]]:
    """Return how much is stated of the transfers of an activity, and the blocks that state it.

    Args:
        graded: the graded flows of the activity that count as transfers of the organisation, in the order shown.
    """
    # What people give to the organisation itself is no transfer; a note on it stands in the annex.
    own = given.register.organisation
    shown = merged(item for item in graded if shown_in_record(item) and (leaves(item) or item.importer != own))
    leaving = tuple(transfer_row(given, transfer) for transfer in shown if leaves(transfer))
    inside = tuple(transfer_row(given, transfer) for transfer in shown if not leaves(transfer))
    blocks: list[Block] = []
    status = "stated"
    if not leaving:
        status, text = _no_transfer(given, activity, graded)
        blocks.append(missing("none", text) if status == "not-stated" else Note(key="none", text=text))
    elif any(transfer.grade == "unknown" for transfer in graded):
        status = "in-part"
        blocks.append(_unknown_note(graded))
    elif any(_by_directory(given, transfer) for transfer in shown if leaves(transfer)):
        status = "in-part"
        text = "That data leave the area follows from the shipped directory; the register does not state the country."
        blocks.append(Note(key="directory", text=text))
    if leaving:
        blocks.append(Table(key="transfers", columns=TRANSFER_COLUMNS, rows=leaving))
    if inside:
        caption = "Inside the area or no transfer, but with a note"
        blocks.append(Table(key="notes", columns=TRANSFER_COLUMNS, rows=inside, caption=caption))
    if not activity.no_recipients:
        blocks.extend(_general_transfers(given))
    return status, blocks


def _unknown_note(graded: Sequence[Transfer]) -> Note:
    places = [item.flow.locations for item in graded if item.grade == "unknown"]
    beyond = ", beyond what they say of storage and access" if any(p.storage or p.access for p in places) else ""
    text = f"For the rows graded unknown it cannot be said whether data leave the area{beyond}."
    return Note(key="unknown", text=text, tone="warning")


def _general_transfers(given: Given) -> list[Block]:
    """Return a note on flows of no particular activity that leave the area or may do so."""
    found = sorted(
        {
            f"{given.register.title(item.importer)} ({grade_label(item.grade.value)})"
            for item in given.transfers_of("general")
            if leaves(item)
        }
    )
    if not found:
        return []
    text = f"Stated of no particular activity, perhaps meant here too: {listing(found)}; see the annex on transfers."
    return [Note(key="general", text=text)]


def _by_directory(given: Given, transfer: Transfer) -> bool:
    """Tell whether the country that decides is the directory's, and no statement of the organisation."""
    importer = given.register.organisations.get(transfer.importer)
    if importer is None or not importer.country or importer.country != transfer.country:
        return False
    return not transfer.flow.locations.entity and importer.mark("country").source is Source.DIRECTORY


def _no_transfer(given: Given, activity: Activity, graded: Sequence[Transfer]) -> tuple[str, str]:
    if activity.no_recipients:
        return "none", "No transfer is stated: the register states that this activity has no recipients."
    importers = {transfer.importer for transfer in graded}
    outside = {
        item.party
        for item in receptions(given.register, activity.flows)
        if not is_internal(given.register, item) and item.party in importers
    }
    if not outside:
        return "not-stated", "No transfer and no recipient is stated for this activity."
    outward = [transfer for transfer in graded if transfer.importer in outside]
    if any(transfer.beyond for transfer in outward):
        people = (
            "People themselves give data to a recipient that is, or may be, outside the area of the rules that apply."
        )
        return "in-part", f"No transfer by the organisation is stated. {people}"
    text = "No transfer is stated: no recipient named here is outside the area of the rules that apply."
    if any(transfer.unverified for transfer in graded):
        return "in-part", f"{text} That rests in part on values that nobody has verified, marked below."
    if any(_by_directory(given, transfer) for transfer in outward):
        return "in-part", f"{text} That rests in part on the shipped directory, not on the register."
    return "none-found", text


def missing(key: str, text: str) -> Note:
    """Return the block for a letter of which nothing is said; it always contains the words "not stated"."""
    return Note(key=key, text=f"{not_stated().text.capitalize()}. {text}", tone="missing")
