"""The text in which people are told of an activity names the countries to which their data are transferred.

A warning where the text is at hand and does not name them, for your information where it is not at hand.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: NZ}}
    activities:
      newsletter:
        information: [{document: policy}]
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Right:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop, country: IE}, mailer: {name: Mailer, country: {is: NZ, cite: "policy:3"}}}
    activities:
      newsletter:
        information: [{document: policy}]
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor}

Why: Articles 13(1)(f) and 14(1)(f) ask that people are told of a transfer and of the decision or safeguard behind it,
an adequate country included; whoever is told cannot judge it without the country. A country counts as told where what
states it cites the text, or where the text at hand holds its name. How to get a copy of a safeguard is T103's; what a
processor transfers, its controller tells. The Swiss act asks for the State and the guarantees as well (FADP 19(4)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said
from ropa.checks.graded import articles_of, asking, every_row
from ropa.checks.quoting import plain
from ropa.language import some
from ropa.law import Law
from ropa.model.activities import Activity
from ropa.model.base import Cite
from ropa.model.register import Register
from ropa.model.words import ActivityRole
from ropa.transfers import Criterion, Grade, Transfer

CODE = "T115"
NAME = "transfers-told"
ASKS = "Are people told of the transfers?"
SEVERITY = Severity.WARNING
ARTICLES = ("13(1)(f)", "14(1)(f)")
ITEMS = ("N13-1f", "N14-1f")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: Topic of the provisions that ask to tell people of a transfer, by regime.
_TOPIC = "told-of-transfer"

#: Grades of flows that leave the area, whatever they rest on; where nobody knows, there is nothing to tell yet.
_LEAVES = frozenset(Grade) - {Grade.NOT_A_TRANSFER, Grade.DOMESTIC, Grade.REVIEW, Grade.UNKNOWN}


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per document: the countries of transfers told of in it that it is not shown to name."""
    register = subject.register
    texts = {key: plain(" ".join(lines)) for key, lines in subject.documents.items()}
    asked = asking(subject, _TOPIC)
    told: dict[str, bool] = {}
    untold: dict[str, dict[str, list[str]]] = {}
    under: dict[str, set[str]] = {}
    for row in every_row(subject):
        if row.grade not in _LEAVES or not is_said(row.flow) or row.country not in subject.law.countries:
            continue
        if row.regime not in asked:
            continue
        for document in _told_in(register, row):
            key = f"{document} {row.country}"
            if key not in told:
                told[key] = _holds(subject.law, row.country, texts.get(document, ""))
            if not told[key] and not any(cite.document == document for cite in _cites(register, row)):
                importers = untold.setdefault(document, {}).setdefault(row.country, [])
                importers.append(register.title(row.importer))
                under.setdefault(document, set()).add(row.regime)
    for key, countries in untold.items():
        yield _found(subject, key, countries, at_hand=key in texts, articles=articles_of(asked, under[key]))


def _found(
    subject: Subject, key: str, countries: dict[str, list[str]], *, at_hand: bool, articles: tuple[str, ...]
) -> Finding:
    document = subject.register.documents[key]
    shown = "neither its words nor a citation show" if at_hand else "it is not at hand, and no citation shows"
    named = [
        f"{subject.law.countries[country].name} ({some(list(dict.fromkeys(importers)))})"
        for country, importers in countries.items()
    ]
    return _finding(
        f"documents/{key}",
        f"people are told in {document.title}, but {shown} that it names where data go: {some(named)}",
        fix="have the text name the country and what the transfer rests on, and cite it where the country is stated",
        position=document.position or subject.register.position,
        severity=SEVERITY if at_hand else Severity.INFO,
        articles=articles,
    )


def _told_in(register: Register, row: Transfer) -> Iterator[str]:
    """Yield the documents of the register in which people are told of a transfer of the organisation."""
    activity = register.activities.get(row.flow.activity)
    if not register.is_internal(row.exporter) or (activity is not None and not _tells(activity)):
        return
    general = register.general.information if register.general is not None else ()
    own = activity.information if activity is not None else ()
    keys = (item.document for item in (*own, *general) if is_said(item) and item.exception is None)
    yield from (key for key in dict.fromkeys(keys) if key in register.documents)


def _tells(activity: Activity) -> bool:
    return is_said(activity) and activity.role is not ActivityRole.PROCESSOR


def _cites(register: Register, row: Transfer) -> Iterator[Cite]:
    """Yield what is cited for the place that decided: for a seat by the receiver, for any other by the flow."""
    importer = register.organisations.get(row.importer)
    if importer is not None and row.criterion is Criterion.ENTITY and not row.flow.locations.entity:
        yield from importer.mark("country").cites
    else:
        yield from row.flow.cites
        for name in ("entity", "storage", "access"):
            yield from row.flow.locations.mark(name).cites
    for key in row.flow.safeguard:
        if key in register.safeguards:
            yield from register.safeguards[key].cites


def _holds(law: Law, country: str, text: str) -> bool:
    known = law.countries[country]
    names = [plain(name) for name in (known.name, *known.aliases) if len(name) > 2]
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
