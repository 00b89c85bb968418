"""What is on the way to its name: a kill leaves it behind, and it may be a whole copy.

Whoever makes such a file or folder holds a lock on it, which the system takes back when a program
dies.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WORKING, MERGING = ".destroying-", ".merging-"
"""How the folders begin in which a copy is cleaned, or takes in its log."""
_PART, _STAGED = "part", "restoring"
_NAME = re.compile(rf"\.(.+)\.[0-9a-f]{{8}}\.({_PART}|{_STAGED})", re.DOTALL)


def part_of(target: Path) -> Path:
    """A new name for a file that will be ``target`` once everything is well."""
    return _beside(target, _PART)


def staged_for(target: Path) -> Path:
    """A new name for a backup that is made ready to take the place of ``target``."""
    return _beside(target, _STAGED)


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.{ending}")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file or folder while it is made; where no lock can be had, it is made without."""
    handle = _opened(path)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """A handle to lock; a folder cannot be opened for writing, and some servers' files must be."""
    return os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)


def is_unfinished(path: Path) -> bool:
    """Whether a name is that of something which is being made, or was left behind."""
    return path.name.startswith((WORKING, MERGING)) or bool(_NAME.fullmatch(path.name))


def staged_beside(target: Path) -> list[Path]:
    """The backups that are, or were, made ready to take the place of a database."""
    names = {path: _NAME.fullmatch(path.name) for path in sorted(target.parent.iterdir())}
    return [
        path for path, name in names.items() if name and name.groups() == (target.name, _STAGED)
    ]


def remove(path: Path) -> bool:
    """Remove what was left behind, with its side files; False while somebody is at work on it.

    Raises OSError.
    """
    try:
        handle = _opened(path)
    except FileNotFoundError:  # it was finished meanwhile
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(path)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
        return
    for each in sorted(path.parent.iterdir(), reverse=True):  # the file itself last
        if each.name.startswith(path.name):
            each.unlink(missing_ok=True)
