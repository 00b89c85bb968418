"""Tampering by somebody who can write the database and knows the format, but has no keys.

Run ``python -m tests.campaigns.tampering --each 200``. Each kind is tried on random rows of a
ledger with corrections, closings, agreements, drawn signatures and destroyed data; the triggers
are dropped first. A verification with the last outside checkpoint must find every one. The control
verifies the chain alone, and must miss most.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db.engine import close_database
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.point.checkpoints import MadeCheckpoint, make_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.canonical import canonical
from kiosk.proof.chain import chained, genesis
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.verification.everything import verify
from kiosk.visits import desk, my_ticket
from kiosk.visits.days import end_days
from kiosk.words.drawing import dump
from kiosk.words.errors import HelpPointError
from tests.copies import copy_point
from tests.people import (
    PINS,
    Clock,
    ask,
    at_desk,
    consult,
    entry_of,
    furnish,
    help_and_sign,
    help_out,
    sign,
    spend_a_day,
    staff_of,
)
from tests.pin_cost import make_pins_cheap

Insider = Callable[[sqlite3.Connection, random.Random], None]
_HEX = re.compile(rb"[0-9a-f]{64}")
FORGER = Signer(b"an insider's own key, 32 bytes..")
_WORDS = ("name", "room", "topic_title", "problem", "result", "note", "school_class", "search")


def _set(table: str, column: str, value: str, where: str = "1") -> Insider:
    """Writes another value into one random row."""

    def tamper(base: sqlite3.Connection, rng: random.Random) -> None:
        rows = base.execute(
            f"SELECT rowid FROM {table} WHERE {where} AND {column} IS NOT {value}"
        ).fetchall()
        (row,) = rng.choice(rows)
        base.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}")

    return tamper


def _delete(table: str, where: str = "1") -> Insider:
    def tamper(base: sqlite3.Connection, rng: random.Random) -> None:
        (row,) = rng.choice(base.execute(f"SELECT rowid FROM {table} WHERE {where}").fetchall())
        base.execute(f"DELETE FROM {table} WHERE rowid = {row}")

    return tamper


def change_words(base: sqlite3.Connection, rng: random.Random) -> None:
    """One word of one entry."""
    _set("entry", rng.choice(_WORDS), "'иначе'")(base, rng)


def change_words_and_salt(base: sqlite3.Connection, rng: random.Random) -> None:
    change_words(base, rng)
    _set("entry", "salt", f"x'{rng.randbytes(32).hex()}'")(base, rng)


def undo_withdrawal(base: sqlite3.Connection, rng: random.Random) -> None:
    """Lets a visitor wait on who withdrew."""
    found = base.execute("SELECT id FROM entry WHERE left_reason = 'withdrawn'").fetchall()
    (row,) = rng.choice(found)
    base.execute(f"UPDATE entry SET state = 'waiting', left_reason = '' WHERE id = {row}")


def swap_numbers(base: sqlite3.Connection, rng: random.Random) -> None:
    rows = base.execute("SELECT id, number FROM entry WHERE volume_id = 1").fetchall()
    (first, a), (second, b) = rng.sample(rows, 2)
    base.execute(f"UPDATE entry SET number = -1 WHERE id = {first}")
    base.execute(f"UPDATE entry SET number = {a} WHERE id = {second}")
    base.execute(f"UPDATE entry SET number = {b} WHERE id = {first}")


def add_entry(base: sqlite3.Connection, rng: random.Random) -> None:
    (row,) = rng.choice(base.execute("SELECT id FROM entry").fetchall())
    base.execute(f"CREATE TEMP TABLE t AS SELECT * FROM entry WHERE id = {row}")
    base.execute(
        "UPDATE t SET id = 999, number = 999, request_id = 'x', state = 'signed', ticket = 999,"
        " corrects_id = NULL"
    )
    base.execute("INSERT INTO entry SELECT * FROM t")


def sign_with_own_key(base: sqlite3.Connection, rng: random.Random) -> None:
    (seq,) = rng.choice(base.execute("SELECT seq FROM act").fetchall())
    _rewrite(base, seq, lambda texts: texts)


def rewrite_history(base: sqlite3.Connection, rng: random.Random) -> None:
    """Changes an act, and chains and signs everything after it anew with a key of one's own."""
    seqs = base.execute("SELECT seq FROM act WHERE CAST(body AS TEXT) LIKE '%teacher%'").fetchall()
    (seq,) = rng.choice(seqs)
    _rewrite(base, seq, lambda texts: (texts[0].replace(b"teacher", b"pupil"), texts[1]))


