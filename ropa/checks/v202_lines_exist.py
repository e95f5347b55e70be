"""The lines of a citation exist and are not empty.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop, cite: policy:900}}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop, cite: policy:3}}

Why: A citation is what makes a statement checkable. One that points past the end of the document,
or at empty lines, proves nothing; the text may have changed since it was cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import Cited, citations, cited_lines

CODE = "V202"
NAME = "cited-lines-exist"
ASKS = "Do the cited lines exist?"
SEVERITY = Severity.ERROR
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per citation of a document at hand whose lines are beyond it, reversed or all empty."""
    for cited in citations(subject.register):
        why = _why_wrong(subject, cited)
        if why:
            yield _finding(
                cited.at,
                f"the citation {cited.cite.as_text()} {why}",
                fix="look the statement up again and correct the lines",
                position=cited.cite.position,
                cites=(cited.cite,),
            )


def _why_wrong(subject: Subject, cited: Cited) -> str:
    lines = cited_lines(subject, cited.cite)
    if lines is None:
        return ""
    length = len(subject.documents[cited.cite.document])
    if cited.cite.last > length:
        return f"points beyond the document, which has {length} lines"
    if cited.cite.first < 1 or cited.cite.last < cited.cite.first:
        return "names no lines: the first is 1, and the second number is not smaller than the first"
    return "" if any(line.strip() for line in lines) else "points at empty lines"
