"""Promises and verdicts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ropa.language import listing, number, plural
from ropa.law import Law
from ropa.model.activities import Promise, Terms
from ropa.questions.promises_held import WORDS, Doubt
from ropa.questions.promises_verdict import Assessment, Look, Ruling

#: From a key to the name that people know.
Title = Callable[[str], str]

#: What a condition is about, where nothing in the register speaks to it.
_MISSING = {
    "data": "no fact is about {about}",
    "subjects": "no fact is about {about}",
    "purpose": "nothing has the purpose {about}",
    "automated_decisions": "nothing is said about automated decisions",
    "only countries": "no fact says to whom data go, and thus where they are",
    "only recipients": "no fact is in its scope",
    "only sources": "no fact says from whom data come",
    "only purposes": "no purpose is stated",
    "only data": "no fact names its data",
    "only subjects": "no fact is in its scope",
}

#: The same, where something does.
_SEEN = {
    "data": "{count} about {about}",
    "subjects": "{count} about {about}",
    "purpose": "{count} on the purpose {about}",
    "automated_decisions": "{count} on automated decisions",
    "to": "{count} to {about}",
    "in": "{count} in {about}",
    "read_by": "{count} that {about} can read",
    "only countries": "{count} that have a place",
    "only recipients": "{count} in its scope",
    "only sources": "{count} on where data come from",
    "only purposes": "{count} on purposes",
    "only data": "{count} that name their data",
    "only subjects": "{count} in its scope",
}

_WORDS = {"outside": "anybody outside", "own-systems": "own systems"}


def promised(promise: Promise, law: Law, title: Title) -> str:
    """Return what is promised in words: `never: Phone number; to anybody outside, except: to Couriers`."""
    limbs = [(name, terms) for name, terms in (("never", promise.never), ("only", promise.only)) if terms is not None]
    text = " and ".join(f"{name}: {terms_text(terms, law, title)}" for name, terms in limbs)
    if promise.exceptions is not None:
        text += f", except: {terms_text(promise.exceptions, law, title)}"
    if promise.unless:
        text += f", unless: {promise.unless}"
    return text or "nothing is stated"


def terms_text(terms: Terms, law: Law, title: Title) -> str:
    """Return conditions in words, joined by semicolons; `nothing in particular` where there are none."""

    def named(lead: str, keys: Iterable[str]) -> str:
        words = listing([title(key) for key in keys], last="or")
        return f"{lead} {words}".strip() if words else ""

    places = [law.countries[key].name if key in law.countries else key for key in terms.countries]
    parts = (
        "all data" if terms.everything else named("", terms.data),
        named("about", terms.subjects),
        "to anybody outside" if terms.outside else named("to", terms.to),
        "in own systems" if terms.own_systems else named("in", terms.held_in),
        named("read by", terms.read_by),
        named("for", terms.purposes),
        "automated decisions" if terms.automated_decisions else "",
        f"in {listing(places, last='or')}" if places else "",
        named("received by", terms.recipients),
        named("from", terms.sources),
    )
    return "; ".join(part for part in parts if part) or "nothing in particular"


def why(assessment: Assessment, title: Title) -> str:
    """Return in one sentence why the verdict is what it is."""
    ruling = assessment.ruling
    if ruling is Ruling.NOT_TESTABLE:
        return _why_not_testable(assessment, title)
    if ruling is Ruling.KEPT:
        looked = listing([_seen(look, title) for look in assessment.looked_at if look.statements])
        listed = " and the list that would name it is said to be complete" if assessment.missing else ""
        return f"nothing in the register breaks it{listed}; looked at: {looked or 'what is declared'}"
    sure = [item for item in assessment.breaks if item.is_sure]
    perhaps = len(assessment.breaks) - len(sure)
    if sure:
        more = f", {number(perhaps)} more may" if perhaps else ""
        return f"{plural(len(sure), 'statement')} {'breaks' if len(sure) == 1 else 'break'} it{more}"
    return f"{plural(perhaps, 'statement')} may break it: {doubts_text(assessment)}"


def doubts_text(assessment: Assessment, *, most: int = 3) -> str:
    """Return the doubts that stand in the way of a certain break, the most frequent first, at most so many."""
    counted: dict[Doubt, int] = {}
    for item in assessment.breaks:
        for doubt in item.doubts:
            counted[doubt] = counted.get(doubt, 0) + 1
    ordered = sorted(counted, key=lambda doubt: (-counted[doubt], doubt.value))
    return "; ".join(WORDS[doubt] for doubt in ordered[:most])


def _why_not_testable(assessment: Assessment, title: Title) -> str:
    if not assessment.is_made:
        return f"nothing to keep: the promise itself is {assessment.promise.certainty.value}"
    if assessment.says_nothing:
        return "nothing to keep: it states no condition that a register could be held against"
    missing = listing([_missing(look, title) for look in assessment.missing])
    return f"nothing in the register could break or keep it: {missing}"


def _missing(look: Look, title: Title) -> str:
    return _MISSING[look.condition].format(about=_about(look, title))


def _seen(look: Look, title: Title) -> str:
    return _SEEN[look.condition].format(count=plural(look.statements, "statement"), about=_about(look, title))


def _about(look: Look, title: Title) -> str:
    return listing([_WORDS.get(key, title(key)) for key in look.about], last="or")
