"""What a change is told by: events in their order with their sources, and days that no row of law names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ropa.law import Law, load_law
from ropa.readers.own_law import read_own_law
from ropa.transfers.changes import Change, Event, changes
from tests.helpers import register_from

LAW = load_law()


def changed(text: str, first: str, second: str, law: Law = LAW) -> dict[str, Change]:
    """Return the changes between two days by receiver."""
    register = register_from(text)
    rows = changes(register, law, first=date.fromisoformat(first), second=date.fromisoformat(second))
    return {row.after.importer: row for row in rows}


def steps(change: Change) -> list[str]:
    """Return the days on which the grade changed, each with both grades."""
    return [f"{event.day} {event.before} {event.after}" for event in change.events if event.decisive]


#: An exception of the last resort that is whole from the day of its assessment, and clauses that are from that of theirs.
DATED = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}
    organisations: {us: {name: Us, country: IE}, indian: {name: Indian, country: IN}}
    safeguards:
      last: {tool: derogation-49-1-second, why: a rescue, approval: {authority: DPC, reference: told, date: 2022-01-01}, document: d.pdf, tia: {date: 2024-03-01}}
      clauses: {tool: scc-2021, module: 2, between: [us, indian], signed: 2024-06-01, tia: {date: 2025-01-01}}
    activities: {a: {flows: [us -> indian: {data: [name], as: processor, safeguard: [last, clauses]}]}}
"""


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        # Two dates of the register, with the day of the signature, which changes nothing, between them.
        ("2024-01-01", "2026-01-01", ["2024-03-01 evidence-missing derogation", "2025-01-01 derogation safeguarded"]),
        # The first day is before, the second after: both sides of each date.
        ("2024-02-29", "2024-03-01", ["2024-03-01 evidence-missing derogation"]),
        ("2024-02-28", "2024-03-02", ["2024-03-01 evidence-missing derogation"]),
        ("2024-05-31", "2025-01-01", ["2025-01-01 derogation safeguarded"]),
        ("2024-06-01", "2025-01-02", ["2025-01-01 derogation safeguarded"]),
        # Both between the same two days.
        ("2024-02-29", "2025-01-01", ["2024-03-01 evidence-missing derogation", "2025-01-01 derogation safeguarded"]),
    ],
)
def test_dates_of_the_register_are_found_on_their_day(first: str, second: str, days: list[str]) -> None:
    change = changed(DATED, first, second)["indian"]
    assert steps(change) == days
    for event in change.told:
        assert event.source == "the register, flow a/us->indian"
        assert event.verified == ""
    last = change.told[-1]
    assert last.text == f"a date in the register, such as that of an assessment: {change.after.reason}"


def test_two_dates_of_the_register_without_any_event_between() -> None:
    text = DATED.replace("signed: 2024-06-01", "signed: 2023-06-01")
    change = changed(text, "2024-01-01", "2026-01-01")["indian"]
    assert [event.day.isoformat() for event in change.events] == ["2024-03-01", "2025-01-01"]
    assert steps(change) == ["2024-03-01 evidence-missing derogation", "2025-01-01 derogation safeguarded"]
    assert change.events == change.told
    assert not change.worse


def test_a_date_of_the_register_on_the_day_after_an_event_and_on_the_day_before() -> None:
    for day in ("2024-05-31", "2024-06-02"):
        change = changed(DATED.replace("2024-03-01", day), "2024-05-01", "2024-12-31")["indian"]
        assert steps(change) == [f"{day} evidence-missing derogation"]
        assert [event.day.isoformat() for event in change.events] == sorted([day, "2024-06-01"])


BRITISH = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}
    organisations:
      us: {name: Us, country: IE}
      british: {name: British, country: GB}
      american: {name: American, country: US}
    activities:
      a:
        flows:
          - us -> british: [name]
          - british -> american: {data: [name], locations: {entity: US, storage: KR}}
"""


@pytest.mark.parametrize("places", ["{entity: US, storage: KR}", "{entity: US, access: KR}", "{entity: [US, KR]}"])
def test_where_nothing_nearer_is_known_the_sender_and_every_place_of_the_receiver_are_looked_at(places: str) -> None:
    change = changed(BRITISH.replace("{entity: US, storage: KR}", places), "2021-06-01", "2022-02-01")["american"]
    assert steps(change) == ["2021-06-29 no-safeguard review"]
    assert [event.text.partition(":")[0] for event in change.told] == ["United Kingdom"]
    assert [event.day.isoformat() for event in change.events] == ["2021-06-28", "2021-06-29", "2021-12-17"]
    assert change.worse is False


def test_what_happened_to_the_sender_is_told_also_where_something_nearer_happened_on_another_day() -> None:
    # The framework of 2023 is about the receiver's country, and is not what changed the grade in 2021.
    change = changed(BRITISH, "2021-06-01", "2026-02-01")["american"]
    area = LAW.area_row("eu-gdpr", "GB", date(2021, 6, 28))
    assert area is not None
    assert steps(change) == ["2021-06-29 no-safeguard review"]
    assert [(event.text.partition(":")[0], event.source) for event in change.told] == [("United Kingdom", area.source)]
    assert "(EU) 2023/1795 on United States (EU-US Data Privacy Framework) can be relied on" in [
        event.text for event in change.events
    ]


RECORD = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}
    organisations:
      us: {name: Us, country: IE}
      polish: {name: Polish, country: PL}
      british: {name: British, country: GB}
      american: {name: American Inc., country: US}
      indian: {name: Indian, country: IN}
    safeguards:
      old: {tool: scc-2010, between: [us, indian], signed: 2019-03-01}
      shield: {tool: privacy-shield, organisation: American Inc., checked: 2020-03-01}
    activities:
      a:
        flows:
          - us -> polish: [name]
          - us -> british: [name]
          - us -> american: {data: [name], safeguard: shield}
          - us -> indian: {data: [name], as: processor, safeguard: old}
"""


