"""Kinds of values: how each is read from a node, and how it looks in the JSON Schema.

A kind reports its own problems and returns None where it cannot read, so that everything else is still checked.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from ropa.resolver import messages
from ropa.resolver.context import Context
from ropa.resolver.draft import Mapping, Node, Scalar, Sequence
from ropa.resolver.near import nearest

Schema = dict[str, Any]

_PERIOD = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_SPOKEN_PERIOD = re.compile(r"\s*(\d+)[\s-]*(day|week|month|year|hour)s?\s*", re.IGNORECASE)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Kind:
    """Base of all kinds.

    Attributes:
        wraps: whether the value may be written `{is: VALUE, certainty, cite, stated_as}`.
        takes_list: whether a list is accepted.
        takes_mapping: whether a mapping other than that one is accepted.
    """

    wraps: ClassVar[bool] = True
    takes_list: ClassVar[bool] = False
    takes_mapping: ClassVar[bool] = False

    def read(self, node: Node, context: Context, place: str) -> Any:
        """Return the value, or None after a problem; `place` names the field for messages."""
        raise NotImplementedError(type(self).__name__)  # pragma: no cover

    def schema(self) -> Schema:
        """Return the JSON Schema of the plain value."""
        return {"type": "string"}


def text_of(
    node: Node, context: Context, place: str, *, expected: str = "text", example: str = "plain words"
) -> Scalar | None:
    """Return the scalar that a node is, or None after a problem."""
    if isinstance(node, Scalar):
        return node
    context.problem(messages.wrong_kind(node, expected, place, example))
    return None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Text(Kind):
    """Words, on one or more lines, without surrounding space."""

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the text."""
        scalar = text_of(node, context, place)
        return None if scalar is None else scalar.text.strip()

    def schema(self) -> Schema:
        """Return a string, number or truth value: YAML editors show `2` and `no` as such."""
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FilePath(Text):
    """A path inside the register's folder, or words."""

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the path as written; one that leaves the folder is a problem."""
        text = Text.read(self, node, context, place)
        if text and leaves_folder(text):
            context.problem(messages.path_outside(node.position, text, place))
            return None
        return text

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string"}


def leaves_folder(path: str) -> bool:
    """Tell whether a path is absolute, names a drive or home, climbs above where it starts, or is none (NUL)."""
    parts = re.split(r"[\\/]", path)
    if "\0" in path or path.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", path):
        return True
    depth = 0
    for part in parts:
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Whole(Kind):
    """A whole number between two bounds, both included."""

    low: int = 0
    high: int = 10_000_000_000

    def read(self, node: Node, context: Context, place: str) -> int | None:
        """Return the number; digits may be grouped with `_`, spaces or commas."""
        what = f"a whole number{f' from {self.low} to {self.high}' if self.high < 1000 else f', {self.low} or more'}"
        scalar = text_of(node, context, place, expected=what, example=str(self.low))
        if scalar is None:
            return None
        digits = re.sub(r"(?<=\d)[_,\s](?=\d{3})", "", scalar.text.strip())
        if not re.fullmatch(r"[0-9]{1,12}", digits) or not self.low <= int(digits) <= self.high:
            context.problem(messages.not_a_number(scalar.position, scalar.text, place, what))
            return None
        return int(digits)

    def schema(self) -> Schema:
        """Return an integer with its bounds."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YesNo(Kind):
    """`yes`, `no`, `true` or `false`, in any case."""

    def read(self, node: Node, context: Context, place: str) -> bool | None:
        """Return the truth value."""
        scalar = text_of(node, context, place, expected="yes or no", example="yes")
        if scalar is None:
            return None
        found = _YES_NO.get(scalar.text.strip().lower())
        if found is None:
            context.problem(messages.not_yes_or_no(scalar.position, scalar.text, place))
        return found

    def schema(self) -> Schema:
        """Return a truth value or one of the two words."""
        return {"enum": [True, False, "yes", "no", "true", "false"]}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Date(Kind):
    """A calendar day, YYYY-MM-DD."""

    def read(self, node: Node, context: Context, place: str) -> dt.date | None:
        """Return the day."""
        scalar = text_of(node, context, place, expected="a date", example="2026-11-01")
        if scalar is None:
            return None
        text = scalar.text.strip()
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        context.problem(messages.not_a_date(scalar.position, text, place))
        return None

    def schema(self) -> Schema:
        """Return a date."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Period(Kind):
    """An ISO 8601 duration, or one of a few words.

    Attributes:
        words: accepted beside durations, such as `session`.
    """

    words: tuple[str, ...] = ()

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the duration as written."""
        scalar = text_of(node, context, place, expected="a period", example="P30D")
        if scalar is None:
            return None
        text = scalar.text.strip()
        if text in self.words or _PERIOD.fullmatch(text):
            return text
        context.problem(messages.not_a_period(scalar.position, text, place, _spoken(text)))
        return None

    def schema(self) -> Schema:
        """Return a string with the pattern of durations."""
        pattern = r"^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$"
        if not self.words:
            return {"type": "string", "pattern": pattern}
        return {"anyOf": [{"type": "string", "pattern": pattern}, {"enum": list(self.words)}]}


