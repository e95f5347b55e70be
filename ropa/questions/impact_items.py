"""The parts of an answer on impact: people, data, activities, parties up and down the stream, contracts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ropa.graph import Match
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty
from ropa.questions.base import AnswerFact, Reach


@record
class PeopleTouched(Part):
    """A kind of people whose data is touched.

    Attributes:
        id: key, None where it is not stated whose data it is.
        count: how many of them there are, None where not stated; how many of them are touched is never known.
        part_of: the wider kind that is listed as well: its people are among those, not beside them.
        vulnerable: True for people who can hardly object, None where not stated.
    """

    id: str | None
    name: str
    count: int | None
    part_of: str = ""
    vulnerable: bool | None = None
    certainty: Certainty
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "id": self.id,
            "name": self.name or None,
            "count": self.count,
            "part_of": self.part_of or None,
            "vulnerable": self.vulnerable,
            "certainty": self.certainty.value,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class Total(Part):
    """How many people there may be in all, since kinds of people may overlap.

    Attributes:
        at_least: the largest stated count of a kind that is stated to be touched, None where there is none.
        at_most: the counts of all kinds that are part of no other listed one, None where one of them is not stated.
        not_counted: keys of the kinds without a count.
    """

    at_least: int | None
    at_most: int | None
    not_counted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {"at_least": self.at_least, "at_most": self.at_most, "not_counted": list(self.not_counted)}


@record
class DataTouched(Part):
    """A category that is touched.

    Attributes:
        id: key, None for data that is not stated; mark: `special-category`, `criminal` or empty.
        subjects: keys of the people it is about, None among them where that is not stated.
        access: False where all of it is only stored, by somebody who cannot read it.
    """

    id: str | None
    name: str
    mark: str = ""
    subjects: tuple[str | None, ...] = ()
    access: bool = True
    match: Match
    certainty: Certainty
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "id": self.id,
            "name": self.name or None,
            "mark": self.mark or None,
            "subjects": list(self.subjects),
            "access": self.access,
            "match": self.match.value,
            "certainty": self.certainty.value,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class ActivityTouched(Part):
    """An activity that is touched.

    Attributes:
        how: what is done in it by what was asked about: `receives`, `sends`, `hosts`, `passes on`, `takes part`.
        roles: of what was asked about, in the flows to it.
    """

    id: str
    name: str
    role: str
    role_certainty: Certainty
    joint_with: tuple[str, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    certainty: Certainty
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields; `role` is that of the register's organisation."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "role_certainty": self.role_certainty.value,
            "joint_with": list(self.joint_with),
            "on_behalf_of": list(self.on_behalf_of),
            "purposes": list(self.purposes),
            "how": list(self.how),
            "roles": list(self.roles),
            "certainty": self.certainty.value,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class PartyTouched(Part):
    """Somebody up or down the stream.

    Attributes:
        direct: by one flow; host: only because it hosts a system; through: the hosted system that leads to it.
        reach: `possible` where no flow states that the data goes this way.
        data: keys of what is stated to go this way.
        path: in the direction of the data.
    """

    id: str
    name: str
    kind: str
    country: str = ""
    source: str = "register"
    from_directory: tuple[str, ...] = ()
    internal: bool = False
    direct: bool = False
    host: bool = False
    through: str = ""
    reach: Reach = Reach.DECLARED
    data: tuple[str, ...] = ()
    certainty: Certainty
    path: tuple[str, ...] = ()
    flow: str = ""
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country or None,
            "from": self.source,
            "from_directory": list(self.from_directory),
            "internal": self.internal,
            "direct": self.direct,
            "host": self.host,
            "through": self.through or None,
            "reach": self.reach.value,
            "data": list(self.data),
            "certainty": self.certainty.value,
            "path": list(self.path),
            "flow": self.flow,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class SystemTouched(Part):
    """A system that goes with what was asked about; `relation` is `itself`, `part`, `operated` or `hosted`."""

    id: str
    name: str
    relation: str

    def as_json(self) -> dict[str, Any]:
        """Return the fields."""
        return {"id": self.id, "name": self.name, "relation": self.relation}


@record
class ContractTouched(Part):
    """An agreement or a safeguard that hangs on what was asked about.

    Attributes:
        kind: of agreement; tool, module: of a safeguard. between: keys; flows: ids of those that name it.
    """

    id: str
    name: str
    kind: str = ""
    tool: str = ""
    between: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    document: str = ""
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields; an agreement has a kind, a safeguard a tool."""
        what = {"tool": self.tool} if self.tool else {"kind": self.kind}
        return {
            "id": self.id,
            "name": self.name,
            **what,
            "between": list(self.between),
            "flows": list(self.flows),
            "document": self.document or None,
            "cites": [cite.as_json() for cite in self.cites],
        }


@record
class Impact(Part):
    """All that is touched.

    Attributes:
        subjects, data: by key, what is not stated last; people: how many in all.
        activities, upstream, downstream, systems, agreements, safeguards: by key.
        passes: what goes past without being held; passers: who passes data on, to or from it, without holding it.
        facts: what it receives, or sends, in the order of rows of other answers.
    """

    subjects: tuple[PeopleTouched, ...] = ()
    people: Total
    data: tuple[DataTouched, ...] = ()
    activities: tuple[ActivityTouched, ...] = ()
    upstream: tuple[PartyTouched, ...] = ()
    downstream: tuple[PartyTouched, ...] = ()
    passes: tuple[AnswerFact, ...] = ()
    passers: tuple[str, ...] = ()
    systems: tuple[SystemTouched, ...] = ()
    agreements: tuple[ContractTouched, ...] = ()
    safeguards: tuple[ContractTouched, ...] = ()
    facts: tuple[AnswerFact, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return one list for each part, and `people` as an object."""
        return {
            "subjects": _json(self.subjects),
            "people": self.people.as_json(),
            "data": _json(self.data),
            "activities": _json(self.activities),
            "upstream": _json(self.upstream),
            "downstream": _json(self.downstream),
            "passes": _json(self.passes),
            "passers": list(self.passers),
            "systems": _json(self.systems),
            "agreements": _json(self.agreements),
            "safeguards": _json(self.safeguards),
            "facts": _json(self.facts),
        }


def _json(parts: Iterable[Any]) -> list[dict[str, Any]]:
    return [part.as_json() for part in parts]
