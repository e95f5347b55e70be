"""The nearest known word: for messages, and to tell a typing mistake from somebody's own words."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: A ratio of difflib from which two words count as the same word mistyped.
SAME_WORD_RATIO = 0.85

#: Text longer than this (characters) is a sentence and no word mistyped.
LONGEST_WORD = 80

#: A ratio from which a known word is worth mentioning in a message.
WORTH_MENTIONING_RATIO = 0.6


def fold(text: str) -> str:
    """Return `text` for comparison: no case, no accents, words joined by single hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())


def slug(text: str) -> str:
    """Return a key made from words: ASCII lower case joined by hyphens; the folded text where nothing ASCII is left."""
    folded = fold(text)
    ascii_only = "".join(c if c.isascii() else " " for c in folded)
    return "-".join(ascii_only.replace("-", " ").split()) or folded or "unnamed"


def nearest(text: str, known: Iterable[str], *, ratio: float = WORTH_MENTIONING_RATIO) -> str | None:
    """Return the known word most like `text`, or None when none is like it; ties go to the first in sorted order."""
    return _nearest(text, tuple(known), ratio) if len(text) <= LONGEST_WORD else None


@lru_cache(maxsize=4096)
def _nearest(text: str, known: tuple[str, ...], ratio: float) -> str | None:
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(fold(text))
    best, found = ratio, None
    for folded, word in _by_folded(known).items():
        matcher.set_seq1(folded)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and found is None):
            best, found = ratio, word
    return found


@lru_cache(maxsize=64)
def _by_folded(known: tuple[str, ...]) -> dict[str, str]:
    """Return each word by its folded form, sorted; of several with one form the key, which is that form itself."""
    found: dict[str, str] = {}
    for word in sorted(known):
        folded = fold(word)
        found[folded] = word if word == folded else found.get(folded, word)
    found.pop("", None)
    return found


def mistyped(text: str, known: Iterable[str]) -> str | None:
    """Return the known word of which `text` is probably a typing mistake, or None.

    A typing mistake is at most two edits away (insert, delete, replace, swap neighbours; one edit for words of four or
    five letters, none for shorter ones, where two edits make another word), or as alike as `SAME_WORD_RATIO`.
    """
    return _mistyped(text, tuple(known)) if len(text) <= LONGEST_WORD else None


@lru_cache(maxsize=4096)
def _mistyped(text: str, known: tuple[str, ...]) -> str | None:
    folded = fold(text)
    if len(folded) < 4:
        return None
    allowed = 1 if len(folded) < 6 else 2
    near = [(other, word) for other, word in _by_folded(known).items() if abs(len(other) - len(folded)) <= allowed]
    best = min(((edits(folded, other, limit=allowed), word) for other, word in near), default=(allowed + 1, ""))
    if best[0] <= allowed:
        return best[1]
    return _nearest(text, known, SAME_WORD_RATIO) if len(folded) >= 6 else None


def edits(left: str, right: str, *, limit: int) -> int:
    """Return the edit distance with swaps of neighbours, or `limit + 1` as soon as it must be larger."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
