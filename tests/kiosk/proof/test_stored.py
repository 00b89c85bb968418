"""A file of a bundle where it lies: what is read of it is what was announced, or refused."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from kiosk.proof.stored import CHUNK, Read, Stored, pieces_of, reader_of, stored_in, whole
from kiosk.proof.wrong import Unusable, Wrong

CONTENT = os.urandom(1000) + b"a" * 5 * CHUNK + os.urandom(CHUNK)


def packed(content: bytes = CONTENT) -> bytes:
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return machine.compress(content) + machine.flush()


def in_memory(data: bytes) -> Read:
    return lambda at, count: data[at : at + count]


def deflated(data: bytes, size: int = len(CONTENT), crc: int | None = None) -> Stored:
    return Stored("x", in_memory(b"..." + data), 3, len(data), size, deflated=True, crc=crc)


def test_a_file_is_read_in_pieces_however_far_it_unpacks() -> None:
    pieces = [*deflated(packed(), crc=zlib.crc32(CONTENT)).pieces()]
    assert b"".join(pieces) == CONTENT
    assert max(map(len, pieces)) <= CHUNK
    stored = Stored("x", in_memory(CONTENT), 0, len(CONTENT), len(CONTENT), crc=zlib.crc32(CONTENT))
    assert b"".join(stored.pieces()) == CONTENT
    assert b"".join(pieces_of(CONTENT)) == CONTENT
    assert [*pieces_of(b"")] == []


@pytest.mark.parametrize(
    "damaged",
    [
        deflated(packed()[:-1]),
        deflated(packed()[: len(packed()) // 2]),
        deflated(packed() + b"x"),
        deflated(packed() + os.urandom(2 * CHUNK)),
        deflated(b"\xff" + packed()),
        deflated(packed(), size=len(CONTENT) - 1),
        deflated(packed(), size=len(CONTENT) + 1),
        deflated(packed(), size=10),
        deflated(packed(), crc=zlib.crc32(CONTENT) ^ 1),
        deflated(b""),
        Stored("x", in_memory(b"abc"), 0, 3, 2),
        Stored("x", in_memory(b"abc"), 0, 3, 4),
        Stored("x", in_memory(b"abc"), 0, 3, 3, crc=7),
        Stored("x", in_memory(b"abc"), 1, 3, 3),
    ],
)
def test_a_file_that_is_not_as_announced_is_damaged(damaged: Stored) -> None:
    read = 0
    with pytest.raises(Wrong) as wrong:
        for piece in damaged.pieces():
            read += len(piece)
    assert (wrong.value.code, wrong.value.where) == ("file_damaged", ("file", "x"))
    assert read <= damaged.size


def test_a_small_file_is_read_whole() -> None:
    assert whole(deflated(packed(b"note"), 4), 4, "x") == b"note"
    assert whole(b"note", 4, "x") == b"note"
    for large in (deflated(packed()), b"note5"):
        with pytest.raises(Unusable) as refused:
            whole(large, 4, "x")
        assert (refused.value.code, refused.value.values) == ("bundle_large", {"name": "x"})


def test_a_file_in_a_folder_is_read_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(CONTENT)
    assert reader_of(tmp_path / "x")(7, 5) == CONTENT[7:12]
    found = stored_in(tmp_path, "x")
    assert (found.size, b"".join(found.pieces())) == (len(CONTENT), CONTENT)
    (tmp_path / "x").unlink()
    with pytest.raises(Unusable, match="bundle_unreadable"):
        list(found.pieces())
    os.mkfifo(tmp_path / "x")
    for name in ("x", "y"):
        with pytest.raises(OSError):
            stored_in(tmp_path, name)
