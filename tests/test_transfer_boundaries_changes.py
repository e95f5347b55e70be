"""What lies between two days: the event of law or record that changed a grade, with its day, and no other."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.transfers.changes import Change, changes
from tests.helpers import register_from

TEXT = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [REGIME]}
    organisations:
      us: {name: Us, country: IE}
      polish: {name: Polish, country: PL}
      british: {name: British, country: GB}
      american: {name: American Inc., country: US}
      indian: {name: Indian, country: IN}
    safeguards:
      old: {tool: scc-2010, between: [us, indian], signed: 2019-03-01}
      shield: {tool: privacy-shield, organisation: American Inc., checked: 2020-03-01}
      exception: {tool: exception-17-1-a, why: asked for}
      wish: {tool: handshake}
    activities:
      a:
        flows:
          - us -> polish: [name]
          - us -> british: [name]
          - us -> american: {data: [name], safeguard: [wish, shield]}
          - us -> indian: {data: [name], as: processor, safeguard: [old, exception]}
"""


def found(first: str, second: str, regime: str = "eu-gdpr") -> dict[str, Change]:
    register = register_from(TEXT.replace("REGIME", regime))
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(second)
    rows = changes(register, load_law(), first=days[0], second=days[1])
    return {row.after.importer: row for row in rows}


def told(change: Change) -> list[tuple[str, str]]:
    return [(event.day.isoformat(), event.text) for event in change.events]


@pytest.mark.parametrize(
    ("first", "second", "regime", "who", "grades", "events"),
    [
        # Accession: the Treaty of 2003, in force on 2004-05-01.
        ("2004-04-30", "2004-05-01", "eu-gdpr", "polish", "no-safeguard domestic", ["2004-05-01 Poland: Member State"]),
        # The end of the interim provision of Article 782; the decision had been there for a day.
        ("2021-06-28", "2021-06-29", "eu-gdpr", "british", "domestic adequate", ["2021-06-29 United Kingdom: no longer"]),
        (
            *("2021-06-27", "2021-06-29", "eu-gdpr", "british", "domestic adequate"),
            ["2021-06-28 (EU) 2021/1772 on United Kingdom can be relied on", "2021-06-29 United Kingdom: no longer"],
        ),
        ("2031-12-27", "2031-12-28", "eu-gdpr", "british", "adequate no-safeguard", ["2031-12-28 (EU) 2021/1772"]),
        # The tables begin: what was before them is not known.
        ("1998-10-23", "1998-10-24", "eu-gdpr", "british", "unknown domestic", ["1998-10-24 the tables begin for the EU General"]),
        (
            *("2023-08-31", "2023-09-01", "ch-fadp", "polish", "unknown adequate"),
            ["2023-09-01 DPO Annex 1 on Poland can be relied on", "2023-09-01 the tables begin for the Swiss"],
        ),
        # A signature, and the days of the tool beneath it.
        ("2019-02-28", "2019-03-01", "eu-gdpr", "indian", "evidence-missing safeguarded", ["2019-03-01 old is dated"]),
        # C-311/18: the assessment, and the end of a framework.
        ("2020-07-15", "2020-07-16", "eu-gdpr", "indian", "safeguarded evidence-missing", ["2020-07-16 "]),
        (
            *("2020-07-15", "2020-07-16", "eu-gdpr", "american", "adequate invalid"),
            [
                "2020-07-16 (EU) 2016/1250 on United States (Privacy Shield) has ended: CJEU C-311/18",
                "2020-07-16 privacy-shield can no longer be newly agreed",
                "2020-07-16 privacy-shield: these terms have ended",
            ],
        ),
        # (EU) 2021/914 Article 4: repealed, and the time to change over.
        (
            *("2021-09-26", "2022-12-28", "eu-gdpr", "indian", "evidence-missing invalid"),
            [
                "2021-09-27 scc-2010 can no longer be newly agreed",
                "2022-12-28 scc-2010: these terms have ended",
                "2022-12-28 what old rests on has run out",
            ],
        ),
        # Four states of one country, each with its first day and the one before it with its end.
        (
            *("2020-01-31", "2021-06-29", "eu-gdpr", "british", "domestic adequate"),
            [
                "2020-02-01 United Kingdom: Withdrawal Agreement",
                "2020-02-01 United Kingdom: no longer Member State",
                "2021-01-01 United Kingdom: EU-UK Trade",
                "2021-01-01 United Kingdom: no longer Withdrawal Agreement",
                "2021-06-28 (EU) 2021/1772 on United Kingdom can be relied on",
                "2021-06-29 United Kingdom: no longer EU-UK Trade",
            ],
        ),
    ],
)  # fmt: skip
def test_each_change_has_its_events(
    first: str, second: str, regime: str, who: str, grades: str, events: list[str]
) -> None:
    change = found(first, second, regime)[who]
    assert f"{change.before.grade.value} {change.after.grade.value}" == grades
    lines = [f"{day} {text}" for day, text in told(change)]
    assert len(lines) == len(events), lines
    assert [line for line, begin in zip(lines, events, strict=True) if not line.startswith(begin)] == []


def test_the_rule_that_asks_for_an_assessment_is_named() -> None:
    (event,) = found("2020-07-15", "2020-07-16")["indian"].events
    assert "assessment is asked for" in event.text


def test_the_first_day_counts_as_before_and_the_last_as_after() -> None:
    assert "polish" not in found("2004-05-01", "2026-11-22")
    assert len(told(found("2004-04-30", "2026-11-22")["polish"])) == 1


def test_what_changes_is_told_with_both_grades_their_reasons_and_its_events() -> None:
    change = found("2004-05-01", "2004-04-30")["polish"]
    said = change.as_json()
    assert (said["flow"], said["from"], said["to"], said["country"]) == ("a/us->polish", "us", "polish", "PL")
    assert said["regime"] == "eu-gdpr"
    assert said["before"] == {"grade": "no-safeguard", "reason": change.before.reason}
    assert said["after"] == {
        "grade": "domestic",
        "reason": "Poland is inside the area of the EU GDPR: Member State of the European Union.",
    }
    assert [(event["date"], event["event"]) for event in said["events"]] == told(change)


def test_terms_of_another_regime_are_no_events() -> None:
    swiss = [text for _, text in told(found("2023-08-31", "2023-09-01", "ch-fadp")["indian"])]
    assert any("FADP 17(1)(a)" in text for text in swiss)
    european = [text for _, text in told(found("2019-01-01", "2026-11-22")["indian"])]
    assert not any("exception-17-1-a" in text for text in european)
