"""Values as YAML text that every reader takes for the same: YAML 1.1, YAML 1.2 and people.

What an older reader would take for something else than text (`NO`, `on`, `007`, `1e3`) is quoted, although this
format reads every scalar as text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = "str | bool | int | dt.date | Sequence[Value] | Mapping[str, Value]"

#: Text that needs no quotes anywhere: begins with a letter, and holds nothing that structures YAML.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./@+'() -]*[A-Za-z0-9_./@+')])?")
#: A citation; a colon without a blank after it is text.
_CITE = re.compile(r"[a-z][a-z0-9-]*:[0-9]+(?:-[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What YAML 1.1 takes for a truth value, nothing or a number.
_NOT_TEXT = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@lru_cache(maxsize=16384)
def scalar(text: str) -> str:
    r"""Return the text as a scalar, quoted where a reader could take it for something else.

    >>> print(scalar("Corner Books"), scalar("NO"), scalar("say: \"hi\""), scalar("007"), scalar("2026-11-01"))
    Corner Books "NO" "say: \"hi\"" "007" 2026-11-01
    """
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text):
        return text
    if _DAY.fullmatch(text) or _CITE.fullmatch(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return the text in double quotes; what does not print is escaped, half a character becomes U+FFFD."""
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        # UTF-8 has no form for it.
        return "\ufffd"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def inline(value: Value) -> str:
    """Return a value on one line: `{name: Shop, hosting: [{by: hetzner}]}`.

    Empty text is `""`; a mapping keeps its order.
    """
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {inline(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(inline, value)) + "]"


def section(name: str, entries: Mapping[str, Value], *, gap: str = "\n") -> Iterator[str]:
    """Yield a section with one line per entry, nothing where there are none.

    Args:
        gap: what stands before it.
    """
    if entries:
        yield f"{gap}{name}:\n"
        for key, value in entries.items():
            yield f"  {scalar(key)}: {inline(value)}\n"
