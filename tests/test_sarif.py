"""SARIF: valid by the official schema, complete for code scanning, stable, and honest about what was not checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from ropa.checks import CHECKS, Severity
from ropa.cli.main import run
from ropa.errors import Position, __version__
from ropa.formats.paths import Base, web_address
from ropa.formats.sarif import FINGERPRINT, ROOT, render_sarif, sarif_log
from ropa.formats.sarif_rules import GDPR_URI, LONGEST_DESCRIPTION, PROBLEM_ID
from ropa.model import Cite, Document
from tests.outcomes import BASE, BROKEN, NASTY, TOP, finding, outcome, problem

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))

EXAMPLES = ["alipartnership", "aiopbt", "wordpress-shop", "aptien", "aipicmarket", "corner-books"]

#: RFC 3986, section 4.1, as far as it matters here: nothing but the characters that a URI reference may have.
URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def valid(log: dict[str, Any]) -> dict[str, Any]:
    """Return the run of a log that the official schema accepts and whose indexes and addresses are right."""
    errors = [
        f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft4Validator(SCHEMA).iter_errors(log)
    ]
    assert not errors, errors[:3]
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"].strip()
        assert len(result["locations"]) == 1
        assert result["partialFingerprints"][FINGERPRINT]
        places = [*result["locations"], *result.get("relatedLocations", [])]
        for place in places:
            assert URI.fullmatch(place["physicalLocation"]["artifactLocation"]["uri"]), place
        linked = [int(number) for number in re.findall(r"\]\((\d+)\)", result["message"]["text"])]
        assert linked == [place["id"] for place in result.get("relatedLocations", [])]
    assert isinstance(only, dict)
    return only


def checked(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Return exit code and run of `ropa check ... --format sarif`."""
    code = run(["check", *arguments, "--format", "sarif", "--as-of", "2026-11-22"])
    return code, valid(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_valid_and_say_what_json_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, sarif = checked(f"examples/{name}", capsys=capsys)
    run(["check", f"examples/{name}", "--format", "json", "--as-of", "2026-11-22"])
    data = json.loads(capsys.readouterr().out)
    assert code == (1 if data["counts"]["error"] else 0)
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert [
        (result["ruleId"], result["level"], result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
        for result in sarif["results"]
    ] == [(item["code"], levels[item["severity"]], item["at"]) for item in data["findings"]]
    assert [bool(result["suppressions"]) for result in sarif["results"]] == [
        bool(item["waived"]) for item in data["findings"]
    ]
    assert sarif["invocations"][0]["executionSuccessful"] is True


def test_every_check_is_a_rule_with_its_manual_page() -> None:
    driver = valid(sarif_log(outcome(), BASE))["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["semanticVersion"]) == ("ropa", __version__, __version__)
    assert [rule["id"] for rule in driver["rules"]] == [check.CODE for check in CHECKS]
    for rule, check in zip(driver["rules"], CHECKS, strict=True):
        assert rule["name"] == check.NAME
        assert 0 < len(rule["shortDescription"]["text"]) <= LONGEST_DESCRIPTION
        assert len(rule["shortDescription"]["text"]) < len(rule["fullDescription"]["text"]) <= LONGEST_DESCRIPTION
        assert rule["help"]["text"].startswith(f"{check.CODE} {check.NAME}")
        assert rule["help"]["markdown"].count("```") % 2 == 0
        tags = rule["properties"]["tags"]
        assert len(tags) == len(set(tags)) <= 20
        assert all(any(article in tag for tag in tags) for article in check.ARTICLES)
        assert "security" not in tags, "code scanning would list it as a vulnerability"
        assert ("helpUri" not in rule) or rule["helpUri"] == GDPR_URI
    a106 = next(rule for rule in driver["rules"] if rule["id"] == "A106")
    assert a106["defaultConfiguration"] == {"level": "warning"}
    assert "Article 30(1)(f)" in a106["properties"]["tags"]
    assert "ropa: 1" in a106["help"]["markdown"]
    assert a106["helpUri"] == GDPR_URI


def test_only_the_checks_that_ran_are_rules(capsys: pytest.CaptureFixture[str]) -> None:
    _, sarif = checked("examples/corner-books", "--code", "a106", "--code", "A106", capsys=capsys)
    assert [rule["id"] for rule in sarif["tool"]["driver"]["rules"]] == ["A106"]
    assert "Looked at: A106 only" in sarif["properties"]["scope"]


def test_a_result_says_where_what_and_how_to_fix_it() -> None:
    made = finding(severity=Severity.INFO, message="nothing is stated", fix="state it", articles=("30(1)(f)",))
    (result,) = valid(sarif_log(outcome(made), BASE))["results"]
    assert result["ruleId"] == "A106"
    assert result["level"] == "note"
    assert result["message"]["text"] == "nothing is stated. Fix: state it."
    place = result["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "registers/ropa.yaml", "uriBaseId": ROOT},
        "region": {"startLine": 4, "startColumn": 3},
    }
    assert place["logicalLocations"] == [{"name": "payments", "fullyQualifiedName": "activities/payments"}]
    assert result["suppressions"] == []
    assert result["properties"]["articles"] == ["30(1)(f)"]


def test_a_finding_without_a_place_stands_where_the_register_begins() -> None:
    (result,) = valid(sarif_log(outcome(finding(line=0), start=Position("a b/r.yaml", 7, 1)), BASE))["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("registers/a%20b/r.yaml", 7)
    (result,) = valid(sarif_log(outcome(finding(line=0), start=None), BASE))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "registers/ropa.yaml"


def test_a_waived_finding_is_a_suppressed_result() -> None:
    made = finding(waived="schedule due in January (until 2027-01-31)")
    (result,) = valid(sarif_log(outcome(made), BASE))["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "schedule due in January (until 2027-01-31)"}
    ]


def test_citations_are_related_locations_with_links_in_the_message() -> None:
    documents = {
        "policy": Document(key="policy", name="Privacy policy", file="docs/policy.txt"),
        "page": Document(key="page", url="https://shop.example/a b"),
        "paper": Document(key="paper"),
    }
    cites = (
        Cite(document="policy", lines="12-14"),
        Cite(document="page", section="Cookies [new]"),
        Cite(document="paper", lines="3", position=Position("ropa.yaml", 9, 2)),
    )
    made = outcome(finding(cites=cites), documents=documents, files={"policy": "docs/policy.txt"})
    (result,) = valid(sarif_log(made, BASE))["results"]
    assert "Cites: [policy:12-14](1), [page (Cookies \\[new\\])](2), [paper:3](3)." in result["message"]["text"]
    near, far, own = result["relatedLocations"]
    assert near["physicalLocation"] == {
        "artifactLocation": {"uri": "registers/docs/policy.txt", "uriBaseId": ROOT},
        "region": {"startLine": 12, "endLine": 14},
    }
    assert near["message"]["text"] == "policy:12-14, Privacy policy"
    assert far["physicalLocation"]["artifactLocation"] == {"uri": "https://shop.example/a%20b"}
    assert own["physicalLocation"]["artifactLocation"]["uri"] == "registers/ropa.yaml"
    assert own["physicalLocation"]["region"]["startLine"] == 9
    assert own["logicalLocations"][0]["fullyQualifiedName"] == "documents/paper"


def test_documents_at_hand_are_found_where_reading_finds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    register = tmp_path / "ropa.yaml"
    register.write_text((repository / "examples/corner-books/ropa.yaml").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "policy.txt").write_text("a line\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    arguments = [str(register), "--root", str(tmp_path), "--code", "C102"]

    def cited(*more: str) -> set[str]:
        _, sarif = checked(*arguments, *more, capsys=capsys)
        (result,) = sarif["results"]
        return {place["physicalLocation"]["artifactLocation"]["uri"] for place in result["relatedLocations"]}

    assert cited() == {"policy.txt"}
    assert cited("--documents", str(tmp_path / "elsewhere")) == {"policy.txt"}
    (tmp_path / "elsewhere" / "policy.txt").write_text("a line\n", encoding="utf-8")
    assert cited("--documents", str(tmp_path / "elsewhere")) == {"elsewhere/policy.txt"}


def test_fingerprints_stay_while_lines_and_words_change_and_tell_findings_apart() -> None:
    def marks(*findings: Any) -> list[str]:
        results = valid(sarif_log(outcome(*findings), BASE))["results"]
        return [result["partialFingerprints"][FINGERPRINT] for result in results]

    one, other = finding(message="for data a"), finding(message="for data b", line=9)
    before = marks(one, other, finding("A107"), finding(at="activities/payroll"))
    assert len(set(before)) == 4
    assert marks(finding(message="told in other words", line=80)) == before[:1]
    assert marks(finding(message="for data b", line=2), finding(message="for data a", line=3)) == before[1::-1]


def test_a_failed_check_makes_the_run_unsuccessful() -> None:
    sarif = valid(sarif_log(outcome(finding(crashed=True, severity=Severity.ERROR), finding("A107")), BASE))
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["associatedRule"]["id"] == "A106"
    assert [result["properties"].get("crashed") for result in sarif["results"]] == [True, None]


def test_problems_are_results_because_a_broken_register_is_not_a_clean_one() -> None:
    made = outcome(problems=(problem(), problem(line=0, file="other files")), as_of=None, facts_as_of=None)
    sarif = valid(sarif_log(made, BASE))
    assert sarif["invocations"][0]["executionSuccessful"] is False
    assert len(sarif["invocations"][0]["toolExecutionNotifications"]) == 2
    first, second = sarif["results"]
    assert first["ruleId"] == PROBLEM_ID
    assert first["level"] == "error"
    assert first["message"]["text"] == "`x` is not known. Did you mean `y`? it names nothing. declare it."
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 5}
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "registers/other%20files", "uriBaseId": ROOT}
    }


def test_problems_of_a_file_and_of_standard_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    code, sarif = checked(str(path), "--root", str(tmp_path), "--fail-on", "never", capsys=capsys)
    assert code == 2
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["results"]}
    assert uris == {"bad.yaml"}
    assert len(sarif["results"]) == 2


def test_standard_input_has_a_name_and_a_category(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    with (repository / "examples/corner-books/ropa.yaml").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        code, sarif = checked("-", capsys=capsys)
    assert code == 1
    place = sarif["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "%3Cstdin%3E"}
    assert sarif["automationDetails"] == {"id": "ropa/stdin/"}


def test_a_folder_names_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my register"
    folder.mkdir()
    (folder / "a.yaml").write_text("ropa: 1\nregister: {organisation: us}\norganisations: {us: {name: Us}}\n", "utf-8")
    (folder / "été.yml").write_text("activities: {a: {name: A}}\n", "utf-8")
    _, sarif = checked(str(folder), "--root", str(tmp_path), capsys=capsys)
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["results"]}
    assert uris == {"my%20register/a.yaml", "my%20register/%C3%A9t%C3%A9.yml"}
    assert sarif["automationDetails"] == {"id": "ropa/my%20register/"}


def test_text_from_people_stays_text() -> None:
    made = finding(message=NASTY, fix=NASTY, waived=NASTY, at=NASTY, cites=(Cite(document="d", section=NASTY),))
    text = render_sarif(outcome(made), BASE)
    valid_run = json.loads(text)["runs"][0]
    assert "](http" not in valid_run["results"][0]["message"]["text"]
    assert "\u202e" not in text


def test_the_same_findings_give_the_same_bytes_and_no_clock() -> None:
    made = outcome(finding(), finding("A107"))
    assert render_sarif(made, BASE) == render_sarif(made, BASE)
    assert "Time" not in render_sarif(made, BASE)
    assert render_sarif(made, BASE).endswith("}\n")


@pytest.mark.parametrize("name", ["x.sarif", "x.SARIF", "x.sarif.json"])
def test_the_name_of_the_file_chooses_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert run(["check", "examples/corner-books", "--quiet", "-o", str(path)]) == 1
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("here", "root", "path", "uri"),
    [
        ("/top", "/top", "a/b.yaml", "a/b.yaml"),
        ("/top", "/top", "./a/../b.yaml", "b.yaml"),
        ("/top/sub", "/top", "b.yaml", "sub/b.yaml"),
        ("/top/sub", "/top", "../b.yaml", "b.yaml"),
        ("/top", "/top", "/top/a b%.yaml", "a%20b%25.yaml"),
        ("/top", "/top", "a:b.yaml", "a%3Ab.yaml"),
        ("/top", "/top", "/else/c d.yaml", "file:///else/c%20d.yaml"),
        ("/top", "/top", "../topping/x.yaml", "file:///topping/x.yaml"),
        ("/top", "/top", ".", "."),
    ],
)
def test_paths_become_addresses(here: str, root: str, path: str, uri: str) -> None:
    assert Base(Path(here), Path(root)).uri(path) == uri


def test_the_checkout_of_a_job_is_the_root(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd()))
    monkeypatch.chdir("examples")
    _, sarif = checked("corner-books", "--code", "A106", capsys=capsys)
    uri = sarif["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "examples/corner-books/ropa.yaml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(TOP))
    _, sarif = checked("corner-books", "--code", "A106", capsys=capsys)
    uri = sarif["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "corner-books/ropa.yaml"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://shop.example/p?a=1#b", "https://shop.example/p?a=1#b"),
        ("https://shop.example/ü", "https://shop.example/%C3%BC"),
        ("javascript:alert(1)", None),
        ("shop.example/policy", None),
        ("http://[broken", None),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str, expected: str | None) -> None:
    assert web_address(url) == expected
