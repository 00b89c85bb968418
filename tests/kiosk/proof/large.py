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

from kiosk.proof.acts import (
    COMPLETED_WORDS,
    MEANINGS,
    MOST_SIGNED,
    OPENED_WORDS,
    PERSON_WORDS,
    SIGNER_WORDS,
    VERSION,
    WHO_AND_WHAT,
    WORDING,
    Kind,
)
from kiosk.proof.bundle_files import FORMAT
from kiosk.proof.canonical import canonical, commitment, commitments, field_salt
from kiosk.proof.chain import chained, genesis, key_message, short_digest
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.note import Checkpoint, origin, write_note
from kiosk.signing.keys import Signer

UID, YEAR, BEGUN = "large", 2025, datetime(2025, 11, 24, 6, tzinfo=UTC)
ZONE = "Europe/Simferopol"
KIOSK, TEACHER = Signer(bytes([1] * 32)), Signer(bytes([2] * 32))
DESKS = [Signer(sha256(f"desk {number}".encode()).digest()) for number in range(90)]
"""Sessions of half a day each: every act has a second of its own."""
HALF_A_DAY = 12 * 3600
SHELF: Mapping[str, object] = {"journal": Journal.CONSULTATIONS.value, "year": YEAR}
OTHER: Mapping[str, object] = {"journal": Journal.REQUESTS.value, "year": YEAR}
NAME = {"name": "Белая Ирина Викторовна", "post": "учитель"}
SIGNER = {"signer": "Белая И. В.", "signer_post": "учитель"}
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
        self.who, self.wordings = "", list[dict[str, Any]]()
        self._desk, self._until, self._tickets = KIOSK, "", dict[tuple[str, str], int]()

    @property
    def at(self) -> str:
        """Every act has a second of its own."""
        return stamp(self.seq)

    def say(
        self,
        kind: Kind,
        hand: Signer = KIOSK,
        given: Mapping[str, object] | None = None,
        **facts: object,
    ) -> tuple[str, str, str]:
        """The next act; returns its time, its tail and the short digest of its signature."""
        at, seq = self.at, self.seq + 1
        common = {"v": VERSION, "kind": kind.value, "point": UID, "device": KIOSK.key_id}
        common |= {"request": f"{seq:032x}", "said": at}
        common["seen"] = {"size": self.seq, "head": self.tail.hex()}
        if kind in WHO_AND_WHAT and self.who:
            common["before"] = self.who
        body = canonical({**common, **facts})  # type: ignore[dict-item]
        added = canonical({"at": at, "seq": seq, **(given or {})})  # type: ignore[dict-item]
        signature, cosignature = hand.sign(body), KIOSK.sign(body) if hand is not KIOSK else None
        self.tail = chained(self.tail, seq, added, body, signature, cosignature)
        self.seq = seq
        if kind in WHO_AND_WHAT:
            self.who = self.tail.hex()
        said = {
            "seq": seq,
            "kind": kind.value,
            "at": at,
            "request": common["request"],
            "body": body.decode(),
            "given": added.decode(),
            "key_id": hand.key_id,
            "signature": signature.hex(),
            "cosignature": cosignature.hex() if cosignature else None,
            "tail": self.tail.hex(),
        }
        line = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        self._out.write(line.encode() + b"\n")
        return at, self.tail.hex(), short_digest(signature)

    def at_desk(self) -> Signer:
        """The session of the teacher's desk, opened anew where half a day has passed."""
        if self._until <= self.at:
            session, until = DESKS.pop(0), stamp(self.seq + HALF_A_DAY)
            DESKS.append(session)
            key = {
                name: new_key("belaya", session)[name] for name in ("key", "public_key", "proof")
            }
            self.say(Kind.DESK_OPENED, TEACHER, specialist="belaya", until=until, **key)
            self._desk, self._until = session, until
        return self._desk

    def ticket(self, series: str) -> dict[str, object]:
        """The next ticket of today's line."""
        line = iso(self.at), series
        self._tickets[line] = self._tickets.get(line, 0) + 1
        return {"day": line[0], "series": series, "ticket": self._tickets[line]}

    def sign(self, kind: Kind, **facts: object) -> tuple[str, str, str]:
        """A signature of the teacher's under a journal, with name and post beside it."""
        salt = sha256(f"act {self.seq + 1}".encode()).digest()
        fixed = {name: commitment(salt, name, text) for name, text in SIGNER.items()}
        said = {"specialist": "belaya", "date": iso(self.at), "zone": ZONE}
        said["meaning"] = MEANINGS[kind]
        found = self.say(kind, TEACHER, committed=fixed, **said, **facts)
        for word in SIGNER_WORDS:
            told = {"act": self.seq, "word": word, "text": SIGNER[word], "salt": salt.hex()}
            self.wordings.append(told)
        return found


