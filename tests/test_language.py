"""Prose for readers: names keep their case, dates are in words, lists of names can be taken apart."""

from __future__ import annotations

import pytest

from ropa.language import joined, listing, prose, sentence, some


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no purpose is stated", "No purpose is stated."),
        ("alipartnership.com to AWeber", "alipartnership.com to AWeber."),
        ("eBay gets it", "eBay gets it."),
        ("third-party data", "Third-party data."),
        ("add `role:` to it", "Add “role:” to it."),
        ("web shop to Mailer", "web shop to Mailer."),
        ("web shops are systems", "Web shops are systems."),
    ],
)
def test_a_sentence_begins_with_a_capital_unless_a_name_does_not(text: str, shown: str) -> None:
    assert sentence(text, names=("web shop",)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("until 2027-02-20.", "until 20 February 2027."),
        ("in tia/2026-02-20.pdf", "in tia/2026-02-20.pdf"),
        ("the order 2026-02-20-7", "the order 2026-02-20-7"),
        ("“as of 2024-02-01, people's”", "“as of 2024-02-01, people's”"),
        ("people's rights, the clients' own", "people’s rights, the clients’ own"),
        ('only "personal data"', "only “personal data”"),
        ("in 2026-13-01", "in 2026-13-01"),
    ],
)
def test_prose_is_set_for_readers_and_quotes_nothing_otherwise(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_names_with_commas_stand_between_semicolons() -> None:
    names = ["Clients, also called customers", "Visitors", "Affiliates"]
    assert joined(names) == "Clients, also called customers; Visitors; Affiliates"
    assert listing(names) == "Clients, also called customers; Visitors; and Affiliates"
    assert listing(names[1:]) == "Visitors and Affiliates"


def test_a_dozen_names_are_told_before_any_is_counted() -> None:
    assert some([str(number) for number in range(12)]).endswith("10 and 11")
    assert some([str(number) for number in range(14)]).endswith("11 and 2 more")
