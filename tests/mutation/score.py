"""The score of a mutation run: how many changed lines the tests noticed, by file, and those that they did not.

Usage: `mutmut results --all true | python -m tests.mutation.score PERCENT`; exits 1 below that score. A mutant without a
test counts like one that survived, one that runs on without end like one that was noticed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

NOTICED = frozenset({"killed", "timeout", "segfault"})
SURVIVED = frozenset({"survived", "no tests", "suspicious"})


def read(lines: Iterable[str]) -> dict[str, str]:
    """Return the state of every mutant by its name, from the lines `NAME: STATE`."""
    pairs = (line.strip().rpartition(": ") for line in lines if ": " in line)
    return {name: state for name, _, state in pairs}


def report(states: dict[str, str], least: float) -> tuple[str, bool]:
    """Return the score in words, and whether it is at least so many per cent."""
    noticed = Counter(_module(name) for name, state in states.items() if state in NOTICED)
    survived = Counter(_module(name) for name, state in states.items() if state in SURVIVED)
    lines = [f"survived: {name} ({state})" for name, state in sorted(states.items()) if state in SURVIVED]
    lines += ["", f"{'file':40} {'mutants':>8} {'noticed':>8} {'score':>7}"]
    for module in sorted(noticed | survived):
        lines.append(_line(module, noticed[module], survived[module]))
    lines.append(_line("all", noticed.total(), survived.total()))
    done = noticed.total() + survived.total()
    if done < len(states):
        lines.append(f"{done} of {len(states)} mutants were tried.")
    return "\n".join(lines), _per_cent(noticed.total(), survived.total()) >= least


def _module(name: str) -> str:
    return name.rpartition(".")[0].replace(".", "/") + ".py"


def _per_cent(noticed: int, survived: int) -> float:
    return 100 * noticed / (noticed + survived) if noticed + survived else 0.0


def _line(what: str, noticed: int, survived: int) -> str:
    return f"{what:40} {noticed + survived:8} {noticed:8} {_per_cent(noticed, survived):6.1f}%"


def main() -> int:
    """Print the score of the run that is read from standard input."""
    text, enough = report(read(sys.stdin), float(sys.argv[1]))
    sys.stdout.write(text + "\n")
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
