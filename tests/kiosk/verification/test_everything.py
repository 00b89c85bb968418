"""Somebody who owns the file changes it: the verification names the first row that is wrong.

The ledger of the used point: 1 kiosk, 2-8 specialists, names and agreements, 9 volume, 10-13
consultation 1 (opened, desk opened, completed, signed), 14-17 consultation 2, 18-19 consultation 3,
20-21 consultation 4, 22 consultation 5, 23 volume, 24-27 request 1.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from db.engine import close_database, current
from db.models import Act
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import OPENED_WORDS
from kiosk.proof.canonical import Facts, Value, canonical, commitments
from kiosk.proof.chain import chained, genesis
from kiosk.signing.keys import Signer
from kiosk.verification.everything import Report, verify
from kiosk.verification.walked import Walked
from kiosk.words.errors import HelpPointError, KeysMissing
from kiosk.words.i18n import use
from tests.people import Clock, Staff, consult, help_and_sign

FIRST, SECOND, THIRD = (f"Консультации 2025/26, запись № {number}:" for number in (1, 2, 3))
FOURTH, FIFTH = (f"Консультации 2025/26, запись № {number}:" for number in (4, 5))
REQUEST = "Технические заявки 2025/26, запись № 1:"
LATER = "2025-11-24T07:00:00.000Z"


def act(seq: int) -> str:
    return f"Реестр, акт {seq}:"


CELLS = {
    "role": "'pupil'",
    "channel": "'email'",
    "name": "'Другая Анна'",
    "school_class": "'5-А'",
    "room": "'1'",
    "topic_title": "'Другая тема'",
    "problem": "'x'",
    "result": "'Ничего не сделано'",
    "note": "'x'",
    "left_reason": "'no_show'",
    "request_id": "'another'",
    "asked": "'2025-11-23T09:00'",
    "opened_at": "'2025-11-23T06:00:00.000Z'",
    "completed_at": "'2025-11-25T06:00:00.000Z'",
    "signed_at": "'2025-11-25T06:00:00.000Z'",
    "signed_seq": "17",
    "corrects_id": "2",
    "held_on": "'2025-11-23'",
    "carried_on": "'2025-11-24'",
    "day": "'2025-11-25'",
    "series": "'Т'",
    "ticket": "77",
    "point_id": "2",
    "salt": "randomblob(32)",
    "search": "'не найти'",
    "consent": "'refused'",
    "destroyed_at": "'2025-11-25T06:00:00.000Z'",
    "state": "'completed'",
    "specialist_id": "1",
    "number": "77",
}
"""The columns of a signed entry that the ledger speaks for, and what is written into them."""
UNSPOKEN = {"id", "topic_id", "called_at", "started_at"}
"""Columns that only the line needs, and links to what stands beside them in words."""

TAMPERING = {
    # what the acts say, and what stands beside it
    "body changed": (
        "UPDATE act SET body = replace(body, 'teacher', 'pupil') WHERE seq = 10",
        act(10),
    ),
    "body replaced by no JSON": ("UPDATE act SET body = x'00' WHERE seq = 12", act(12)),
    "number that was given changed": (
        "UPDATE act SET given = CAST(replace(given, '\"number\":1', '\"number\":2') AS BLOB)"
        " WHERE seq = 10",
        act(10),
    ),
    "what was given replaced by no JSON": ("UPDATE act SET given = x'00' WHERE seq = 12", act(12)),
    "an act's id changed": ("UPDATE act SET request = 'another' WHERE seq = 12", act(12)),
    "tail changed": ("UPDATE act SET tail = randomblob(32) WHERE seq = 12", act(12)),
    "tail cut": ("UPDATE act SET tail = x'' WHERE seq = 12", act(12)),
    "signature changed": ("UPDATE act SET signature = randomblob(64) WHERE seq = 13", act(13)),
    "signature cut": ("UPDATE act SET signature = x'' WHERE seq = 13", act(13)),
    "kiosk's signature changed": (
        "UPDATE act SET signature = randomblob(64) WHERE seq = 10",
        act(10),
    ),
    "desk's signature changed": (
        "UPDATE act SET signature = randomblob(64) WHERE seq = 12",
        act(12),
    ),
    "cosignature changed": ("UPDATE act SET cosignature = randomblob(64) WHERE seq = 5", act(5)),
    "cosignature lost": ("UPDATE act SET cosignature = NULL WHERE seq = 7", act(7)),
    "cosignature of a completion lost": (
        "UPDATE act SET cosignature = NULL WHERE seq = 12",
        act(12),
    ),
    "kind changed": ("UPDATE act SET kind = 'entry_left' WHERE seq = 19", act(19)),
    "time changed": ("UPDATE act SET at = '2025-11-24T05:00:00.000Z' WHERE seq = 13", act(13)),
    "key changed": (
        "UPDATE act SET key_id = (SELECT key_id FROM act WHERE seq = 17) WHERE seq = 13",
        act(13),
    ),
    "desk changed": (
        "UPDATE act SET key_id = (SELECT key_id FROM act WHERE seq = 16) WHERE seq = 12",
        act(12),
    ),
    "key unknown": ("UPDATE act SET key_id = '0000000000000000' WHERE seq = 13", act(13)),
    "an act taken for another in a table without constraints": (
        "CREATE TABLE copy AS SELECT * FROM act; DROP TABLE act; ALTER TABLE copy RENAME TO act;"
        " UPDATE act SET seq = 10 WHERE seq = 27",
        "Реестр, акт 10: такой акт есть дважды",
    ),
    "number of an act changed": ("UPDATE act SET seq = 102 WHERE seq = 27", act(27)),
    "act moved to another entry": ("UPDATE act SET entry_id = 2 WHERE seq = 12", FIRST),
    "act moved to no entry": ("UPDATE act SET entry_id = NULL WHERE seq = 12", FIRST),
    "signature shown with its entry": ("UPDATE act SET entry_id = 1 WHERE seq = 13", act(13)),
    "signature shown with another entry": ("UPDATE act SET entry_id = 2 WHERE seq = 13", act(13)),
    "signature of an entry taken away": (
        "UPDATE entry SET signed_seq = NULL WHERE id = 1",
        FIRST,
    ),
    "an entry given a colleague's signature": (
        "UPDATE entry SET signed_seq = 17 WHERE id = 1",
        FIRST,
    ),
    "an unsigned entry given a signature": (
        "UPDATE entry SET signed_seq = 13, signed_at = completed_at, state = 'signed' WHERE id = 3",
        THIRD,
    ),
    "an entry made to stand for another": (
        "UPDATE entry SET corrects_id = 2 WHERE id = 3",
        THIRD,
    ),
    # acts missing, doubled, out of order
    "act deleted": ("DELETE FROM act WHERE seq = 12", act(12)),
    "first act deleted": ("DELETE FROM act WHERE seq = 2", act(2)),
    "last act deleted": ("DELETE FROM act WHERE seq = 27", act(26)),
    "all acts of an entry deleted": ("DELETE FROM act WHERE entry_id = 2", act(14)),
    "acts swapped": (
        "UPDATE act SET seq = -1 WHERE seq = 13; UPDATE act SET seq = 13 WHERE seq = 17;"
        " UPDATE act SET seq = 17 WHERE seq = -1",
        act(13),
    ),
    "signatures swapped": (
        "CREATE TEMP TABLE t AS SELECT seq, signature FROM act WHERE seq IN (13, 17);"
        " UPDATE act SET signature = (SELECT signature FROM t WHERE t.seq = 17) WHERE seq = 13;"
        " UPDATE act SET signature = (SELECT signature FROM t WHERE t.seq = 13) WHERE seq = 17",
        act(13),
    ),
    "ledger cut, its head as it was": ("DELETE FROM act WHERE seq > 17", act(17)),
    "ledger cut, its size put right": (
        "DELETE FROM act WHERE seq > 17; UPDATE ledger SET size = 17",
        act(17),
    ),
    "head's size changed": ("UPDATE ledger SET size = size + 1", act(27)),
    "head's tail changed": ("UPDATE ledger SET tail = randomblob(32)", act(27)),
    "point's identity changed": ("UPDATE point SET uid = 'another'", act(1)),
    # the tables beside the ledger
    "entry deleted": ("DELETE FROM entry WHERE id = 2", SECOND),
    "last entry deleted": ("DELETE FROM entry WHERE id = 5", FIFTH),
    "entry added": (
        "CREATE TEMP TABLE t AS SELECT * FROM entry WHERE id = 5;"
        " UPDATE t SET id = 9, number = 6, request_id = 'added', ticket = 99;"
        " INSERT INTO entry SELECT * FROM t",
        "Консультации 2025/26, запись № 6:",
    ),
    "unsigned entry said to be signed": ("UPDATE entry SET state = 'signed' WHERE id = 3", THIRD),
    "left entry said to wait": ("UPDATE entry SET state = 'waiting' WHERE id = 4", FOURTH),
    "waiting entry said to be completed": (
        "UPDATE entry SET state = 'completed' WHERE id = 5",
        FIFTH,
    ),
    "result written into an open entry": ("UPDATE entry SET result = 'x' WHERE id = 5", FIFTH),
    "note written into an open entry": ("UPDATE entry SET note = 'x' WHERE id = 5", FIFTH),
    "result written into an open entry, to be found by it": (
        "UPDATE entry SET result = 'x', search = search || ' x' WHERE id = 5",
        f"{FIFTH} «Что сделано»",
    ),
    "salt made a text": ("UPDATE entry SET salt = 'text' WHERE id = 1", f"{FIRST} «salt»"),
    "specialist of an entry gone": ("UPDATE entry SET specialist_id = 99 WHERE id = 1", FIRST),
    "specialist of an entry taken away": (
        "UPDATE entry SET specialist_id = NULL WHERE id = 1",
        FIRST,
    ),
    "request changed": ("UPDATE entry SET problem = 'Всё работает' WHERE id = 6", REQUEST),
    "entries swapped": (
        "UPDATE entry SET number = -1 WHERE id = 1; UPDATE entry SET number = 1 WHERE id = 2;"
        " UPDATE entry SET number = 2 WHERE id = 1",
        FIRST,
    ),
    "entry moved to the other journal": (
        "UPDATE entry SET volume_id = 2 WHERE id = 2",
        SECOND,
    ),
    "counter raised": (
        "UPDATE volume SET last_number = 6 WHERE id = 1",
        "Консультации 2025/26:",
    ),
    "counter lowered": (
        "UPDATE volume SET last_number = 4 WHERE id = 1",
        "Консультации 2025/26:",
    ),
    "volume moved to another year": (
        "UPDATE volume SET year = 2024 WHERE id = 1",
        FIRST,
    ),
    "volume made the other journal's": (
        "DELETE FROM volume WHERE id = 2; UPDATE volume SET journal = 'requests' WHERE id = 1",
        FIRST,
    ),
    "volume's first day changed": (
        "UPDATE volume SET opened_at = '2025-09-01T06:00:00.000Z' WHERE id = 1",
        "Консультации 2025/26:",
    ),
    "volume deleted": ("DELETE FROM volume WHERE id = 2", REQUEST),
    "specialist's name changed": (
        "UPDATE specialist SET name = 'Чужая Анна' WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist's post changed": (
        "UPDATE specialist SET post = 'директор' WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist promoted": (
        "UPDATE specialist SET duty = 'administrator' WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist given a journal": (
        "UPDATE specialist SET journals = ' consultations requests ' WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist's key replaced": (
        "UPDATE specialist SET key_id = '0000000000000000' WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist's wrapped key replaced": (
        "UPDATE specialist SET sealed_key = randomblob(72) WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist's login changed": (
        "UPDATE specialist SET login = 'chuzhaya' WHERE login = 'belaya'",
        FIRST,
    ),
    "specialist's PIN salt replaced": (
        "UPDATE specialist SET pin_salt = randomblob(16) WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist dismissed": (
        "UPDATE specialist SET status = 'retired' WHERE login = 'kovalyov'",
        "Специалист kovalyov:",
    ),
    "specialist's salt changed": (
        "UPDATE specialist SET salt = randomblob(32) WHERE login = 'belaya'",
        "Специалист belaya:",
    ),
    "specialist deleted": (
        "DELETE FROM specialist WHERE login = 'kovalyov'",
        REQUEST,
    ),
    "specialist put back among the invited": (
        "UPDATE specialist SET status = 'invited' WHERE login = 'kovalyov'",
        "Специалист kovalyov:",
    ),
    "specialist added": (
        "CREATE TEMP TABLE t AS SELECT * FROM specialist WHERE id = 3;"
        " UPDATE t SET id = 9, login = 'chuzhaya', key_id = '0000000000000000';"
        " INSERT INTO specialist SELECT * FROM t",
        "Специалист chuzhaya:",
    ),
    "cosignature that is a word": (
        "UPDATE act SET cosignature = 'x' WHERE seq = 13",
        "Реестр, акт 13:",
    ),
    "cosignature of nothing": (
        "UPDATE act SET cosignature = x'' WHERE seq = 13",
        "Реестр, акт 13:",
    ),
    "key of another day": (
        "UPDATE signing_key SET enrolled_at = '2025-01-01T00:00:00.000Z'",
        "Ключ ",
    ),
    "school renamed": ("UPDATE point SET school = 'Другая школа'", "Названия школы и пункта:"),
    "point renamed": ("UPDATE point SET name = 'Другой пункт'", "Названия школы и пункта:"),
    "zone of the point changed": (
        "UPDATE point SET zone = 'Europe/Moscow'",
        "Названия школы и пункта:",
    ),
}


def tamper(place: Place, statements: str) -> None:
    """Change the file as its owner can: without guards, foreign keys and checks."""
    file = sqlite3.connect(place.database)
    triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        file.execute(f"DROP TRIGGER {name}")
    file.executescript(f"PRAGMA ignore_check_constraints = 1; {statements};")
    file.commit()
    file.close()


def found(place: Place) -> str:
    """What the verification says of the row that is wrong."""
    report = verify(open_point(place, clock=Clock()))
    assert report.wrong is not None
    return report.wrong


def test_a_day_of_honest_work_is_found_in_order(used_place: Place) -> None:
    report = verify(open_point(used_place))
    assert report.wrong is None
    assert (report.acts, report.entries, report.volumes) == (27, 6, 2)
    assert (report.signed, report.unsigned) == (3, 1)
    by_people, proofs = 27 - 10, 3 + 3  # the device cosigns; a new key or desk proves itself
    assert report.signatures == 27 + by_people + proofs
    assert len(report.head) == 64


def test_an_empty_point_is_found_in_order(place: Place) -> None:
    report = verify(open_point(place, create=True))
    assert (report.wrong, report.acts, report.entries) == (None, 1, 0)


def test_an_honest_point_is_found_in_order_on_each_engine(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    assert verify(any_point).wrong is None


def test_a_restart_changes_nothing(used_place: Place) -> None:
    heads = set()
    for _ in range(3):
        heads.add(verify(open_point(used_place)).head)
        close_database()
    assert len(heads) == 1


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_found_and_its_row_named(used_place: Place, kind: str) -> None:
    statements, row = TAMPERING[kind]
    tamper(used_place, statements)
    assert found(used_place).startswith(row)


@pytest.mark.parametrize("column", CELLS)
def test_every_cell_of_a_signed_entry_is_compared(used_place: Place, column: str) -> None:
    tamper(used_place, f"UPDATE entry SET {column} = {CELLS[column]} WHERE id = 1")
    assert "Консультации 2025/26, запись №" in found(used_place)


@pytest.mark.parametrize("column", ["name", "topic_title", "opened_at", "role", "salt"])
def test_every_cell_of_a_waiting_entry_is_compared(used_place: Place, column: str) -> None:
    tamper(used_place, f"UPDATE entry SET {column} = {CELLS[column]} WHERE id = 5")
    assert found(used_place).startswith(FIFTH)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("name", "«ФИО»"),
        ("topic_title", "«Тема»"),
        ("result", "«Что сделано»"),
        ("search", "«search»"),
    ],
)
def test_a_changed_word_is_named_by_its_own_column(
    used_place: Place, column: str, said: str
) -> None:
    tamper(used_place, f"UPDATE entry SET {column} = {CELLS[column]} WHERE id = 1")
    assert said in found(used_place)


def test_the_cells_that_are_compared_are_all_there_are(point: HelpPoint) -> None:
    columns = {column.name for column in current().get_columns("entry")}
    assert columns == CELLS.keys() | {"volume_id"} | UNSPOKEN


def test_what_is_wrong_is_said_in_the_language_in_use(used_place: Place) -> None:
    tamper(used_place, "UPDATE entry SET name = 'x' WHERE id = 1")
    use("en")
    assert found(used_place).startswith("Consultations 2025/26, entry")


def forged(place: Place, hand: Signer, kind: str, facts: Facts, **given: Value) -> str:
    """The statements that chain an act of a forger's own to the ledger, head included."""
    point = open_point(place, clock=Clock())
    last = Act.select().order_by(Act.seq.desc()).get()
    seq, tail, uid = last.seq + 1, bytes(last.tail), point.uid
    close_database()
    common = {
        "v": 2,
        "kind": kind,
        "point": uid,
        "device": point.keyring.kiosk.key_id,
        "request": "forged",
        "said": LATER,
        "seen": {"size": last.seq, "head": tail.hex()},
    }
    body, text = canonical({**common, **facts}), canonical({"at": LATER, "seq": seq, **given})
    signature = hand.sign(body)
    after = chained(tail, seq, text, body, signature, None)
    return (
        "INSERT INTO act (point_id, seq, kind, at, request, body, given, key_id, signature, tail)"
        f" VALUES (1, {seq}, '{kind}', '{LATER}', 'forged', x'{body.hex()}', x'{text.hex()}',"
        f" '{hand.key_id}', x'{signature.hex()}', x'{after.hex()}');"
        f" UPDATE ledger SET size = {seq}, tail = x'{after.hex()}'"
    )


