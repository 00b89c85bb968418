"""How a bundle is read: by a stock Python, and nothing of this project in sight."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

from kiosk.proof import verify
from kiosk.proof.bundle_files import unzipped
from kiosk.proof.stored import Content, Stored, pieces_of

Ended = subprocess.CompletedProcess[str]
_WITHOUT_ZONES = """
import runpy, sys, zoneinfo
zoneinfo.reset_tzpath(to=[])
assert not zoneinfo.available_timezones()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(*words: object, folder: Path, python: str = sys.executable) -> Ended:
    """The verifier as its reader runs it."""
    return _python(python, "-I", "-S", *words, folder=folder)


def run_without_zones(*words: object, folder: Path) -> Ended:
    """The verifier in a Python that knows no time zones, as on a new Windows."""
    return _python(sys.executable, "-I", "-S", "-c", _WITHOUT_ZONES, *words, folder=folder)


def run_here(*words: object) -> Ended:
    """The same program in this process: sooner, and an error comes through as it is."""
    said = io.StringIO()
    with redirect_stdout(said):
        status = verify.main([*map(str, words)])
    return Ended([*map(str, words)], status, said.getvalue(), "")


def _python(*words: object, folder: Path) -> Ended:
    return subprocess.run(
        [*map(str, words)], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )


def zipped(packed: bytes) -> dict[str, Stored]:
    """The files in a zip that is in memory, by name."""
    return unzipped(lambda at, count: packed[at : at + count], len(packed))


def contents(files: Mapping[str, Content]) -> dict[str, bytes]:
    """What files hold."""
    return {name: b"".join(pieces_of(content)) for name, content in files.items()}


def unpack(bundle: Path, folder: Path) -> Path:
    folder.mkdir()
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(folder)
    return folder


def edited(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The files with some words changed in one of them."""
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new, 1).encode()}
