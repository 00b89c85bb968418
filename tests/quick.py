"""The tests of what changed: ``python -m tests.quick``, or of a folder or file that is named.

What changed is what git sees beside the last commit, or beside another one: ``--since main``. A
module's tests are those of its room: ``kiosk/journal/sign.py`` is tried by ``tests/kiosk/journal``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from tests.needed import why_not

ROOT = Path(__file__).parents[1]
FLOORS = ("kiosk", "screens", "db")
TESTS = PurePosixPath("tests")
ELSEWHERE = {"kiosk/locale": "kiosk/words"}
HOW = "make quick IN=tests/kiosk/journal"
PAGES = ("test_docs.py", "test_bare_machine.py")
"""What is tried when pages, the Makefile or the settings of the tools change."""


def changed(root: Path, since: str) -> list[str]:
    """Names of the files that differ from a commit, new ones included. Raises
    CalledProcessError outside a repository and for an unknown commit."""
    differing = _git(root, "diff", "--name-only", "--no-renames", since)
    return sorted({*differing, *_git(root, "ls-files", "--others", "--exclude-standard")})


def tried_by(names: Iterable[str], root: Path) -> list[str]:
    """The folders and files of tests for these files, none of them twice and none that is gone."""
    found = {place for name in names for place in _tried_by(PurePosixPath(name), root)}
    within = {place for place in found if any(parent in found for parent in place.parents)}
    return sorted(map(str, found - within))


def _tried_by(name: PurePosixPath, root: Path) -> Iterable[PurePosixPath]:
    floor, *rest = name.parts
    if floor in FLOORS and rest:
        return _of_the_program(name, root)
    if floor == TESTS.name and name.parent != TESTS:
        return _of_the_tests(name, root)
    if name.suffix != ".py":
        return [TESTS / page for page in PAGES]
    return [name] if name.name.startswith("test_") and (root / name).is_file() else []


def _of_the_program(name: PurePosixPath, root: Path) -> Iterable[PurePosixPath]:
    """The folder that mirrors the room; where there is none, whatever names it on its floor, and
    for a module of no room what is tried of the floor as a whole."""
    floor, room = name.parts[0], "/".join(name.parts[:2])
    mirror = TESTS / ELSEWHERE.get(room, floor if floor == "db" else room)
    if (root / mirror).is_dir():
        return [mirror]
    tests = sorted((root / TESTS / floor).rglob("test_*.py"))
    naming = _that_name(room.removesuffix(".py").replace("/", "."), tests, root)
    called = [path for path in tests if path.name == f"test_{name.name}"]
    whole = [path for path in tests if path.parent == root / TESTS / floor]
    alone = [*called, *whole] if len(name.parts) == 2 else []
    return [*naming, *(PurePosixPath(path.relative_to(root)) for path in alone)]


def _of_the_tests(name: PurePosixPath, root: Path) -> Iterable[PurePosixPath]:
    """A file of tests itself; for what stands beside it the files that name it, or the folder."""
    if name.name.startswith("test_") and (root / name).is_file():
        return [name]
    beside = _that_name(name.stem, sorted((root / name.parent).glob("test_*.py")), root)
    return beside or [place for place in (name.parent,) if (root / place).is_dir()]


def _that_name(word: str, files: Iterable[Path], root: Path) -> list[PurePosixPath]:
    """The files that have the word in them."""
    wanted = re.compile(rf"\b{re.escape(word)}\b")
    found = [path for path in files if wanted.search(path.read_text("utf-8"))]
    return [PurePosixPath(path.relative_to(root)) for path in found]


def _git(root: Path, *words: str) -> list[str]:
    told = subprocess.run(
        ["git", "-c", "core.quotePath=false", *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()


def main() -> int:
    """pytest's own exit status; 0 where nothing changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("named", nargs="*", help="folders or files of tests")
    parser.add_argument("--since", default="HEAD", help="the commit to compare with")
    said = parser.parse_args()
    if not said.named and (missing := why_not("git")):
        print(f"{missing}. Or name a folder:", HOW)
        return 1
    places = said.named or tried_by(changed(ROOT, said.since), ROOT)
    if not places:
        print("Nothing changed that has tests of its own. Name a folder:", HOW)
        return 0
    print("Tests of", *places, flush=True)
    words = ["-q", "-n", "logical", "--dist", "loadgroup", "-m", "not campaign"]
    ended = subprocess.run([sys.executable, "-m", "pytest", *words, *places], cwd=ROOT)
    return 0 if ended.returncode == 5 else ended.returncode  # 5: there are no tests


if __name__ == "__main__":
    sys.exit(main())
