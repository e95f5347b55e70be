"""The lines of a citation hold the words that it gives as an anchor.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: Shop, cite: {document: policy, lines: 3, words: "words of another line"}}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: Shop, cite: {document: policy, lines: 3, words: "run by Shop Ltd"}}

Why: Words outlive line numbers. When a document is edited and lines move, the anchor shows that a
citation no longer fits. Spaces, the form of quotation marks and dashes, and upper or lower case
make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import citations, cited_lines

CODE = "V203"
NAME = "cited-words-found"
SEVERITY = Severity.ERROR
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Signs that documents write in several forms, each with the form in which they are compared.
_SIGNS = str.maketrans(dict.fromkeys("‘’‚", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—", "-"))


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per citation whose existing lines do not hold its words (no lines at all: V202)."""
    for cited in citations(subject.register):
        lines = cited_lines(subject, cited.cite)
        if cited.cite.words and lines and any(line.strip() for line in lines):
            if _plain(cited.cite.words) in _plain(" ".join(lines)):
                continue
            yield _finding(
                cited.at,
                f"the words “{cited.cite.words}” do not stand at {cited.cite.as_text()}",
                fix="look the statement up again and correct the lines or the words",
                position=cited.cite.position,
                cites=(cited.cite,),
            )


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).casefold().split())
