"""The shipped transfer tools: which regime knew them, between which days, under which article, between which roles."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.law import Law, load_law
from ropa.law.tables import fold


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def test_every_tool_name_of_the_register_format_is_there(law: Law) -> None:
    expected = {"adequacy", "dpf", "privacy-shield", "safe-harbour", "scc-2021", "scc-2010", "scc-2004", "scc-2002"}
    expected |= {"scc-2001", "bcr", "idta", "uk-addendum", "code-of-conduct", "certification", "ad-hoc-clauses"}
    expected |= {"public-instrument", "administrative-arrangement", "authority-clauses", "authorisation-95-46"}
    expected |= {f"derogation-49-1-{letter}" for letter in "abcdefg"} | {"derogation-49-1-second"}
    expected |= {f"exception-17-1-{letter}" for letter in "abcdef"} | {"art28-clauses-2021"}
    assert expected <= set(law.tools)


def test_tool_names_are_unambiguous(law: Law) -> None:
    holders: dict[str, set[str]] = {}
    for tool in law.tools.values():
        for name in (tool.key, tool.label, *tool.aliases):
            holders.setdefault(fold(name), set()).add(tool.key)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("tool", "regime", "on", "usable", "agreeable"),
    [
        ("scc-2021", "eu-gdpr", date(2021, 6, 26), False, False),
        ("scc-2021", "eu-gdpr", date(2021, 6, 27), True, True),
        ("scc-2010", "eu-gdpr", date(2016, 1, 1), True, True),
        ("scc-2010", "eu-gdpr", date(2021, 9, 26), True, True),
        ("scc-2010", "eu-gdpr", date(2021, 9, 27), True, False),
        ("scc-2010", "eu-gdpr", date(2022, 12, 27), True, False),
        ("scc-2010", "eu-gdpr", date(2022, 12, 28), False, False),
        ("scc-2010", "uk-gdpr", date(2024, 3, 20), True, False),
        ("scc-2010", "uk-gdpr", date(2024, 3, 21), False, False),
        ("scc-2021", "uk-gdpr", date(2026, 1, 1), False, False),
        ("idta", "uk-gdpr", date(2022, 3, 20), False, False),
        ("idta", "uk-gdpr", date(2022, 3, 21), True, True),
        ("privacy-shield", "eu-gdpr", date(2016, 7, 12), True, True),
        ("privacy-shield", "eu-gdpr", date(2020, 7, 15), True, True),
        ("privacy-shield", "eu-gdpr", date(2020, 7, 16), False, False),
        ("safe-harbour", "eu-gdpr", date(2015, 10, 5), True, True),
        ("safe-harbour", "eu-gdpr", date(2015, 10, 6), False, False),
        ("dpf", "eu-gdpr", date(2023, 7, 10), True, True),
        ("dpf", "uk-gdpr", date(2023, 10, 11), False, False),
        ("derogation-49-1-a", "eu-gdpr", date(2010, 1, 1), True, True),
        ("authorisation-95-46", "eu-gdpr", date(2026, 1, 1), True, False),
        ("art28-clauses-2021", "eu-gdpr", date(2026, 1, 1), False, False),
    ],
)
def test_a_tool_by_regime_and_date(law: Law, tool: str, regime: str, on: date, usable: bool, agreeable: bool) -> None:
    term = law.tools[tool].term(regime, on)
    assert term is not None
    assert (term.in_force(on), term.open_for_new_use(on)) == (usable, agreeable)


def test_a_tool_of_another_regime_has_no_terms(law: Law) -> None:
    assert law.tools["idta"].term("eu-gdpr", date(2026, 1, 1)) is None
    assert law.tools["exception-17-1-a"].regimes == ("ch-fadp",)


def test_terms_cite_the_article_that_held_that_day(law: Law) -> None:
    adequacy = law.tools["adequacy"]
    found = [
        adequacy.term(regime, on).article  # type: ignore[union-attr]
        for regime, on in [
            ("eu-gdpr", date(2018, 5, 24)),
            ("eu-gdpr", date(2018, 5, 25)),
            ("uk-gdpr", date(2026, 2, 4)),
            ("uk-gdpr", date(2026, 2, 5)),
        ]
    ]
    assert found == ["Directive 95/46/EC Article 25(6)", "45", "45", "45A"]


def test_terms_of_one_tool_and_regime_stand_in_order(law: Law) -> None:
    for tool in law.tools.values():
        for regime in tool.regimes:
            starts = [term.valid_from or date.min for term in tool.terms if term.regime == regime]
            assert starts == sorted(starts), tool.key


def test_a_tool_ends_with_the_decision_behind_it(law: Law) -> None:
    decisions = {row.id: row for row in law.decisions}
    for tool, decision in (("privacy-shield", "eu-us-privacy-shield"), ("safe-harbour", "eu-us-safe-harbour")):
        assert law.tools[tool].valid_until == decisions[decision].valid_until
        assert law.tools[tool].valid_from == decisions[decision].valid_from
    assert law.tools["dpf"].valid_from == decisions["eu-us-dpf"].valid_from


def test_modules_say_between_which_roles(law: Law) -> None:
    found = [(row.module, row.exporter, row.importer) for row in law.modules_of("scc-2021")]
    assert found == [
        ("1", "controller", "controller"),
        ("2", "controller", "processor"),
        ("3", "processor", "sub-processor"),
        ("4", "processor", "controller"),
    ]
    assert law.modules_of("bcr") == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [("SCC-2021", "scc-2021"), ("2021/914", "scc-2021"), ("Privacy Shield", "privacy-shield"), ("our word", None)],
)
def test_a_tool_is_found_by_key_label_or_alias(law: Law, text: str, key: str | None) -> None:
    found = law.find_tool(text)
    assert (found.key if found else None) == key
