"""Every right that people have is stated: all that the law gives, and those that follow from basis and purpose.

A warning where the register cites a document or speaks of rights or information at all; else for your information,
as a record of processing alone need not list them.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing], legal_basis: [consent]}
    rights:
      access: privacy@shop.example
      erasure: privacy@shop.example

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      newsletter: {purposes: [direct-marketing], legal_basis: [consent]}
    rights:
      access: privacy@shop.example
      rectification: privacy@shop.example
      erasure: privacy@shop.example
      restriction: privacy@shop.example
      objection: link in every message
      portability: privacy@shop.example
      complaint: the authority of the country one lives in

Why: Articles 13(2)(b) and (d), 14(2)(c) and (e) ask that people are told of access, rectification, erasure,
restriction, objection, portability and the complaint to an authority. Objection is for public tasks, legitimate
interests and direct marketing (Article 21), portability for consent and contracts (Article 20), the rights about
decisions by machine where there are such decisions (Article 22). A right that everybody has is not stated for those
whom `subjects` leaves out. The withdrawal of consent is B114's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.duties import limits, unverified
from ropa.checks.facts import is_said, recorded, subjects_of, titles
from ropa.checks.rights import is_always, reason_for
from ropa.model.activities import Right
from ropa.model.base import Cite
from ropa.model.register import Register

CODE = "N103"
NAME = "rights-stated"
ASKS = "Are the rights stated?"
SEVERITY = Severity.WARNING
ARTICLES = ("13(2)(b)", "13(2)(d)", "14(2)(c)", "14(2)(e)", "12(2)")
ITEMS = ("N13-2b", "N13-2d", "N14-2c", "N14-2e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Told by other checks: B114, and those on information.
_ELSEWHERE = frozenset({"information", "withdraw-consent"})

#: Topic of the provisions whose rights are the rows of the vocabulary.
_TOPIC = "rights"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for the register that names every right which is given here and not stated."""
    register = subject.register
    regimes = {row.regime for row in subject.law.provisions_on(_TOPIC, subject.as_of)}
    rows = [row for row in limits(subject, "answer") if row.regime in regimes]
    if not rows or not recorded(register):
        return
    stated = {item.right for item in register.rights.values() if is_said(item)}
    missing, cites = list(_only_for_some(subject)), list[Cite]()
    for key in sorted(subject.vocabulary.rights.keys() - stated - _ELSEWHERE):
        reason = reason_for(subject, key)
        if reason is not None:
            term = subject.vocabulary.rights[key]
            missing.append(f"{term.label} ({term.article}{f'; {reason.words}' if reason.words else ''})")
            cites.extend(reason.cites)
    if missing:
        doubt = unverified(rows) if all(row.verified != "yes" for row in rows) else ""
        if register.lost:
            doubt += " (the register notes that parts of its source are lost)"
        yield _finding(
            "register",
            f"not stated among the rights: {'; '.join(missing)}{doubt}",
            fix="add them under `rights`, each with its `channel`; `offered: no` records a refusal",
            position=register.position,
            severity=SEVERITY if _tells_people(register) else Severity.INFO,
            cites=tuple(dict.fromkeys(cites)),
        )


def _only_for_some(subject: Subject) -> Iterator[str]:
    """Yield the rights that everybody has and that are stated for some of the people whose data are used only."""
    register = subject.register
    limited: dict[str, list[Right]] = {}
    for item in filter(is_said, register.rights.values()):
        limited.setdefault(item.right, []).append(item)
    people = sorted({key for activity in recorded(register) for key in subjects_of(register, activity)})
    for key, entries in sorted(limited.items()):
        term = subject.vocabulary.rights.get(key)
        if term is None or not is_always(term) or any(not item.subjects for item in entries):
            continue
        reached = {person for item in entries for person in item.subjects}
        left = [person for person in people if not reached & {person, *register.wholes("data_subjects", person)}]
        if left:
            yield f"{term.label} ({term.article}) for {titles(register, left)}"


def _tells_people(register: Register) -> bool:
    told = any(activity.information for activity in register.activities.values())
    return bool(register.documents or register.rights or told)
