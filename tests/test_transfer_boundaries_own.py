"""Rows of law of somebody's own in the grading: each grade names those that it rests on, and no other.

What they change is tested with the reports in `test_law_own_rows.py`; here it is place by place and tool by tool.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ropa.law import Law, load_law
from ropa.law.tool_rules import ToolRule
from ropa.readers.own_law import read_own_law
from ropa.transfers import Transfer, grade_transfers
from tests.helpers import register_from

TODAY = date(2026, 11, 22)

#: What every own row has to say of itself.
BY = "source: counsel, checked: 2026-11-20, verified: no"

TEXT = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}
    organisations:
      us: {name: Us, country: IE}
      german: {name: German, country: DE}
      chinese: {name: Chinese, country: CN}
      zealand: {name: Kiwi, country: NZ}
      japanese: {name: Japanese, country: JP}
      american: {name: American Inc., country: US}
      indian: {name: Indian, country: IN}
      red-cross: {name: Red Crescent, kind: international-organisation, country: CH}
      epo: {name: EPO, kind: international-organisation, country: DE}
    data_subjects: {visitor: {name: Visitors}}
    safeguards:
      list: {tool: dpf, organisation: American Inc., checked: 2026-06-01, covers: [EU-US DPF]}
      met: {tool: adequacy, condition_met: "a business under the APPI", checked: 2026-06-01}
      clauses: {tool: scc-2021, module: 2, between: [us, indian], signed: 2024-02-01, tia: {date: 2026-02-20}}
      rules: {tool: bcr, approval: {authority: DPC, reference: BCR-1, date: 2020-01-01}}
    activities:
      a:
        flows:
          - us -> german: [name]
          - us -> chinese: {data: [name], safeguard: rules}
          - us -> zealand: [name]
          - us -> japanese: {data: [name], safeguard: met}
          - us -> american: {data: [name], safeguard: list}
          - us -> indian: {data: [name], as: processor, safeguard: clauses}
          - us -> red-cross: [name]
          - us -> epo: [name]
          - zealand -> chinese: [name]
          - visitor -> zealand: {data: [name], as: processor}
"""

FLOWS = ("german", "chinese", "zealand", "japanese", "american", "indian", "red-cross", "epo")


def law_with(folder: Path, text: str) -> Law:
    """Return the shipped law with own rows; `BY` stands for what each says of itself."""
    file = folder / "rows.yaml"
    file.write_text(text.replace("BY", BY), encoding="utf-8")
    return load_law(own=read_own_law(file))


def graded(law: Law, *, on: date = TODAY, text: str = TEXT) -> dict[str, Transfer]:
    """Return the rows by `FROM->TO`, and those from the organisation itself by the receiver alone."""
    rows = grade_transfers(register_from(text), law, as_of=on)
    return {row.flow.id.partition("/")[2].removeprefix("us->"): row for row in rows}


def resting(law: Law) -> dict[str, list[str]]:
    """Return the flows that rest on own rows, with their names."""
    return {key: [own.name for own in row.own] for key, row in graded(law).items() if row.own}


NEW = "kind: country, scope: whole country, scope_code: full, legal_basis: GDPR Art 45(3), status: in-force"
ALL = [*FLOWS, "zealand->chinese", "visitor->zealand"]