def stamp(seconds: int) -> str:
    moment = BEGUN + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def iso(at: str) -> str:
    return f"{datetime.fromisoformat(at) + timedelta(hours=3):%Y-%m-%d}"


def new_key(login: str, key: Signer) -> dict[str, object]:
    """A key that proves that it is there."""
    proof = key.sign_bytes(key_message(UID, login, key.public_key)).hex()
    named = {"key": key.key_id, "public_key": key.public_key.hex()}
    return {**named, "proof": proof, "sealed": HASH}


def begin(acts: Writer) -> None:
    """Keys, names and volumes."""
    key = {"key": KIOSK.key_id, "public_key": KIOSK.public_key.hex()}
    acts.say(Kind.KIOSK_ENROLLED, **key)
    acts.say(
        Kind.SPECIALIST_ENROLLED,
        login="belaya",
        duty="administrator",
        journals="consultations requests",
        committed=commitments(SALT, dict.fromkeys(PERSON_WORDS, "") | NAME),
        **new_key("belaya", TEACHER),
    )
    acts.say(Kind.POINT_NAMED, TEACHER, school="Школа № 1", name="Пункт помощи", zone=ZONE)
    for shelf in (SHELF, OTHER):
        acts.say(Kind.VOLUME_OPENED, **shelf)


