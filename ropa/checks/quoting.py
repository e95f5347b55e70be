"""Whether words stand in a text, however the two write spaces, signs and letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

#: Signs that documents write in several forms, each with the form in which they are compared.
_SIGNS = {
    **dict.fromkeys(map(ord, "‘’‚‛′‹›`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    # Signs that nobody sees: soft hyphen, zero-width spaces and joiners, byte order mark.
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None),
}


def plain(text: str) -> str:
    """Return a text as it is compared: one form of quotation marks, dashes, letters and spaces, and no case.

    >>> plain("“E\u2011Mail” \u00a0of  Caf\u0065\u0301") == plain('"e-mail" of CAF\u00c9')
    True
    """
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def stands_in(words: str, lines: Iterable[str]) -> bool:
    """Return whether words stand in lines, also across the end of a line; empty words stand everywhere."""
    return plain(words) in plain(" ".join(lines))