def test_a_second_kiosk_cannot_be_smuggled_into_the_ledger(used_place: Place) -> None:
    """Who has the file but no key writes the ledger anew with a key of their own."""
    forger = Signer(bytes(32))
    facts = {"key": forger.key_id, "public_key": forger.public_key.hex()}
    tamper(used_place, forged(used_place, forger, "kiosk_enrolled", facts))
    assert found(used_place) == f"{act(28)} ключ киоска вносят только первым актом"


def test_an_entry_cannot_be_forged_with_a_key_of_ones_own(used_place: Place) -> None:
    """The opening of consultation 6 as the kiosk would say it."""
    facts = {
        "journal": "consultations",
        "year": 2025,
        "role": "teacher",
        "channel": "in_person",
        "committed": commitments(bytes(32), dict.fromkeys(OPENED_WORDS, "")),
    }
    given = {"number": 6, "day": "2025-11-24", "series": "К", "ticket": 6}
    forger = Signer(bytes(32))
    tamper(used_place, forged(used_place, forger, "entry_opened", facts, **given))
    assert found(used_place) == f"{act(28)} акт подписан не киоском"


def first_act_anew(hand: Signer, enrolled: Signer, uid: str) -> str:
    """The statements that write the first act anew: a hand of whoever enrols a kiosk's key."""
    first = Act.get(Act.seq == 1)
    said = {
        "key": enrolled.key_id,
        "public_key": enrolled.public_key.hex(),
        "device": enrolled.key_id,
    }
    body, given = canonical(json.loads(bytes(first.body)) | said), bytes(first.given)
    signature = hand.sign(body)
    tail = chained(genesis(uid), 1, given, body, signature, None)
    return (
        f"UPDATE act SET body = x'{body.hex()}', tail = x'{tail.hex()}',"
        f" key_id = '{hand.key_id}', signature = x'{signature.hex()}' WHERE seq = 1;"
        f" UPDATE ledger SET tail = x'{tail.hex()}' WHERE size = 1"
    )


