"""Mutation testing (mutmut): small faults are put into the code, one by one; do the tests notice?

``python -m tests.mutants`` tries all of them, ``python -m tests.mutants 'kiosk.proof.*'`` some
again; ``mutmut show NAME`` prints one. It ends with figures by area and fails below ``NEEDED``.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter, defaultdict

from mutmut.__main__ import cli
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_CALLS
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files

NEEDED = 90
"""Percent of the mutants of every area that the tests must notice."""
NOTICED = {"killed", "timeout", "segfault"}


def main() -> None:
    NEVER_MUTATE_FUNCTION_CALLS.add("_")  # visible words: the gallery shows them, people read them
    shutil.rmtree("mutants/.points", ignore_errors=True)  # made by the tests as they are now
    cli(["run", "--max-children", "1", *sys.argv[1:]], standalone_mode=False)
    figures = counted()
    for name, outcomes in figures.items():
        print(f"{name:34}{sum(outcomes.values()):7}{_noticed(outcomes):7}{_share(outcomes):8.1f} %")
    sys.exit(
        any(_share(outcomes) < NEEDED for name, outcomes in figures.items() if "." not in name)
    )


def counted() -> dict[str, Counter[str]]:
    """The outcomes by module, then by area, then of all."""
    modules: dict[str, Counter[str]] = {}
    areas: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(walk_mutatable_files()):
        found = SourceFileMutationData(path=path)
        found.load()
        outcomes = Counter(status_by_exit_code[code] for code in found.exit_code_by_key.values())
        if outcomes:
            modules[str(path)] = outcomes
            areas[path.parts[1]] += outcomes
            areas["all"] += outcomes
    return modules | areas


def _noticed(outcomes: Counter[str]) -> int:
    return sum(count for outcome, count in outcomes.items() if outcome in NOTICED)


def _share(outcomes: Counter[str]) -> float:
    return 100 * _noticed(outcomes) / sum(outcomes.values())


if __name__ == "__main__":
    main()