@pytest.mark.parametrize(
    ("own", "named"),
    [
        # The area: who is inside rests on the row of the area alone, whatever decisions there are.
        (
            "area: [{regime: eu-gdpr, country: NZ, from: 2020-01-01, status: domestic, kind: member, reason: joined, BY}]\n"
            "adequacy: [{id: eu-nz, notes: seen, BY}]",
            {
                "zealand": ["area eu-gdpr-nz-2020-01-01 added"],
                "visitor->zealand": ["area eu-gdpr-nz-2020-01-01 added"],
            },
        ),
        ("area: [{regime: uk-gdpr, country: NZ, from: 2020-01-01, status: domestic, kind: member, reason: joined, BY}]", {}),
        # A decision: the one that makes the place adequate, not another one on the same place or of another regime.
        (
            "adequacy: [{id: eu-nz, notes: seen, BY}]",
            {
                "zealand": ["adequacy eu-nz overridden"],
                "zealand->chinese": ["adequacy eu-nz overridden"],
                "visitor->zealand": ["adequacy eu-nz overridden"],
            },
        ),
        (f"adequacy: [{{id: eu-nz-2, regime: eu-gdpr, country: NZ, name: New Zealand, {NEW}, instrument: a later one, valid_from: 2030-01-01, BY}}]", {}),
        ("adequacy: [{id: uk-nz, notes: seen, BY}]", {}),
        # A decision that was taken out: named where nothing took its place.
        (
            "remove: [{table: adequacy, ids: [eu-nz], reason: fell}]",
            {
                "zealand": ["adequacy eu-nz removed"],
                "zealand->chinese": ["adequacy eu-nz removed"],
                "visitor->zealand": ["adequacy eu-nz removed"],
            },
        ),
        # A place that is not adequate rests on what might have made it so.
        (
            f"adequacy: [{{id: eu-cn, regime: eu-gdpr, country: CN, name: China, {NEW}, instrument: a later one, valid_from: 2030-01-01, BY}}]",
            {"chinese": ["adequacy eu-cn added"], "zealand->chinese": ["adequacy eu-cn added"]},
        ),
        # An international organisation is found by name: the decision on it, or all on organisations where none is.
        ("adequacy: [{id: eu-epo, notes: seen, BY}]", {"epo": ["adequacy eu-epo overridden"], "red-cross": ["adequacy eu-epo overridden"]}),
        ("remove: [{table: adequacy, ids: [eu-epo], reason: fell}]", {"epo": ["adequacy eu-epo removed"], "red-cross": ["adequacy eu-epo removed"]}),
        # A country and a regime bear on every grade that looks at them.
        ("countries: [{alpha2: IN, aliases: [Bharat], BY}]", {"indian": ["countries IN overridden"]}),
        ("regimes: [{key: eu-gdpr, notes: seen, BY}]", {key: ["regimes eu-gdpr overridden"] for key in ALL}),
        ("regimes: [{key: uk-gdpr, notes: seen, BY}]", {}),
        # A tool, its modules and what is asked of it: of those that claim it, under that regime.
        ("tools: [{key: scc-2021, regime: eu-gdpr, valid_from: 2021-06-27, constraints: seen, BY}]", {"indian": ["tools scc-2021-eu-gdpr-2021-06-27 overridden"]}),
        ("tools: [{key: idta, regime: uk-gdpr, valid_from: 2022-03-21, constraints: seen, BY}]", {}),
        ('modules: [{tool: scc-2021, module: "2", exporter: controller, importer: processor, note: seen, BY}]', {"indian": ["modules scc-2021-2-controller-processor overridden"]}),
        ("rules: [{subject: scc-2021, rule: parties, value: seen, BY}]", {"indian": ["rules scc-2021-parties overridden"]}),
        ("rules: [{subject: scc-2021, rule: parties, regime: eu-gdpr, value: seen, BY}]", {"indian": ["rules scc-2021-parties-eu-gdpr added"]}),
        ("rules: [{subject: scc-2021, rule: parties, regime: uk-gdpr, value: seen, BY}]", {}),
        # What is asked under a decision, of those whose claim rests on it.
        ("rules: [{subject: eu-jp, rule: importer-not, regime: eu-gdpr, value: seen, BY}]", {"japanese": ["rules eu-jp-importer-not-eu-gdpr overridden"]}),
        ("rules: [{subject: eu-us-dpf, rule: listed, regime: eu-gdpr, value: seen, BY}]", {"american": ["rules eu-us-dpf-listed-eu-gdpr overridden"]}),
        # Authorities matter where an approval is stated.
        ("authorities: [{key: ie, aliases: [DPC], BY}]", {"chinese": ["authorities ie overridden"]}),
        # A framework rests on its decision; where the recipient has to meet a condition the decision is named as well.
        ("adequacy: [{id: eu-us-dpf, notes: seen, BY}]", {"american": ["adequacy eu-us-dpf overridden"]}),
        ("adequacy: [{id: eu-jp, notes: seen, BY}]", {"japanese": ["adequacy eu-jp overridden"]}),
    ],
)  # fmt: skip
def test_a_grade_names_the_own_rows_that_it_rests_on(own: str, named: dict[str, list[str]], tmp_path: Path) -> None:
    assert resting(law_with(tmp_path, own)) == named


