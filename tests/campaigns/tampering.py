"""Tampering by somebody who can write the database and knows the format, but has no keys.

Run ``python -m tests.campaigns.tampering --each 200``. Each kind is tried on random rows of a
ledger with corrections, closings, agreements, drawn signatures and destroyed data; the triggers
are dropped first. A verification with the last outside checkpoint must find every one. The control
verifies the chain alone, and must miss most.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db.engine import close_database
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.checkpoints import MadeCheckpoint, make_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.chain import genesis, link_hash, tail_after
from kiosk.proof.forms import Journal
from kiosk.signing.keys import Signer
from kiosk.verification.everything import verify
from kiosk.words.drawing import dump
from kiosk.words.errors import HelpPointError
from tests.copies import copy_point
from tests.people import (
    PINS,
    Clock,
    ask,
    consult,
    furnish,
    help_and_sign,
    help_out,
    spend_a_day,
    staff_of,
)
from tests.pin_cost import make_pins_cheap

Insider = Callable[[sqlite3.Connection, random.Random], None]
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


def swap_numbers(base: sqlite3.Connection, rng: random.Random) -> None:
    rows = base.execute("SELECT id, number FROM entry WHERE volume_id = 1").fetchall()
    (first, a), (second, b) = rng.sample(rows, 2)
    base.execute(f"UPDATE entry SET number = -1 WHERE id = {first}")
    base.execute(f"UPDATE entry SET number = {a} WHERE id = {second}")
    base.execute(f"UPDATE entry SET number = {b} WHERE id = {first}")


def add_entry(base: sqlite3.Connection, rng: random.Random) -> None:
    (row,) = rng.choice(base.execute("SELECT id FROM entry").fetchall())
    base.execute(f"CREATE TEMP TABLE t AS SELECT * FROM entry WHERE id = {row}")
    base.execute("UPDATE t SET id = 999, number = 999, request_id = 'x', state = 'signed'")
    base.execute("INSERT INTO entry SELECT * FROM t")


def sign_with_own_key(base: sqlite3.Connection, rng: random.Random) -> None:
    (seq,) = rng.choice(base.execute("SELECT seq FROM act").fetchall())
    _rewrite(base, seq, lambda body: body)


def rewrite_history(base: sqlite3.Connection, rng: random.Random) -> None:
    """Changes an act, and chains and signs everything after it anew with a key of one's own."""
    seqs = base.execute("SELECT seq FROM act WHERE CAST(body AS TEXT) LIKE '%teacher%'").fetchall()
    (seq,) = rng.choice(seqs)
    _rewrite(base, seq, lambda body: body.replace(b"teacher", b"pupil"))


def redate(base: sqlite3.Connection, rng: random.Random) -> None:
    (seq, at) = rng.choice(base.execute("SELECT seq, at FROM act WHERE seq > 2").fetchall())
    _rewrite(base, seq, lambda body: body.replace(at.encode(), b"2025-11-24T06:00:00.001Z"))


def _rewrite(base: sqlite3.Connection, start: int, change: Callable[[bytes], bytes]) -> None:
    ((uid,),) = base.execute("SELECT uid FROM point")
    tail = genesis(uid)
    acts = base.execute(
        "SELECT seq, body, hash, signature, cosignature FROM act ORDER BY seq"
    ).fetchall()
    for seq, body, act_hash, signature, cosignature in acts:
        if seq >= start:
            body = change(body) if seq == start else body
            act_hash = link_hash(tail, seq, body)
            signature = FORGER.sign(act_hash)
            base.execute(
                "UPDATE act SET body = ?, hash = ?, signature = ? WHERE seq = ?",
                (body, act_hash, signature, seq),
            )
        tail = tail_after(act_hash, signature, cosignature)
    base.execute("UPDATE ledger SET tail = ?", (tail,))


