"""What a transfer rests on does not end within ninety days.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground:
        {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01,
         tia: {date: 2026-02-01, review_by: 2026-12-01}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: IN}}
    safeguards:
      ground:
        {tool: scc-2021, module: 2, between: [shop, mailer], signed: 2024-02-01,
         tia: {date: 2026-02-01, review_by: 2027-12-01}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, safeguard: ground}

Why: A decision, a certificate, a look at a list or an assessment that runs out takes the ground away from one
day to the next (Articles 44, 45(9), 46(1)): nobody has a period of grace. Ninety days is a choice of
this tool, time enough to renew or to prepare another ground. One finding per safeguard, or per decision
where no safeguard is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import country_name, is_said, tool_name
from ropa.checks.graded import every_row
from ropa.law import Law
from ropa.transfers import Grade, Transfer
from ropa.transfers.base import AHEAD, NO_TIME

CODE = "T113"
NAME = "transfer-ground-lasts"
ASKS = "Does the ground of the transfer last?"
SEVERITY = Severity.WARNING
ARTICLES = ("44", "45", "46")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per ground that ends soon, at the first flow that rests on it."""
    seen: set[tuple[str, str]] = set()
    for row in every_row(subject):
        if row.ends is None or not NO_TIME <= row.ends - subject.as_of <= AHEAD:
            continue
        if row.grade.rank >= Grade.REVIEW.rank or not is_said(row.flow):
            continue
        at, what = _ground(subject.law, row)
        if (at, what) in seen:
            continue
        seen.add((at, what))
        title = subject.register.title
        yield _finding(
            at or row.flow.id,
            f"{what} ends on {row.ends.isoformat()}; {title(row.exporter)} to {title(row.importer)} rests on it",
            fix=row.next_step or "renew it and record the new date, or prepare another ground",
            position=subject.register.safeguards[at.partition("/")[2]].position if at else row.flow.position,
            articles=row.articles or ARTICLES,
            cites=row.flow.cites,
        )


def _ground(law: Law, row: Transfer) -> tuple[str, str]:
    """Return the address of the safeguard that decided, empty where the law itself did, and what ends."""
    for claim in row.claims:
        if (claim.tool, claim.ends) == (row.tool, row.ends):
            what = f"{claim.ending or 'the evidence'}, needed for {tool_name(law, claim.tool) or 'the transfer'},"
            return f"safeguards/{claim.safeguard}", what
    inside = f"that {country_name(law, row.country)} is inside the area of the rules"
    return "", row.instrument or tool_name(law, row.tool) or inside
