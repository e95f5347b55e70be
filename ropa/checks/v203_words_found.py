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
citation no longer fits. Spaces, the form of quotation marks and dashes, letters written in two ways,
signs that nobody sees, and upper or lower case make no difference; words may run on over the end of a
line. Where only a section is cited, the words are looked for in the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import citations, cited_lines
from ropa.checks.quoting import stands_in
from ropa.model.base import Cite

CODE = "V203"
NAME = "cited-words-found"
ASKS = "Are the cited words found?"
SEVERITY = Severity.ERROR
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per citation whose existing lines do not hold its words (no lines at all: V202)."""
    for cited in citations(subject.register):
        lines = _where(subject, cited.cite)
        if cited.cite.words and lines and any(line.strip() for line in lines):
            if stands_in(cited.cite.words, lines):
                continue
            yield _finding(
                cited.at,
                f"the words “{cited.cite.words}” do not stand at {cited.cite.as_text()}",
                fix="look the statement up again and correct the lines or the words",
                position=cited.cite.position,
                cites=(cited.cite,),
            )


def _where(subject: Subject, cite: Cite) -> tuple[str, ...] | None:
    """Return the lines that are cited, all of the document where none are, None where it is not at hand."""
    return cited_lines(subject, cite) if cite.lines else subject.documents.get(cite.document)
