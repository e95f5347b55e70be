"""Answers and transfers as a person reads them in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.formats.answer import answer_text
from ropa.formats.transfer_text import transfer_text
from tests.golden_files import Golden

ROOT = Path(__file__).resolve().parent.parent

#: (example, question, options)
ASKED: list[tuple[str, str, dict[str, Any]]] = [
    ("corner-books", "recipients", {"data": "email-address", "subjects": "visitor"}),
    ("corner-books", "recipients", {"data": "payment-card"}),
    ("corner-books", "recipients", {"data": "phone-number"}),
    ("corner-books", "where", {"data": "name"}),
    ("alipartnership", "recipients", {"data": "contact-data", "internal": True}),
    ("alipartnership", "recipients", {"data": "email-address", "subjects": "affiliate"}),
    ("alipartnership", "holdings", {"of": "paypal"}),
    ("alipartnership", "paths", {"source": "client", "target": "stripe", "paths": 2}),
    ("alipartnership", "where", {"data": "name"}),
    ("wordpress-shop", "recipients", {"data": "email-address", "reach": "possible"}),
    ("wordpress-shop", "holdings", {"of": "youtube"}),
    ("wordpress-shop", "holdings", {"of": "service-partners"}),
]

GOLDEN_NAMES = [
    *(f"answer-{number}-{example}-{question}.txt" for number, (example, question, _) in enumerate(ASKED, 1)),
    *(f"transfers-{example}.txt" for example in ("corner-books", "alipartnership", "wordpress-shop")),
]


@pytest.mark.parametrize("number", range(len(ASKED)), ids=GOLDEN_NAMES[: len(ASKED)])
def test_answers(number: int, golden: Golden) -> None:
    example, question, options = ASKED[number]
    workspace = ropa.open(ROOT / "examples" / example, as_of="2026-11-22")
    answer = getattr(workspace, question)(**options)
    golden(GOLDEN_NAMES[number], answer_text(answer, title=workspace.register.title, width=120))


@pytest.mark.parametrize("example", ["corner-books", "alipartnership", "wordpress-shop"])
def test_transfers(example: str, golden: Golden) -> None:
    workspace = ropa.open(ROOT / "examples" / example, as_of="2026-11-22")
    text = transfer_text(workspace.transfers(all_rows=True), title=workspace.register.title, width=100)
    golden(f"transfers-{example}.txt", text)
    assert all(len(line) <= 100 or " " not in line.strip() for line in text.splitlines())


def test_an_inventory_without_transfers_says_so(tmp_path: Path) -> None:
    (tmp_path / "ropa.yaml").write_text(
        "ropa: 1\nregister: {organisation: us}\norganisations: {us: {name: Us}}\n", "utf-8"
    )
    workspace = ropa.open(tmp_path)
    text = transfer_text(workspace.transfers(), title=workspace.register.title, width=100)
    assert "No flow is, or may be, a transfer" in text
