"""The files of a bundle: out of one zip, or out of the folder where it was unpacked.

Whatever is beside the evidence is refused or named: no other program may find other files in it.
The files are read in pieces where they lie: a small zip can hold more than any memory.
"""

from __future__ import annotations

import os
import re
from heapq import nsmallest
from pathlib import Path
from struct import Struct
from struct import error as struct_error
from typing import Iterable, Iterator, Sized, Tuple

from .stored import Read, Stored, reader_of, stored_in
from .wrong import Unusable

FORMAT = "helppoint-bundle/1"
EVIDENCE = ("journal.json", "acts.jsonl", "keys.json", "agreements.json", "book.json")
READER = ("README.txt", "report.pdf", "verify.pyz")
"""What a bundle has for its reader; nobody checks it."""
NOTES = "checkpoints"
"""The folder of checkpoints."""
LIMIT = 3 * 2**27
"""How many bytes the files of a bundle may have together: three times those of 100,000 acts with a
volume of 5,000 entries."""
MOST = 1_000
"""How many files a bundle may have."""
NOTE = 2**14
"""How many bytes a checkpoint may have, with the signatures of many witnesses."""
MOST_NOTES = 2**24
"""How many bytes the checkpoints from outside may have together."""
SHOWN = 5
"""How many strangers in a folder are named."""
_LONGEST = 100
"""How much of a stranger's name is shown."""
_UNREADABLE = (OSError, ValueError, OverflowError, struct_error)
_LOCAL, _CENTRAL, _END = map(Struct, ("<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"))
"""The records of a zip (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16)."""
_Head = Tuple[int, Tuple[int, ...], bytes]
"""Where a file begins in a zip, what its own head says of it, and its name."""
Note = Tuple[str, bytes]
"""A checkpoint from outside: where it was found, and its text."""


def is_ours(name: str) -> bool:
    """True for the name of a file that a bundle can have."""
    note = re.fullmatch(NOTES + r"/[0-9]{6,}\.checkpoint", name)
    return bool(name in EVIDENCE or name in READER or note)


def load(path: Path) -> dict[str, Stored]:
    """The files of a bundle by name, from a zip or from a folder. Raises Unusable, and Wrong for a
    damaged file."""
    try:
        files = _unpacked(path) if path.is_dir() else _in_zip(path)
    except _UNREADABLE as error:
        raise Unusable("bundle_unreadable", why=error) from error
    if not set(EVIDENCE) <= set(files):
        raise Unusable("bundle_files")
    return files


def _unpacked(folder: Path) -> dict[str, Stored]:
    """The evidence in the folder where a bundle was unpacked, by name. Raises Unusable for names
    that another computer takes for those of the evidence."""
    for name in _names_in(folder):
        twin = name.casefold().rstrip(". ") in (*EVIDENCE, NOTES)
        if twin and not is_ours(name) and name != NOTES:
            raise Unusable("bundle_foreign", name=name)
    found, notes = list(EVIDENCE), folder / NOTES
    for note in _names_in(notes) if notes.is_dir() else ():
        name = f"{NOTES}/{note}"
        if not is_ours(name):
            raise Unusable("bundle_foreign", name=name)
        found.append(name)
        _need_few(found)
    files = {name: stored_in(folder, name) for name in sorted(found)}
    if sum(file.size for file in files.values()) > LIMIT:
        raise Unusable("bundle_large", name=folder)
    return files


def _names_in(folder: Path) -> Iterator[str]:
    """What lies in a folder, however much it is."""
    with os.scandir(folder) as inside:
        for each in inside:
            yield each.name


def _need_few(found: Sized) -> None:
    """Raises Unusable for more files than a bundle has."""
    if len(found) > MOST:
        raise Unusable("bundle_files")


def foreign_in(folder: Path) -> list[str]:
    """What lies beside the evidence in a folder and was not looked at: the first names, one more
    than are shown."""
    names = (name for name in _names_in(folder) if name != NOTES and not is_ours(name))
    return nsmallest(SHOWN + 1, names)


def load_notes(names: Iterable[str]) -> list[Note]:
    """The checkpoints in files and folders. Raises Unusable."""
    notes: list[Note] = []
    room = MOST_NOTES
    for path in map(Path, names):
        try:
            for file in _checkpoints(path):
                notes.append((str(file), _note(file)))
                room -= len(notes[-1][1])
                if room < 0:
                    raise Unusable("file_large", name=path)
        except OSError as error:
            raise Unusable("file_unreadable", why=error) from error
        if notes[-1][1][:2] == b"PK":
            raise Unusable("no_checkpoint", name=path)
    return notes


def _checkpoints(path: Path) -> list[Path]:
    """A file, or the checkpoints in a folder."""
    if not path.is_dir():
        return [path]
    found = [path / name for name in _names_in(path) if name.endswith(".checkpoint")]
    if not found:
        raise Unusable("no_checkpoint", name=path)
    return sorted(found)


def _note(file: Path) -> bytes:
    """What a file holds, unless it is too large for a checkpoint."""
    with file.open("rb") as opened:
        note = opened.read(NOTE + 1)
    if len(note) > NOTE:
        code = "no_checkpoint" if note[:2] == b"PK" else "file_large"
        raise Unusable(code, name=file)
    return note


def _in_zip(path: Path) -> dict[str, Stored]:
    size = path.stat().st_size
    if size > LIMIT:
        raise Unusable("file_large", name=path)
    if not path.is_file():
        raise OSError(f"{path}: no file")
    return unzipped(reader_of(path), size)


def unzipped(read: Read, length: int) -> dict[str, Stored]:
    """The files in a zip of so many bytes, by name. Every byte of it has one meaning: the files one
    after another from the first byte on, one directory that says the same of them, and the end. So
    no other program finds other files in it. Raises Unusable, and Wrong for a damaged file."""
    files: dict[str, Stored] = {}
    heads: list[_Head] = []
    at, room = 0, LIMIT
    while read(at, 4) == b"PK\3\4":
        head = _LOCAL.unpack(read(at, _LOCAL.size))
        flags, method, (crc, packed, size, named, extra) = head[2], head[3], head[6:]
        spelt = read(at + _LOCAL.size, named)
        heads.append((at, head[1:], spelt))
        at += _LOCAL.size + named
        name, room = spelt.decode("latin-1"), room - size
        if not is_ours(name) or name in files:
            raise Unusable("bundle_foreign", name=name[:_LONGEST])
        if flags & ~6 or method not in (0, 8) or extra or at + packed > length:
            raise Unusable("bundle_strange")
        if room < 0:
            raise Unusable("bundle_large", name=name)
        files[name] = Stored(name, read, at, packed, size, method == 8, crc)
        _need_few(files)
        at += packed
    _check_directory(read, length, at, heads)
    for file in files.values():
        for _piece in file.pieces():
            pass  # damaged, or whole
    return files


def _check_directory(read: Read, length: int, at: int, heads: list[_Head]) -> None:
    """The directory says the same as the files' own heads, and nothing comes after its end."""
    directory = at
    for start, head, name in heads:
        said = _CENTRAL.unpack(read(at, _CENTRAL.size))
        named = read(at + _CENTRAL.size, len(name))
        same = said[0] == b"PK\1\2" and said[2:12] == head and named == name
        if not same or said[12:14] != (0, 0) or said[16] != start:
            raise Unusable("bundle_strange")
        at += _CENTRAL.size + len(name)
    end = _END.pack(b"PK\5\6", 0, 0, len(heads), len(heads), at - directory, directory, 0)
    if at + len(end) != length or read(at, len(end)) != end:
        raise Unusable("bundle_strange")