def test_what_is_of_the_register_is_told_with_the_safeguard_that_says_so() -> None:
    (signed,) = changed(RECORD, "2019-02-28", "2019-03-01")["indian"].told
    assert (signed.text, signed.source) == ("old is dated that day in the register", "the register, safeguards/old")
    assert signed.as_json() == {
        "date": "2019-03-01",
        "event": "old is dated that day in the register",
        "source": "the register, safeguards/old",
        "verified": None,
        "changed": {"before": "evidence-missing", "after": "safeguarded"},
    }
    told = changed(RECORD, "2022-12-27", "2022-12-28")["indian"].told
    assert [(event.day.isoformat(), event.source) for event in told if "run out" in event.text] == [
        ("2022-12-28", "the register, safeguards/old")
    ]


def test_what_is_of_the_law_is_told_with_the_source_of_its_row() -> None:
    sources = {
        (event.text.partition(":")[0], event.source, event.verified)
        for change in changed(RECORD, "2019-01-01", "2026-11-22").values()
        for event in change.events
        if not event.source.startswith("the register")
    }
    area = LAW.area_row("eu-gdpr", "GB", date(2020, 6, 1))
    decision = LAW.decision("eu-us-privacy-shield")
    tool = LAW.find_tool("scc-2010")
    rule = next(
        row for row in LAW.tool_rules_on("every-safeguard", "eu-gdpr", date(2026, 11, 22)) if row.rule == "assessment"
    )
    assert area is not None
    assert decision is not None
    assert tool is not None
    term = tool.term("eu-gdpr", date(2020, 1, 1))
    assert term is not None
    assert ("United Kingdom", area.source, area.verified) in sources
    assert (f"{decision.instrument} on {decision.name} has ended", decision.source, decision.verified) in sources
    assert ("scc-2010", term.source, term.verified) in sources
    assert ("every-safeguard", rule.source, rule.verified) in sources


def test_where_the_tables_begin_is_told_with_the_source_of_the_regime() -> None:
    (event,) = [
        row for row in changed(RECORD, "1998-10-23", "1998-10-24")["british"].told if "tables begin" in row.text
    ]
    regime = LAW.regimes["eu-gdpr"]
    assert (event.text, event.source, event.verified) == (
        *(f"the tables begin for the {regime.name}", regime.source),
        regime.verified,
    )


def test_a_rule_that_is_no_longer_asked_for_is_an_event_of_the_day_after_its_last(tmp_path: Path) -> None:
    rows = tmp_path / "rows.yaml"
    rows.write_text(
        "rules: [{subject: every-safeguard, rule: assessment, regime: eu-gdpr, valid_from: 2020-07-16, "
        "valid_until: 2022-03-31, source: counsel, checked: 2026-11-20, verified: no}]",
        encoding="utf-8",
    )
    law = load_law(own=read_own_law(rows))
    change = changed(RECORD, "2022-03-31", "2022-04-01", law)["indian"]
    (event,) = change.told
    assert (event.day, event.text) == (date(2022, 4, 1), "every-safeguard: assessment is no longer asked for")
    assert (event.source, event.verified) == ("counsel", "no")
    assert steps(change) == ["2022-04-01 evidence-missing safeguarded"]


def test_a_change_says_of_which_flow_and_activity_it_is() -> None:
    said = changed(RECORD, "2004-04-30", "2004-05-01")["polish"].as_json()
    assert {name: said[name] for name in ("flow", "activity", "from", "to", "country", "regime")} == {
        "flow": "a/us->polish",
        "activity": "a",
        "from": "us",
        "to": "polish",
        "country": "PL",
        "regime": "eu-gdpr",
    }


def test_an_event_that_changed_nothing_says_so() -> None:
    event = Event(day=date(2020, 1, 1), text="nothing")
    assert not event.decisive
    assert event.as_json() == {
        "date": "2020-01-01",
        "event": "nothing",
        "source": None,
        "verified": None,
        "changed": None,
    }


def test_a_grade_that_fell_is_worse_and_one_that_rose_is_not() -> None:
    rows = changed(RECORD, "2020-07-15", "2020-07-16")
    assert rows["american"].worse
    assert rows["indian"].worse
    assert not changed(RECORD, "2004-04-30", "2004-05-01")["polish"].worse
