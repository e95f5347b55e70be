"""Which findings name what has a page: a title that stands in a message, as whole words in the same letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A word, with the hyphens, dots and apostrophes inside it: `alipartnership.com`, `opt-out`; an arrow is one, too.
_WORD = re.compile(r"\w+(?:[-.'’]\w+)*|→")


class Titles:
    """Looks for titles in texts; a text takes time by its length, however many titles there are.

    Args:
        titles: each with the page that it is the title of.
    """

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        self._pages: dict[tuple[str, ...], list[str]] = {}
        self._longest: dict[str, int] = {}
        for title, page in titles:
            words = tuple(_WORD.findall(title))
            if words:
                self._pages.setdefault(words, []).append(page)
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the pages whose titles stand in a text, in order; of titles that overlap, the longest first one.

        Letters count: `Name` is a category of data, and “the name of” is none.
        """
        words = _WORD.findall(text)
        found: dict[str, None] = {}
        place = 0
        while place < len(words):
            longest = self._longest.get(words[place], 0)
            for count in range(min(longest, len(words) - place), 0, -1):
                pages = self._pages.get(tuple(words[place : place + count]))
                if pages is not None:
                    found.update(dict.fromkeys(pages))
                    place += count - 1
                    break
            place += 1
        return tuple(found)
