"""A disk that keeps what was synced and may keep anything of the rest when the power goes.

Writes since a file's last sync are there or not, in any combination, whole or torn at a sector.
A name is there for certain once its folder was synced; until then each making, renaming and
removing may have reached the disk or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from random import Random

from tests.campaigns.recording import (
    Event,
    Linked,
    Made,
    Removed,
    Renamed,
    Resized,
    Said,
    Synced,
    Written,
)

SECTOR = 512
_OFTEN = 0.5


class Fate(StrEnum):
    """What happens to everything that was not synced."""

    GONE = "gone"
    KEPT = "kept"
    MIXED = "mixed"
    """Some of it is kept, in any order."""
    TORN = "torn"
    """Some is kept, and of that some only in part."""
    JUNK = "junk"
    """As torn; where a file had grown without its content, there is noise."""


@dataclass(slots=True, eq=False)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Written | Resized] = field(default_factory=list)
    folder: bool = False


Contents = dict[str, bytes | None]
"""Files by their names within a folder; None for a folder."""
_Naming = dict[str, _File | None]
"""What one call does to names: a rename takes one away and gives another at once."""


class Disk:
    """What a disk has for certain, and what may or may not have reached it."""

    def __init__(self, certain: Contents) -> None:
        self._now = {
            path: _File(folder=True) if content is None else _File(bytearray(content))
            for path, content in certain.items()
        }
        self._durable = dict(self._now)
        self._pending: list[_Naming] = []

    def do(self, event: Event) -> None:
        """Take in one call of the program."""
        match event:
            case Written(path) | Resized(path):
                self._now[path].pending.append(event)
            case Synced(path):
                self._sync(path)
            case Made(path, folder):
                self._name({path: _File(folder=folder)})
            case Linked(old, new):
                self._name({new: self._now[old]})
            case Renamed(old, new):
                self._name({old: None, new: self._now[old]})
            case Removed(path):
                self._name({path: None})
            case Said():
                pass

    def _name(self, naming: _Naming) -> None:
        self._pending.append(naming)
        _apply(self._now, naming)

    def _sync(self, path: str) -> None:
        if path == "." or self._now[path].folder:
            for naming in [each for each in self._pending if _folder(each) == path]:
                _apply(self._durable, naming)
                self._pending.remove(naming)
            return
        file = self._now[path]
        for change in file.pending:
            _write(file.durable, change)
        file.pending.clear()

    def cut(self, fate: Fate, rng: Random) -> Contents:
        """What is there after a power cut."""
        names = dict(self._durable)
        for naming in self._pending:
            if fate is Fate.KEPT or (fate is not Fate.GONE and rng.random() < _OFTEN):
                _apply(names, naming)
        return {
            path: None if file.folder else _content(file, fate, rng)
            for path, file in sorted(names.items(), key=lambda item: Path(item[0]))
            if _reachable(path, names)
        }


def contents(folder: Path) -> Contents:
    """What is there under a folder, without SQLite's shared memory."""
    return {
        str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith("-shm")
    }


def lay_down(files: Contents, folder: Path) -> None:
    """Write the files of a disk into an empty folder."""
    for path, content in files.items():
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


def _folder(naming: _Naming) -> str:
    return str(PurePosixPath(next(iter(naming))).parent)


def _apply(names: dict[str, _File], naming: _Naming) -> None:
    for path, file in naming.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _reachable(path: str, names: dict[str, _File]) -> bool:
    return all(str(parent) in names for parent in PurePosixPath(path).parents if parent.name)


def _content(file: _File, fate: Fate, rng: Random) -> bytes:
    content = bytearray(file.durable)
    for change in file.pending:
        if fate is Fate.KEPT or (fate is not Fate.GONE and rng.random() < _OFTEN):
            torn = fate in (Fate.TORN, Fate.JUNK) and rng.random() < _OFTEN
            _write(content, _torn(change, rng) if torn else change)
        elif fate is Fate.JUNK and isinstance(change, Written) and change.offset >= len(content):
            _write(content, Written(change.path, change.offset, rng.randbytes(len(change.data))))
    return bytes(content)


def _torn(change: Written | Resized, rng: Random) -> Written | Resized:
    """The first or the last sectors of a write; a change of size is never halved."""
    if isinstance(change, Resized):
        return change
    first = -change.offset % SECTOR or SECTOR
    if len(change.data) <= first:
        return change
    cut = rng.randrange(first, len(change.data), SECTOR)
    if rng.random() < _OFTEN:
        return Written(change.path, change.offset, change.data[:cut])
    return Written(change.path, change.offset + cut, change.data[cut:])


def _write(content: bytearray, change: Written | Resized) -> None:
    if isinstance(change, Resized):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    end = change.offset + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    content[change.offset : end] = change.data
