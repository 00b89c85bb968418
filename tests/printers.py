"""A program ``lp`` that stands for the one of CUPS: it keeps what it was handed, or misbehaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str = "") -> None:
    """Put an ``lp`` first on the PATH, which keeps words and file unless a script is given."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    keep = f"echo \"$@\" > '{folder}/words'; cat > '{folder}/page.part'"
    keep += f"; mv '{folder}/page.part' '{folder}/page'"
    program = programs / "lp"
    program.write_text(f"#!/bin/sh\n{script or keep}\n")
    program.chmod(0o755)
    if not os.environ["PATH"].startswith(str(programs)):
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def handed(folder: Path) -> tuple[str, bytes]:
    """The words and the file that it was given."""
    return (folder / "words").read_text().strip(), (folder / "page").read_bytes()
