"""A bundle as large as a help point's life makes it, without a database.

``python -m tests.kiosk.proof.large FILE ROWS ACTS``: a volume with so many rows, in a ledger of
about so many acts.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, PERSON_WORDS, WORDING, Kind
from kiosk.proof.bundle_files import FORMAT
from kiosk.proof.canonical import canonical, commitments, field_salt
from kiosk.proof.chain import genesis, link_hash, short_digest, tail_after
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.note import Checkpoint, origin, write_note
from kiosk.signing.keys import Signer

UID, YEAR, BEGUN = "large", 2025, datetime(2025, 11, 24, 6, tzinfo=UTC)
KIOSK, TEACHER = Signer(bytes([1] * 32)), Signer(bytes([2] * 32))
SHELF: Mapping[str, object] = {"journal": Journal.CONSULTATIONS.value, "year": YEAR}
OTHER: Mapping[str, object] = {"journal": Journal.REQUESTS.value, "year": YEAR}
NAME = {"name": "Белая Ирина Викторовна", "post": "учитель"}
SALT, HASH = bytes(range(32)), "0a" * 32
WORDS = {
    "name": "Артёменко Татьяна Юрьевна",
    "school_class": "",
    "room": "",
    "topic_title": "Как выставить отметку",
    "problem": "",
    "result": "Показано, как выставить и исправить отметку, проверено вместе",
    "note": "",
}


class Writer:
    """Says acts, one line each, and remembers none of them."""

    def __init__(self, out: Any) -> None:
        self.seq, self.tail, self._out = 0, genesis(UID), out

    @property
    def at(self) -> str:
        """Every act has a second of its own."""
        moment = BEGUN + timedelta(seconds=self.seq)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"

    def say(
        self, kind: Kind, hand: Signer = KIOSK, second: Signer | None = None, **facts: object
    ) -> tuple[str, str, str]:
        """The next act; returns its time, its hash and its signature."""
        at, seq = self.at, self.seq + 1
        body = canonical({"v": 1, "kind": kind.value, "at": at, **facts})  # type: ignore[dict-item]
        act_hash = link_hash(self.tail, seq, body)
        signature, cosignature = hand.sign(act_hash), second.sign(act_hash) if second else None
        said = {
            "seq": seq,
            "kind": kind.value,
            "at": at,
            "body": body.decode(),
            "hash": act_hash.hex(),
            "key_id": hand.key_id,
            "signature": signature.hex(),
            "cosignature": cosignature.hex() if cosignature else None,
        }
        line = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        self._out.write(line.encode() + b"\n")
        self.seq, self.tail = seq, tail_after(act_hash, signature, cosignature)
        return at, act_hash.hex(), short_digest(signature)


def begin(acts: Writer) -> None:
    """Keys, names and volumes."""
    key = {"key": KIOSK.key_id, "public_key": KIOSK.public_key.hex()}
    acts.say(Kind.KIOSK_ENROLLED, point=UID, **key)
    acts.say(Kind.POINT_NAMED, school="Школа № 1", name="Пункт помощи", zone="Europe/Simferopol")
    acts.say(
        Kind.SPECIALIST_ENROLLED,
        second=TEACHER,
        login="belaya",
        duty="administrator",
        journals="consultations requests",
        key=TEACHER.key_id,
        public_key=TEACHER.public_key.hex(),
        committed=commitments(SALT, dict.fromkeys(PERSON_WORDS, "") | NAME),
    )
    for shelf in (SHELF, OTHER):
        acts.say(Kind.VOLUME_OPENED, **shelf)


def entry(acts: Writer, shelf: Mapping[str, object], number: int) -> dict[str, Any]:
    """An entry that was opened, completed and signed: its row, and how it is printed."""
    salt = sha256(f"{shelf}{number}".encode()).digest()
    place = {**shelf, "number": number}
    said = commitments(salt, {word: WORDS[word] for word in OPENED_WORDS})
    visitor = {"role": "teacher", "channel": "in_person", "request": f"{number:032x}"}
    opened_at, opened, _ = acts.say(Kind.ENTRY_OPENED, **place, **visitor, committed=said)
    said = commitments(salt, {word: WORDS[word] for word in COMPLETED_WORDS})
    named = {**place, "specialist": "belaya"}
    completed_at, completed, _ = acts.say(Kind.ENTRY_COMPLETED, **named, committed=said)
    covered = {"opened": opened, "completed": completed}
    signed_at, _hash, digest = acts.say(Kind.ENTRY_SIGNED, TEACHER, **named, **covered)
    row = {
        **WORDS,
        **{name: visitor[name] for name in ("role", "channel")},
        "number": number,
        "request_id": visitor["request"],
        "consent": "",
        "left_reason": "",
        "opened_at": opened_at,
        "completed_at": completed_at,
        "signed_at": signed_at,
        "destroyed_at": None,
        "state": "signed",
        "specialist": "belaya",
        "salt": salt.hex(),
        "drawing": None,
    }
    cells = {
        "number": str(number),
        "opened": dotted(opened_at),
        "completed": dotted(completed_at),
        "topic": WORDS["topic_title"],
        "name": f"{WORDS['name']} (учитель)",
    }
    stamp = {"signer": "Белая И. В.", "date": dotted(signed_at), "digest": digest}
    printed = {"number": number, "cells": cells, "state": "signed", "signature": stamp}
    return {"row": row, "printed": {**printed, "struck": False, "remark": "", "destroyed": ""}}


def dotted(at: str) -> str:
    day = datetime.fromisoformat(at) + timedelta(hours=3)
    return f"{day:%d.%m.%Y}"


def journal(rows: list[dict[str, Any]], opened_at: str, first_at: str) -> dict[str, Any]:
    """The volume; ``first_at`` is the time of the first act."""
    return {
        "format": FORMAT,
        "point": UID,
        "school": "Школа № 1",
        "name": "Пункт помощи",
        "zone": {"name": "Europe/Simferopol", "offsets": [[first_at, 10800]]},
        **SHELF,
        "opened_at": opened_at,
        "closed_at": None,
        "entries": len(rows),
        "rows": rows,
        "wordings": [],
    }


def book(rows: list[dict[str, Any]]) -> dict[str, Any]:
    form = FORMS[Journal.CONSULTATIONS]
    return {
        "journal": SHELF["journal"],
        "title": form.title,
        "school": "Школа № 1",
        "point": "Пункт помощи",
        "year": YEAR,
        "columns": [column._asdict() for column in form.columns],
        "rows": rows,
    }


def keys() -> dict[str, Any]:
    held = {"key_id": TEACHER.key_id, "public_key": TEACHER.public_key.hex()}
    person = {
        "login": "belaya",
        **NAME,
        "salts": {word: field_salt(SALT, word).hex() for word in NAME},
        "duty": "administrator",
        "journals": "consultations requests",
        "keys": [{**held, "enrolled_at": f"{BEGUN + timedelta(seconds=2):%FT%T}.000Z"}],
    }
    kiosk = {"key_id": KIOSK.key_id, "public_key": KIOSK.public_key.hex()}
    return {"kiosk": kiosk, "specialists": [person]}


def entries(acts: Writer, rows: int, size: int) -> Iterator[dict[str, Any]]:
    """The rows of the volume, among as many entries of the other as there are acts for."""
    others, each = 0, max(0, (size - acts.seq - 1) // 3 - rows)
    for number in range(1, rows + 1):
        yield entry(acts, SHELF, number)
        while others * rows < each * number:
            others += 1
            entry(acts, OTHER, others)


Flood = Callable[[Writer, int], None]
"""Says so many acts, or entries, of one kind."""


def left(acts: Writer, count: int) -> None:
    """Entries of the other journal that ended without help, and whose data were destroyed."""
    for number in range(1, count + 1):
        _open(acts, number)
        said: dict[str, object] = {"number": number, "specialist": "belaya", "reason": "no_show"}
        acts.say(Kind.ENTRY_LEFT, **OTHER, **said)
    volume = f"{OTHER['journal']}/{OTHER['year']}"
    facts = {"entries": {volume: f"1–{count}"}, "count": count, "cause": "expired"}
    reason = {"committed": dict.fromkeys(WORDING, HASH)}
    acts.say(Kind.DATA_DESTROYED, TEACHER, specialist="belaya", **facts, **reason)


def waiting(acts: Writer, count: int) -> None:
    """Entries of the other journal that nobody ended."""
    for number in range(1, count + 1):
        _open(acts, number)


def signed(acts: Writer, count: int) -> None:
    """Entries of the other journal that were signed, each after three completions."""
    for number in range(1, count + 1):
        place = {**OTHER, "number": number, "specialist": "belaya"}
        opened = _open(acts, number)
        for _again in range(3):
            said = dict.fromkeys(COMPLETED_WORDS, HASH)
            completed = acts.say(Kind.ENTRY_COMPLETED, **place, committed=said)[1]
        acts.say(Kind.ENTRY_SIGNED, TEACHER, **place, opened=opened, completed=completed)


def enrolled(acts: Writer, count: int) -> None:
    """People with long logins, each of which has a letter of four bytes."""
    for number in range(count):
        key = Signer(number.to_bytes(32, "big"))
        acts.say(
            Kind.SPECIALIST_ENROLLED,
            TEACHER,
            key,
            login=f"\N{GRINNING FACE}{'x' * 190}{number}",
            duty="teacher",
            journals="consultations",
            key=key.key_id,
            public_key=key.public_key.hex(),
            committed=dict.fromkeys(PERSON_WORDS, HASH),
        )


def checkpoints(acts: Writer, count: int) -> None:
    """Acts that say as little as an act can."""
    for _each in range(count):
        acts.say(Kind.CHECKPOINT_MADE)


def _open(acts: Writer, number: int) -> str:
    visitor: dict[str, object] = {"role": "", "channel": "email", "request": f"{number}"}
    said = dict.fromkeys(OPENED_WORDS, HASH)
    return acts.say(Kind.ENTRY_OPENED, **OTHER, **visitor, number=number, committed=said)[1]


def write(path: Path, rows: int, size: int, flood: Callable[[Writer], None] | None = None) -> None:
    """Write the bundle; ``flood`` says acts before the last checkpoint. What it says of keys and
    people is not in the other files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("acts.jsonl", "w") as out:
            acts = Writer(out)
            begin(acts)
            opened_at = f"{BEGUN + timedelta(seconds=3):%FT%T}.000Z"
            made = list(entries(acts, rows, size))
            if flood:
                flood(acts)
            at, _hash, _digest = acts.say(Kind.CHECKPOINT_MADE)
        said = journal([each["row"] for each in made], opened_at, f"{BEGUN:%FT%T}.000Z")
        note = write_note(Checkpoint(origin(UID, 0), acts.seq, acts.tail, at), KIOSK)
        for name, value in (
            ("journal.json", said),
            ("book.json", book([each["printed"] for each in made])),
            ("keys.json", keys()),
            ("agreements.json", []),
        ):
            archive.writestr(name, json.dumps(value, ensure_ascii=False, indent=1))
        archive.writestr(f"checkpoints/{acts.seq:06}.checkpoint", note)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
