"""Programs of the system that some tests need; where one is missing, its tests are skipped.

The two commands of the README ask for ``make``, ``python3`` and ``python3-venv`` alone, so nothing
else may be taken for granted. ``.ci/run`` installs all of these and lets no test be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

PACKAGES = {"strace": "strace", "chattr": "e2fsprogs", "git": "git", "espeak-ng": "espeak-ng"}
"""The package that brings each program, by Debian's names."""


@cache
def why_not(program: str) -> str:
    """Why tests cannot use a program of ``PACKAGES`` here, in a sentence; empty where they can."""
    if not shutil.which(program):
        return f"{program} is not installed: sudo apt install {PACKAGES[program]}"
    if program == "strace":
        tried = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True)
        return "strace may not trace processes on this machine" if tried.returncode else ""
    return ""
