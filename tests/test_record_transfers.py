"""Letters (d) and (e): what is said elsewhere, what only the directory says, and receivers that make no transfer."""

from __future__ import annotations

import pytest

from ropa.language import articles
from ropa.reports.letters import Letter
from tests.helpers import register_from
from tests.record_registers import full_text, letter, record, rows, texts

GENERAL = """general:
  flows: [{shop -> post: [personal-data]}]
"""


def part(name: str, *, flow: str = "", tail: str = "", post: str = "") -> Letter:
    """Return a letter of the full register with another flow, another receiver or something general."""
    text = full_text(without=["recipients"], tail=tail)
    if flow:
        text = full_text(recipients=f"      - {flow}\n", tail=tail)
    if post:
        text = text.replace(
            "post: {name: Postal service, legal_name: Postal Service plc, country: US}", f"post: {post}"
        )
    return letter(record(register_from(text)), "letters", name)


def test_a_receiver_outside_is_never_said_to_be_inside() -> None:
    found = part("e", flow="reader -> post: {data: [email-address], as: controller}")
    said = " ".join(texts(found))
    assert found.status == "in-part"
    assert "no recipient named here is outside" not in said
    assert "People themselves give data to a recipient that is, or may be, outside" in said
    assert rows(found, "notes")[0][:2] == ["Postal service", "United States (US)"]


def test_a_country_that_only_the_directory_gives_is_no_statement_of_a_transfer() -> None:
    found = part("e", flow="shop -> post: {data: [email-address], as: processor}", post="{directory: aweber}")
    assert found.status == "in-part"
    assert "the register does not state the country" in " ".join(texts(found))
    stated = part("e", flow="shop -> post: {data: [email-address]}", post="{directory: aweber, country: US}")
    assert stated.status == "stated"


def test_a_country_inside_that_only_the_directory_gives_is_said_to_be_so() -> None:
    found = part("e", flow="reader -> post: {data: [email-address], as: controller}", post="{directory: stripe}")
    assert found.status == "in-part"
    assert "on the vendor directory, not on the register" in " ".join(texts(found))


def test_what_is_said_generally_is_pointed_to_and_fills_no_letter() -> None:
    recipients, transfers = part("d", tail=GENERAL), part("e", tail=GENERAL)
    assert (recipients.status, transfers.status) == ("not-stated", "not-stated")
    assert "perhaps meant here too: Postal service." in " ".join(texts(recipients))
    assert "Postal service (no safeguard)" in " ".join(texts(transfers))


def test_an_activity_without_recipients_is_not_sent_to_what_is_said_generally() -> None:
    text = full_text(recipients="    recipients: none\n", tail=GENERAL)
    found = [letter(record(register_from(text)), "letters", name) for name in "de"]
    assert "perhaps" not in " ".join(text for item in found for text in texts(item))


def test_an_authority_is_identified_by_its_name() -> None:
    text = full_text().replace("legal_name: Corner Books Ltd", "kind: public-authority")
    assert letter(record(register_from(text)), "letters", "a").status == "stated"


def test_articles_of_a_parent_company_are_not_cited_for_a_grade_inside_the_area() -> None:
    flow = "shop -> post: {data: [email-address]}"
    found = part("e", flow=flow, post="{name: Post, country: IE, parent_company: {name: Big Post, country: US}}")
    why = rows(found, "notes")[0][4]
    assert why.startswith("Ireland is inside the area of the EU GDPR: Member State of the European Union.")
    assert "see Articles 28(1) and 48" in why
    assert why.count("48") == 1


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        (("44",), "Article 44"),
        (("44", "46(2)(c)"), "Articles 44, 46(2)(c)"),
        (("Directive 95/46/EC Article 25",), "Article 25 Directive 95/46/EC"),
        (("FADP 16", "28(1)"), "Article 28(1), Article 16 FADP"),
        (("UK GDPR 27(1)",), "Article 27(1) UK GDPR"),
    ],
)
def test_articles_of_other_acts_are_named_with_their_act(numbers: tuple[str, ...], text: str) -> None:
    assert articles(numbers) == text
