"""What the checks on legal bases share: whose basis is asked for, what it is for, marks of law, automated decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ropa.checks.base import Severity, Subject
from ropa.checks.facts import is_said, measures_of, pairs_of, recorded
from ropa.model.activities import Activity, AutomatedDecisions, LegalBasis
from ropa.model.base import Cite, Sourced, Use
from ropa.model.register import Register
from ropa.model.words import Basis, Certainty, ConsentForm

#: Topic of the provisions that ask for a basis of all processing. The Swiss act asks private bodies for a justification
#: only where they breach its principles, so that it has no row.
_TOPIC = "legal-basis"

#: Marks of law by data category; a compound can have several.
Marks = Mapping[str, frozenset[str]]

SPECIAL = "special-category"
CRIMINAL = "criminal"


def asks_for_a_basis(subject: Subject) -> bool:
    """Return whether a regime of the register asks, that day, for a basis of all processing (Article 6(1))."""
    rows = subject.law.provisions_on(_TOPIC, subject.as_of)
    return any(row.regime in subject.register.regimes for row in rows)


def controlled(subject: Subject) -> tuple[Activity, ...]:
    """Return the activities for which the organisation itself needs a legal basis, in file order, without `general`.

    Those of a controller or joint controller that are at least possible; none where no regime asks for a basis.
    """
    if not asks_for_a_basis(subject):
        return ()
    return tuple(activity for activity in recorded(subject.register) if is_said(activity))


def with_general(subject: Subject) -> tuple[Activity, ...]:
    """Return what `controlled` returns, and `general` after it where there is one."""
    general = subject.register.general
    if general is None or not asks_for_a_basis(subject):
        return controlled(subject)
    return (*controlled(subject), general)


def at(activity: Activity) -> str:
    """Return the address of an activity or of `general`."""
    return "general" if activity.is_general else f"activities/{activity.key}"


def title(activity: Activity) -> str:
    """Return the name of an activity, or words for `general`."""
    return "what is said in general" if activity.is_general else activity.title


def bases_of(activity: Activity, *kinds: Basis) -> tuple[LegalBasis, ...]:
    """Return the legal bases of an activity that are at least possible, in file order; only these kinds if given."""
    return tuple(item for item in activity.legal_basis if _is_relied_on(item) and (not kinds or item.basis in kinds))


def sureness(basis: LegalBasis) -> Certainty:
    """Return how sure a legal basis is: the statement, and the basis that it names."""
    return basis.certainty.at_most(basis.mark("basis").certainty)


def _is_relied_on(basis: LegalBasis) -> bool:
    return sureness(basis).rank <= Certainty.POSSIBLE.rank


def blanket(subject: Subject, *kinds: Basis) -> tuple[LegalBasis, ...]:
    """Return the bases that are stated for everything at once, in file order: of the register, then of `general`."""
    register = subject.register
    general = register.general.legal_basis if register.general is not None else ()
    if not asks_for_a_basis(subject):
        return ()
    stated = (item for item in (*register.legal_basis, *general) if _is_relied_on(item))
    return tuple(item for item in stated if not kinds or item.basis in kinds)


def blanket_at(register: Register) -> str:
    """Return the address of the blanket bases."""
    return "register" if any(_is_relied_on(item) for item in register.legal_basis) else "general"


def purposes_of(activity: Activity) -> tuple[Use, ...]:
    """Return the purposes of an activity that are at least possible, in file order."""
    return tuple(use for use in activity.purposes if is_said(use))


def is_for(register: Register, basis: LegalBasis, purpose: str) -> bool:
    """Return whether a basis is for a purpose: for all, for it, or for a broader one."""
    return not basis.for_purposes or within(register, purpose, frozenset(basis.for_purposes))


def within(register: Register, purpose: str, roots: frozenset[str]) -> bool:
    """Return whether a purpose is one of `roots` or stands below one of them in the tree of purposes."""
    seen: set[str] = set()
    while purpose and purpose not in seen:
        if purpose in roots:
            return True
        seen.add(purpose)
        term = register.purposes.get(purpose)
        purpose = term.parent if term is not None else ""
    return False


def form_of(basis: LegalBasis) -> tuple[ConsentForm | None, Certainty]:
    """Return how consent is given, and how sure that is; None where it is not stated or only hypothetical."""
    certainty = basis.mark("form").certainty.at_most(basis.certainty)
    return (basis.form if certainty.rank <= Certainty.POSSIBLE.rank else None), certainty


def laws(activity: Activity, bases: Iterable[LegalBasis] = ()) -> tuple[str, ...]:
    """Return the laws that are cited for an activity, or for these bases of it; blank words are none."""
    return tuple(text for text in (*activity.law, *(basis.law for basis in bases)) if text.strip())


def label(subject: Subject, basis: Basis) -> str:
    """Return the name of a legal basis for the middle of a sentence."""
    return subject.vocabulary.legal_bases[basis.value].label.lower()


def labels(subject: Subject, bases: Iterable[LegalBasis]) -> str:
    """Return the names of the legal bases, each once, in the order of Article 6(1)."""
    kinds = {item.basis for item in bases}
    names = [label(subject, kind) for kind in Basis if kind in kinds]
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def cites_of(*facts: Sourced) -> tuple[Cite, ...]:
    """Return the citations of some facts, each place once, in the order of the facts."""
    found: dict[tuple[str, str, str, str], Cite] = {}
    for fact in facts:
        for cite in (*fact.cites, *(cite for name in sorted(fact.marks) for cite in fact.marks[name].cites)):
            found.setdefault((cite.document, cite.lines, cite.section, cite.words), cite)
    return tuple(found.values())


def softened(severity: Severity, *certainties: Certainty) -> Severity:
    """Return the severity, at most a warning where one of the facts behind a finding is only possible."""
    doubtful = any(certainty.rank >= Certainty.POSSIBLE.rank for certainty in certainties)
    return Severity.WARNING if doubtful and severity is Severity.ERROR else severity


def marks_of_law(register: Register) -> Marks:
    """Return the marks of law of every category that has any: its own, of broader ones, of the items of a compound."""
    found: dict[str, frozenset[str]] = {}
    for key in register.data_categories:
        marks = frozenset(_marks(register, key, set()))
        if marks:
            found[key] = marks
    return found


def _marks(register: Register, key: str, seen: set[str]) -> Iterator[str]:
    for part in (key, *register.broader_categories(key)):
        category = register.data_categories.get(part)
        if category is not None and category.mark_of_law:
            yield category.mark_of_law
    category = register.data_categories.get(key)
    for item in category.consists_of if category is not None else ():
        if item not in seen:
            seen.add(item)
            yield from _marks(register, item, seen)


def with_mark(activity: Activity, marks: Marks, mark: str) -> dict[str, Certainty]:
    """Return the data of an activity that have a mark of law, by key, with the surest certainty of each."""
    found: dict[str, Certainty] = {}
    for key, certainty in _data_facts(activity):
        if mark in marks.get(key, ()):
            known = found.get(key)
            found[key] = certainty if known is None or certainty.rank < known.rank else known
    return {key: found[key].at_most(activity.certainty) for key in sorted(found)}


def marked_anywhere(
    subject: Subject, mark: str, *, covered: Callable[[Activity], bool]
) -> Iterator[tuple[Activity, dict[str, Certainty]]]:
    """Yield each activity that is not `covered` with its data of a mark of law, `general` last.

    What `general` collects is told only as far as no activity has it: the activity answers for it there.
    """
    marks = marks_of_law(subject.register)
    told: set[str] = set()
    for activity in with_general(subject):
        data = with_mark(activity, marks, mark)
        if activity.is_general:
            data = {key: certainty for key, certainty in data.items() if key not in told}
        told.update(data)
        if data and not covered(activity):
            yield activity, data


def surest(certainties: Iterable[Certainty]) -> Certainty:
    """Return the surest of several certainties; `stated` for none."""
    return min(certainties, key=lambda certainty: certainty.rank, default=Certainty.STATED)


def unmet(
    subject: Subject, demands: Mapping[str, Callable[[Subject, Activity, Use], str]]
) -> Iterator[tuple[Activity, tuple[tuple[Use, str], ...]]]:
    """Yield each activity, `general` last, with the conditions of Article 9(2) whose demands nothing shows.

    Args:
        subject: what is checked.
        demands: by condition, what returns in words that which is not shown, or an empty text.
    """
    for activity in with_general(subject):
        stated = [use for use in activity.special_category_condition if is_said(use) and use.key in demands]
        lacks = [(use, demands[use.key](subject, activity, use)) for use in stated]
        found = tuple((use, words) for use, words in lacks if words)
        if found:
            yield activity, found


def measure_keys(register: Register, activity: Activity) -> frozenset[str]:
    """Return the measures said of an activity, of its systems, and in general."""
    general = register.general
    stated = () if general is None else measures_of(register, general)
    return frozenset(use.key for use in (*measures_of(register, activity), *stated))


def decisions_of(subject: Subject) -> Iterator[tuple[Activity, AutomatedDecisions]]:
    """Yield the activities with automated decisions that fall under Article 22, or may, in file order, `general` last.

    Those that say `none`, or that the effects are not significant (`article_22: no`), are left out.
    """
    for activity in with_general(subject):
        decisions = activity.automated_decisions
        if decisions is None or decisions.none or decisions.article_22 is False or not is_said(decisions):
            continue
        yield activity, decisions


def _data_facts(activity: Activity) -> Iterator[tuple[str, Certainty]]:
    for pair in pairs_of(activity):
        if pair.data is not None:
            yield pair.data, pair.certainty
    for use in activity.listed_data:
        if is_said(use):
            yield use.key, use.certainty
