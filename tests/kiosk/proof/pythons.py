"""Every Python of this machine that a reader of a bundle could have."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 8)
_NEWEST = 20


def others() -> dict[str, str]:
    """Other Pythons than this one, by their version, from the oldest that will do."""
    found: dict[str, str] = {}
    for program in _programs():
        version = _version(program)
        if version and version not in ((3, minor) for minor in range(OLDEST[1])):
            found.setdefault(".".join(map(str, version)), program)
    found.pop(".".join(map(str, sys.version_info[:2])), None)
    return found


def _programs() -> Iterator[str]:
    """What is on the PATH, and what pyenv keeps."""
    for minor in range(OLDEST[1], _NEWEST):
        if program := shutil.which(f"python3.{minor}"):
            yield program
    versions = Path.home() / ".pyenv" / "versions"
    yield from (str(program) for program in sorted(versions.glob("3.*/bin/python3")))


def _version(program: str) -> tuple[int, ...] | None:
    """Major and minor version of a Python; None where the program does not run."""
    asked = [program, "-I", "-S", "-c", "import sys; print(*sys.version_info[:2])"]
    said = subprocess.run(asked, capture_output=True, text=True)
    return tuple(map(int, said.stdout.split())) if said.returncode == 0 else None
