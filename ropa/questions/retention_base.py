"""Retention rules, data that are held, and a rule that reaches some of them: the words of every answer on retention."""

from __future__ import annotations

from typing import NamedTuple

from ropa.model.activities import Activity, Retention
from ropa.model.base import Cite
from ropa.model.words import Certainty, Disposal


class Rule(NamedTuple):
    """A retention rule with where it stands.

    Attributes:
        id: `SECTION/KEY/retention#NUMBER`, numbered from 1 in file order; number: its place among all rules.
        certainty: of the rule and of its activity, the less certain of the two.
    """

    id: str
    number: int
    activity: Activity
    said: Retention
    certainty: Certainty

    @property
    def is_general(self) -> bool:
        """True for what is said of no particular activity."""
        return self.activity.is_general

    @property
    def is_limit(self) -> bool:
        """True where a period or a criterion is stated, so that somebody can say how long."""
        return bool(self.said.period or self.said.criterion)

    @property
    def is_open(self) -> bool:
        """True where it says that data are in a place, and neither for how long nor that they go in the end."""
        return bool(self.said.held_in or self.said.by) and not self.is_limit and not self.erases

    @property
    def erases(self) -> bool:
        """True where the data are erased or made anonymous in the end."""
        return any(item in (Disposal.ERASE, Disposal.ANONYMISE) for item in self.said.disposal)

    @property
    def is_said(self) -> bool:
        """True where the rule is at least possible."""
        return self.certainty.rank <= Certainty.POSSIBLE.rank


class Held(NamedTuple):
    """Data that the register says are held: a category about a kind of people at a holder in an activity.

    Attributes:
        subject, data: keys, None where not stated; holder: key of a system or organisation.
        certainty: of the surest flow that says so; cites: of all of them, in file order.
        is_own: held by the organisation, its parts or its systems; acting: by somebody who processes for it.
        collected: True where a flow comes straight from people.
    """

    subject: str | None
    data: str | None
    holder: str
    activity: str
    certainty: Certainty
    cites: tuple[Cite, ...]
    is_own: bool
    acting: bool
    collected: bool


class Scope(NamedTuple):
    """What a rule names on the way to some data: empty where it names nothing, `*` for all data."""

    data: str
    subject: str
    holder: str


class Reached(NamedTuple):
    """A rule that reaches some data.

    Attributes:
        subject, data, holder: what of the held data it reaches, the narrower of the two.
        scope: the words of the rule that lead there.
        whole: False where the rule is about a part of the held data only.
        certainty: of the rule for this data; a rule for others' copies that does not name them is implied.
        settles: True where the rule says how long all of the held data are kept, and is at least possible; a limit that
            is not for this holder settles nothing where another rule says that the data stay there, open-ended.
    """

    rule: Rule
    held: Held
    subject: str | None
    data: str | None
    holder: str
    scope: Scope
    whole: bool
    certainty: Certainty
    settles: bool

    @property
    def set_aside(self) -> bool:
        """True where another rule leaves open what this one would otherwise settle."""
        return self.whole and self.rule.is_limit and self.rule.is_said and not self.settles
