"""Where a recipient passes data on, the register says of all that it received whether it goes along.

Wrong:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, agency: {name: Agency}, sender: {name: Sender}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, date-of-birth]
          - shop -> agency: [email-address, date-of-birth]
          - agency -> sender: [email-address]

Right:

    ropa: 1
    register: {organisation: shop}
    organisations: {shop: {name: Shop}, agency: {name: Agency}, sender: {name: Sender}}
    activities:
      newsletter:
        flows:
          - customer -> shop: [email-address, date-of-birth]
          - shop -> agency: [email-address, date-of-birth]
          - agency -> sender: {data: all}

Why: What leaves the organisation is out of its hands: data that a recipient holds may go wherever it
sends anything. Questions find such recipients only with `--reach possible`. People may ask to whom their data went
(Article 15(1)(c)), and corrections and erasures are passed on to each (Article 19). Who needs no
such statement, because a contract limits what goes on, records a waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.agreements import Parties, cites_of
from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.facts import all_flows, is_said, titles
from ropa.graph import Categories
from ropa.model.activities import Flow
from ropa.model.register import Register

CODE = "C108"
NAME = "onward-sharing-declared"
ASKS = "Is it stated what is passed on?"
SEVERITY = Severity.INFO
ARTICLES = ("19", "15(1)(c)")
ITEMS = ()

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per recipient that passes data on: to whom, and of what it is not said that it goes along."""
    register = subject.register
    received, sent = _by_party(register)
    categories = Categories(register)
    for sender, receivers in sent.items():
        held = received.get(sender, {})
        open_to: dict[str, list[str]] = {}
        for receiver, flows in receivers.items():
            passed = {pair.data for flow in flows for pair in flow.pairs if pair.data is not None}
            declared = passed.union(*(categories.related(key) for key in passed)) if passed else set()
            known = declared | _reached(received, receiver, categories)
            for key in sorted(held.keys() - known):
                open_to.setdefault(key, []).append(receiver)
        if open_to:
            whom = list(dict.fromkeys(key for keys in open_to.values() for key in keys))
            onward = [flow for receiver in whom for flow in receivers[receiver]]
            yield _finding(
                f"organisations/{sender}",
                f"{register.title(sender)} passes data on to {titles(register, sorted(whom))}; whether "
                f"{titles(register, open_to)} that it received goes along is not stated",
                fix="name the data at the onward flow, `data: all` for everything, or record in a waiver why not",
                position=onward[0].position,
                cites=cites_of((*(flow for key in open_to for flow in held[key]), *onward)),
            )


def _by_party(
    register: Register,
) -> tuple[dict[str, dict[str, list[Flow]]], dict[str, dict[str, list[Flow]]]]:
    """Return what outside organisations received, by category, and to whom outside they send, each with its flows."""
    parties = Parties(register)
    received: dict[str, dict[str, list[Flow]]] = {}
    sent: dict[str, dict[str, list[Flow]]] = {}
    outside = register.organisations.keys() - {register.organisation}
    for flow in all_flows(register):
        sender, receiver = parties.of(flow.source), parties.of(flow.target)
        if sender == receiver or receiver not in outside:
            continue
        for pair in flow.pairs:
            if pair.data is not None and is_said(pair):
                flows = received.setdefault(receiver, {}).setdefault(pair.data, [])
                if not flows or flows[-1] is not flow:
                    flows.append(flow)
        if sender in outside:
            sent.setdefault(sender, {}).setdefault(receiver, []).append(flow)
    return received, sent


def _reached(received: dict[str, dict[str, list[Flow]]], receiver: str, categories: Categories) -> set[str]:
    """Return the categories that a receiver is said to have got from anybody, with those they match."""
    found = set(received.get(receiver, ()))
    return found.union(*(categories.related(key) for key in found)) if found else found