def test_a_ledger_written_anew_with_another_kiosk_key_is_not_opened(used_place: Place) -> None:
    """The keys in the folder are the measure, not the first act."""
    forger = Signer(hashlib.sha256(b"forger").digest())
    uid = open_point(used_place, clock=Clock()).uid
    statements = first_act_anew(forger, forger, uid)
    close_database()
    tamper(used_place, statements)
    with pytest.raises(KeysMissing):
        open_point(used_place)


def test_a_point_whose_ledger_was_emptied_is_not_opened(used_place: Place) -> None:
    tamper(used_place, "DELETE FROM act; UPDATE ledger SET size = 0")
    with pytest.raises(KeysMissing):
        open_point(used_place)


def test_a_report_of_a_wrong_ledger_still_says_how_far_it_came(used_place: Place) -> None:
    tamper(used_place, "DELETE FROM act WHERE seq = 11")
    report: Report = verify(open_point(used_place))
    assert report.acts == 10


def test_no_damaged_page_brings_a_walk_down(used_place: Place) -> None:
    """Every page of the file in turn is filled with noise: found wrong, refused, or no evidence."""
    file, noise = Path(used_place.database), random.Random(20261123)
    sound = file.read_bytes()
    outcomes = Counter[str]()
    for start in range(0, len(sound), 4096):
        file.write_bytes(sound[:start] + noise.randbytes(4096) + sound[start + 4096 :])
        try:
            report = verify(open_point(used_place, clock=Clock()))
            outcomes["wrong" if report.wrong else "no evidence"] += 1
        except HelpPointError as refusal:
            outcomes[type(refusal).__name__] += 1
        close_database()
        for side in ("-wal", "-shm"):
            Path(used_place.database + side).unlink(missing_ok=True)
    assert outcomes["wrong"] >= 5
    assert outcomes["WrongDatabase"] >= 1


