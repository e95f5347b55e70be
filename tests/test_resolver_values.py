"""Single values: what is read from the text of a field, what is not stated, and how each value is known."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.errors import InputProblems
from ropa.model import Certainty, Register
from ropa.model.validation import validated
from tests.helpers import register_from


def organisation(body: str) -> Register:
    return validated(register_from(f"organisations: {{us: {body}}}"))


@pytest.mark.parametrize(
    ("written", "country", "notice"),
    [
        ("NO", "NO", ""), ("NA", "NA", ""), ("GB", "GB", ""), ("UK", "GB", "normalised-country"),
        ("uk", "GB", "normalised-country"), ("DEU", "DE", "normalised-country"), ("Germany", "DE", "normalised-country"),
        ("no", "NO", "normalised-country"), ("the Netherlands", "NL", "normalised-country"), ("EU", "EU", ""),
        ("EEA", "EEA", ""), ("European Union", "EU", ""), ("Neverland", "Neverland", "unknown-country"),
        ("XX", "XX", "unknown-country"), ('"NO"', "NO", ""), ("{is: NO, certainty: possible}", "NO", ""),
    ],
)  # fmt: skip
def test_countries(written: str, country: str, notice: str) -> None:
    register = organisation(f"{{country: {written}}}")
    assert register.organisations["us"].country == country
    kinds = [item.kind for item in register.notices if item.kind.endswith("country")]
    assert kinds == ([notice] if notice else [])
    assert all(item.at == "organisations/us" for item in register.notices if item.kind.endswith("country"))


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", '""', "'  '", "{is: }", "{is: ~, cite: x}"])
def test_nothing_written_is_not_stated(written: str) -> None:
    text = f"""
    register: {{organisation: us, as_of: {written}, version: {written}, documents: {{x: x.txt}}}}
    organisations: {{us: {{name: {written}, country: {written}, kind: {written}, part_of: {written}, dpo: {written}}}}}
    data_subjects: {{people: {{count: {written}}}}}
    """.replace("cite: x", 'cite: "x:1"')
    register = register_from(text)
    us = register.organisations["us"]
    assert (register.as_of, register.version, us.name, us.country, us.part_of) == (None, "", "", "", "")
    assert us.dpo is None or us.dpo.name == "", "a citation alone is a statement too"
    assert us.kind == "company"
    assert register.data_subjects["people"].count is None
    assert "as-of-missing" in [notice.kind for notice in register.notices]


@pytest.mark.parametrize(
    "section", ["systems", "activities", "general", "cookies", "rights", "promises", "waivers", "extra"]
)
@pytest.mark.parametrize("written", ["", " ~", " {}", " []", " ''"])
def test_an_empty_section_is_no_problem(section: str, written: str) -> None:
    register_from(f"{section}:{written}")


def test_a_quoted_null_is_a_word() -> None:
    assert organisation("{name: 'null'}").organisations["us"].name == "null"
    assert organisation("{name: NO}").organisations["us"].name == "NO"
    assert organisation("{name: 007}").organisations["us"].name == "007"
    assert organisation("{name: 2026-11-01}").organisations["us"].name == "2026-11-01"


@pytest.mark.parametrize(
    ("written", "expected"), [("yes", True), ("No", False), ("TRUE", True), ("false", False), ("{is: no}", False)]
)
def test_yes_and_no(written: str, expected: bool) -> None:
    register = register_from(
        f"activities: {{a: {{dpia: {{required: {written}}}}}}}\nrights: {{erasure: {{offered: {written}}}}}"
    )
    dpia = register.activities["a"].dpia
    assert dpia is not None
    assert dpia.required is expected
    assert register.rights["erasure"].offered is expected


@pytest.mark.parametrize("written", ["on", "off", "y", "n", "1", "0", "maybe"])
def test_other_words_are_neither_yes_nor_no(written: str) -> None:
    with pytest.raises(InputProblems, match="1 problem"):
        register_from(f"activities: {{a: {{dpia: {{required: {written}}}}}}}")


@pytest.mark.parametrize(
    ("written", "count"), [("12000", 12000), ("12_000", 12000), ('"12,000"', 12000), ("12 000", 12000), ("0", 0)]
)
def test_counts(written: str, count: int) -> None:
    assert register_from(f"data_subjects: {{people: {{count: {written}}}}}").data_subjects["people"].count == count


@pytest.mark.parametrize("written", ["-1", "1.5", "1e3", "0x10", "99999999999999999999", "1,5", "12,00", "many"])
def test_other_numbers_are_problems(written: str) -> None:
    with pytest.raises(InputProblems, match="1 problem"):
        register_from(f"data_subjects: {{people: {{count: '{written}'}}}}")


@pytest.mark.parametrize("written", ["P30D", "P6M", "P1Y6M", "P2W", "PT12H", "P1DT12H30M", "P0D"])
def test_periods(written: str) -> None:
    assert register_from(f"general: {{retention: {{period: {written}}}}}").general.retention[0].period == written  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["P", "PT", "30D", "P30", "P1D1Y", "p30d", "P30DT", "30 days", "P-1D", "P1.5Y"])
def test_other_periods_are_problems(written: str) -> None:
    with pytest.raises(InputProblems, match="1 problem"):
        register_from(f"general: {{retention: {{period: {written}}}}}")


@pytest.mark.parametrize(
    "written", ["2026-11-1", "01.11.2026", "2026-13-01", "2026-02-29", "20261101", "2026-11-01T00:00", "0000-01-01"]
)
def test_other_dates_are_problems(written: str) -> None:
    with pytest.raises(InputProblems, match="1 problem"):
        register_from(f"agreements: {{dpa: {{signed: {written}}}}}")


def test_dates() -> None:
    assert register_from("agreements: {dpa: {signed: '2024-02-29'}}").agreements["dpa"].signed == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("written", "leaves"),
    [("policy.txt", False), ("docs/policy.txt", False), ("docs/../policy.txt", False), ("./policy.txt", False), ("docs\\policy.txt", False),
     ("https://us.example/policy", False), ("../policy.txt", True), ("docs/../../x", True), ("..\\x", True), ("/etc/passwd", True),
     ("\\\\server\\x", True), ("C:\\x", True), ("C:x", True), ("c:/x", True), ("~/x", True), ("docs/..", False), ("..", True), ("a\\0b", True)],
)  # fmt: skip
def test_paths_stay_in_the_folder(written: str, leaves: bool) -> None:
    quote = '"' if "\\0" in written else "'"
    text = f"register: {{organisation: us, documents: {{policy: {{file: {quote}{written}{quote}}}}}}}"
    if leaves:
        with pytest.raises(InputProblems, match="1 problem"):
            register_from(text)
    else:
        assert register_from(text).documents["policy"].file == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("policy:14", ["policy:14"]), ("policy:14-16", ["policy:14-16"]), ("[policy:1, 'policy:2-2']", ["policy:1", "policy:2-2"]),
        ("policy:007", ["policy:7"]), ("{document: policy, lines: 3}", ["policy:3"]), ("{document: policy, lines: 3-4}", ["policy:3-4"]),
        ("{document: policy, section: Your rights, words: we may}", ["policy (Your rights)"]), ("{document: policy}", ["policy"]),
        ("[policy:1, {document: policy, lines: 9}, ~]", ["policy:1", "policy:9"]), ("[]", []), ("~", []),
    ],
)  # fmt: skip
def test_citations(written: str, expected: list[str]) -> None:
    register = register_from(
        f"register: {{organisation: us, documents: {{policy: policy.txt}}}}\nsystems: {{shop: {{cite: {written}}}}}"
    )
    assert [cite.as_text() for cite in register.systems["shop"].cites] == expected


def test_a_citation_knows_its_lines_and_its_place() -> None:
    register = register_from(
        "register: {organisation: us, documents: {policy: x}, cite: [policy:14-16, {document: policy}]}"
    )
    first, second = register.cites
    assert (first.first, first.last, second.first, second.last) == (14, 16, 0, 0)
    assert first.position is not None
    assert (first.position.line, first.position.column) == (2, 61)
    assert second.as_json() == {"document": "policy", "lines": ""}


def test_any_plain_value_has_a_long_form() -> None:
    register = register_from("""
    register:
      organisation: {is: us, cite: policy:1}
      as_of: {is: 2026-11-01, certainty: implied}
      documents: {policy: {title: {is: Policy, stated_as: our policy}}}
      complete: [{is: recipients, cite: policy:2}]
    organisations:
      us:
        name: {is: Us, certainty: possible, cite: policy:3, stated_as: we, extra: {sheet: 3}}
        country: {is: UK}
        kind: {is: company}
        subject_to: {is: [eu-gdpr, uk-gdpr], certainty: possible}
        dpo: {is: A. Officer, certainty: implied, cite: policy:4}
        parent_company: {name: {is: Parent, cite: policy:5}}
    data_subjects: {people: {is: People, certainty: possible}}
    data_categories: {own: {aliases: [{is: mine}, ours]}}
    activities:
      a:
        legal_basis: {is: consent, cite: policy:6}
        dpia: {is: no, stated_as: not needed}
        purposes: [{is: [security, direct-marketing], certainty: possible}, profiling]
        automated_decisions: {is: none, cite: policy:7}
      b: {automated_decisions: {is: a score, certainty: possible}}
      c: {automated_decisions: none}
    """)
    assert validated(register).complete == {"recipients"}
    us = register.organisations["us"]
    mark = us.mark("name")
    assert (us.name, mark.certainty, mark.stated_as, mark.extra) == ("Us", Certainty.POSSIBLE, "we", {"sheet": "3"})
    assert [cite.as_text() for cite in mark.cites] == ["policy:3"]
    assert register.mark("as_of").certainty is Certainty.IMPLIED
    assert register.documents["policy"].mark("name").stated_as == "our policy"
    assert us.subject_to == ("eu-gdpr", "uk-gdpr")
    assert us.mark("subject_to").certainty is Certainty.POSSIBLE
    assert us.dpo is not None
    assert (us.dpo.name, us.dpo.certainty, us.dpo.cites[0].as_text()) == ("A. Officer", "implied", "policy:4")
    assert register.data_subjects["people"].name == "People"
    assert register.data_subjects["people"].certainty is Certainty.POSSIBLE
    assert register.data_categories["own"].aliases == ("mine", "ours")
    activity = register.activities["a"]
    assert (activity.legal_basis[0].basis, activity.legal_basis[0].cites[0].as_text()) == ("consent", "policy:6")
    assert activity.dpia is not None
    assert (activity.dpia.required, activity.dpia.stated_as) == (False, "not needed")
    assert [(use.key, use.certainty) for use in activity.purposes] == [
        ("security", "possible"), ("direct-marketing", "possible"), ("profiling", "stated"),
    ]  # fmt: skip
    assert activity.automated_decisions is not None
    assert (activity.automated_decisions.none, activity.automated_decisions.cites[0].as_text()) == (True, "policy:7")
    second = register.activities["b"].automated_decisions
    assert second is not None
    assert (second.none, second.description, second.certainty) == (False, "a score", "possible")
    third = register.activities["c"].automated_decisions
    assert third is not None
    assert third.none


def test_a_value_without_a_mark_of_its_own_takes_that_of_its_statement() -> None:
    register = register_from("systems: {shop: {name: Shop, certainty: possible}}")
    assert register.systems["shop"].mark("name").certainty is Certainty.POSSIBLE


def test_only_measures_say_by_whom() -> None:
    register = register_from("general: {measures: [{is: tls, by: stripe}]}\nmeasures: {tls: {name: TLS}}")
    assert register.general is not None
    assert register.general.measures[0].by == "stripe"
    with pytest.raises(InputProblems) as caught:
        register_from("general: {purposes: [{is: security, by: stripe}]}")
    assert "`by` is not a key of the long form" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("country", "as_of", "regimes"),
    [("IE", "2026-11-01", ("eu-gdpr",)), ("GB", "2026-11-01", ("uk-gdpr",)), ("GB", "2019-11-01", ("eu-gdpr",)),
     ("CH", "2026-11-01", ("ch-fadp",)), ("NO", "2026-11-01", ("eu-gdpr",)), ("US", "2026-11-01", ("eu-gdpr",)),
     ("~", "~", ("eu-gdpr",)), ("CH", "~", ("ch-fadp",))],
)  # fmt: skip
def test_the_regime_follows_from_the_country(country: str, as_of: str, regimes: tuple[str, ...]) -> None:
    register = register_from(
        f"register: {{organisation: us, as_of: {as_of}}}\norganisations: {{us: {{country: {country}}}}}"
    )
    assert register.regimes == regimes


def test_a_written_regime_counts() -> None:
    assert register_from("register: {organisation: us, regimes: [uk-gdpr, eu-gdpr]}").regimes == ("uk-gdpr", "eu-gdpr")


def test_extra_is_kept_wherever_it_stands() -> None:
    register = register_from("""
    extra: {a: 1}
    register: {organisation: us, extra: {b: [2, {c: ~}]}, legal_basis: {basis: consent, extra: x}}
    organisations: {us: {extra: {d: 4}, dpo: {name: O, extra: {e: 5}}}}
    activities: {a: {extra: {f: 6}, flows: [customer -> us: {data: [{is: name, extra: {g: 7}}], extra: {h: 8}}]}}
    cookies: {name: c, extra: [9, 10]}
    """)
    assert register.extra == {"a": "1", "b": ["2", {"c": None}]}
    assert register.legal_basis[0].extra == {"value": "x"}
    assert register.organisations["us"].extra == {"d": "4"}
    assert register.organisations["us"].dpo is not None
    assert register.organisations["us"].dpo.extra == {"e": "5"}
    assert register.activities["a"].extra == {"f": "6"}
    assert register.activities["a"].flows[0].extra == {"h": "8"}
    assert register.cookies[0].extra == {"value": ["9", "10"]}
    assert register_from("extra: words").extra == {"value": "words"}
