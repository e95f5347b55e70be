"""Names of mutants for `mutmut run`: a sample by a seed, the same on every machine.

Usage: `python -m tests.mutation.sample COUNT [SEED]`
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from mutmut.configuration import config
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files


def names(paths: list[Path]) -> list[str]:
    """Return the names of all mutants of the files, sorted."""
    found: list[str] = []
    for path in paths:
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        mutants = mutate_file_contents(str(path), path.read_text(encoding="utf-8")).mutant_names
        found += [f"{module}.{name}" for name in mutants]
    return sorted(found)


def main() -> None:
    """Print the sample, one name a line."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    every = names([path for path in walk_mutatable_files() if config().should_mutate(path)])
    sys.stdout.write("\n".join(sorted(random.Random(seed).sample(every, min(count, len(every))))) + "\n")


if __name__ == "__main__":
    main()