def redate(base: sqlite3.Connection, rng: random.Random) -> None:
    """Gives an act the time of the one before it, and chains everything after it anew: no signature
    covers it."""
    later = "SELECT act.seq, act.at, old.at FROM act JOIN act AS old ON old.seq = act.seq - 1"
    seq, at, moved = rng.choice(base.execute(f"{later} WHERE act.at > old.at").fetchall())
    base.execute("UPDATE act SET at = ? WHERE seq = ?", (moved, seq))
    _rewrite(
        base,
        seq,
        lambda texts: (texts[0], texts[1].replace(at.encode(), moved.encode())),
        hand=None,
    )


def renumber(base: sqlite3.Connection, rng: random.Random) -> None:
    """Gives an entry another number, in its row as well, and chains everything after it anew."""
    numbered = "SELECT seq, entry_id FROM act WHERE kind = 'entry_opened'"
    seq, entry = rng.choice(base.execute(numbered).fetchall())
    given = re.compile(rb'"number":[0-9]+')
    base.execute("UPDATE entry SET number = 88 WHERE id = ?", (entry,))
    _rewrite(base, seq, lambda texts: (texts[0], given.sub(b'"number":88', texts[1])), hand=None)


Texts = tuple[bytes, bytes]
"""What an act says, and what it was given."""


def _rewrite(
    base: sqlite3.Connection,
    start: int,
    change: Callable[[Texts], Texts],
    hand: Signer | None = FORGER,
) -> None:
    """Chain the acts from ``start`` on anew: whatever names an act names it as it is now. What was
    changed by that is signed by ``hand``, where there is one."""
    ((uid,),) = base.execute("SELECT uid FROM point")
    tail, renamed = genesis(uid), dict[bytes, bytes]()
    acts = base.execute(
        "SELECT seq, given, body, signature, cosignature, tail FROM act ORDER BY seq"
    ).fetchall()
    for seq, given, body, signature, cosignature, old in acts:
        if seq >= start:
            body, given = change((body, given)) if seq == start else (body, given)
            if hand is not None:
                body = _HEX.sub(lambda found: renamed.get(found[0], found[0]), body)
                signature, cosignature = hand.sign(body), cosignature and hand.sign(body)
        tail = chained(tail, seq, given, body, signature, cosignature)
        renamed[old.hex().encode()] = tail.hex().encode()
        base.execute(
            "UPDATE act SET body = ?, given = ?, signature = ?, cosignature = ?, tail = ?"
            " WHERE seq = ?",
            (body, given, signature, cosignature, tail, seq),
        )
    base.execute("UPDATE ledger SET tail = ?", (tail,))


