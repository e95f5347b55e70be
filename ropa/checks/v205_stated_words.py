"""Words said to be those of the source stand in the lines that are cited for them.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: {is: Shop, stated_as: "operated by somebody else"}, cite: policy:3}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations:
      shop: {name: {is: Shop, stated_as: "run by Shop Ltd"}, cite: policy:3}

Why: `stated_as` keeps the source's own words where ours may say more or less than they do. It is evidence only as long
as the lines hold it. A value without a citation of its own is looked up where the statement that it is part of cites.
Nothing is said where a document is not at hand (V201), or where no citation reaches the words (V206).
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.evidence import lines_of, statements
from ropa.checks.quoting import stands_in
from ropa.language import listing

CODE = "V205"
NAME = "stated-words-found"
ASKS = "Are the stated words found?"
SEVERITY = Severity.ERROR
ARTICLES = ()
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per statement whose lines exist and do not hold the words that it gives as the source's."""
    for statement in statements(subject.register):
        if not statement.stated_as.strip():
            continue
        lines = lines_of(subject, statement)
        # Lines that are not there, or empty, are V202's.
        if lines is not None and any(line.strip() for line in lines) and not stands_in(statement.stated_as, lines):
            yield _finding(
                statement.at,
                f"the words “{statement.stated_as}” do not stand at "
                f"{listing([cite.as_text() for cite in statement.cites])}",
                fix="look the statement up again and correct the lines, or give the words as they stand there",
                position=statement.position,
                cites=statement.cites,
            )
