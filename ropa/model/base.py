"""What every part of the model shares: made once, never changed, aware of where it was written and by whom it is said.

The classes are standard-library dataclasses, because a validating base class would cost a third of the time of a short
question at every start. The resolver checks every value on the way in; `ropa.model.validation` checks a value that was
built elsewhere against these same annotations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

from ropa.errors import Position
from ropa.model.words import Certainty, Source

JsonValue = Any
T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make `cls` a class of the model: keyword-only, immutable, compared by value, without room for unknown fields."""
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)


@record
class Part:
    """Base of every class of the model."""


@record
class Cite(Part):
    """A place in a document of the register.

    Attributes:
        document: key of the document.
        lines: `LINE` or `FROM-TO`, from 1, both ends included; empty when only a section is cited.
        section: heading or article of the document, in the writer's words.
        words: at most eight words of the text, as an anchor.
    """

    document: str
    lines: str = ""
    section: str = ""
    words: str = ""
    position: Position | None = None

    @property
    def first(self) -> int:
        """First cited line, 0 when no line is cited."""
        return int(self.lines.partition("-")[0] or 0)

    @property
    def last(self) -> int:
        """Last cited line, 0 when no line is cited."""
        first, _, last = self.lines.partition("-")
        return int(last or first or 0)

    def as_json(self) -> dict[str, str]:
        """Return the JSON form: `document`, `lines`, and `section` and `words` where given."""
        full = {"document": self.document, "lines": self.lines, "section": self.section, "words": self.words}
        return {name: text for name, text in full.items() if text or name in ("document", "lines")}

    def as_text(self) -> str:
        """Return `policy:22-23`, or `policy (section)` where no line is cited."""
        if self.lines:
            return f"{self.document}:{self.lines}"
        return f"{self.document} ({self.section})" if self.section else self.document


@record
class Mark(Part):
    """How one value is known: certainty, citations, the text's own words, and who says so.

    Attributes:
        verified: only for values from the shipped directory: `yes`, `partly` or `no`.
        note: why, in one sentence, where this tool decided something (a default, a normalised country).
        extra: whatever the register keeps under `extra:` beside the value.
    """

    certainty: Certainty = Certainty.STATED
    cites: tuple[Cite, ...] = ()
    stated_as: str = ""
    source: Source = Source.REGISTER
    verified: str = ""
    note: str = ""
    position: Position | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict, hash=False)


@record
class Sourced(Part):
    """A statement of its own: knows its place in the file, its citations and its certainty.

    Attributes:
        marks: by field name, for values that were written `{is: ...}`, come from the directory or were defaulted.
        extra: whatever the register keeps under `extra:`; shown in the annex and exported again, never interpreted.
    """

    position: Position | None = None
    cites: tuple[Cite, ...] = ()
    certainty: Certainty = Certainty.STATED
    stated_as: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict, hash=False)
    extra: Mapping[str, JsonValue] = field(default_factory=dict, hash=False)

    def mark(self, field: str) -> Mark:
        """Return how `field` is known; a plainly written value inherits this statement's certainty and citations."""
        found = self.marks.get(field)
        if found is not None:
            return found
        return Mark(certainty=self.certainty, cites=self.cites, position=self.position)


@record
class Entity(Sourced):
    """A statement that has a key, unique in its section of the register.

    Attributes:
        key: as chosen in the file; the address is `SECTION/KEY`.
        name: what people call it; empty means not stated.
        source: `register` when declared there, `directory` when only the shipped data know it.
    """

    key: str
    name: str = ""
    source: Source = Source.REGISTER

    @property
    def title(self) -> str:
        """The name, or the key where no name is stated."""
        return self.name or self.key


@record
class Use(Sourced):
    """One item of a list of keys: a purpose, measure, party or word, with its own certainty and citations.

    Attributes:
        key: key of the item in its section or vocabulary; for own words a key made from the words.
        label: own words as written; the key again where the item is known (its name is in its section).
        own_words: True when neither the register nor the vocabulary knows it.
        by: for measures, the organisation that takes them, or empty.
    """

    key: str
    label: str
    own_words: bool = False
    by: str = ""