def say_again(base: sqlite3.Connection, rng: random.Random) -> None:
    """Appends what a device once signed as if it were new, with all that the database itself gives
    made right: another visitor, whom nobody saw."""
    ((table,),) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'act'")
    loose = table.replace(", UNIQUE (point_id, request)", "").replace("TABLE act", "TABLE loose")
    base.executescript(
        f"PRAGMA foreign_keys = 0; {loose}; INSERT INTO loose SELECT * FROM act;"
        " DROP TABLE act; ALTER TABLE loose RENAME TO act;"
        " CREATE TEMP TABLE t AS SELECT * FROM entry WHERE state = 'waiting'"
        " ORDER BY id DESC LIMIT 1"
    )
    columns = "kind, request, body, key_id, signature"
    said = base.execute(
        f"SELECT {columns} FROM act WHERE kind = 'entry_opened' AND entry_id = (SELECT id FROM t)"
    ).fetchone()
    ((size, tail, at),) = base.execute("SELECT size, tail, at FROM ledger")
    ((number,),) = base.execute(
        "SELECT last_number + 1 FROM volume WHERE id = (SELECT volume_id FROM t)"
    )
    ((day, series, ticket),) = base.execute("SELECT day, series, max(ticket) + 1 FROM t")
    seq = size + 1
    given = canonical(
        {"at": at, "seq": seq, "number": number, "day": day, "series": series, "ticket": ticket}
    )
    after = chained(tail, seq, given, said[2], said[4], None)
    base.execute(
        f"INSERT INTO act (point_id, seq, at, entry_id, given, tail, {columns})"
        " VALUES (1, ?, ?, 999, ?, ?, ?, ?, ?, ?, ?)",
        (seq, at, given, after, *said),
    )
    base.execute(
        "UPDATE t SET id = 999, number = ?, opened_at = ?, ticket = ?, request_id = 'again'",
        (number, at, ticket),
    )
    base.execute("INSERT INTO entry SELECT * FROM t")
    base.execute(
        "UPDATE volume SET last_number = ? WHERE id = (SELECT volume_id FROM t)", (number,)
    )
    base.execute("UPDATE ledger SET size = ?, tail = ?", (seq, after))


def cut_the_tail(base: sqlite3.Connection, rng: random.Random) -> None:
    """Cuts the newest acts off with everything they did, and sets the head to fit."""
    ((size,),) = base.execute("SELECT size FROM ledger")
    _cut(base, size - rng.randint(1, 8))


def _cut(base: sqlite3.Connection, size: int) -> None:
    base.execute(f"DELETE FROM wording WHERE act_id IN (SELECT id FROM act WHERE seq > {size})")
    base.execute(f"DELETE FROM act WHERE seq > {size}")
    base.execute(
        "UPDATE ledger SET (size, tail, at) ="
        " (SELECT seq, tail, at FROM act ORDER BY seq DESC LIMIT 1)"
    )


def swap_acts(base: sqlite3.Connection, rng: random.Random) -> None:
    a, b = rng.sample([seq for (seq,) in base.execute("SELECT seq FROM act")], 2)
    for old, new in ((a, -1), (b, a), (-1, b)):
        base.execute(f"UPDATE act SET seq = {new} WHERE seq = {old}")


def drop_an_act(base: sqlite3.Connection, rng: random.Random) -> None:
    """Deletes an act and closes the gap in the numbers."""
    (seq,) = rng.choice(base.execute("SELECT seq FROM act").fetchall())
    base.execute(f"DELETE FROM wording WHERE act_id IN (SELECT id FROM act WHERE seq = {seq})")
    base.execute(f"DELETE FROM act WHERE seq = {seq}")
    base.execute(f"UPDATE act SET seq = -seq WHERE seq > {seq}")
    base.execute("UPDATE act SET seq = -seq - 1 WHERE seq < 0")
    base.execute("UPDATE ledger SET size = size - 1")


def _flip(column: str) -> Insider:
    """Turns one bit of an act."""

    def tamper(base: sqlite3.Connection, rng: random.Random) -> None:
        seq, text = rng.choice(base.execute(f"SELECT seq, {column} FROM act").fetchall())
        changed = bytearray(text)
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        base.execute(f"UPDATE act SET {column} = ? WHERE seq = ?", (bytes(changed), seq))

    return tamper


