"""Running checks: order, chosen codes, crashes, notices that no check knows, and both forms of output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from ropa.checks import (
    CHECKS,
    FAMILIES,
    NO_GAP,
    Check,
    Finding,
    Severity,
    Subject,
    as_json,
    as_text,
    counts,
    run_checks,
    scope_text,
)
from ropa.checks.engine import run
from ropa.checks.rendering import further
from ropa.errors import Position, UsageError
from ropa.model import Cite, Notice
from tests.check_cases import AS_OF, findings_in, subject_of
from tests.helpers import register_from

NOTHING_STATED = """
    register: {organisation: us, as_of: 2026-11-01}
    organisations: {us: {name: Us}}
    activities:
      newsletter: {purposes: ["business purposes"]}
      payroll: {role: controller}
"""


@dataclass(frozen=True)
class Planted:
    """A check made for a test: yields what it is given, then fails if it is told to."""

    CODE: str
    yields: tuple[Finding, ...] = ()
    fails: bool = False
    NAME: str = "planted"
    ASKS: str = "Is it planted?"
    SEVERITY: Severity = Severity.INFO
    ARTICLES: tuple[str, ...] = ("30(1)",)
    ITEMS: tuple[str, ...] = ()
    __doc__ = "Planted."

    def check(self, subject: Subject) -> Iterator[Finding]:
        yield from self.yields
        if self.fails:
            raise ZeroDivisionError("planted fault")


def made(code: str = "A999", at: str = "register", *, line: int = 0, **other: object) -> Finding:
    position = Position("ropa.yaml", line, 3) if line else None
    finding = Finding(code=code, name="made", severity=Severity.WARNING, at=at, message="made", position=position)
    return replace(finding, **other)  # type: ignore[arg-type]


def planted_run(*checks: Check, text: str = "", codes: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    return run(subject_of(register_from(text)), checks, codes=codes)


def test_findings_are_sorted_by_place_code_and_address() -> None:
    shuffled = (
        made("A002", "b", line=9),
        made("A002", "a", line=9),
        made("A001", "z", line=9),
        made("A900", "y", line=2),
        made("A901", "no place"),
    )
    found = planted_run(Planted("A001", shuffled[:2]), Planted("A002", shuffled[2:]))
    assert [(finding.code, finding.at) for finding in found] == [
        ("A901", "no place"),
        ("A900", "y"),
        ("A001", "z"),
        ("A002", "a"),
        ("A002", "b"),
    ]


def test_real_findings_come_in_file_order() -> None:
    found = findings_in(NOTHING_STATED)
    places = [(finding.position or Position("", 0, 0), finding.code, finding.at) for finding in found]
    assert places == sorted(places)
    assert len({finding.code for finding in found}) > 5


def test_codes_choose_checks_in_any_case() -> None:
    assert {finding.code for finding in findings_in(NOTHING_STATED, "a106", "A003")} == {"A003", "A106"}


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UsageError) as caught:
        findings_in(NOTHING_STATED, "A1O6")
    assert caught.value.near in {check.CODE for check in CHECKS}
    assert "A1O6" in str(caught.value)


def test_a_check_that_fails_is_an_error_under_its_own_code() -> None:
    (finding,) = planted_run(Planted("A777", fails=True))
    assert (finding.code, finding.severity, finding.crashed) == ("A777", Severity.ERROR, True)
    assert "not known to be fine" in finding.message
    assert "planted fault" in finding.message
    assert counts([finding]) == {"error": 1, "warning": 0, "info": 0}


def test_a_failure_keeps_what_was_found_before_and_does_not_stop_the_others() -> None:
    found = planted_run(Planted("A777", (made("A777", line=2),), fails=True), Planted("A778", (made("A778", line=3),)))
    assert [(finding.code, finding.crashed) for finding in found] == [("A777", True), ("A777", False), ("A778", False)]


def test_a_failed_check_cannot_be_waived() -> None:
    text = "waivers: [{code: A777, at: register, why: go away}]"
    (finding,) = planted_run(Planted("A777", fails=True), text=text)
    assert not finding.waived


def test_no_notice_is_lost() -> None:
    position = Position("ropa.yaml", 7, 1)
    notice = Notice(kind="from-the-future", at="register", message="something new", position=position)
    register = replace(register_from(""), notices=(notice,))
    (finding,) = run_checks(subject_of(register), codes=["V199"])
    assert (finding.severity, finding.position, finding.at) == (Severity.WARNING, position, "register")
    assert "something new" in finding.message


def test_every_notice_of_the_resolver_becomes_a_finding() -> None:
    register = register_from(
        """
        register: {organisation: us}
        organisations: {us: {name: Us, country: Ireland}, them: {name: Them, country: Neverland}}
        systems: {crm: {operator: us}}
        activities:
          newsletter:
            flows:
              - customer -> crm: ["favourite poem", email-address]
              - employee -> crm: [email-address]
              - crm -> stripe: [email-address]
        """
    )
    found = run_checks(subject_of(register))
    assert len({notice.kind for notice in register.notices}) >= 6
    for notice in register.notices:
        assert any(finding.position == notice.position for finding in found), notice
    assert not [finding for finding in found if finding.code == "V199"]


def test_an_observation_becomes_a_finding_with_articles_and_both_citations() -> None:
    text = """
        register: {organisation: us, documents: {policy: {title: Privacy policy, file: policy.txt}}}
        observations:
          - kind: contradiction
            says: policy:1
            but: policy:3
            why: consent against contract
            articles: ["6(1)(a)", "7"]
    """
    (finding,) = findings_in(text, "C102")
    assert finding.articles == ("6(1)(a)", "7")
    assert [(cite.document, cite.lines) for cite in finding.cites] == [("policy", "1"), ("policy", "3")]
    assert finding.message == "contradiction: consent against contract (policy:1 but policy:3)"


def test_one_citation_is_reported_once_though_facts_inherit_it() -> None:
    text = """
        register: {organisation: us, documents: {policy: {title: Privacy policy, file: policy.txt}}}
        activities:
          newsletter:
            flows:
              - customer -> us: {data: [email-address, name, phone-number], cite: policy:99}
    """
    assert len(findings_in(text, "V202")) == 1


def test_json_has_the_documented_shape() -> None:
    cites = (Cite(document="policy", lines="2"),)
    found = (
        made("A106", "activities/a", line=4, fix="mend", articles=("30(1)(f)",), cites=cites),
        made("A107", "activities/b", line=5, waived="later"),
    )
    assert as_json(found, dt.date(2026, 11, 1), AS_OF) == {
        "format": 1,
        "facts_as_of": "2026-11-01",
        "as_of": "2026-11-22",
        "counts": {"error": 0, "warning": 1, "info": 0},
        "findings": [
            {
                "code": "A106",
                "name": "made",
                "severity": "warning",
                "at": "activities/a",
                "message": "made",
                "fix": "mend",
                "articles": ["30(1)(f)"],
                "file": "ropa.yaml",
                "line": 4,
                "column": 3,
                "cites": [{"document": "policy", "lines": "2"}],
                "waived": None,
            },
            {
                "code": "A107",
                "name": "made",
                "severity": "warning",
                "at": "activities/b",
                "message": "made",
                "fix": "",
                "articles": [],
                "file": "ropa.yaml",
                "line": 5,
                "column": 3,
                "cites": [],
                "waived": "later",
            },
        ],
    }


def test_json_marks_a_crash_and_leaves_open_what_is_not_known() -> None:
    form = as_json(planted_run(Planted("A777", fails=True)), None, AS_OF)
    assert form["facts_as_of"] is None
    (finding,) = form["findings"]  # type: ignore[misc]
    assert finding["crashed"] is True  # type: ignore[has-type]
    assert finding["file"] is finding["line"] is finding["column"] is None  # type: ignore[has-type]


def test_text_says_where_what_and_how_to_fix_it() -> None:
    found = (
        made("A106", "activities/a", line=4, fix="mend it", articles=("30(1)(f)", "5(1)(e)")),
        made("A107", "activities/b", line=5, waived="later (until 2027-01-31)"),
    )
    lines = as_text(found).splitlines()
    assert lines[0] == "ropa.yaml:4:3: A106 made"
    assert lines[1] == "    fix: mend it"
    assert lines[2] == "    warning at activities/a; Articles 30(1)(f), 5(1)(e)"
    assert "  ropa.yaml:5:3: A107 made" in lines
    assert "    waived: later (until 2027-01-31)" in lines
    assert lines[-1].startswith("0 errors, 1 warning, 0 info; 1 moved aside by waivers.")
    assert NO_GAP not in as_text(found)


def test_text_without_findings_promises_nothing() -> None:
    assert as_text(()).startswith("no gap found by these checks. ")
    assert "no statement that the processing is lawful" in as_text(())
    assert as_text((made(line=2, waived="later"),)).splitlines()[-1].startswith(f"{NO_GAP}; 1 moved aside by waivers.")


def test_nothing_is_called_compliant() -> None:
    text = as_text(findings_in(NOTHING_STATED)) + as_text(())
    assert "complian" not in text.casefold()


def test_the_text_says_what_was_looked_at_and_what_was_not() -> None:
    text = scope_text([check.CODE for check in CHECKS])
    assert "Looked at: content of the record (Article 30)" in text
    there = {check.CODE[0] for check in CHECKS}
    assert all((what in text.partition("Not looked at")[0]) == (family in there) for family, what in FAMILIES.items())
    assert scope_text(["A106", "A101"], chosen=True) == "Looked at: A101, A106 only."
    assert "Not looked at" not in scope_text(FAMILIES)
    assert there <= set(FAMILIES)


def test_a_place_that_the_message_names_is_not_cited_behind_it_again() -> None:
    cites = tuple(Cite(document="policy", lines=lines) for lines in ("110", "11", "37-40", "9", "9"))
    finding = made(message="said otherwise (policy:110 but policy:37-40)", cites=cites)
    assert [cite.as_text() for cite in further(finding)] == ["policy:9", "policy:11"]
    assert as_text([finding]).count("policy:110") == 1
    assert len(as_json([finding], None, AS_OF)["findings"][0]["cites"]) == 5  # type: ignore[index]
