"""The example registers say only what their sources say, in our words: no copied passages, no citation of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.checks.evidence import own_statements
from ropa.checks.quoting import stands_in
from ropa.workspace import Workspace
from tests.example_evidence import Fact, facts_of, open_example, recognise, stated

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
#: The longest run of consecutive words that may be taken over from a source.
LONGEST_RUN = 8
EXAMPLES = sorted((ROOT / "examples").glob("*/ropa.yaml"))
#: The five registers made from one published text each.
FROM_TEXTS = ("aiopbt", "aipicmarket", "alipartnership", "aptien", "wordpress-shop")
#: The least number of stated facts that each of them has, so that the tests below cannot pass on nothing.
LEAST_FACTS = 60
#: Fields whose value is a citation, or a list of citations.
CITING = ("cite", "says", "but")
CITE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):(\d+)(?:-(\d+))?")

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source texts are not at hand (../shared/seeds)")


def words_of(text: str) -> list[str]:
    """Return the words of `text`, lower case, without punctuation; an address on the web counts as no words.

    Apostrophes are dropped inside words, so that straight and curly ones compare equal. Comment signs and line breaks
    vanish, so that a passage spread over several comment lines is still one run.
    """
    without_links = re.sub(r"\w+://\S+", " ", text.lower())
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", without_links))


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield every run of `length` consecutive words of `text`, in order."""
    words = words_of(text)
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


def shared_runs(source: str, text: str) -> list[str]:
    """Return the runs of more than `LONGEST_RUN` words that stand in both texts, sorted."""
    known = set(runs(source, LONGEST_RUN + 1))
    return sorted({" ".join(run) for run in runs(text, LONGEST_RUN + 1) if run in known})


def text_files() -> list[Path]:
    """Return every readable text file under `examples/` and `tests/`, sorted."""
    found = [path for folder in ("examples", "tests") for path in (ROOT / folder).rglob("*")]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def read_text(path: Path) -> str:
    """Return the text of a file, empty for one that is no text (a Word document or a picture)."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping inside `value`, `value` itself included, in file order."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from mappings(item)
    elif isinstance(value, list):
        for item in value:
            yield from mappings(item)


def citations(register: Any) -> list[tuple[str, int, int, str]]:
    """Return (document, first line, last line, anchor words) of every citation, in file order.

    A citation that this test cannot read makes it fail rather than be skipped.
    """
    found = []
    for mapping in mappings(register):
        for field in CITING:
            given = mapping.get(field, [])
            for cite in given if isinstance(given, list) else [given]:
                found.append(citation(cite))
    return found


def citation(cite: Any) -> tuple[str, int, int, str]:
    """Return one citation as (document, first line, last line, anchor words)."""
    text = f"{cite['document']}:{cite['lines']}" if isinstance(cite, dict) else cite
    match = CITE.fullmatch(text)
    assert match is not None, f"not a citation: {cite!r}"
    first = int(match[2])
    return match[1], first, int(match[3] or first), cite.get("words", "") if isinstance(cite, dict) else ""


def faults_of(cite: tuple[str, int, int, str], lines: list[str]) -> list[str]:
    """Return what is wrong with one citation of a text, empty when nothing is."""
    document, first, last, anchor = cite
    label = f"{document}:{first}-{last}"
    if not 1 <= first <= last <= len(lines):
        return [f"{label}: the text has {len(lines)} lines"]
    cited = lines[first - 1 : last]
    faults = [f"{label}: the line is empty"] if not (cited[0].strip() and cited[-1].strip()) else []
    if " ".join(words_of(anchor)) not in " ".join(words_of("\n".join(cited))):
        faults.append(f"{label}: does not hold the words {anchor!r}")
    return faults


def quotations(register: Any) -> list[str]:
    """Return every `stated_as` and `words` of a register, in file order: words that must be the text's own."""
    return [mapping[field] for mapping in mappings(register) for field in ("stated_as", "words") if field in mapping]


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def sources_of(register: Any) -> dict[str, list[str]]:
    """Return the lines of each document of a register whose file is at hand, by document key."""
    documents = register["register"].get("documents", {})
    at_hand = {key: SEEDS / document["file"] for key, document in documents.items() if "file" in document}
    return {key: path.read_text(encoding="utf-8").splitlines() for key, path in at_hand.items() if path.is_file()}


PLANTED = "one two three four five six seven eight nine"
COMMENTED = "# Other, One two\n# three; FOUR five six seven (eight) nine!"


def test_a_run_of_nine_words_is_found() -> None:
    assert shared_runs(f"before {PLANTED} after", COMMENTED) == [PLANTED]


def test_a_run_of_eight_words_passes() -> None:
    assert shared_runs(f"before {PLANTED} after", "one two three four five six seven eight, then something else") == []


def test_apostrophes_and_links_do_not_count() -> None:
    assert words_of("the visitor’s [page](https://a.example/b-c), 'seen'") == ["the", "visitors", "page", "seen"]


@pytest.mark.parametrize(
    ("cite", "fault"),
    [
        ("policy:1", ""),
        ("policy:2", "empty"),
        ("policy:3-4", "has 3 lines"),
        ("policy:3-1", "has 3 lines"),
        ({"document": "policy", "lines": "1-3", "words": "last line"}, ""),
        ({"document": "policy", "lines": "1", "words": "last line"}, "does not hold"),
    ],
)
def test_faults_of_citations_are_found(cite: Any, fault: str) -> None:
    found = faults_of(citation(cite), ["First line.", "", "The last line."])
    assert bool(found) == bool(fault)
    assert fault in "".join(found)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_citation_names_a_declared_document(path: Path) -> None:
    register = load(path)
    declared = set(register["register"]["documents"])
    found = citations(register)
    assert found
    assert {document for document, *_ in found} <= declared