@pytest.mark.parametrize(
    ("first", "until", "on", "begins"),
    [
        # Terms of an earlier day stand before those that are shipped (2021-06-27), terms of a later one behind them.
        ("2019-01-01", "2019-12-31", "2018-06-01", "2019-01-01"),
        ("2019-01-01", "2019-12-31", "2019-12-31", "2019-01-01"),
        ("2019-01-01", "2019-12-31", "2020-01-01", "2019-01-01"),
        ("2019-01-01", "2019-12-31", "2021-06-27", "2021-06-27"),
        ("2019-01-01", "", "2026-11-22", "2021-06-27"),
        ("2026-10-01", "", "2026-09-30", "2021-06-27"),
        ("2026-10-01", "", "2026-10-01", "2026-10-01"),
    ],
)
def test_terms_of_ones_own_stand_among_the_others_by_date(
    first: str, until: str, on: str, begins: str, tmp_path: Path
) -> None:
    law = law_with(
        tmp_path,
        f"tools: [{{key: scc-2021, regime: eu-gdpr, article: 46(2)(c), valid_from: {first}, valid_until: '{until}', "
        "status: available, instrument: a text, assessment: yes, evidence: clauses, BY}]",
    )
    tool = law.tools["scc-2021"]
    term = tool.term("eu-gdpr", date.fromisoformat(on))
    assert term is not None
    assert str(term.valid_from) == begins
    assert [found.regime for found in tool.terms].count("eu-gdpr") == 2
    assert tool.regimes == load_law().tools["scc-2021"].regimes


OWN = """
adequacy:
  - {id: eu-nz, notes: seen, BY}
remove:
  - {table: area, ids: [eu-gdpr-at-1995-01-01], reason: left}
"""


def test_own_rows_as_they_are_told_to_programs_and_people(tmp_path: Path) -> None:
    own = law_with(tmp_path, OWN).own
    file = str(tmp_path / "rows.yaml")
    said = own.as_json()["own_rows"]
    assert {**said[0], "changed": []} == {
        "table": "adequacy",
        "id": "eu-nz",
        "how": "overridden",
        "file": file,
        "line": 3,
        "changed": [],
        "source": "counsel",
        "checked": "2026-11-20",
        "verified": "no",
        "reason": None,
    }
    assert [(change["column"], change["after"]) for change in said[0]["changed"]] == [("notes", "seen")]
    assert said[0]["changed"][0].keys() == {"column", "before", "after"}
    assert {key: said[1][key] for key in ("table", "how", "line", "changed", "checked", "reason")} == {
        "table": "area",
        "how": "removed",
        "line": 5,
        "changed": [],
        "checked": None,
        "reason": "left",
    }
    assert own.short == f"with 2 own rows of law from {file}"
    assert own.said == f"{own.short}: adequacy eu-nz overridden; area eu-gdpr-at-1995-01-01 removed"
    assert own.lines[0].endswith(f"; source: counsel; checked 2026-11-20; verified: no ({file}:3)")
    assert own.lines[0].startswith("adequacy eu-nz overridden; notes: ")
    assert own.lines[1] == f"area eu-gdpr-at-1995-01-01 removed; left ({file}:5)"
    assert [own.touches(tables) for tables in (["area"], ["tools", "adequacy"], ["tools"], [])] == [
        True,
        True,
        False,
        False,
    ]
    assert (load_law().own.short, load_law().own.said, load_law().own.as_json()) == ("", "", {})
    one = law_with(tmp_path, "adequacy: [{id: eu-nz, notes: seen, BY}]").own
    assert one.short == f"with 1 own row of law from {file}"
    assert one.find("adequacy", "eu-nz") is one.rows[0]
    assert own.find("area", "eu-gdpr-at-1995-01-01") is None


def test_a_tool_by_another_of_its_names_rests_on_the_same_rows(tmp_path: Path) -> None:
    own = "rules: [{subject: scc-2021, rule: parties, value: seen, BY}]\n"
    own += "tools: [{key: scc-2021, regime: eu-gdpr, valid_from: 2021-06-27, constraints: seen, BY}]"
    law = law_with(tmp_path, own)
    named = TEXT.replace("tool: scc-2021", f'tool: "{law.tools["scc-2021"].label}"')
    assert named != TEXT
    assert {key: [own.name for own in row.own] for key, row in graded(law, text=named).items() if row.own} == {
        "indian": ["tools scc-2021-eu-gdpr-2021-06-27 overridden", "rules scc-2021-parties overridden"]
    }


def test_without_own_rows_no_grade_names_any() -> None:
    assert resting(load_law()) == {}


