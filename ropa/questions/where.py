"""`where`: the systems, organisations and countries that hold this data of these people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ropa.model.base import Part, record
from ropa.model.parties import Hosting, System
from ropa.model.words import Certainty, Completeness, FlowKind, Source
from ropa.questions.base import Answer, AnswerFact, Context, Party, Verdict
from ropa.questions.catalogue import DATA, SUBJECTS, Question
from ropa.questions.denials import Place, denials
from ropa.questions.matching import Asked, Hit, Rows, cells_of, hits, hosts, party, silences, unclear, verdict
from ropa.questions.text import PARTY_COLUMNS, envelope_rows, fact_cells, party_rows
from ropa.questions.words import data_keys, subject_keys


@record
class Location(Part):
    """One country in which a holder is, stores or reads.

    Attributes:
        country: as in the register; empty is not stated.
        what: `entity`, `storage` or `access`.
        by: key of the host for the storage of a system, else empty; when: condition in words.
        source: `directory` where only the shipped directory says it; certainty: of the country.
    """

    country: str
    what: str
    by: str = ""
    when: str = ""
    source: str = "register"
    certainty: Certainty = Certainty.STATED

    def as_json(self) -> dict[str, Any]:
        """Return the fields; country, by and when are null where there is nothing."""
        return {
            "country": self.country or None,
            "what": self.what,
            "by": self.by or None,
            "when": self.when or None,
            "from": self.source,
            "certainty": self.certainty.value,
        }


@record
class Holder(Part):
    """A system or organisation that holds the data, with the countries that are stated of it."""

    party: Party
    countries: tuple[Location, ...] = ()

    @property
    def id(self) -> str:
        """Key of the system or organisation."""
        return self.party.id

    @property
    def facts(self) -> tuple[AnswerFact, ...]:
        """What it holds."""
        return self.party.facts

    def as_json(self) -> dict[str, Any]:
        """Return the party with a list of countries before its facts."""
        found = self.party.as_json()
        facts = found.pop("facts")
        return {**found, "countries": [location.as_json() for location in self.countries], "facts": facts}


@record
class WhereAnswer(Answer):
    """Where data is held; `where` is sorted by key, systems and organisations together."""

    where: tuple[Holder, ...] = ()

    def items(self) -> tuple[Holder, ...]:
        """Return the holders."""
        return self.where

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return PARTY_COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per fact of each holder, then of each host, then denials and what is not stated."""
        lines = [
            ("holder", holder.id, holder.party.name, _countries_text(holder), *fact_cells(fact, holder.party))
            for holder in self.where
            for fact in holder.facts
        ]
        return (*lines, *party_rows("host", self.hosts), *envelope_rows(self, width=len(PARTY_COLUMNS)))


