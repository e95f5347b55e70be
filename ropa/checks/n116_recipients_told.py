"""The text in which people are told of an activity names its recipients, or their categories.

A warning where the text is at hand and does not name them, for your information where it is not at hand.

Wrong:

    ropa: 1
    register:
      organisation: shop
      documents: {policy: {title: Privacy policy, file: policy.txt}}
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
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
    organisations: {shop: {name: Shop}, mailer: {name: Mailer}}
    activities:
      newsletter:
        information: [{document: policy}]
        flows:
          - customer -> shop: [email-address]
          - shop -> mailer: {data: [email-address], as: processor, cite: "policy:3"}

Why: Articles 13(1)(e) and 14(1)(e) ask for the recipients or their categories; processors and hosts are
among them. A recipient counts as told where its flow, its own entry or that of its whole cites the text, or
where the text at hand holds its name. Where a category stands for it in the text, cite that line.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import is_said, receivers, said_flows, titles
from ropa.checks.quoting import plain
from ropa.model.activities import Activity, Flow
from ropa.model.base import Cite
from ropa.model.register import Register

CODE = "N116"
NAME = "recipients-told"
ASKS = "Are people told of the recipients?"
SEVERITY = Severity.WARNING
ARTICLES = ("13(1)(e)", "14(1)(e)")
ITEMS = ("N13-1e", "N14-1e")

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per document: the recipients of the activities told of in it that it is not shown to name."""
    register = subject.register
    for key, activities in _told_in(register).items():
        at_hand = key in subject.documents
        text = plain(" ".join(subject.documents.get(key, ())))
        untold = dict.fromkeys(
            recipient
            for activity in activities
            for recipient, cites in _recipients(register, activity).items()
            if not any(cite.document == key for cite in cites) and not _names(register, recipient, text)
        )
        if untold:
            document = register.documents[key]
            shown = "neither its words nor a citation show" if at_hand else "it is not at hand, and no citation shows"
            yield _finding(
                f"documents/{key}",
                f"people are told in {document.title}, but {shown} that it names {titles(register, untold)}",
                fix="cite the line that names the recipient or its category, or have the text completed",
                position=document.position or register.position,
                severity=SEVERITY if at_hand else Severity.INFO,
            )


def _told_in(register: Register) -> dict[str, list[Activity]]:
    """Return by document of the register the activities of which people are told in it, in file order."""
    general = register.general.information if register.general is not None else ()
    found: dict[str, list[Activity]] = {}
    for activity in register.activities.values():
        keys = (item.document for item in (*activity.information, *general) if is_said(item) and item.exception is None)
        for key in dict.fromkeys(keys):
            if key in register.documents and is_said(activity):
                found.setdefault(key, []).append(activity)
    return found


def _recipients(register: Register, activity: Activity) -> dict[str, tuple[Cite, ...]]:
    """Return the outside recipients of an activity with what is cited for them, in file order."""
    found: dict[str, tuple[Cite, ...]] = {}
    for key, flows in receivers(register, said_flows(activity)).items():
        entries = (register.organisations.get(item) for item in (key, *register.wholes("organisations", key)))
        cites = (cite for entry in entries if entry is not None for cite in entry.cites)
        found[key] = (*cites, *(cite for flow in flows for cite in _cites(flow)))
    return found


def _cites(flow: Flow) -> tuple[Cite, ...]:
    return (*flow.cites, *(cite for pair in flow.pairs for cite in pair.cites))


def _names(register: Register, key: str, text: str) -> bool:
    """Return whether a text holds the name of an organisation."""
    organisation = register.organisations[key]
    return any(name.strip() and plain(name) in text for name in (organisation.name, organisation.legal_name))
