"""Data that flow on have come from somewhere: from people, from another organisation, or from other data.

A warning where nothing in the register says how the sender came by them, an info finding where they were collected in
other activities only.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address, date-of-birth], subjects: [customer]}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, date-of-birth]
          - shop -> mailer: {data: [email-address, date-of-birth], subjects: [customer]}

Why: People are told from where data about them come (Article 14(2)(f)), and data collected for one purpose are not
simply used for another (Article 5(1)(b)). All systems and units of the organisation count as one place; a broader or
a narrower category, one that it is `derived_from`, and a cookie count as well. Of others only processors are
looked at: they have nothing but what they were given, and what they only send back is no source. Where the data that
arrived are not stated, nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Parties, cites_of, processing
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import flow_names, is_said
from ropa.errors import Position
from ropa.graph import Categories, Subjects
from ropa.language import some
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.register import Register
from ropa.model.words import FlowKind

CODE = "C104"
NAME = "data-come-from-somewhere"
ASKS = "Is it known where the data come from?"
SEVERITY = Severity.WARNING
ARTICLES = ("14(2)(f)", "5(1)(b)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Stands for every activity at once; no activity has this key.
_ANYWHERE = ""


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity for what nothing says it came, and one for what came in other activities only."""
    register = subject.register
    arrivals = _Arrivals(register)
    for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
        nowhere: dict[tuple[str | None, str], Flow] = {}
        elsewhere: dict[tuple[str | None, str], Flow] = {}
        for flow, pair in _onward(arrivals, activity):
            if not arrivals.has(flow, pair, _ANYWHERE):
                nowhere.setdefault((pair.subject, pair.data or ""), flow)
            elif not arrivals.has(flow, pair, flow.activity):
                elsewhere.setdefault((pair.subject, pair.data or ""), flow)
        if nowhere:
            yield _found(register, activity, nowhere, "from where it comes is not stated", SEVERITY)
        if elsewhere and not activity.is_general:
            yield _found(register, activity, elsewhere, "it is collected in other activities only", Severity.INFO)


#: Category to the people of whom it arrived; None stands for what is not stated.
_Held = dict[str | None, set[str | None]]


class _Arrivals:
    """What reached each organisation: in each activity, in `general`, and in any."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.parties = Parties(register)
        self.processors = {relation.processor for relation in processing(register)} - {register.organisation}
        self._categories, self._subjects = Categories(register), Subjects(register)
        self._held: dict[tuple[str, str], _Held] = {}
        self._from_others: dict[str, _Held] = {}
        self._known: dict[tuple[str, str, str | None, str | None], bool] = {}
        back = []
        for flow in register.flows:
            sender, receiver = self.parties.of(flow.source), self.parties.of(flow.target)
            if sender in self.processors and receiver == register.organisation:
                back.append(flow)
            elif sender != receiver:
                self._arrive(flow, receiver, flow.pairs or (Pair(),), others=sender != register.organisation)
        self._add_lists()
        for flow in back:
            pairs = tuple(pair for pair in flow.pairs or (Pair(),) if not self._is_returned(flow, pair))
            self._arrive(flow, register.organisation, pairs, others=True)

    def _arrive(self, flow: Flow, party: str, pairs: tuple[Pair, ...], *, others: bool) -> None:
        for pair in pairs:
            self._add(party, flow.activity, pair.subject, pair.data)
            if others and party in self.processors:
                self._from_others.setdefault(party, {}).setdefault(pair.data, set()).add(pair.subject)

    def _is_returned(self, flow: Flow, pair: Pair) -> bool:
        """Tell whether a processor had the data of a pair from the organisation alone, to which it sends them back."""
        sender = self.parties.of(flow.source)
        given = self._held.get((sender, _ANYWHERE), {})
        others = self._from_others.get(sender, {})
        return self._is_among(given, pair.subject, pair.data) and not self._is_among(others, pair.subject, pair.data)

    def _add_lists(self) -> None:
        for activity in self.register.activities.values():
            for use in activity.listed_data:
                self._add(self.register.organisation, activity.key, None, use.key)
        for cookie in self.register.cookies:
            for key in cookie.data if cookie.set_by else ():
                for person in cookie.subjects or (None,):
                    self._add(self.parties.of(cookie.set_by), "general", person, key)

    def _add(self, party: str, activity: str, subject: str | None, data: str | None) -> None:
        for key in (activity, _ANYWHERE):
            self._held.setdefault((party, key), {}).setdefault(data, set()).add(subject)

    def has(self, flow: Flow, pair: Pair, activity: str) -> bool:
        """Tell whether the data of a pair may have reached its sender in an activity, in `general`, or in any."""
        key = (self.parties.of(flow.source), activity, pair.subject, pair.data)
        if key not in self._known:
            self._known[key] = self._came(*key, seen=frozenset())
        return self._known[key]

    def _came(
        self, party: str, activity: str, subject: str | None, data: str | None, *, seen: frozenset[str | None]
    ) -> bool:
        places = (_ANYWHERE,) if activity == _ANYWHERE else (activity, "general")
        if any(self._is_among(self._held.get((party, place), {}), subject, data) for place in places):
            return True
        category = self.register.data_categories.get(data or "")
        bases = category.derived_from if category is not None and data not in seen else ()
        return any(self._came(party, activity, subject, base, seen=seen | {data}) for base in bases)

    def _is_among(self, held: _Held, subject: str | None, data: str | None) -> bool:
        near = {data, None, *(self._categories.related(data) if data is not None else ())}
        return any(self._is_about(subject, held[key]) for key in near & held.keys())

    def _is_about(self, subject: str | None, people: set[str | None]) -> bool:
        return subject is None or None in people or not people.isdisjoint(self._subjects.related(subject))


def _onward(arrivals: _Arrivals, activity: Activity) -> Iterator[tuple[Flow, Pair]]:
    """Yield what the organisation or a processor sends on, category by category as written.

    Subjects found upstream show that the data arrived; so does a word such as `everything`, of which several
    categories have the place.
    """
    senders = {arrivals.register.organisation} | arrivals.processors
    for flow in activity.flows:
        person = flow.target in arrivals.register.data_subjects
        if flow.kind is not FlowKind.DECLARED or person or arrivals.parties.of(flow.source) not in senders:
            continue
        written: dict[Position | None, set[str | None]] = {}
        for pair in flow.pairs:
            written.setdefault(pair.position, set()).add(pair.data)
        for pair in flow.pairs:
            found = (pair.inferred and pair.subject is not None) or len(written[pair.position]) > 1
            if pair.data is not None and is_said(pair) and not found:
                yield flow, pair


def _found(
    register: Register, activity: Activity, facts: dict[tuple[str | None, str], Flow], said: str, severity: Severity
) -> Finding:
    names = [
        register.title(data) + (f" of {register.title(person)}" if person is not None else "")
        for person, data in sorted(facts, key=lambda key: (key[1], key[0] or ""))
    ]
    where = flow_names(register, facts.values())
    title = "what is said in general" if activity.is_general else activity.title
    return _finding(
        "general" if activity.is_general else f"activities/{activity.key}",
        f"{title} sends on {some(names)} ({where}), but {said}",
        fix="add the flow by which it arrives, or `derived_from` where it is made from other data",
        position=activity.position,
        severity=severity,
        cites=cites_of(facts.values()),
    )
