"""What changes between two days, in every form, with the event that did it; and the age of the tables of law."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.cli.main import run
from ropa.law import load_law
from ropa.reports.law_age import age_notes
from ropa.transfers import Grade
from ropa.transfers.changes import Change, changes
from tests.helpers import register_from
from tests.own_rows import REGISTER, written

COMPILED = load_law().data_as_of
FORMS = ("table", "markdown", "html", "json", "csv")


def between(first: str, second: str) -> dict[str, Change]:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(second)
    rows = changes(register_from(REGISTER), load_law(), first=days[0], second=days[1])
    return {row.after.importer: row for row in rows}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("against"))[0]


def printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(arguments) == 0
    found = capsys.readouterr()
    return found.out + found.err


# The events


def test_the_event_that_changed_the_grade_is_told_apart_with_its_source() -> None:
    change = between("2021-06-01", "2026-02-01")["british"]
    (event,) = change.told
    assert (event.day, event.before, event.after) == (dt.date(2021, 6, 29), Grade.DOMESTIC, Grade.ADEQUATE)
    assert "2025/1225" in event.source
    assert event.verified == "partly"
    assert len(change.events) > 3, "what changed no grade is kept for programs"
    assert change.as_json()["events"][0]["changed"] is None


def test_a_date_in_the_register_is_found_where_no_row_of_law_changed_the_grade() -> None:
    change = between("2024-03-01", "2026-11-22")["signed"]
    (event,) = change.told
    assert (event.day, event.before, event.after) == (dt.date(2026, 2, 20), Grade.EVIDENCE_MISSING, Grade.SAFEGUARDED)
    assert "a date in the register" in event.text
    assert event.source == "the register, flow mail/us->signed"


def test_every_step_of_the_way_is_told() -> None:
    steps = [(event.before, event.after) for event in between("2020-01-01", "2026-11-22")["signed"].told]
    assert steps == [(Grade.INVALID, Grade.EVIDENCE_MISSING), (Grade.EVIDENCE_MISSING, Grade.SAFEGUARDED)]


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [("2023-07-09", "2023-07-10", True), ("2023-07-10", "2023-07-11", False), ("2023-07-08", "2023-07-09", False)],
)
def test_each_side_of_the_day_of_a_decision(first: str, second: str, changed: bool) -> None:
    assert ("listed" in between(first, second)) is changed


def test_steps_join_from_the_first_grade_to_the_last() -> None:
    for change in between("2018-06-01", "2027-06-01").values():
        told = [event for event in change.events if event.decisive]
        days = sorted({event.day for event in told})
        assert days
        first = [event.before for event in told if event.day == days[0]]
        last = [event.after for event in told if event.day == days[-1]]
        assert set(first) == {change.before.grade}
        assert set(last) == {change.after.grade}


def test_where_the_sender_is_can_be_what_changed() -> None:
    text = """
    organisations:
      us: {name: Us, country: IE}
      british: {name: British, country: GB}
      american: {name: American, country: US}
    activities: {a: {flows: [us -> british: [name], british -> american: [name]]}}
    """
    days = {"first": dt.date(2021, 6, 28), "second": dt.date(2021, 6, 29)}
    found = {row.after.importer: row for row in changes(register_from(text), load_law(), **days)}
    assert (found["american"].before.grade, found["american"].after.grade) == (Grade.NO_SAFEGUARD, Grade.REVIEW)
    assert [event.text.partition(":")[0] for event in found["american"].told] == ["United Kingdom"]


def test_of_very_many_changes_only_the_events_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.transfers.changes.MOST_DECIDED", 0)
    change = between("2021-06-01", "2026-02-01")["british"]
    assert not any(event.decisive for event in change.events)
    assert change.told == change.events


# Every form


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_both_grades_the_event_and_its_source(
    form: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["transfers", source, "--as-of", "2026-11-22", "--against", "2023-07-09", "--format", form]
    text = " ".join(printed(asked, capsys).split())
    for said in ("2023-07-10", "(EU) 2023/1795", "2026-06-01", "cpdp.bg"):
        assert said in text
    assert "invalid" in text.casefold()
    assert "adequate" in text.casefold()


def test_json_and_csv_have_the_same_changes(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["transfers", source, "--as-of", "2026-11-22", "--against", "2019-01-01", "--format"]
    data = json.loads(printed([*asked, "json"], capsys))
    rows = list(csv.DictReader(io.StringIO(printed([*asked, "csv"], capsys))))
    assert [(row["flow"], row["before"], row["after"]) for row in rows] == [
        (change["flow"], change["before"]["grade"], change["after"]["grade"]) for change in data["changes"]
    ]
    assert (data["as_of"], data["against"], data["regimes"]) == ("2026-11-22", "2019-01-01", ["eu-gdpr"])
    assert all(event["source"] for change in data["changes"] for event in change["events"])


def test_nothing_changes_is_said(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("table", "markdown", "html"):
        asked = ["transfers", source, "--as-of", "2026-11-22", "--against", "2026-11-21", "--format", form]
        text = printed(asked, capsys)
        assert "0 differ" in text or "No grade differs between the two days" in text


@pytest.mark.parametrize("form", FORMS)
def test_a_fallen_decision_lists_what_it_changes_first(
    form: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(["transfers", source, "--as-of", "2026-11-22", "--without", "eu-us-dpf", "--format", form], capsys)
    if form == "json":
        data = json.loads(text)
        assert [(row["to"], row["before"]["grade"], row["after"]["grade"]) for row in data["changes"]] == [
            ("listed", "adequate", "invalid")
        ]
    elif form == "csv":
        assert "as if these decisions had fallen: eu-us-dpf" in text
    else:
        assert "1 flow" in text
        assert text.casefold().index("without eu-us-dpf") < text.casefold().index("japan")


# The age of the tables

YEAR_LATER = COMPILED.replace(year=COMPILED.year + 1)
DAY = dt.timedelta(days=1)
LATER, EARLIER, OLD = "later law is not in them", "are of a later day", "over a year old"


@pytest.mark.parametrize(
    ("as_of", "today", "said"),
    [
        (COMPILED, COMPILED, ()),
        (COMPILED + DAY, COMPILED + DAY, (LATER,)),
        (COMPILED - DAY, COMPILED, (EARLIER,)),
        (YEAR_LATER, YEAR_LATER, (LATER,)),
        (YEAR_LATER + DAY, YEAR_LATER + DAY, (LATER, OLD)),
        (COMPILED, YEAR_LATER, ()),
        (COMPILED, YEAR_LATER + DAY, (OLD,)),
        (COMPILED - DAY, YEAR_LATER + DAY, (EARLIER, OLD)),
        (COMPILED, None, ()),
        (YEAR_LATER + DAY, None, (LATER, OLD)),
    ],
)
def test_the_age_on_both_sides_of_each_boundary(as_of: dt.date, today: dt.date | None, said: tuple[str, ...]) -> None:
    notes = age_notes(COMPILED, as_of=as_of, today=today)
    assert len(notes) == len(said)
    assert all(text in note for text, note in zip(said, notes, strict=True))


def test_tables_of_a_leap_day_are_old_from_the_first_of_march() -> None:
    leap = dt.date(2028, 2, 29)
    assert not any(OLD in note for note in age_notes(leap, as_of=dt.date(2029, 2, 28)))
    assert any(OLD in note for note in age_notes(leap, as_of=dt.date(2029, 3, 1)))


ON_THE_DAY, A_DAY_LATER = (COMPILED, COMPILED, ()), (COMPILED + DAY, COMPILED, (LATER,))
A_DAY_EARLIER = (COMPILED - DAY, COMPILED, (EARLIER,))
A_YEAR_OLD, OVER_A_YEAR_OLD = (COMPILED, YEAR_LATER, ()), (COMPILED, YEAR_LATER + DAY, (OLD,))
EXTRAS = (["--against", "2020-01-01"], ["--each", "--without", "eu-nz"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("extra", "as_of", "clock", "said"),
    [
        *(([], *case) for case in (ON_THE_DAY, A_DAY_LATER, A_DAY_EARLIER, A_YEAR_OLD, OVER_A_YEAR_OLD)),
        *((extra, *case) for extra in EXTRAS for case in (A_DAY_LATER, OVER_A_YEAR_OLD)),
    ],
)
def test_every_form_tells_the_age(
    form: str,
    extra: list[str],
    as_of: dt.date,
    clock: dt.date,
    said: tuple[str, ...],
    source: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    noon = dt.datetime.combine(clock, dt.time(12), tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    text = printed(["transfers", source, "--as-of", as_of.isoformat(), "--format", form, *extra], capsys)
    text = " ".join(text.split())
    for note in (LATER, EARLIER, OLD):
        assert (note in text) is (note in said), note


def test_the_clock_is_today_where_nothing_sets_it(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert ropa.open(source, as_of="2020-01-01").today == dt.datetime.now(tz=dt.UTC).astimezone().date()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "nothing")
    assert ropa.open(source, as_of="2020-01-01").today == dt.datetime.now(tz=dt.UTC).astimezone().date()


def test_a_site_depends_on_no_clock(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    for number, clock in enumerate((COMPILED, YEAR_LATER + DAY)):
        noon = dt.datetime.combine(clock, dt.time(12), tzinfo=dt.UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
        folder = tmp_path / str(number)
        ropa.open(source, as_of=COMPILED).build(folder, pictures=False)
        made.append((folder / "files" / "transfers.html").read_bytes())
    assert made[0] == made[1]
