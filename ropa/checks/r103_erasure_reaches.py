"""Where data are to be erased, no copy of them stays elsewhere without a limit.

Looked at are places of the organisation of which a rule says that the data are there, or move there
(`then_in`), and systems that get the data by a flow from where they are erased.

Wrong:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}}
    systems: {web-shop: {operator: shop}, backup: {operator: shop}}
    activities:
      accounts:
        flows:
          - customer -> web-shop: [email-address]
          - web-shop -> backup: [email-address]
        retention:
          - {data: everything, in: [web-shop], trigger: account closed, period: P30D, disposal: erase, cite: policy:40}
          - {data: everything, in: [backup], cite: policy:41}

Right:

    ropa: 1
    register: {organisation: shop, documents: {policy: {title: Privacy policy}}}
    organisations: {shop: {name: Shop}}
    systems: {web-shop: {operator: shop}, backup: {operator: shop}}
    activities:
      accounts:
        flows:
          - customer -> web-shop: [email-address]
          - web-shop -> backup: [email-address]
        retention:
          - {data: everything, in: [web-shop], trigger: account closed, period: P30D, disposal: erase, cite: policy:40}
          - {data: everything, in: [backup], trigger: account closed, period: P90D, disposal: erase, cite: policy:41}

Why: Data are kept as long as any copy of them is (Article 5(1)(e)). A promise of erasure that leaves out
the backup tells people of a time limit that does not hold (Article 13(2)(a)), and the record of Article
30(1)(f) names the wrong day.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.retention import address, cited, limit_of, names, reach_of, title_of, what_of
from ropa.checks.retention_copies import Copy, copies_of
from ropa.model.activities import Retention
from ropa.model.register import Register
from ropa.model.words import Disposal
from ropa.questions.text import distinct

CODE = "R103"
NAME = "erasure-reaches-copies"
ASKS = "Does erasure reach the copies?"
SEVERITY = Severity.WARNING
ARTICLES = ("5(1)(e)", "13(2)(a)", "14(2)(a)", "30(1)(f)")
ITEMS = ("A30-1-f", "N13-2a", "N14-2a", "P5-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity and place that keeps what is to be erased, with the citations of both."""
    for copy in copies_of(reach_of(subject.register)):
        yield _found(subject.register, copy)


def _found(register: Register, copy: Copy) -> Finding:
    first = (copy.keeping or copy.erasing)[0]
    place = register.title(copy.holder)
    promised = "; ".join(dict.fromkeys(_promise(register, rule.said) for rule in copy.erasing))
    moved = any(copy.holder in rule.said.then_in for rule in copy.erasing)
    # A rule that both erases and moves on is named once, as the promise.
    stays = [rule.said for rule in copy.keeping if rule not in copy.erasing]
    if stays:
        kept = f"{place} keeps {'; '.join(what_of(register, said) + cited(said.cites) for said in stays)}"
    else:
        kept = f"they {'move on' if moved else 'also go'} to {place}{cited(copy.cites)}"
    return _finding(
        address(first.activity),
        f"{title_of(first.activity)}: {promised}; yet {kept}, and for how long is not stated",
        fix=f"add a rule `in: [{copy.holder}]` with `trigger` and `period`, or take the place out of the data's way",
        position=first.said.position or first.activity.position,
        cites=distinct((*(cite for rule in (*copy.erasing, *copy.keeping) for cite in rule.said.cites), *copy.cites)),
    )


def _promise(register: Register, said: Retention) -> str:
    end = "erased" if Disposal.ERASE in said.disposal else "made anonymous"
    where = f" in {names(register, said.held_in)}" if said.held_in else ""
    case = f" ({said.when})" if said.when else ""
    when = (
        f" after {limit_of(said)}" if said.period or said.criterion else f" on {said.trigger}" if said.trigger else ""
    )
    return f"{what_of(register, said)}{where}{case} is {end}{when}"
