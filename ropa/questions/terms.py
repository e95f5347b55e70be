"""How purposes relate to each other, and what the law calls a category of data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ropa.graph import Match
from ropa.model.register import Register
from ropa.model.terms import ancestors
from ropa.model.words import Certainty, Source
from ropa.questions.base import Reach


class Purposes:
    """The tree of purposes of a register, shipped ones included."""

    def __init__(self, register: Register) -> None:
        self._parents = {key: item.parent for key, item in register.purposes.items()}

    def match(self, asked: str, said: str) -> Match | None:
        """Return how a statement on the purpose `said` answers one on `asked`; None where they are not related."""
        if asked == said:
            return Match.EXACT
        if asked in ancestors(self._parents, said):
            return Match.NARROWER
        return Match.BROADER if said in ancestors(self._parents, asked) else None

    def best(self, asked: Iterable[str], said: str) -> Match | None:
        """Return the best match with any of the purposes asked about; exact where none is."""
        keys = tuple(asked)
        if not keys:
            return Match.EXACT
        found = [match for match in (self.match(key, said) for key in keys) if match is not None]
        return min(found, key=lambda match: match.rank, default=None)


class Strength(NamedTuple):
    """How well and how surely something answers what was asked, and who says so."""

    match: Match = Match.EXACT
    certainty: Certainty = Certainty.STATED
    source: str = Source.REGISTER.value

    @property
    def reach(self) -> Reach:
        """Declared, as every statement is."""
        return Reach.DECLARED

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Smaller is better: what answers before what does not, then the surer, then the better match."""
        broader = self.match is Match.BROADER
        return (self.source == Source.DIRECTORY.value, broader, self.certainty.rank, self.match.rank)

    def and_also(self, other: Strength) -> Strength:
        """Return the weaker of both in every respect: what must match in two ways is as good as the worse one."""
        match = max(self.match, other.match, key=lambda match: match.rank)
        source = other.source if self.source == Source.REGISTER.value else self.source
        return Strength(match, self.certainty.at_most(other.certainty), source)


#: A stated fact of the register on exactly what was asked.
STRONGEST = Strength()


def law_mark(register: Register, data: str | None) -> str:
    """Return `special-category` (Article 9) or `criminal` (Article 10), from above where not its own, or nothing."""
    for key in () if data is None else (data, *register.broader_categories(data)):
        category = register.data_categories.get(key)
        if category is not None and category.mark_of_law:
            return category.mark_of_law
    return ""
