"""The files of a bundle: out of one zip, or out of the folder where it was unpacked.

Whatever is beside the evidence is refused or named: no other program may find other files in it.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from struct import Struct
from struct import error as struct_error
from typing import Iterable, Tuple

from .wrong import Wrong

FORMAT = "helppoint-bundle/1"
EVIDENCE = ("journal.json", "acts.jsonl", "keys.json", "agreements.json", "book.json")
READER = ("README.txt", "verify.pyz")
"""What a bundle has for its reader; nobody checks it."""
NOTES = "checkpoints"
"""The folder of checkpoints."""
LIMIT = 2**30
"""How many bytes the files of a bundle may have together."""
_UNREADABLE = (OSError, ValueError, OverflowError, struct_error)
_LOCAL, _CENTRAL, _END = map(Struct, ("<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"))
"""The records of a zip (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
_Member = Tuple[bytes, int, int, int]
"""Packed bytes, method, size and checksum."""
Note = Tuple[str, bytes]
"""A checkpoint from outside: where it was found, and its text."""


class Unusable(Exception):
    """Nothing can be checked: why, by a code of ``sentences``, and what it is about."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


def is_ours(name: str) -> bool:
    """True for the name of a file that a bundle can have."""
    note = re.fullmatch(NOTES + r"/[0-9]{6,}\.checkpoint", name)
    return bool(name in EVIDENCE or name in READER or note)


def load(path: Path) -> dict[str, bytes]:
    """The files of a bundle by name, from a zip or from a folder. Raises Unusable, and Wrong for a
    damaged file."""
    try:
        files = unpacked(path) if path.is_dir() else unzipped(read(path))
    except _UNREADABLE as error:
        raise Unusable("bundle_unreadable", why=error) from error
    if not set(EVIDENCE) <= set(files):
        raise Unusable("bundle_files")
    return files


def unpacked(folder: Path) -> dict[str, bytes]:
    """The evidence in the folder where a bundle was unpacked, by name. Raises Unusable for names
    that another computer takes for those of the evidence."""
    inside = [*folder.iterdir(), *folder.glob(f"{NOTES}/*")]
    for name in (file.relative_to(folder).as_posix() for file in inside):
        twin = name.casefold().rstrip(". ") in (*EVIDENCE, NOTES)
        if not is_ours(name) and name != NOTES and (twin or "/" in name):
            raise Unusable("bundle_foreign", name=name)
    found = [folder / name for name in EVIDENCE] + sorted(folder.glob(f"{NOTES}/*"))
    return {file.relative_to(folder).as_posix(): read(file) for file in found}


def foreign_in(folder: Path) -> list[str]:
    """What lies beside the evidence in a folder and was not looked at."""
    names = sorted(file.name for file in folder.iterdir() if not is_ours(file.name))
    return [name for name in names if name != NOTES]


def load_notes(names: Iterable[str]) -> list[Note]:
    """The checkpoints in files and folders. Raises Unusable."""
    notes: list[Note] = []
    for path in map(Path, names):
        try:
            files = sorted(path.glob("*.checkpoint")) if path.is_dir() else [path]
            found = [(str(file), read(file)) for file in files]
        except OSError as error:
            raise Unusable("file_unreadable", why=error) from error
        if not found or found[-1][1][:2] == b"PK":
            raise Unusable("no_checkpoint", name=path)
        notes.extend(found)
    return notes


def read(file: Path) -> bytes:
    """A whole file, unless it is too large to be evidence."""
    if file.stat().st_size > LIMIT:
        raise Unusable("file_large", name=file)
    return file.read_bytes()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files in a zip by name. Every byte of it has one meaning: the files one after another
    from the first byte on, one directory that says the same of them, and the end. So no other
    program finds other files in it. Raises Unusable, and Wrong for a damaged file."""
    members: dict[str, _Member] = {}
    heads: list[tuple[int, tuple[int, ...], bytes]] = []
    at, room = 0, LIMIT
    while data[at : at + 4] == b"PK\3\4":
        head = _LOCAL.unpack_from(data, at)
        flags, method, (crc, packed, size, named, extra) = head[2], head[3], head[6:]
        spelt = data[at + _LOCAL.size : at + _LOCAL.size + named]
        heads.append((at, head[1:], spelt))
        at += _LOCAL.size + named + packed
        name, room = spelt.decode("latin-1"), room - size
        if not is_ours(name) or name in members:
            raise Unusable("bundle_foreign", name=name)
        if flags & ~6 or method not in (0, 8) or extra or at > len(data):
            raise Unusable("bundle_strange")
        if room < 0:
            raise Unusable("bundle_large")
        members[name] = data[at - packed : at], method, size, crc
    _check_directory(data, at, heads)
    return {name: _inflated(name, *member) for name, member in members.items()}


def _check_directory(data: bytes, at: int, heads: list[tuple[int, tuple[int, ...], bytes]]) -> None:
    """The directory says the same as the files' own heads, and nothing comes after its end."""
    directory = at
    for start, head, name in heads:
        said = _CENTRAL.unpack_from(data, at)
        at += _CENTRAL.size + len(name)
        same = said[0] == b"PK\1\2" and said[2:12] == head and data[at - len(name) : at] == name
        if not same or said[12:14] != (0, 0) or said[16] != start:
            raise Unusable("bundle_strange")
    end = (0, 0, len(heads), len(heads), at - directory, directory, 0)
    if data[at:] != _END.pack(b"PK\5\6", *end):
        raise Unusable("bundle_strange")


def _inflated(name: str, packed: bytes, method: int, size: int, crc: int) -> bytes:
    """The content of a file in a zip; never more than the size that was announced."""
    try:
        machine = zlib.decompressobj(-15)
        content = machine.decompress(packed, size + 1) if method else packed
        whole = not method or (machine.eof and not machine.unused_data)
    except zlib.error:
        content, whole = b"", False
    if not whole or len(content) != size or zlib.crc32(content) != crc:
        raise Wrong("file_damaged", "file", name)
    return content