def test_a_kiosk_that_enrols_another_key_than_its_own_is_found(place: Place) -> None:
    """Whoever has the kiosk's key can write the first act anew, but not in another key's name."""
    point = open_point(place, create=True, clock=Clock())
    statements = first_act_anew(point.keyring.kiosk, Signer(bytes(32)), point.uid)
    tamper(place, statements)
    assert verify(point).wrong == f"{act(1)} акт подписан не киоском"


def test_who_waits_for_a_verification_is_told_how_far_it_is(used_place: Place) -> None:
    told: list[tuple[int, int]] = []
    verify(open_point(used_place), progress=lambda done, size: told.append((done, size)))
    assert told == [(27, 27)]


def test_a_ledger_of_another_kiosk_is_found_while_this_one_is_open(place: Place) -> None:
    """Whoever has the file writes the first act anew with a key of their own, which it enrols."""
    point = open_point(place, create=True, clock=Clock())
    forger = Signer(bytes(32))
    tamper(place, first_act_anew(forger, forger, point.uid))
    assert verify(point).wrong == f"{act(1)} акт подписан не киоском"


def test_long_times_without_an_act_are_counted_and_nothing_is_wrong(
    point: HelpPoint, clock: Clock
) -> None:
    for days in (30, 31, 1, 90):
        clock.wait(days=days)
        consult(point)
    walked = Walked()
    report = verify(point, walked=walked)
    assert (report.wrong, report.idle) == (None, 2)
    clock.wait(days=31)
    consult(point)
    assert verify(point, walked=walked).idle == 3
    assert verify(point).idle == 3