def cut_the_tail(base: sqlite3.Connection, rng: random.Random) -> None:
    """Cuts the newest acts off with everything they did, and sets the head to fit."""
    ((size,),) = base.execute("SELECT size FROM ledger")
    _cut(base, size - rng.randint(1, 8))


def _cut(base: sqlite3.Connection, size: int) -> None:
    base.execute(f"DELETE FROM wording WHERE act_id IN (SELECT id FROM act WHERE seq > {size})")
    base.execute(f"DELETE FROM act WHERE seq > {size}")
    ((at, *signed),) = base.execute(
        "SELECT at, hash, signature, cosignature FROM act ORDER BY seq DESC LIMIT 1"
    )
    base.execute("UPDATE ledger SET size = ?, tail = ?, at = ?", (size, tail_after(*signed), at))


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


def flip_body(base: sqlite3.Connection, rng: random.Random) -> None:
    seq, body = rng.choice(base.execute("SELECT seq, body FROM act").fetchall())
    changed = bytearray(body)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    base.execute("UPDATE act SET body = ? WHERE seq = ?", (bytes(changed), seq))


_SIGNED, _NOISE = "state = 'signed' AND destroyed_at IS NULL", "randomblob(32)"
KINDS: dict[str, Insider] = {
    "words of an entry": change_words,
    "words and their salt": change_words_and_salt,
    "role": _set("entry", "role", "'administration'"),
    "channel": _set("entry", "channel", "'email'"),
    "date of the visit": _set("entry", "opened_at", "'2025-11-20T06:00:00.000Z'"),
    "date of completion": _set("entry", "completed_at", "'2025-11-20T06:00:00.000Z'"),
    "date of signing": _set("entry", "signed_at", "'2025-11-20T06:00:00.000Z'"),
    "state": _set("entry", "state", "'completed'", _SIGNED),
    "specialist": _set("entry", "specialist_id", "NULL", _SIGNED),
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
    "specialist's wrapped key": _set("specialist", "sealed_key", "randomblob(72)"),
    "agreement's text": _set("signing_key", "agreement", "'иначе'"),
    "key's holder": _set("signing_key", "specialist_id", "1"),
    "reason of a correction": _set("wording", "text", "'иначе'"),
    "reason deleted": _delete("wording"),
    "drawn signature": _set("drawing", "strokes", "'[[[1,1]]]'"),
    "drawn signature deleted": _delete("drawing"),
    "signature": _set("act", "signature", "randomblob(64)"),
    "byte of an act": flip_body,
    "acts swapped": swap_acts,
    "act dropped": drop_an_act,
    "act shown with another entry": _set("act", "entry_id", "2", "entry_id IS NOT NULL"),
    "signed with an own key": sign_with_own_key,
    "history written anew": rewrite_history,
    "act redated": redate,
    "tail cut": cut_the_tail,
    "head moved": _set("ledger", "tail", _NOISE),
    "point renamed": _set("point", "school", "'Другая школа'"),
}


def trial(template: Path, checkpoint: MadeCheckpoint, kind: str, rng: random.Random) -> bool:
    """True when the tampering was found."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        copy_point(template, folder)
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
    """Control: only looks whether each act's hash fits its place."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        copy_point(template, folder)
        base = _unfenced(_place(Path(folder)))
        KINDS[kind](base, rng)
        ((uid,),) = base.execute("SELECT uid FROM point")
        tail = genesis(uid)
        acts = "SELECT seq, body, hash, signature, cosignature FROM act ORDER BY seq"
        for seq, body, *signed in base.execute(acts):
            if link_hash(tail, seq, body) != signed[0]:
                return True
            tail = tail_after(*signed)
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
    sign_opening(point, people.administrator, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"])
    clock.wait(days=300)
    close(
        point,
        people.administrator,
        Journal.CONSULTATIONS,
        2025,
        pin=PINS["smirnova"],
        reason="Не подписаны",
    )
    help_and_sign(point, people.technician, ask(point))
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
