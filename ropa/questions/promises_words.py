"""Promises and verdicts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ropa.language import capital, label, listing, number, plural
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
    """Return what is promised in words: `never gives Phone number to anybody outside, except to Couriers`."""
    text = " and ".join(words for words, _ in promised_words(promise, law, title))
    exceptions = exceptions_words(promise, law, title)
    return ", ".join((text or "nothing is stated", *exceptions))


def promise_name(promise: Promise) -> str:
    """Return the name of a promise, or the words of its key."""
    return promise.name or capital(label(promise.key))


def promised_words(promise: Promise, law: Law, title: Title) -> tuple[tuple[str, Terms], ...]:
    """Return what is promised without its exceptions, a clause for `never` and one for `only`, each with its terms."""
    limbs = ((_never, promise.never), (_only, promise.only))
    return tuple((said(_Phrases(terms, law, title)), terms) for said, terms in limbs if terms is not None)


def exceptions_words(promise: Promise, law: Law, title: Title) -> tuple[str, ...]:
    """Return the exceptions: what is taken out, and the condition in its own words; none where none is stated."""
    found = []
    if promise.exceptions is not None:
        parts = _Phrases(promise.exceptions, law, title)
        found.append(f"except {' '.join(filter(None, (parts.data(''), *parts.others()))) or 'in some cases'}")
    if promise.unless:
        found.append(f"unless: {promise.unless}")
    return tuple(found)


class _Phrases:
    """The conditions of a promise as phrases of a sentence, by the name of the condition; empty where it has none."""

    def __init__(self, terms: Terms, law: Law, title: Title) -> None:
        self._terms = terms
        self._title = title
        places = [_place(law, key) for key in terms.countries]
        self.by_name = {
            "to": "to anybody outside" if terms.outside else self._named("to", terms.to),
            "in": "in its own systems" if terms.own_systems else self._named("in", terms.held_in),
            "read_by": self._named("read by", terms.read_by),
            "purposes": self._named("for", terms.purposes),
            "automated": "by machine alone" if terms.automated_decisions else "",
            "countries": f"in {listing(places, last='or')}" if places else "",
            "recipients": self._named("to", terms.recipients),
            "sources": self._named("from", terms.sources),
        }

    def _named(self, lead: str, keys: Iterable[str]) -> str:
        words = listing([self._title(key) for key in keys], last="or")
        return f"{lead} {words}" if words else ""

    def data(self, unnamed: str = "data") -> str:
        """Return whose data, and which."""
        terms = self._terms
        named = "any data" if terms.everything else listing([self._title(key) for key in terms.data], last="or")
        whose = self._named("about", terms.subjects)
        return " ".join(filter(None, (named or (unnamed or "data" if whose else unnamed), whose)))

    def others(self, *told: str) -> list[str]:
        """Return the phrases that a sentence does not have yet, in order."""
        return [text for name, text in self.by_name.items() if text and name not in told]


def _place(law: Law, key: str) -> str:
    return law.countries[key].name if key in law.countries else f"the {key}" if law.is_group(key) else key


#: What is never done, by the first condition that names it.
_DONE = {
    "to": "gives {data} {phrase}",
    "in": "keeps {data} {phrase}",
    "read_by": "lets {data} be {phrase}",
    "automated": "decides {phrase}",
    "purposes": "uses {data} {phrase}",
}

#: What is done only so, by what is limited.
_LIMITED = {
    "countries": "has {data} only {phrase}",
    "recipients": "gives {data} only {phrase}",
    "sources": "gets {data} only {phrase}",
    "purposes": "uses {data} only {phrase}",
}


def _never(parts: _Phrases) -> str:
    name = next((name for name in _DONE if parts.by_name[name]), "")
    data = parts.data("" if name == "automated" else "data")
    if name == "automated" and data:
        data = f"on the basis of {data}"
        rest = [data, *parts.others(name)]
    else:
        rest = parts.others(name)
    done = _DONE.get(name, "processes {data}").format(data=data, phrase=parts.by_name.get(name, ""))
    return " ".join(("never", done, *rest))


def _only(parts: _Phrases) -> str:
    limits = [name for name in _LIMITED if parts.by_name[name]]
    if not limits:
        return " ".join(("handles only", parts.data(), *parts.others()))
    first, *further = limits
    done = _LIMITED[first].format(data=parts.data(), phrase=parts.by_name[first])
    also = [f"only {parts.by_name[name]}" for name in further]
    scope = parts.others(*limits)
    return " and ".join((done, *also)) + (f" (as far as it is {' '.join(scope)})" if scope else "")


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