def where(context: Context, *, data: str | Sequence[str] = (), subjects: str | Sequence[str] = ()) -> WhereAnswer:
    """Return the systems and organisations that hold `data` of `subjects`, with the countries stated of them.

    A system is where its hosting says; an organisation is where its contracting entity is, unless the flow to it says
    otherwise. Hosts stand in `hosts` as well.

    Raises:
        UsageError: a word is not known.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects))
    graph = context.graph
    rows = Rows(context)
    found = list(hits(context, asked))
    held = [
        hit for hit in found if hit.fact.flow.kind is not FlowKind.HOSTING and not graph.is_person(hit.fact.flow.target)
    ]
    gathered: dict[str, list[Hit]] = {}
    for hit in held:
        gathered.setdefault(hit.fact.flow.target, []).append(hit)
    holders = tuple(_holder(context, key, gathered[key], rows) for key in sorted(gathered))
    answering = [fact for holder in holders for fact in holder.facts]
    denied = denials(context, asked.cells, [Place()])
    answer = verdict(
        answering, denied=denied.cells >= set(asked.cells), complete=_is_complete(context, asked, answering)
    )
    gaps = silences(context, asked, cells_of(held), denied, lambda fact: not graph.is_person(fact.flow.target))
    return WhereAnswer(
        question="where",
        asked=(("data", asked.data), ("subjects", asked.subjects)),
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        where=holders,
        hosts=hosts(context, found, rows),
        denied=denied.promises,
        not_stated=() if answer is Verdict.NONE else gaps,
    )


def _is_complete(context: Context, asked: Asked, answering: Iterable[AnswerFact]) -> bool:
    """Tell whether the lists of systems and of recipients are complete, and no flow leaves open what it carries."""
    if not {Completeness.SYSTEMS, Completeness.RECIPIENTS} <= context.register.complete:
        return False
    if any(row.certainty.rank <= Certainty.POSSIBLE.rank for row in answering):
        return False
    graph = context.graph
    return not any(
        unclear(context, asked, cell, lambda fact: not graph.is_person(fact.flow.target)) for cell in asked.cells
    )


def _holder(context: Context, key: str, found: Sequence[Hit], rows: Rows) -> Holder:
    shown = party(context, key, [rows.row(hit) for hit in found])
    system = context.register.systems.get(key)
    if system is not None:
        subjects = {hit.fact.pair.subject for hit in found}
        places = [
            place for entry in system.hosting if _may_hold(context, system, entry, subjects) for place in _hosted(entry)
        ]
    else:
        places = _of_organisation(context, key, found)
    unique = dict.fromkeys(places)
    ordered = sorted(unique, key=lambda place: (place.country, place.what, place.by, place.when))
    return Holder(party=shown, countries=tuple(ordered))


def _may_hold(context: Context, system: System, entry: Hosting, subjects: Iterable[str | None]) -> bool:
    """Tell whether an entry may be about any of these people: not where it is `for` others and they are placed.

    People whom no entry places may be anywhere.
    """
    if not entry.for_keys:
        return True
    placed = {key for other in system.hosting for key in other.for_keys}
    for subject in subjects:
        kinds = _kinds(context, subject)
        if kinds & set(entry.for_keys) or not kinds & placed:
            return True
    return False


def _kinds(context: Context, subject: str | None) -> set[str]:
    """Return a kind of people, what it is part of, and the organisations that these are the same as."""
    register = context.register
    chain = () if subject is None else (subject, *register.wholes("data_subjects", subject))
    known = [register.data_subjects[key] for key in chain if key in register.data_subjects]
    return {*chain, *(item.same_as for item in known if item.same_as)}


def _hosted(entry: Hosting) -> list[Location]:
    storage = entry.locations.storage or (entry.country,)
    sure = entry.mark("country").certainty
    return [
        Location(country=country, what=what, by=entry.by, when=entry.when, certainty=sure)
        for what, countries in (("storage", storage), ("access", entry.locations.access))
        for country in countries
    ]


def _of_organisation(context: Context, key: str, found: Sequence[Hit]) -> list[Location]:
    organisation = context.register.organisations[key]
    places: list[Location] = []
    for hit in found:
        flow = hit.fact.flow
        locations = flow.locations
        # A place is as sure as the least of what leads to it: the flow, the places of the flow, and their mark.
        sure = flow.certainty.at_most(locations.certainty).at_most(flow.mark("locations").certainty)
        named = (("storage", locations.storage), ("access", locations.access), ("entity", locations.entity))
        places.extend(Location(country=place, what=what, certainty=sure) for what, many in named for place in many)
        if not locations.entity:
            said = organisation.mark("country").source if organisation.country else Source.REGISTER
            source = Source.DIRECTORY if said is Source.DIRECTORY else Source.REGISTER
            sure = organisation.mark("country").certainty
            places.append(Location(country=organisation.country, what="entity", source=source.value, certainty=sure))
    return places


def _countries_text(holder: Holder) -> str:
    texts = [f"{place.country or 'not stated'} ({place.what})" for place in holder.countries]
    return ", ".join(dict.fromkeys(texts)) or "not stated"


WHERE = Question("where", "systems and countries that hold data of these people", where, (DATA, SUBJECTS))
