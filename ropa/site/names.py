"""File names from keys: the same on every system, whatever a key holds.

Keys that people choose are plain and stand as they are. Anything else (own words in any script, capital letters, names
that Windows keeps for devices, very long ones) is made plain and gets a part of its hash, so that two keys never share
a file, also where a file system does not tell `A` from `a`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: What a key that people choose looks like.
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
#: Names that Windows keeps for devices, with any suffix.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))},
)
#: Characters of a file name without its suffix; the limit of most systems is 255 bytes for all of it.
_LONGEST = 80
_HASH_DIGITS = 10


def file_stem(key: str) -> str:
    """Return a file name without suffix for a key; different keys give names that differ also in one case.

    >>> file_stem("email-address"), file_stem("con")
    ('email-address', 'con--1143da2bc5')
    """
    if _PLAIN.fullmatch(key) and key not in _RESERVED and len(key) <= _LONGEST:
        return key
    flat = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode("ascii").lower()
    stem = _OTHER.sub("-", flat).strip("-")[: _LONGEST - _HASH_DIGITS - 2].rstrip("-")
    # Two hyphens never occur in a plain key, so that no plain one can be in the way.
    return f"{stem or 'key'}--{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:_HASH_DIGITS]}"
