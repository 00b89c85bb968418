"""What a program asks of its disk, in order: its real calls to the system, read from a trace.

Only names and contents under one folder are taken in, and what the program says on its standard
output. A call that this module cannot replay ends the recording with an error.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TRACED = (
    *("openat", "open", "creat", "write", "writev", "pwrite64", "pwritev", "pwritev2", "lseek"),
    *("fsync", "fdatasync", "ftruncate", "truncate", "fallocate", "unlink", "unlinkat", "rename"),
    *("renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat"),
    *("rmdir", "sendfile", "copy_file_range", "splice", "sync", "syncfs", "sync_file_range"),
)
_LONGEST = 1 << 24
_UNFINISHED = re.compile(r"(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_CALL = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+)(?:<((?:\\x[0-9a-f]{2})*)>.*)?$")
_OPEN_FILE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_VOLATILE = "-shm"
"""SQLite's shared memory is made anew after a power cut, whatever is left of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new empty file, or a new folder."""

    path: str
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    path: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    path: str


@dataclass(frozen=True, slots=True)
class Renamed:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Linked:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Removed:
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the program: what it tells a person to be done."""

    line: str


Event = Made | Written | Resized | Synced | Renamed | Linked | Removed | Said


class CannotRecord(Exception):
    """The program failed, or asked for something that cannot be replayed."""


def record(words: Sequence[str], folder: Path, log: Path, **options: object) -> list[Event]:
    """Run a program to its end and return what it did under ``folder``, by names within it."""
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", str(_LONGEST), "--seccomp-bpf"]
    traced = ",".join(f"?{call}" for call in _TRACED)
    watch = ["-e", "signal=none", "-e", f"trace={traced}", "-o", str(log)]
    before = {str(path.relative_to(folder)) for path in folder.rglob("*")}
    ended = subprocess.run(
        [*strace, *watch, *words],
        capture_output=True,
        text=True,
        **options,  # type: ignore[call-overload]
    )
    if ended.returncode:
        raise CannotRecord(ended.stderr)
    with log.open() as lines:
        return list(_Reading(folder, before).events(lines))


class _Reading:
    """Turns the lines of a trace into events; knows which names exist and where writing stands."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self._root = f"{folder.resolve()}/"
        self._names = names
        self._positions: dict[str, int] = {}
        self._rest = b""

    def events(self, lines: Iterator[str]) -> Iterator[Event]:
        for line in _whole(lines):
            if match := _CALL.match(line):
                yield from self._read(*match.groups(), line)

    def _read(
        self, call: str, words: str, result: str, opened: str | None, line: str
    ) -> Iterator[Event]:
        file = _OPEN_FILE.match(words)
        if file and file[1] == "1" and call == "write":
            yield from self._heard(_bytes(_TEXT.findall(words)[0]))
        elif call == "openat":
            yield from self._open(words, result, self._within(_name(opened or "")))
        elif file:
            path = self._within(_name(file[2]))
            if path is not None and not file[3] and not path.endswith(_VOLATILE):
                yield from self._change(call, path, file[1], words, int(result), line)
        else:
            paths = [self._within(_name(text)) for text in _TEXT.findall(words)]
            if within := [path for path in paths if path is not None]:
                yield from self._rename(call, within, line)

    def _heard(self, said: bytes) -> Iterator[Event]:
        *lines, self._rest = (self._rest + said).split(b"\n")
        yield from (Said(line.decode()) for line in lines)

    def _open(self, words: str, handle: str, path: str | None) -> Iterator[Event]:
        self._positions[handle] = 0
        if path is None or path.endswith(_VOLATILE):
            return
        if "O_CREAT" in words and path not in self._names:
            self._names.add(path)
            yield Made(path)
        elif "O_TRUNC" in words:
            yield Resized(path, 0)
        if "O_APPEND" in words:
            raise CannotRecord(f"{path} is appended to")

    def _change(
        self, call: str, path: str, handle: str, words: str, result: int, line: str
    ) -> Iterator[Event]:
        if call in ("fsync", "fdatasync"):
            yield Synced(path)
        elif call == "ftruncate":
            yield Resized(path, int(words.rpartition(", ")[2]))
        elif call == "lseek":
            self._positions[handle] = result
        elif call == "pwrite64":
            data = _bytes(_TEXT.findall(words)[0])[:result]
            yield Written(path, int(words.rpartition(", ")[2]), data)
        elif call == "write":
            yield Written(path, self._positions[handle], _bytes(_TEXT.findall(words)[0])[:result])
            self._positions[handle] += result
        else:
            raise CannotRecord(line[:200])

    def _rename(self, call: str, paths: list[str], line: str) -> Iterator[Event]:
        if any(path.endswith(_VOLATILE) for path in paths):
            return
        if call in ("unlink", "unlinkat"):
            self._names.discard(paths[0])
            yield Removed(paths[0])
        elif call in ("mkdir", "mkdirat"):
            self._names.add(paths[0])
            yield Made(paths[0], folder=True)
        elif call in ("rename", "renameat", "renameat2"):
            self._names = self._names - {paths[0]} | {paths[1]}
            yield Renamed(*paths)
        elif call in ("link", "linkat"):
            self._names.add(paths[1])
            yield Linked(*paths)
        else:
            raise CannotRecord(line[:200])

    def _within(self, path: str) -> str | None:
        """The name within the folder; ``.`` for itself, None for what is elsewhere."""
        if f"{path}/" == self._root:
            return "."
        return path.removeprefix(self._root) if path.startswith(self._root) else None


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Calls that were interrupted by another thread's stand where they came to an end."""
    begun: dict[str, str] = {}
    for line in lines:
        line = line.rstrip("\n")
        if match := _UNFINISHED.match(line):
            begun[match[1]] = match[2]
        elif match := _RESUMED.match(line):
            yield f"{match[1]} {begun.pop(match[1])}{match[2]}"
        else:
            yield line


def _name(text: str) -> str:
    return os.fsdecode(_bytes(text))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