def _spoken(text: str) -> str | None:
    """Return the duration that words such as `30 days` mean, or None."""
    found = _SPOKEN_PERIOD.fullmatch(text)
    if found is None:
        return None
    unit = found[2].lower()
    return f"PT{found[1]}H" if unit == "hour" else f"P{found[1]}{unit[0].upper()}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Choice(Kind):
    """One word of a closed list."""

    words: type[StrEnum]

    def read(self, node: Node, context: Context, place: str) -> StrEnum | None:
        """Return the member of the enumeration."""
        accepted = [member.value for member in self.words]
        scalar = text_of(node, context, place, expected=f"one of {', '.join(accepted)}", example=accepted[0])
        if scalar is None:
            return None
        text = scalar.text.strip()
        if text in accepted:
            return self.words(text)
        near = nearest(text, accepted)
        context.problem(messages.not_one_of(scalar.position, text, place, accepted, near))
        return None

    def schema(self) -> Schema:
        """Return the closed list."""
        return {"enum": [member.value for member in self.words]}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Country(Kind):
    """ISO 3166-1 alpha-2; known names and other codes are normalised with a notice, groups and the rest kept."""

    def read(self, node: Node, context: Context, place: str) -> str | None:
        """Return the alpha-2 code, `EU`, `EEA`, or the text as written."""
        scalar = text_of(node, context, place, expected="a country code", example="IE")
        if scalar is None:
            return None
        text = scalar.text.strip()
        group = context.law.group(text)
        if group is not None:
            return group
        country = context.law.find_country(text)
        if country is None:
            message = f"`{text}` is no known country; it is kept as written, and every transfer to it is graded unknown"
            context.notice("unknown-country", message, scalar.position)
            return text
        if country.alpha2 != text:
            message = f"`{text}` is read as {country.alpha2} ({country.name}); write the code to be sure"
            context.notice("normalised-country", message, scalar.position)
        return country.alpha2

    def schema(self) -> Schema:
        """Return a string: unknown countries are kept, so no list can be closed."""
        return {"type": "string", "minLength": 1, "description": "ISO 3166-1 alpha-2, such as IE; GB, not UK"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Anything(Kind):
    """Whatever stands under `extra:`; kept, never interpreted."""

    wraps = False

    def read(self, node: Node, context: Context, place: str) -> dict[str, Any]:  # noqa: ARG002 - nothing can be wrong
        """Return plain data; an `extra` that is no mapping is kept under `value`."""
        data = plain(node)
        return data if isinstance(data, dict) else {"value": data}

    def schema(self) -> Schema:
        """Return the schema that accepts everything."""
        return {}


def plain(node: Node) -> Any:
    """Return a node as dicts, lists and text."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node.is_absent else node.text