_SIGNED, _NOISE = "state = 'signed' AND destroyed_at IS NULL", "randomblob(32)"
KINDS: dict[str, Insider] = {
    "words of an entry": change_words,
    "words and their salt": change_words_and_salt,
    "role": _set("entry", "role", "'administration'"),
    "channel": _set("entry", "channel", "'email'"),
    "date of the visit": _set("entry", "opened_at", "'2025-11-20T06:00:00.000Z'"),
    "date of completion": _set("entry", "completed_at", "'2025-11-20T06:00:00.000Z'"),
    "day of the help": _set("entry", "held_on", "'2025-11-20'"),
    "when it was asked": _set("entry", "asked", "'2025-11-20T10:40'"),
    "day that it outlives": _set("entry", "carried_on", "'2025-11-20'"),
    "date of signing": _set("entry", "signed_at", "'2025-11-20T06:00:00.000Z'"),
    "state": _set("entry", "state", "'completed'", _SIGNED),
    "reason of an end": _set("entry", "left_reason", "'withdrawn'", "state = 'left'"),
    "withdrawal undone": undo_withdrawal,
    "specialist": _set("entry", "specialist_id", "NULL", _SIGNED),
    "ticket": _set("entry", "ticket", "88", "corrects_id IS NULL"),
    "act that signed": _set("entry", "signed_seq", "13", "1"),
    "signature given to a visitor": _set("entry", "signed_seq", "13", "state = 'waiting'"),
    "entry that it stands for": _set("entry", "corrects_id", "2", "1"),
    "replacement that stands for none": _set(
        "entry", "corrects_id", "NULL", "corrects_id IS NOT NULL"
    ),
    "consent": _set("entry", "consent", "'2'"),
    "said to be destroyed": _set("entry", "destroyed_at", "'2025-11-24'", _SIGNED),
    "numbers swapped": swap_numbers,
    "entry deleted": _delete("entry"),
    "entry added": add_entry,
    "counter": _set("volume", "last_number", "77"),
    "volume reopened": _set("volume", "closed_at", "NULL"),
    "volume's year": _set("volume", "year", "2020"),
    "volume deleted": _delete("volume"),
    "specialist's name": _set("specialist", "name", "'Другая Анна'"),
    "specialist's duty": _set("specialist", "duty", "'administrator'"),
    "specialist's post": _set("specialist", "post", "'директор'"),
    "specialist's journals": _set("specialist", "journals", "' consultations requests '"),
    "specialist dismissed": _set("specialist", "status", "'retired'"),
    "specialist invited": _set("specialist", "status", "'invited'"),
    "specialist's key": _set("specialist", "key_id", "'0000000000000000'"),
    "specialist's wrapped key": _set("specialist", "sealed_key", "randomblob(72)"),
    "agreement's text": _set("signing_key", "agreement", "'иначе'"),
    "key's holder": _set("signing_key", "specialist_id", "1"),
    "reason of a correction": _set("wording", "text", "'иначе'", "word = 'wording'"),
    "reason deleted": _delete("wording", "word = 'wording'"),
    "signer's name": _set("wording", "text", "'Чужая А.А.'", "word = 'signer'"),
    "signer's post": _set("wording", "text", "'директор'", "word = 'signer_post'"),
    "signer forgotten": _set("wording", "text", "''", "word = 'signer'"),
    "signer deleted": _delete("wording", "word = 'signer'"),
    "drawn signature": _set("drawing", "strokes", "'[[[1,1]]]'"),
    "drawn signature deleted": _delete("drawing"),
    "signature": _set("act", "signature", "randomblob(64)"),
    "signature of the device": _set("act", "cosignature", "NULL", "cosignature IS NOT NULL"),
    "name of a key": _set("act", "key_id", "'0000000000000000'"),
    "id of what was asked": _set("act", "request", "'another'"),
    "bit of what an act says": _flip("body"),
    "bit of what an act was given": _flip("given"),
    "acts swapped": swap_acts,
    "act dropped": drop_an_act,
    "act shown with another entry": _set("act", "entry_id", "2", "entry_id IS NOT NULL"),
    "annulment hidden": _set("act", "entry_id", "NULL", "kind = 'entry_annulled'"),
    "visitor entered again": say_again,
    "entry given another number": renumber,
    "signed with an own key": sign_with_own_key,
    "history written anew": rewrite_history,
    "act redated": redate,
    "tail cut": cut_the_tail,
    "head moved": _set("ledger", "tail", _NOISE),
    "school renamed": _set("point", "school", "'Другая школа'"),
    "point renamed": _set("point", "name", "'Другой пункт'"),
    "point in another time zone": _set("point", "zone", "'Europe/Moscow'"),
}