AMERICANS = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}
    organisations:
      us: {name: Us, country: IE}
      listed: {name: Listed Inc., country: US}
      signed: {name: Signed Inc., country: US}
      unsigned: {name: Unsigned Inc., country: US}
      nothing: {name: Nothing Inc., country: US}
    safeguards:
      list: {tool: dpf, organisation: Listed Inc., checked: 2026-06-01, covers: [EU-US DPF]}
      whole: {tool: scc-2021, module: 2, between: [us, signed], signed: 2024-02-01, tia: {date: 2026-02-20}}
      part: {tool: scc-2021, module: 2, between: [us, unsigned], tia: {date: 2026-02-20}}
    activities:
      a:
        flows:
          - us -> listed: {data: [name], safeguard: list}
          - us -> signed: {data: [name], as: processor, safeguard: whole}
          - us -> unsigned: {data: [name], as: processor, safeguard: part}
          - us -> nothing: [name]
"""


def test_a_decision_on_a_condition_is_no_matter_once_a_tool_holds(tmp_path: Path) -> None:
    rows = graded(law_with(tmp_path, "adequacy: [{id: eu-us-dpf, notes: seen, BY}]"), text=AMERICANS)
    assert {key: len(row.own) for key, row in rows.items()} == {"listed": 1, "signed": 0, "unsigned": 1, "nothing": 1}


@pytest.mark.parametrize(
    ("last", "on", "grade", "ends", "said"),
    [
        # The decision ends before the twelve months of the look at the list (2027-06-01) are over.
        ("2026-12-15", "2026-11-22", "adequate", "2026-12-15", "By 2026-12-15, prepare another ground."),
        ("2026-12-15", "2026-12-15", "adequate", "2026-12-15", "By 2026-12-15, prepare another ground."),
        ("2026-12-15", "2026-12-16", "invalid", None, "Agree a tool"),
        # It ends on the same day, or later: the look comes first.
        ("2027-06-01", "2027-03-02", "adequate", "2027-06-01", ""),
        ("2027-06-02", "2027-06-01", "adequate", "2027-06-01", "By 2027-06-01, "),
        # A warning begins ninety days before.
        ("2026-12-15", "2026-09-15", "adequate", "2026-12-15", ""),
        ("2026-12-15", "2026-09-16", "adequate", "2026-12-15", "By 2026-12-15, prepare another ground."),
    ],
)
def test_a_framework_ends_with_its_decision_or_with_its_evidence_whichever_is_first(
    last: str, on: str, grade: str, ends: str | None, said: str, tmp_path: Path
) -> None:
    law = law_with(tmp_path, f"adequacy: [{{id: eu-us-dpf, valid_until: {last}, status: in-force, BY}}]")
    row = graded(law, on=date.fromisoformat(on), text=AMERICANS)["listed"]
    assert (row.grade.value, row.ends.isoformat() if row.ends else None) == (grade, ends)
    assert row.next_step.startswith(said)
    assert bool(row.next_step) is bool(said)
    warned = [note for note in row.notes if note.startswith("What this rests on")]
    assert len(warned) == (grade == "adequate" and bool(said))
    if warned and ends == "2026-12-15":
        assert "((EU) 2023/1795) ends" in warned[0]


@pytest.mark.parametrize(("on", "grade"), [("2026-09-30", "evidence-missing"), ("2026-10-01", "safeguarded")])
def test_what_is_no_longer_asked_for_is_asked_for_on_its_last_day(on: str, grade: str, tmp_path: Path) -> None:
    rule = "{subject: every-safeguard, rule: assessment, regime: eu-gdpr, valid_from: 2020-07-16, valid_until: 2026-09-30, BY}"
    text = AMERICANS.replace(", tia: {date: 2026-02-20}", "")
    rows = graded(law_with(tmp_path, f"rules: [{rule}]"), on=date.fromisoformat(on), text=text)
    assert rows["signed"].grade.value == grade


@pytest.mark.parametrize(
    ("regime", "first", "last", "holds"),
    [
        # Without a first day it was always asked for, without a last one it still is; both days belong to it.
        ("", None, None, True),
        ("", None, "2026-11-21", False),
        ("", None, "2026-11-22", True),
        ("", "2026-11-22", None, True),
        ("", "2026-11-23", None, False),
        ("eu-gdpr", "2026-11-22", "2026-11-22", True),
        ("uk-gdpr", "2026-11-22", "2026-11-22", False),
    ],
)
def test_a_rule_is_asked_for_from_its_first_to_its_last_day(
    regime: str, first: str | None, last: str | None, holds: bool
) -> None:
    since, until = (date.fromisoformat(day) if day else None for day in (first, last))
    rule = ToolRule("scc-2021", regime, "signed", "", "", since, until, "counsel", "no")
    assert rule.holds("eu-gdpr", TODAY) is holds
