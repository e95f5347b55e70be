"""A document that is cited is at hand, so that its citations can be checked.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: not-there.txt}}
    organisations: {shop: {name: Shop, cite: policy:3}}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop, cite: policy:3}}

Why: A citation that nobody looked up may point at nothing. A document need not be at hand, but then
one warning says that what cites it was not checked. The right record is right where the folder
holds `policy.txt`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.citations import citations

CODE = "V201"
NAME = "documents-at-hand"
ASKS = "Are the documents at hand?"
SEVERITY = Severity.WARNING
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per cited document that is not at hand."""
    counts = Counter(cited.cite.document for cited in citations(subject.register))
    for key in sorted(counts.keys() - subject.documents.keys()):
        document = subject.register.documents.get(key)
        times = "its 1 citation was" if counts[key] == 1 else f"its {counts[key]} citations were"
        title = document.title if document is not None else key
        yield _finding(
            f"documents/{key}",
            f"the document {title} is not at hand: {times} not checked",
            fix="put the file named under `file` into the folder of the register, or pass `--documents FOLDER`",
            position=document.position if document else None,
        )
