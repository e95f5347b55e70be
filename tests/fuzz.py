"""Break inventories in every way and see that only problems come of it, never a traceback.

`python -m tests.fuzz --runs N --seed S` is the long run; `tests/test_no_traceback.py` has a small budget of the same. Each
run takes a base (a small register that uses every part of the format, or now and then a whole example), breaks its
text, its bytes or its tree a few times, and reads and resolves it. What still resolves is checked, graded and asked,
see `tests.fuzz_asking`. `--random` takes random whole registers (`tests.strategies`) instead of broken ones.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import hypothesis

from ropa.errors import InputProblems, Problem
from ropa.law import load_law
from ropa.model import Register
from ropa.readers import read_source, read_yaml
from ropa.resolver import resolve
from ropa.resolver.draft import Entry, Mapping, Node, Scalar, Sequence
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from ropa.workspace.documents import document_lines
from tests import fuzz_asking
from tests.strategies import registers

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "cases" / "fuzz" / "ropa.yaml"
EXAMPLES = tuple(sorted((ROOT / "examples").glob("*/ropa.yaml")))

#: A document that is at hand now and then.
TEXT = tuple("" if line % 7 == 0 else f"Words of line {line}, by using it, generalized." for line in range(1, 60))

#: What stands in the place of something else sooner or later.
NASTY = (
    "", "~", "null", "no", "[]", "{}", "[[]]", "{a: b}", "{is: x}", "{is: }", "{is: [a, {is: b}]}", "0", "-1", "1e999", "9" * 400, "0x1F",
    "2026-02-30", "P", "P99999999999Y", "all", "everything", "none", "outside", "a -> b", "->", "-> ->", "general", "us", "shop", "visitor",
    "policy:0", "policy:9-1", "policy:99999999999", "../x", "C:x", "\U0001f980", "e\u0301", "\u202eabc", "日本語", "'", '"', '"x', "|", ">", "&a", "*a",
    "!t x", "<<", "? x", ": x", "%", "@", "`", "#", "---", "...", "- - - x", "x" * 5_000, "[" * 80, "{a: " * 80, "\t", "\ufeff",
)  # fmt: skip

CHARACTERS = tuple("\x00\x01\x07\x0b\x1b\x7f\x85\ud7ff\u2028\ufffe\ufeff:-[]{}&*!|>%@`#?,'\"\\\t\r\n \u00e9\U0001f980")


@dataclass(slots=True)
class Tally:
    """What came of the runs; `failures` holds the seed of each input that broke something, and the traceback."""

    runs: int = 0
    resolved: int = 0
    asked: int = 0
    problems: int = 0
    failures: list[tuple[int, str]] | None = None


def delete_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    return "\n".join(lines[:first] + lines[first + chance.choice((1, 1, 1, 3)) :])


def repeat_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join(lines[: at + 1] + lines[at:])


def swap_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def indent_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice(("  ", " ", "\t", "")) + lines[at].lstrip() if chance.random() < 0.5 else f"  {lines[at]}"
    return "\n".join(lines)


def replace_word(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    words = text[at:].split(" ", 2)
    return text[:at] + " ".join((words[0], chance.choice(NASTY), *words[2:]))


def replace_value(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = key + (colon or ": ") + chance.choice(NASTY)
    return "\n".join(lines)


def put_character(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(CHARACTERS) + text[at + chance.choice((0, 0, 1)) :]


def delete_characters(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 2, 20)) :]


def cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def deepen(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("[{-") * chance.choice((3, 70, 2_000)) + text[at:]


TEXT_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    delete_line, delete_line, repeat_line, repeat_line, swap_lines, swap_lines, indent_line, replace_word, replace_word, replace_value,
    replace_value, put_character, delete_characters, cut, deepen,
)  # fmt: skip


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them replaced, or nothing but random bytes."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(200))
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 5))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def change_tree(node: Node, chance: random.Random) -> Node:
    """Return a tree with one node somewhere below replaced by something of another type, repeated, or taken out."""
    children = (
        [entry.value for entry in node.entries] if isinstance(node, Mapping) else list(getattr(node, "items", ()))
    )
    if not children or chance.random() < 0.08:
        return _other(node, chance)
    at = chance.randrange(len(children))
    choice = chance.random()
    if isinstance(node, Mapping):
        entry = node.entries[at]
        if choice < 0.06:
            return replace(node, entries=node.entries[:at] + node.entries[at + 1 :])
        if choice < 0.12:
            key = chance.choice((*NASTY, *(item.key for item in node.entries)))
            return replace(
                node, entries=_unique((*node.entries[:at], replace(entry, key=key), *node.entries[at + 1 :]))
            )
        changed = replace(entry, value=change_tree(entry.value, chance))
        return replace(node, entries=(*node.entries[:at], changed, *node.entries[at + 1 :]))
    assert isinstance(node, Sequence)
    middle = (node.items[at], node.items[at]) if choice < 0.1 else (change_tree(node.items[at], chance),)
    return replace(node, items=(*node.items[:at], *middle, *node.items[at + 1 :]))


def _unique(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple({entry.key: entry for entry in entries}.values())


def _other(node: Node, chance: random.Random) -> Node:
    position = node.position
    text = Scalar(chance.choice(NASTY), position, plain=chance.random() < 0.7)
    others: tuple[Node, ...] = (
        text, text, text, Sequence((node,), position), Sequence((text, node), position), Mapping((), position), Sequence((), position),
        Mapping((Entry("is", position, node),), position), Mapping((Entry("is", position, text), Entry("cite", position, text)), position),
        Mapping((Entry("extra", position, node), Entry("certainty", position, text)), position),
    )  # fmt: skip
    return chance.choice(others)


def run(seed: int, tally: Tally) -> None:
    """Do one run, all of it decided by the seed."""
    chance = random.Random(seed)
    tally.runs += 1
    try:
        register = _resolved(chance)
    except InputProblems as error:
        tally.problems += len(error.problems)
        return
    tally.resolved += 1
    if chance.random() < 0.5:
        tally.asked += 1
        ask(register, chance)


def _resolved(chance: random.Random) -> Register:
    path = chance.choice(EXAMPLES) if chance.random() < 0.02 else SMALL
    text, kind = _texts(path), chance.random()
    if kind < 0.5:
        draft, _ = read_yaml(text, "<stdin>")
        node: Node | None = draft
        for _ in range(chance.choice((1, 1, 2, 4))):
            node = change_tree(node, chance) if node is not None else None
        if not isinstance(node, Mapping):
            raise InputProblems(())
        return _resolve(node, text.encode())
    for _ in range(chance.choice((1, 1, 2, 5))):
        text = chance.choice(TEXT_CHANGES)(text, chance)
    data = text.encode("utf-8", errors="replace")
    if kind > 0.9:
        data = change_bytes(data or b" ", chance)
    try:
        draft = read_source("-", standard_input=io.BytesIO(data))
    except InputProblems as error:
        check_problems(error.problems, data)
        raise
    return _resolve(draft, data)


_READ: dict[Path, str] = {}


def _texts(path: Path) -> str:
    if path not in _READ:
        _READ[path] = path.read_text(encoding="utf-8")
    return _READ[path]


def _resolve(draft: Mapping, data: bytes) -> Register:
    try:
        return resolve(draft, law=load_law(), vocabulary=load_vocabulary())
    except InputProblems as error:
        check_problems(error.problems, data)
        raise


def check_problems(problems: tuple[Problem, ...], data: bytes) -> None:
    """Fail unless every problem says what, why and what next, about a place inside the input."""
    assert problems
    lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert problem.message.strip(), problem
        assert problem.why.strip(), problem
        assert problem.next.strip(), problem
        assert problem.as_text().isprintable() or "\n" in problem.as_text(), problem
        line, column = problem.position.line, problem.position.column
        assert (line == 0 and column == 0) or 1 <= line <= len(lines), (problem, len(lines))
        assert line == 0 or 1 <= column <= len(lines[line - 1]) + 2, (problem, lines[line - 1][:200])


def ask(register: Register, chance: random.Random) -> None:
    """Check, grade and ask a register that resolves; a check that crashes counts as a failure."""
    as_of = chance.choice((dt.date(2026, 11, 22), dt.date(2026, 11, 22), dt.date(2019, 3, 1), dt.date(2016, 8, 1)))
    documents = {"policy": TEXT} if "policy" in register.documents and chance.random() < 0.5 else {}
    workspace = Workspace(register, law=load_law(), vocabulary=load_vocabulary(), documents=documents, as_of=as_of)
    fuzz_asking.everything(workspace, chance)
    document_lines(register.documents, folder=SMALL.parent, extra_folder=SMALL.parent)


def fuzz(runs: int, seed: int, *, seconds: float | None = None) -> Tally:
    """Do so many runs from a seed on, or as many as fit into so many seconds."""
    tally = Tally(failures=[])
    assert tally.failures is not None
    end = time.monotonic() + seconds if seconds is not None else None
    for number in range(seed, seed + runs):
        if end is not None and time.monotonic() > end:
            break
        try:
            run(number, tally)
        except Exception:
            tally.failures.append((number, traceback.format_exc(limit=-6)))
    return tally


def random_registers(runs: int, seed: int) -> Tally:
    """Check and ask so many random registers; of a failure the whole text is told, because it has no seed of its own."""
    tally = Tally(failures=[])

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=runs, deadline=None, database=None, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(registers(), hypothesis.strategies.integers(0, 2**32))
    def one(text: str, number: int) -> None:
        tally.runs += 1
        draft, problems = read_yaml(text, "<stdin>")
        assert draft is not None
        assert problems == ()
        try:
            ask(_resolve(draft, text.encode()), random.Random(number))
        except Exception:
            failures.append((number, f"{text}\n{traceback.format_exc(limit=-6)}"))
        tally.resolved += 1
        tally.asked += 1

    failures: list[tuple[int, str]] = tally.failures or []
    tally.failures = failures
    one()
    return tally


def main() -> int:
    """Run from the command line; the exit code is 1 when anything broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--random", action="store_true", help="random whole registers instead of broken ones")
    arguments = parser.parse_args()
    start = time.monotonic()
    tally = (random_registers if arguments.random else fuzz)(arguments.runs, arguments.seed)
    failures = tally.failures or []
    kinds = Counter(text.strip().splitlines()[-1][:160] for _, text in failures)
    for kind, count in kinds.most_common(20):
        seed, text = next((seed, text) for seed, text in failures if text.strip().splitlines()[-1][:160] == kind)
        sys.stdout.write(f"{count} x, first with seed {seed}:\n{text}\n")
    sys.stdout.write(
        f"{tally.runs:,} runs in {time.monotonic() - start:.0f} s: {tally.resolved:,} resolved, {tally.asked:,} of them asked, "
        f"{tally.problems:,} problems, {len(failures):,} failures\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
