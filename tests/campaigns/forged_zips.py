"""What a forger does to the zip around a bundle: other programs find other files in it.

The evidence of the honest bundle is in each of them, where Python's own reader finds it. Each
forgery gets the files of the honest bundle and those of a forged one, and returns a zip and a few
words about it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

Files = dict[str, bytes]
Forgery = Callable[[Random, Files, Files], tuple[str, bytes]]
_DOS_DAY = 0x21
"""The first of January 1980."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file as it is written, with whatever its headers say wrongly of it."""

    name: str
    content: bytes
    local_name: str = ""
    """The name in the header beside the content, where it is another."""
    announced: int | None = None
    """The size in both headers, where it is another."""
    local_size: int | None = None
    flags: int = 0
    extra: bytes = b""
    behind: bytes = b""
    """Bytes after the end of the compressed content, counted as a part of it."""
    hidden: bool = False
    """True for a file that the directory does not name."""


def members(files: Files) -> list[Member]:
    return [Member(name, content) for name, content in files.items()]


def written(found: Iterable[Member], *, before: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip of these members behind some bytes that its offsets count."""
    packed, directory, count = bytearray(before), bytearray(), 0
    for member in found:
        local, central = _headers(member, len(packed))
        packed += local
        if not member.hidden:
            directory += central
            count += 1
    places = (count, count, len(directory), len(packed), len(comment))
    return bytes(packed + directory) + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *places) + comment


def _headers(member: Member, offset: int) -> tuple[bytes, bytes]:
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = machine.compress(member.content) + machine.flush() + member.behind
    size = len(member.content) if member.announced is None else member.announced
    name, local_name = member.name.encode(), (member.local_name or member.name).encode()
    start = (20, member.flags, 8, 0, _DOS_DAY, zlib.crc32(member.content), len(packed))
    local_size = size if member.local_size is None else member.local_size
    local = struct.pack(
        "<4s5H3L2H", b"PK\3\4", *start, local_size, len(local_name), len(member.extra)
    )
    central = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\1\2", 20, *start, size, len(name), len(member.extra)),
        *(0, 0, 0, 0o100644 << 16, offset),
    )
    return local + local_name + member.extra + packed, central + name + member.extra


def more_files(random: Random, honest: Files, forged: Files) -> tuple[str, bytes]:
    """A file more: a stranger, or one that other computers take for the evidence."""
    name = random.choice(["journal.json", "book.json", "acts.jsonl"])
    stranger = random.choice(
        [
            *(name.upper(), f"./{name}", f"x/../{name}", f"{name}.", f"{name} ", f"/{name}"),
            *(f"checkpoints/../{name}", f"checkpoints\\..\\{name}", f".\\{name}"),
            *("journal.pdf", "checkpoints/", "checkpoints/1.checkpoint", "__MACOSX/journal.json"),
            "checkpoints/000001.checkpoint.pdf",
        ]
    )
    found = members(honest)
    found.insert(random.randint(0, len(found)), Member(stranger, forged[name]))
    return f"{stranger!r} beside the evidence", written(found)


def twice(random: Random, honest: Files, forged: Files) -> tuple[str, bytes]:
    """A file that is there twice; Python reads the last one."""
    name = random.choice(["journal.json", "book.json", "README.txt", "verify.pyz"])
    found = members(honest)
    at = [member.name for member in found].index(name)
    found.insert(random.randint(0, at), Member(name, forged.get(name, b"ALL AGREES")))
    return f"{name} twice", written(found)


def in_front(random: Random, honest: Files, forged: Files) -> tuple[str, bytes]:
    """Bytes or a whole forged zip before the honest one, with and without counted offsets."""
    before = random.choice([b"#!/bin/sh\n", b"\0", written(members(forged))])
    if random.random() < 0.5:
        return f"{len(before)} bytes in front", before + written(members(honest))
    return f"{len(before)} counted bytes in front", written(members(honest), before=before)


def behind(random: Random, honest: Files, forged: Files) -> tuple[str, bytes]:
    """Bytes or a whole forged zip after the honest one, bare or as its comment."""
    after = random.choice([b"\n", b"PK\3\4", written(members(forged))])
    whole = written(members(honest))
    if random.random() < 0.5 and len(after) < 2**16:
        return f"a comment of {len(after)} bytes", written(members(honest), comment=after)
    return f"{len(after)} bytes behind", whole + after


def hidden(random: Random, honest: Files, forged: Files) -> tuple[str, bytes]:
    """A forged file between the others, which only a reader from the front finds."""
    name = random.choice(["journal.json", "book.json", "journal.pdf"])
    stranger = Member(name, forged.get(name, b"%PDF-1.7"), hidden=True)
    found = members(honest)
    found.insert(random.randint(0, len(found)), stranger)
    return f"a hidden {name}", written(found)


def two_headers(random: Random, honest: Files, _forged: Files) -> tuple[str, bytes]:
    """The header beside a file and the directory say different things of it, or more than names
    and sizes."""
    found = members(honest)
    at = random.randrange(len(found))
    member = found[at]
    path = b"\1" + struct.pack("<L", zlib.crc32(member.name.encode())) + b"book.json"
    wrongs = {
        "name": {"local_name": random.choice(["book.JSON", "journal.pdf"])},
        "size": {"local_size": len(member.content) + random.choice([-1, 1])},
        "flags": {"flags": random.choice([1, 8, 0x20, 0x800, 0x2000])},
        "other name": {"extra": struct.pack("<2H", 0x7075, len(path)) + path},
        "rest": {"behind": b"hidden" * random.randint(1, 9)},
        "announced size": {"announced": len(member.content) // 2},
        "bomb": {"announced": 2**31},
    }
    way = random.choice(sorted(wrongs))
    found[at] = replace(member, **wrongs[way])  # type: ignore[arg-type]
    return f"another {way} of {member.name}", written(found)


def exploding(_random: Random, honest: Files, _forged: Files) -> tuple[str, bytes]:
    """A small zip of a large file, announced as a small one."""
    found = [*members(honest), Member("checkpoints/999999.checkpoint", bytes(10**7), announced=9)]
    return "a zip bomb", written(found)


FORGERIES: tuple[Forgery, ...] = (
    more_files,
    more_files,
    twice,
    in_front,
    behind,
    hidden,
    two_headers,
    two_headers,
    exploding,
)