@needs_seeds
def test_no_long_run_of_a_source_is_copied() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert sources
    known = {run for source in sources for run in runs(source, LONGEST_RUN + 1)}
    copied = {
        str(path.relative_to(ROOT)): " ".join(run)
        for path in text_files()
        for run in runs(read_text(path), LONGEST_RUN + 1)
        if run in known
    }
    assert copied == {}


@needs_seeds
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_citations_point_at_text(path: Path) -> None:
    register = load(path)
    sources = sources_of(register)
    if not sources:
        pytest.skip("this example cites no text that is at hand")
    at_hand = [cite for cite in citations(register) if cite[0] in sources]
    faults = [fault for cite in at_hand for fault in faults_of(cite, sources[cite[0]])]
    assert faults == []


@needs_seeds
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_quotations_are_short_and_in_the_text(path: Path) -> None:
    register = load(path)
    sources = sources_of(register)
    if not sources:
        pytest.skip("this example cites no text that is at hand")
    text = " ".join(words_of("\n".join(line for lines in sources.values() for line in lines)))
    assert [quoted for quoted in quotations(register) if len(words_of(quoted)) > LONGEST_RUN] == []
    assert [quoted for quoted in quotations(register) if " ".join(words_of(quoted)) not in text] == []


@needs_seeds
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "answers").glob("*.yaml")), ids=lambda path: path.stem)
def test_answers_point_at_text(path: Path) -> None:
    sources = sources_of(load(ROOT / "examples" / path.stem / "ropa.yaml"))
    if not sources:
        pytest.skip("this example cites no text that is at hand")
    (lines,) = sources.values()
    named = [part for answer in load(path) for part in answer["lines"].split(", ") if part]
    assert named
    assert [fault for part in named for fault in faults_of(citation(f"policy:{part}"), lines)] == []


@pytest.fixture(scope="module")
def opened() -> dict[str, Workspace]:
    return {name: open_example(ROOT / "examples" / name, SEEDS) for name in FROM_TEXTS}


@pytest.mark.parametrize("name", FROM_TEXTS)
def test_every_statement_cites_its_source(name: str, opened: dict[str, Workspace]) -> None:
    """Whatever its certainty. Name, date, regimes and documents of the register itself are bookkeeping, and activities
    as such only gather what is stated; both have no citation of their own."""
    made = list(own_statements(opened[name].register))
    assert len(made) > LEAST_FACTS
    assert [(item.at, type(item.value).__name__) for item in made if not item.cites] == []


@needs_seeds
@pytest.mark.parametrize("name", FROM_TEXTS)
def test_the_lines_of_every_stated_fact_hold_it(name: str, opened: dict[str, Workspace]) -> None:
    facts = list(facts_of(opened[name]))
    assert len(facts) > LEAST_FACTS
    listed = listed_words(name)
    assert [fact[:2] for fact in facts if not fact.lines] == []
    assert sorted({fact[:2] for fact in facts if not fact.recognised} - listed.keys()) == [], "not in the lines cited"
    assert [key for key, words in listed.items() if not rests_on(facts, key, words)] == [], (
        "the words do not stand there"
    )


@needs_seeds
@pytest.mark.parametrize("name", FROM_TEXTS)
def test_no_listed_words_are_left_over(name: str, opened: dict[str, Workspace]) -> None:
    needed = {fact[:2] for fact in facts_of(opened[name]) if not fact.recognised}
    assert sorted(listed_words(name).keys() - needed) == []
    assert [words for words in listed_words(name).values() if len(words.split()) > LONGEST_RUN] == []


@needs_seeds
@pytest.mark.parametrize("name", FROM_TEXTS)
def test_other_lines_of_the_same_text_do_not_hold_the_facts(name: str, opened: dict[str, Workspace]) -> None:
    """What recognises a fact must not recognise it anywhere: five lines further on, most facts are not found."""
    workspace = opened[name]
    (document,) = workspace.documents.values()
    text = [line for line in document if line.strip()]
    moved = []
    for statement, lines in stated(workspace):
        if lines and lines[0] in text:
            elsewhere = (text[(text.index(lines[0]) + 5) % len(text)],)
            moved += [fact.recognised for fact in recognise(workspace, statement, elsewhere)]
    assert len(moved) > LEAST_FACTS
    assert sum(moved) < 0.4 * len(moved)


def listed_words(name: str) -> dict[tuple[str, str], str]:
    """Return the words on which facts rest that the register puts in other words, by address and fact."""
    table = yaml.safe_load((ROOT / "tests" / "cases" / "example_evidence.yaml").read_text(encoding="utf-8"))
    return {(at, what): words for at, facts in table.get(name, {}).items() for what, words in facts.items()}


def rests_on(facts: list[Fact], key: tuple[str, str], words: str) -> bool:
    """Tell whether the words stand in the lines of every fact of that address and name."""
    mine = [fact for fact in facts if fact[:2] == key]
    return bool(mine) and all(stands_in(words, fact.lines) for fact in mine)
