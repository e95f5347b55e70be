"""Letters, and (a) to (d) of Article 30(1) for one activity, each with what is stated and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ropa.language import LETTERS, PROCESSOR_LETTERS, STATUS, joined, listing
from ropa.model.activities import Activity, Flow
from ropa.model.base import Mark, Part, Use, record
from ropa.model.parties import Organisation
from ropa.model.words import Certainty, OrganisationKind
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
    not_stated,
    row,
)
from ropa.reports.facts import (
    Fact,
    Reception,
    by_subject,
    data_group,
    facts_cell,
    facts_of,
    is_internal,
    own_facts,
    receptions,
    subject_value,
)
from ropa.reports.given import Given
from ropa.reports.parties import controller_fields, legal_name
from ropa.reports.values import country_text, marked, own_mark, surest, word

#: Statuses of a letter of which nothing is stated in so many words.
_UNSURE = frozenset(certainty.value for certainty in Certainty if certainty is not Certainty.STATED)


@record
class Letter(Part):
    """One letter of Article 30(1) or 30(2): its heading, how much of it is stated, and the blocks that state it.

    `paragraph` is `30(1)` or `30(2)`. `status` is `stated`, `implied`, `possible`, `hypothetical` or `lost` (the
    surest that is said of it is no surer than that), `in-part`, `generally` (only for the organisation as a whole),
    `none` (the register says that there are none), `none-found` (none follows from what is stated) or `not-stated`.
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
        tone = "in-part" if self.status in _UNSURE else self.status
        return Value(text=STATUS[self.status], stated=self.status != "not-stated", tone=f"status-{tone}")

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

    The brand of a company does not say who the controller is, nor does an entity that is only implied; a person or an
    authority is who its name says. What may or may not be there (a joint controller, a representative) leaves it
    `in-part` where the register leaves open whether there is one.
    """
    fields = controller_fields(given, activity)
    own = given.register.organisations.get(given.register.organisation)
    known = [any(value.stated for value in item.cell.values) for item in fields[:2]]
    open_to = [value for item in fields[2:] for value in item.cell.values if not value.stated]
    if own is not None and own.kind is OrganisationKind.COMPANY:
        known.append(any(_is_stated(own, name) for name in ("legal_name", "registration_number")))
    whole = all(known) and all(value.tone == "optional" for value in open_to)
    status = "stated" if whole else "in-part" if any(known) else "not-stated"
    return letter("a", status, Fields(key="parties", fields=fields))


def _is_stated(own: Organisation, name: str) -> bool:
    return bool(getattr(own, name)) and own.mark(name).certainty is Certainty.STATED


def best_status(certainties: Iterable[Certainty]) -> str:
    """Return `stated`, or the certainty of the surest of several statements where none is stated."""
    return surest(tuple(certainties)).value


def status_of_uses(uses: Iterable[Use]) -> str:
    """Return how much a list of purposes, measures or operations states."""
    return best_status(use.certainty for use in uses)


def purposes(given: Given, activity: Activity) -> Letter:
    """Return letter (b)."""
    if not activity.purposes:
        return letter("b", "not-stated", missing("purposes", "Purposes"))
    values = tuple(given.used(item) for item in activity.purposes)
    return letter("b", status_of_uses(activity.purposes), Items(key="purposes", values=values))


def people_and_data(given: Given, activity: Activity) -> Letter:
    """Return letter (c): one row per kind of people with the categories stated about just them."""
    facts = _collected_facts(given, activity)
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
        return letter("c", "not-stated", missing("subjects", "Categories of data subjects and of personal data"))
    heads = columns(("subject", "Data subjects", 30), ("data", "Categories of personal data about them"))
    whole = all(value.stated for item in rows for part in item.cells for value in part.values)
    status = best_status((*(fact.certainty for fact in facts), *_listed(activity))) if whole else "in-part"
    return letter("c", status, Table(key="subjects", columns=heads, rows=tuple(rows)))


def _collected_facts(given: Given, activity: Activity) -> tuple[Fact, ...]:
    """Return the facts of an activity; that data are not stated counts beside others only where people give them."""
    facts = own_facts(activity.flows)
    given_by_people = [flow for flow in activity.flows if flow.source in given.register.data_subjects]
    open_to = {fact.subject for fact in facts_of(given_by_people) if fact.data is None}
    open_to |= {fact.subject for fact in facts} - {fact.subject for fact in facts if fact.data is not None}
    return tuple(fact for fact in facts if fact.data is not None or fact.subject in open_to)


def _listed(activity: Activity) -> list[Certainty]:
    """Return how sure lists of people and of data are: what they say is stated, only the pairs of them are implied."""
    lists = (activity.listed_subjects, activity.listed_data)
    return [surest([use.certainty for use in uses]) for uses in lists] if all(lists) else []


def _subject(given: Given, subject: str | None, use: Use | None) -> Cell:
    value = subject_value(given.register, subject)
    if use is None or subject is None:
        return cell(value)
    return cell(marked(value.text, own_mark(use), key=subject, note=value.note))


def _categories(given: Given, facts: Sequence[Fact]) -> Cell:
    return Cell(groups=(data_group(given.register, facts),))


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
        what = "Recipients outside the organisation" if found else "Recipients"
        notes.append(missing("missing", what, more=" for this activity"))
    if not activity.no_recipients:
        notes.extend(_general_recipients(given))
    blocks: tuple[Block, ...] = (Table(key="recipients", columns=RECIPIENT_COLUMNS, rows=rows),) if rows else ()
    status = "none" if activity.no_recipients else "in-part" if found else "not-stated"
    if outside:
        parties = {item.party for item in outside}
        listed = [use.certainty for use in activity.listed_recipients if use.key in parties]
        status = best_status((*(flow.certainty for item in outside for flow in item.flows), *listed))
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
        parts.append(f"hosts {joined([register.title(key) for key in dict.fromkeys(hosted)])}")
    elif reception.node != reception.party:
        parts.append(f"runs {register.title(reception.node)}")
    parts.extend(_onward(given, reception))
    mark = found.marks.get("name") or own_mark(found) if found is not None else Mark()
    return marked(register.title(reception.party), mark, key=reception.party, note="; ".join(parts), chips=chips)


def _legal_entity(given: Given, reception: Reception) -> tuple[Value, ...]:
    found = given.register.organisations.get(reception.party)
    if found is None or not found.legal_name or found.legal_name == found.name:
        return ()
    return (replace(legal_name(found), note="legal entity"),)


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
    return (*values, *located_values(given, reception.flows))


def located_values(given: Given, flows: Sequence[Flow]) -> tuple[Value, ...]:
    """Return each country that flows state a place in, with what it is the place of."""
    found = _located(flows).items()
    return tuple(
        marked(country_text(given.law, key), Mark(certainty=sure), key=key, note=note) for (key, note), sure in found
    )


def _located(flows: Sequence[Flow]) -> dict[tuple[str, str], Certainty]:
    """Return each country with what it is the place of, as certain as the surest flow that says so."""
    found: dict[tuple[str, str], Certainty] = {}
    for flow in flows:
        places = flow.locations
        sure = places.certainty.at_most(flow.mark("locations").certainty)
        for names, note in ((places.entity, "entity"), (places.storage, "storage"), (places.access, "access")):
            for name in names:
                known = found.get((name, note), sure)
                found[(name, note)] = min(known, sure, key=lambda certainty: certainty.rank)
    return found


def missing(key: str, what: str, *, more: str = "") -> Note:
    """Return the block for a letter of which nothing is said; it always contains the words "not stated"."""
    return Note(key=key, text=f"{what}: {not_stated().text}{more}.", tone="missing")
