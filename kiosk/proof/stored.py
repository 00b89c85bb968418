"""A file of a bundle where it lies, in a zip or in a folder: read in pieces, never whole."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, Union

from .wrong import Unusable, Wrong

CHUNK = 2**16
"""How many bytes of a file are in memory at a time."""
Read = Callable[[int, int], bytes]
"""So many bytes from a place on, or fewer where there are no more. Raises OSError."""


class Stored(NamedTuple):
    """Where the content of a file lies, and what was announced of it."""

    name: str
    read: Read
    at: int
    packed: int
    """How many bytes it takes there."""
    size: int
    """How many bytes it has when it is unpacked."""
    deflated: bool = False
    crc: int | None = None
    """None where nothing was announced."""

    def pieces(self) -> Iterator[bytes]:
        """The content, piece by piece. Raises Wrong for a damaged file, after no more bytes than
        were announced, and Unusable."""
        size = crc = 0
        try:
            for piece in self._inflated() if self.deflated else self._raw():
                size, crc = size + len(piece), zlib.crc32(piece, crc)
                if size > self.size:
                    break
                yield piece
        except zlib.error as error:
            raise Wrong("file_damaged", "file", self.name) from error
        except OSError as error:
            raise Unusable("bundle_unreadable", why=error) from error
        if size != self.size or self.crc not in (None, crc):
            raise Wrong("file_damaged", "file", self.name)

    def _raw(self) -> Iterator[bytes]:
        for start in range(0, self.packed, CHUNK):
            yield self.read(self.at + start, min(CHUNK, self.packed - start))

    def _inflated(self) -> Iterator[bytes]:
        """Raises zlib.error also where the content goes on behind its end, or breaks off."""
        machine, packed, raw = zlib.decompressobj(-15), b"", self._raw()
        while not machine.eof:
            packed = packed or next(raw, b"")
            piece = machine.decompress(packed, CHUNK)
            if not (packed or piece):
                raise zlib.error("it breaks off")
            packed = machine.unconsumed_tail
            yield piece
        if machine.unused_data or packed or any(raw):
            raise zlib.error("it goes on")


Content = Union[bytes, Stored]
"""What a file holds: in memory, or where it lies."""


def pieces_of(content: Content) -> Iterator[bytes]:
    """The content of a file, piece by piece; raises as ``Stored.pieces`` does."""
    if isinstance(content, Stored):
        return content.pieces()
    return (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))


def whole(content: Content, most: int, name: str) -> bytes:
    """The content of a small file. Raises Unusable for more than ``most`` bytes."""
    found = b""
    for piece in pieces_of(content):
        found += piece
        if len(found) > most:
            raise Unusable("bundle_large", name=name)
    return found


def reader_of(file: Path) -> Read:
    """Reads in a file, which is opened each time."""

    def read(at: int, count: int) -> bytes:
        with file.open("rb") as opened:
            opened.seek(at)
            return opened.read(count)

    return read


def stored_in(folder: Path, name: str) -> Stored:
    """A file that lies in a folder as it is. Raises OSError where there is none of this name."""
    file = folder / name
    size = file.stat().st_size
    if not file.is_file():
        raise OSError(f"{name}: no file")
    return Stored(name, reader_of(file), 0, size, size)
