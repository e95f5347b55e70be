"""What the checks say of a register is what the record, the schedule and the questions say of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ropa.law import load_law
from ropa.model import Register
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from tests.helpers import register_from

ROOT = Path(__file__).resolve().parent.parent
AS_OF = dt.date(2026, 11, 22)

DATA = ("name", "email-address", "contact-data", "personal-data", "payment-card", "payment-details", "file")
HOLDERS = ("us", "shop", "cart", "archive", "them", "other")


def workspace_of(register: Register) -> Workspace:
    return Workspace(register, law=load_law(), vocabulary=load_vocabulary(), documents={}, as_of=AS_OF)


def random_rules(chance: random.Random) -> str:
    """Return a small register whose retention rules are limited in all the ways that a rule can be."""
    lines = [
        "organisations: {us: {country: IE}, them: {country: DE}, other: {country: DE}}",
        "data_subjects: {reader: {name: Readers}, buyer: {name: Buyers, part_of: reader}, clerk: {name: Clerks}}",
        "data_categories: {file: {name: File, consists_of: [name, payment-card]}}",
        "systems: {shop: {operator: us}, cart: {operator: us, part_of: shop}, archive: {operator: us}}",
        "activities:",
        "  sale:",
        "    purposes: [order-fulfilment]",
        "    flows:",
    ]
    for _ in range(chance.choice((1, 2, 3, 4))):
        source = chance.choice(("reader", "buyer", "clerk", "shop", "us"))
        target = chance.choice([key for key in HOLDERS if key != source])
        data = ", ".join(chance.sample(DATA, chance.choice((1, 2))))
        sure = f", certainty: {chance.choice(('possible', 'implied'))}" if chance.random() < 0.15 else ""
        lines.append(f"      - {source} -> {target}: {{data: [{data}]{sure}}}")
    for indent, head in (("      ", "    retention:"), ("    ", "general:\n  retention:")):
        rules = [f"{indent}- {{{rule}}}" for rule in _rules(chance)]
        lines += [head, *rules] if rules else []
    return "\n".join(lines) + "\n"


def _rules(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        parts = [f"data: [{chance.choice((*DATA, 'everything'))}]"] if chance.random() < 0.9 else []
        parts += [f"subjects: [{chance.choice(('reader', 'buyer', 'clerk'))}]"] if chance.random() < 0.3 else []
        parts += [f"in: [{chance.choice(('shop', 'cart', 'archive'))}]"] if chance.random() < 0.25 else []
        parts += [f"by: [{chance.choice(('them', 'us', 'other'))}]"] if chance.random() < 0.15 else []
        parts += ["when: free plan"] if chance.random() < 0.1 else []
        parts += [chance.choice(("trigger: end, period: P1Y", "criterion: while the account exists", "trigger: end"))]
        parts += (
            [f"certainty: {chance.choice(('possible', 'hypothetical', 'implied'))}"] if chance.random() < 0.1 else []
        )
        yield ", ".join(parts)


def registers() -> list[Any]:
    made = [pytest.param(register_from(random_rules(random.Random(seed))), id=f"seed {seed}") for seed in range(120)]
    shipped = sorted((ROOT / "examples").glob("*/ropa.yaml"))
    return [
        *made,
        *(pytest.param(register_from(path.read_text(encoding="utf-8")), id=path.parent.name) for path in shipped),
    ]


@pytest.mark.parametrize("register", registers())
def test_what_has_no_limit_is_found_everywhere(register: Register) -> None:
    workspace = workspace_of(register)
    answer = workspace.retention().as_json()
    schedule: Any = workspace.retention_schedule().as_json()
    assert schedule["not_stated"] == [row for row in answer["not_stated"] if "holder" in row]
    assert len(schedule["conflicts"]) == len(answer["conflicts"])
    found = workspace.check(codes=["A106", "A161", "R101", "R102", "R103", "R107"])
    groups = [
        finding for finding in found if finding.code in ("R101", "R102") and "contradicts itself" not in finding.message
    ]
    assert len(groups) == len(answer["conflicts"])
    worse = [finding for finding in found if finding.severity != "info"]
    for row in answer["not_stated"]:
        activity = register.activities.get(row.get("activity", ""))
        if activity is None or activity.role == "processor" or not _collects(register, row):
            continue
        name = register.title(row["data"])
        about = [
            finding
            for finding in worse
            if finding.at.startswith((f"activities/{activity.key}", "general"))
            and (name in finding.message or finding.code == "A161" or "erasure is stated" in finding.message)
        ]
        assert about, (row, [finding.message for finding in found])


def _collects(register: Register, row: dict[str, Any]) -> bool:
    """Tell whether the organisation keeps the data itself: in a system of its own, or where people give them to it."""
    holder = row.get("holder", "")
    if row["data"] is None or not register.is_internal(register.party_of(holder)):
        return False
    flows = register.activities[row["activity"]].flows
    given = any(flow.target == holder and flow.source in register.data_subjects for flow in flows)
    return holder in register.systems or (holder == register.organisation and given)


@pytest.mark.parametrize("register", registers())
def test_letter_f_of_the_record_leaves_open_what_the_check_does(register: Register) -> None:
    workspace = workspace_of(register)
    told = [finding for finding in workspace.check(codes=["A106", "A161"]) if finding.severity != "info"]
    record: Any = workspace.record(part="30-1").as_json() if register.activities else {"departments": []}
    for activity in (item for part in record["departments"] for item in part["activities"]):
        rows = activity["letters"]["f"].get("time_limits", ())
        open_rows = [row for row in rows if row["limit"][0]["text"] == "not stated" and "about" in row["data"][0]]
        for name in (value["text"] for row in open_rows for part in row["data"] for value in part["values"]):
            here = [item for item in told if item.at.startswith((f"activities/{activity['key']}", "general"))]
            assert any(
                name in item.message or item.code == "A161" or "erasure is stated" in item.message for item in here
            ), (activity["key"], name)


def test_a_complete_list_of_recipients_settles_letter_e_as_the_check_says() -> None:
    text = """
        organisations: {us: {name: Us, country: IE}, mailer: {name: Mailer, country: DE}}
        activities: {news: {purposes: [newsletter], flows: [customer -> mailer: [name]]}}
    """
    silent = register_from(text)
    said = register_from(text + "\n        register: {organisation: us, as_of: 2026-11-01, complete: [recipients]}\n")
    for register, codes, status in ((silent, ["A152"], "none-found"), (said, [], "none")):
        workspace = workspace_of(register)
        assert [finding.code for finding in workspace.check(codes=["A152"])] == codes
        record: Any = workspace.record(part="30-1").as_json()
        assert record["departments"][0]["activities"][0]["letters"]["e"]["status"] == status


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/ropa.yaml")), ids=lambda path: path.parent.name)
def test_bases_rights_and_promises_are_answered_as_they_are_checked(path: Path) -> None:
    workspace = workspace_of(register_from(path.read_text(encoding="utf-8")))
    findings = workspace.check(codes=["B101", "N103", "P101", "P102", "P103"])
    without = {row["activity"] for row in workspace.bases().as_json()["not_stated"] if row.get("activity")}
    recorded = {key for key, activity in workspace.register.activities.items() if activity.role != "processor"}
    told = {
        finding.at.removeprefix("activities/") for finding in findings if "no legal basis is stated" in finding.message
    }
    assert told == without & recorded
    silent = {row["right"] for row in workspace.rights().as_json()["not_stated"]}
    labels = {workspace.vocabulary.rights[key].label for key in silent}
    listed = " ".join(finding.message for finding in findings if finding.code == "N103")
    stated = {right.right for right in workspace.register.rights.values()}
    for key, term in workspace.vocabulary.rights.items():
        if f"{term.label} (" in listed and " for " not in listed.partition(f"{term.label} (")[2].partition(";")[0]:
            assert term.label in labels, key
            assert key not in stated
    codes = {"broken": {"P101"}, "possibly-broken": {"P102"}, "not-testable": {"P103"}, "kept": set[str]()}
    for item in workspace.promises().as_json()["promises"]:
        mine = {finding.code for finding in findings if finding.at == f"promises/{item['id']}"}
        assert mine == codes[item["verdict"]], item["id"]
