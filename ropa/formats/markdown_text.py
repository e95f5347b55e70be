"""What text of the register has to go through before it stands in Markdown."""

from __future__ import annotations

import re
from functools import lru_cache

from ropa.formats.base import one_line

#: Characters that mean something anywhere in a line.
_INLINE = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~$"})
#: An ampersand that would begin an entity.
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: What would begin a heading, list, quotation, rule or setext underline at the start of a line.
_BLOCK = re.compile(r"^([#+\-=:]|\d{1,9}(?=[.)]))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
#: A bare address that some readers would turn into a link.
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data)(:)")
_WWW = re.compile(r"(?i)\bwww\.")
#: What a code span can hold without any care.
_PLAIN_CODE = re.compile(r"[\w:.,()/#+ -]+")


@lru_cache(maxsize=1 << 16)
def escape_markdown(text: str) -> str:
    """Return text of the register as Markdown that shows just that text, in one line, also inside a table cell."""
    text = one_line(text).translate(_INLINE)
    # Each of these needs a character that most texts do not have.
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    if ":" in text:
        text = _SCHEME.sub(r"\1\\\2", text)
    if "." in text:
        text = _WWW.sub(lambda match: match[0][:-1] + "\\.", text)
    if _NUMBERED.match(text):
        return _NUMBERED.sub(r"\1\\\2", text)
    return f"\\{text}" if _BLOCK.match(text) else text


@lru_cache(maxsize=1 << 16)
def code_span(text: str) -> str:
    """Return a key or citation as a code span, or escaped where it holds anything that a span could not."""
    flat = one_line(text)
    return f"`{flat}`" if _PLAIN_CODE.fullmatch(flat) else escape_markdown(flat)
