"""Write a file so that it appears whole under its name, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from db.folders import make_folder, sync
from kiosk.words.errors import CannotWrite


def replace(out: Path, content: bytes) -> None:
    """Put ``content`` at ``out`` in one step, safe against a crash or a power cut half way.

    The file is readable by its owner alone, since journals hold personal data. Whatever stood at
    ``out`` stays untouched until the new file is complete; raises CannotWrite.
    """
    try:
        _replace(out, content)
    except OSError as error:
        raise CannotWrite(str(out), error.strerror or str(error)) from error


def _replace(out: Path, content: bytes) -> None:
    """Write, sync, rename, and sync the folder, so that the new name survives a power cut too."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=out.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync(out.parent)


def write_into(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder, which is made for this user alone where it is absent.

    Returns the file. Raises CannotWrite.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or "") from error
    replace(folder / name, content)
    return folder / name
