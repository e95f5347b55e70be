"""Text on its way into DOT and SVG: cleaned, wrapped, escaped, and turned into stable ids."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable

from ropa.language import listing

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: Direction overrides could turn the rest of a sentence around; joiners inside emoji and scripts stay.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Return `text` on one line, without what XML forbids: controls, lone surrogates, noncharacters, overrides."""
    kept = "".join(" " if _is_space(char) else char for char in text if not _is_forbidden(char))
    return " ".join(kept.split())


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cc"


def _is_forbidden(char: str) -> bool:
    return char in _OVERRIDES or unicodedata.category(char) == "Cs" or ord(char) & 0xFFFE == 0xFFFE


def clip(text: str, width: int) -> str:
    """Return at most `width` characters; what was cut ends in an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def wrap(text: str, width: int, max_lines: int = 3) -> tuple[str, ...]:
    """Return `text` as lines of at most `width` characters, at most `max_lines` of them; the rest is an ellipsis."""
    lines = textwrap.wrap(text, width, break_long_words=True, break_on_hyphens=True) or [""]
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], clip(" ".join(lines[max_lines - 1 :]), width)]
    return tuple(lines)


def quoted(text: str) -> str:
    r"""Return `text` as a DOT string that means exactly these characters.

    Backslashes are doubled (Graphviz reads `\N`, `\l` and their like in labels), ampersands become entities (Graphviz
    reads `&lt;` as `<`).
    """
    safe = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{safe}"'


def as_attribute(value: object) -> str:
    """Return a value as JSON in a DOT string, for an attribute that Graphviz passes by; nothing is cleaned away."""
    safe = json.dumps(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def markup(text: str) -> str:
    r"""Return `text` for use inside an HTML-like label.

    A backslash is doubled, because Graphviz replaces `\N`, `\G` and their like in these labels too.
    """
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;").replace("\\", "\\\\")


def slug(text: str) -> str:
    """Return `text` where it is a key already, else a readable key with a checksum, so that two texts never meet."""
    if _KEY.fullmatch(text):
        return text
    plain = re.sub(r"[^a-z0-9]+", "-", clean(text).lower()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else digest


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 line` or `3 lines`, `12,000 lines`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return `a, b and c`; `a, x; b; and c` where a name has a comma of its own."""
    return listing(list(words))