def entry(acts: Writer, shelf: Mapping[str, object], number: int) -> dict[str, Any]:
    """An entry that was opened, completed and signed: its row, and how it is printed."""
    session = acts.at_desk()
    salt = sha256(f"{shelf}{number}".encode()).digest()
    place, ticket = {**shelf, "number": number}, acts.ticket("К" if shelf is SHELF else "Т")
    said = commitments(salt, {word: WORDS[word] for word in OPENED_WORDS})
    visitor = {"role": "teacher", "channel": "in_person"}
    given, request = {"number": number, **ticket}, f"{acts.seq + 1:032x}"
    opened_at, opened, _ = acts.say(
        Kind.ENTRY_OPENED, given=given, **shelf, **visitor, committed=said
    )
    said = commitments(salt, {word: WORDS[word] for word in COMPLETED_WORDS})
    completed_at, completed, _ = acts.say(
        Kind.ENTRY_COMPLETED, session, **place, specialist="belaya", committed=said
    )
    beside = len(acts.wordings)
    covered = [{**place, "opened": opened, "completed": completed}]
    signed_at, _tail, digest = acts.sign(Kind.ENTRY_SIGNED, entries=covered)
    if shelf is not SHELF:
        del acts.wordings[beside:]
    row = {
        **WORDS,
        **visitor,
        **ticket,
        "number": number,
        "request_id": request,
        "consent": "",
        "left_reason": "",
        "opened_at": opened_at,
        "completed_at": completed_at,
        "signed_at": signed_at,
        "held_on": "",
        "carried_on": "",
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


def journal(
    rows: list[dict[str, Any]], wordings: list[dict[str, Any]], opened_at: str, first_at: str
) -> dict[str, Any]:
    """The volume; ``first_at`` is the time of the first act."""
    return {
        "format": FORMAT,
        "point": UID,
        "school": "Школа № 1",
        "name": "Пункт помощи",
        "zone": {"name": ZONE, "offsets": [[first_at, 10800]], "earlier": {}},
        **SHELF,
        "opened_at": opened_at,
        "closed_at": None,
        "entries": len(rows),
        "rows": rows,
        "wordings": wordings,
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
        "keys": [{**held, "enrolled_at": stamp(1)}],
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
        acts.say(Kind.ENTRY_LEFT, acts.at_desk(), **OTHER, **said)
    volume = f"{OTHER['journal']}/{OTHER['year']}"
    facts = {"entries": {volume: f"1–{count}"}, "count": count, "cause": "expired"}
    reason = {"committed": dict.fromkeys(WORDING, HASH)}
    acts.say(Kind.DATA_DESTROYED, TEACHER, specialist="belaya", **facts, **reason)


def waiting(acts: Writer, count: int) -> None:
    """Entries of the other journal that nobody ended."""
    for number in range(1, count + 1):
        _open(acts, number)


def signed(acts: Writer, count: int) -> None:
    """Entries of the other journal, each signed after three completions."""
    for number in range(1, count + 1):
        place = {**OTHER, "number": number}
        opened, session = _open(acts, number), acts.at_desk()
        for _again in range(3):
            said = {"specialist": "belaya", "committed": dict.fromkeys(COMPLETED_WORDS, HASH)}
            completed = acts.say(Kind.ENTRY_COMPLETED, session, **place, **said)[1]
        _sign(acts, [{**place, "opened": opened, "completed": completed}])


def signed_together(acts: Writer, count: int) -> None:
    """The same, as many as can be signed by one act."""
    covered = []
    for number in range(1, count + 1):
        place = {**OTHER, "number": number}
        opened = _open(acts, number)
        said = {"specialist": "belaya", "committed": dict.fromkeys(COMPLETED_WORDS, HASH)}
        completed = acts.say(Kind.ENTRY_COMPLETED, acts.at_desk(), **place, **said)[1]
        covered.append({**place, "opened": opened, "completed": completed})
    for first in range(0, count, MOST_SIGNED):
        _sign(acts, covered[first : first + MOST_SIGNED])


def enrolled(acts: Writer, count: int) -> None:
    """People with long logins, each of which has a letter of four bytes."""
    for number in range(count):
        key, login = Signer(number.to_bytes(32, "big")), f"\N{GRINNING FACE}{'x' * 190}{number}"
        acts.say(
            Kind.SPECIALIST_ENROLLED,
            TEACHER,
            login=login,
            duty="teacher",
            journals="consultations",
            committed=dict.fromkeys(PERSON_WORDS, HASH),
            **new_key(login, key),
        )


def at_desks(acts: Writer, count: int) -> None:
    """Desks that are opened one after another, each with a key of its own."""
    for number in range(count):
        key = new_key("belaya", Signer(number.to_bytes(32, "big")))
        key.pop("sealed")
        until = stamp(acts.seq + HALF_A_DAY)
        acts.say(Kind.DESK_OPENED, TEACHER, specialist="belaya", until=until, **key)


def checkpoints(acts: Writer, count: int) -> None:
    """Acts that say as little as an act can."""
    for _each in range(count):
        acts.say(Kind.CHECKPOINT_MADE)


def _open(acts: Writer, number: int) -> str:
    acts.at_desk()
    visitor: dict[str, object] = {"role": "", "channel": "email"}
    said, given = dict.fromkeys(OPENED_WORDS, HASH), {"number": number, **acts.ticket("Т")}
    return acts.say(Kind.ENTRY_OPENED, given=given, **OTHER, **visitor, committed=said)[1]


def _sign(acts: Writer, covered: list[dict[str, object]]) -> None:
    """A signature under entries of the other journal, whose words are not in the bundle."""
    beside = len(acts.wordings)
    acts.sign(Kind.ENTRY_SIGNED, entries=covered)
    del acts.wordings[beside:]


def write(path: Path, rows: int, size: int, flood: Callable[[Writer], None] | None = None) -> None:
    """Write the bundle; ``flood`` says acts before the last checkpoint. What it says of keys and
    people is not in the other files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("acts.jsonl", "w") as out:
            acts = Writer(out)
            begin(acts)
            opened_at = stamp(3)
            made = list(entries(acts, rows, size))
            if flood:
                flood(acts)
            at, _hash, _digest = acts.say(Kind.CHECKPOINT_MADE)
        said = journal([each["row"] for each in made], acts.wordings, opened_at, stamp(0))
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
