"""The whole row of a situation: what a reader of the transfer report is told, word for word.

The grades are tested in `test_transfer_situations.py`. Here it is the rest that counts: the reason, the step to take,
the articles, what is on record and what is not, the notes and the days. `golden/transfer-rows.txt` is written to be read.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.law import load_law
from ropa.transfers import Grade, Transfer, grade_transfers, worst_grade
from tests.golden_files import Golden
from tests.helpers import register_from

CASES = Path(__file__).parent / "cases" / "transfer_rows.yaml"


def test_rows_say_what_a_reader_has_to_know(golden: Golden) -> None:
    assert len({case["case"] for case in cases()}) == len(cases())
    golden("transfer-rows.txt", "\n".join(_told(case) for case in cases()))


@cache
def cases() -> tuple[dict[str, Any], ...]:
    """Return every case, in the order written."""
    return tuple(yaml.safe_load(CASES.read_text(encoding="utf-8")))


def _told(case: dict[str, Any]) -> str:
    rows = grade_transfers(register_from(case["register"]), load_law(), as_of=case["date"])
    (row,) = [row for row in rows if row.flow.id == case.get("flow", rows[0].flow.id)]
    lines = [f"{case['case']} ({case['regime']}, {case['date']})", *_lines(row)]
    return "\n  ".join(lines) + "\n"


def _lines(row: Transfer) -> list[str]:
    said = row.as_json()
    lines = [f"{row.exporter} -> {row.importer}: {row.grade}, by {row.criterion or 'nothing'}"]
    lines += [
        f"{name}: {said[name]}" for name in ("country", "tool", "instrument", "instrument_date", "ends") if said[name]
    ]
    lines += [f"{place}: {', '.join(found)}" for place, found in said["locations"].items() if found]
    lines.append(f"reason: {row.reason}")
    lines += [f"next: {row.next_step}"] if row.next_step else []
    lines += [f"articles: {', '.join(row.articles)}"] if row.articles else []
    for name, texts in (("has", row.present), ("lacks", row.missing), ("note", row.notes)):
        lines += [f"{name}: {text}" for text in texts]
    lines += [f"parents: {', '.join(row.parents)}"] if row.parents else []
    lines += ["rests on something unverified"] if row.unverified else []
    lines += ["beyond the area"] if row.beyond else []
    lines += [f"chain: {' | '.join(row.chain)}, {row.chain_grade}"] if row.chain else []
    for claim in row.claims:
        mark = f"{claim.safeguard}: {claim.tool}, {claim.grade}"
        lines.append(f"claim {mark}{', binds' if claim.binds else ''}{', not needed' if claim.unneeded else ''}")
        lines += [f"  {kind}: {text}" for kind, text in zip(claim.faults, claim.missing, strict=True)]
        if claim.grade is not row.grade or claim.tool != row.tool:
            lines += [f"  {claim.reason}", f"  {claim.instrument}, {claim.dated}, {', '.join(claim.articles)}"]
    return lines


ONE = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr], documents: {policy: {title: Policy}}}
    organisations:
      us: {name: Us, country: IE}
      them: {name: Them Inc., country: US}
    data_subjects: {visitor: {name: Visitors}}
    safeguards: {list: {tool: dpf, organisation: Them Inc., checked: 2026-06-01, covers: [EU-US DPF]}}
    activities:
      a:
        flows:
          - us -> them:
              {data: [name], subjects: [visitor], as: processor, safeguard: list, locations: {storage: US, access: [US]}, cite: "policy:3"}
"""


def test_a_row_as_json_has_everything_under_its_name() -> None:
    (row,) = grade_transfers(register_from(ONE), load_law(), as_of=date(2026, 11, 22))
    said = row.as_json()
    assert said["notes"] == list(row.notes)
    assert said | {"notes": []} == {
        "flow": "a/us->them",
        "activity": "a",
        "from": "us",
        "to": "them",
        "country": "US",
        "locations": {"entity": ["US"], "storage": ["US"], "access": ["US"]},
        "regime": "eu-gdpr",
        "grade": "adequate",
        "chain": [],
        "chain_grade": "adequate",
        "tool": "dpf",
        "instrument": "(EU) 2023/1795",
        "instrument_date": "2026-06-01",
        "ends": "2027-06-01",
        "criterion": "entity",
        "reason": "The transfer rests on Data Privacy Framework, as far as the record shows: (EU) 2023/1795.",
        "articles": ["44", "45"],
        "next_step": None,
        "evidence": {
            "present": ["certified or listed: Them Inc.", "covers EU-US DPF", "looked up 2026-06-01"],
            "missing": [],
        },
        "notes": [],
        "unverified": False,
        "data": ["name"],
        "subjects": ["visitor"],
        "facts": [{"subject": "visitor", "data": "name", "certainty": "stated"}],
        "cites": [{"document": "policy", "lines": "3"}],
    }


def test_what_is_not_there_is_null_and_never_an_empty_text() -> None:
    text = ONE.replace(", country: US", "").replace(", locations: {storage: US, access: [US]}", "")
    (row,) = grade_transfers(register_from(text.replace("safeguard: list, ", "")), load_law(), as_of=date(2026, 11, 22))
    said = row.as_json()
    missing = ("country", "tool", "instrument", "instrument_date", "ends")
    assert [said[name] for name in missing] == [None] * len(missing)
    assert said["locations"] == {"entity": [], "storage": [], "access": []}


def test_a_framework_whose_decision_fell_carries_nothing() -> None:
    (row,) = grade_transfers(register_from(ONE), load_law().without(["eu-us-dpf"]), as_of=date(2026, 11, 22))
    assert (row.grade, row.tool, row.claims[0].faults) == (Grade.INVALID, "dpf", ("no-decision",))
    assert row.missing == ("the decision beneath it cannot be relied on: eu-us-dpf",)
    assert not row.claims[0].binds


@pytest.mark.parametrize(
    ("grades", "worst"),
    [
        ("invalid no-safeguard", "invalid"),
        ("no-safeguard evidence-missing", "no-safeguard"),
        ("safeguarded adequate", "safeguarded"),
        ("review derogation", "review"),
        ("not-a-transfer domestic", "domestic"),
    ],
)
def test_the_worst_of_two_grades_is_by_rank_and_not_by_name(grades: str, worst: str) -> None:
    assert worst_grade([Grade(word) for word in grades.split()]) is Grade(worst)