def trial(template: Path, checkpoint: MadeCheckpoint, kind: str, rng: random.Random) -> bool:
    """True when the tampering was found."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        copy_point(template, Path(folder))
        place = _place(Path(folder))
        base = _unfenced(place)
        KINDS[kind](base, rng)
        base.commit()
        base.close()
        try:
            return verify(open_point(place), [checkpoint.checkpoint]).wrong is not None
        except HelpPointError:
            return True
        finally:
            close_database()


def _unfenced(place: Place) -> sqlite3.Connection:
    """The database as its owner opens it: no triggers, no checks."""
    base = sqlite3.connect(place.database)
    base.execute("PRAGMA ignore_check_constraints = 1")
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {name}")
    return base


def chain_alone(template: Path, kind: str, rng: random.Random) -> bool:
    """Control: only looks whether each act fits its place in the chain."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        copy_point(template, Path(folder))
        base = _unfenced(_place(Path(folder)))
        KINDS[kind](base, rng)
        ((uid,),) = base.execute("SELECT uid FROM point")
        tail = genesis(uid)
        acts = "SELECT seq, given, body, signature, cosignature, tail FROM act ORDER BY seq"
        for *linked, found in base.execute(acts):
            tail = chained(tail, *linked)
            if tail != found:
                return True
        return False


def _place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def make_template(folder: Path) -> MadeCheckpoint:
    """A ledger with every kind of act, and the checkpoint that is kept outside."""
    make_pins_cheap()
    clock = Clock()
    point = furnish(_place(folder), clock)
    people = staff_of(point)
    spend_a_day(point, clock)
    _correct_and_draw(point)
    _withdraw(point)
    sign_opening(point, people.administrator, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"])
    clock.wait(days=300)
    end_days(point, None)
    close(
        point,
        people.administrator,
        Journal.CONSULTATIONS,
        2025,
        pin=PINS["smirnova"],
        reason="Не подписаны",
    )
    help_and_sign(point, people.technician, ask(point))
    consult(point)
    _withdraw(point)
    destroy(
        point, [1], cause=Cause.REQUEST, reason="Заявление", login="smirnova", pin=PINS["smirnova"]
    )
    made = make_checkpoint(point)
    close_database()
    return made


def _correct_and_draw(point: HelpPoint) -> None:
    people, pin = staff_of(point), PINS["belaya"]
    wrong = help_and_sign(point, people.teacher, consult(point))
    annul(point, people.teacher, wrong, reason="Записано дважды", pin=pin)
    wrong = help_and_sign(point, people.teacher, consult(point))
    replace(point, people.teacher, wrong, words={"name": "Ли Яна"}, reason="Имя", pin=pin)
    drawn = help_out(point, people.teacher, consult(point))
    sign(point, people.teacher, drawn, pin=pin, strokes=dump([[(10, 10), (500, 900)]]))


def _withdraw(point: HelpPoint) -> None:
    """A visitor withdraws for good, and another one is restored."""
    chief = at_desk(point, staff_of(point).administrator)
    entries = [entry_of(consult(point)) for _each in range(2)]
    for entry in entries:
        my_ticket.withdraw(point, entry)
    desk.restore(point, chief, entries[1])


def main() -> int:
    """0 where all was found and the chain alone missed something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng, began = random.Random(said.seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tamper-") as name:
        template = Path(name)
        checkpoint = make_template(template)
        missed = [
            kind
            for kind in KINDS
            for _try in range(said.each)
            if not trial(template, checkpoint, kind, rng)
        ]
        unseen = [kind for kind in KINDS if not chain_alone(template, kind, rng)]
    seconds = time.monotonic() - began
    tried = f"{len(KINDS)} kinds × {said.each}"
    print(f"seed {said.seed}: {tried}, {len(missed)} missed {set(missed) or ''}, {seconds:.0f} s")
    print(f"control that checks the chain alone misses {len(unseen)} of {len(KINDS)} kinds")
    return 0 if not missed and unseen else 1


if __name__ == "__main__":
    sys.exit(main())
