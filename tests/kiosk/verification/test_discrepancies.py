"""Whatever differs is named exactly: the row, the column, and what is wrong with it.

The volume is the eventful one (see ``live``): consultations 1 signed, 2 signed late with a drawing,
3 annulled, 4 replaced by 5, 6 annulled and destroyed, 7 left, 8 unsigned, 9 waiting, 10 signed with
a renewed key; one request; 54 acts, the last of which closes the volume.
"""

from __future__ import annotations

import sqlite3

import pytest

from db.models import Ledger, SigningKey
from kiosk.journal.facts import SEARCHED, search_text
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.verification import everything
from kiosk.verification.everything import Renewed, Report, verify
from kiosk.words.i18n import use
from kiosk.words.names import column_name
from tests.kiosk.verification.test_everything import tamper
from tests.people import Clock

OTHER_TABLE = "the table differs from the ledger"
OTHER_WORDING = "its wording differs from the ledger"
OTHER_DRAWING = "the drawn signature was changed"
OTHER_AGREEMENT = "the agreement differs from the ledger"
OTHER_PLACE = "the act or its place in the chain was changed"
OTHER_FACTS = "kind or time differs from what was signed"
OTHER_HEAD = "the ledger ends here, but its head is elsewhere"
UNDESTROYED = "no act says that its data were destroyed"
SHOWN_WITH_ANOTHER = "acts of another entry are shown with it"
UNKNOWN = "the ledger knows no such entry"
STRAY_WORDS = "Wordings and drawings: one stands beside no act"


def entry(number: int, why: str) -> str:
    return f"Consultations 2025/26, entry {number}: {why}"


def act(seq: int, why: str) -> str:
    return f"Ledger, act {seq}: {why}"


def checked(place: Place, statements: str) -> Report:
    """The report in English after somebody changed the file."""
    tamper(place, statements)
    use("en")
    return verify(open_point(place, clock=Clock()))


def change(place: Place, number: int, column: str, value: str) -> str:
    """Change one cell of a consultation of 2025/26, and keep it findable by its new words."""
    tamper(place, f"UPDATE entry SET {column} = {value} WHERE id = {rows(place)[number]}")
    if column not in SEARCHED:
        return "SELECT 1"
    with sqlite3.connect(place.database) as file:
        cells = f"SELECT {', '.join(SEARCHED)} FROM entry WHERE id = {rows(place)[number]}"
        said = search_text(*file.execute(cells).fetchone())
    return f"UPDATE entry SET search = '{said}' WHERE id = {rows(place)[number]}"


def rows(place: Place) -> dict[int, int]:
    with sqlite3.connect(place.database) as file:
        return dict(file.execute("SELECT number, id FROM entry WHERE volume_id = 1").fetchall())


def test_everything_that_can_happen_is_counted(lived_point: HelpPoint) -> None:
    report = verify(lived_point)
    assert report == Report(
        acts=54,
        signatures=100,
        entries=12,
        signed=8,
        unsigned=1,
        corrected=3,
        destroyed=1,
        volumes=3,
        late=1,
        clock_steps=1,
        idle=1,
        renewed=[Renewed("belaya", "2025-11-25", "smirnova", "")],
        head=report.head,
    )
    assert report.head == bytes(Ledger.get().tail).hex()


@pytest.mark.parametrize(
    ("number", "column", "value", "named"),
    [
        (1, "role", "'pupil'", "role"),
        (1, "channel", "'email'", "channel"),
        (1, "request_id", "'another'", "request_id"),
        (1, "opened_at", "'2025-11-23T06:00:00.000Z'", "opened_at"),
        (1, "completed_at", "'2025-11-23T06:00:00.000Z'", "completed_at"),
        (1, "completed_at", "NULL", "completed_at"),
        (1, "signed_at", "'2025-11-23T06:00:00.000Z'", "signed_at"),
        (1, "left_reason", "'no_show'", "left_reason"),
        (1, "consent", "'given'", "Consent"),
        (1, "search", "'x'", "search"),
        (1, "name", "'Другая Анна'", "Name"),
        (1, "school_class", "'5-А'", "Class"),
        (1, "room", "'1'", "Room"),
        (1, "topic_title", "'Другая тема'", "Topic"),
        (1, "problem", "'x'", "Description"),
        (1, "result", "'Ничего'", "Result"),
        (1, "note", "'x'", "Note"),
        (1, "salt", "randomblob(32)", "Name"),
        (1, "salt", "'text'", "salt"),
        (1, "destroyed_at", "'2025-11-25T06:00:00.000Z'", "Name"),
        (1, "specialist_id", "1", "Specialist"),
        (1, "specialist_id", "NULL", "Specialist"),
        (1, "state", "'completed'", "State"),
        (1, "day", "'2025-11-25'", "day"),
        (1, "series", "'Т'", "series"),
        (1, "ticket", "9", "ticket"),
        (5, "opened_at", "'2025-11-23T06:00:00.000Z'", "opened_at"),
        (5, "completed_at", "'2025-11-23T06:00:00.000Z'", "completed_at"),
        (5, "name", "'Другая Анна'", "Name"),
        (5, "result", "'Ничего'", "Result"),
        (5, "specialist_id", "3", "Specialist"),
        (6, "name", "'Семёнов Лёша'", "Name"),
        (6, "note", "'x'", "Note"),
        (6, "salt", "randomblob(32)", "salt"),
        (6, "destroyed_at", "NULL", "Name"),
        (6, "specialist_id", "1", "Specialist"),
        (7, "left_reason", "'cancelled'", "left_reason"),
        (7, "completed_at", "'2025-11-25T06:05:00.000Z'", "completed_at"),
        (7, "result", "'Показано'", "Result"),
        (7, "specialist_id", "1", "Specialist"),
        (7, "state", "'signed'", "State"),
        (8, "signed_at", "'2025-11-25T06:05:00.000Z'", "signed_at"),
        (8, "result", "''", "Result"),
        (8, "state", "'waiting'", "State"),
        (9, "result", "'Показано'", "Result"),
        (9, "note", "'x'", "Result"),
        (9, "state", "'waiting'", "State"),
        (9, "ticket", "77", "ticket"),
    ],
)
def test_the_cell_that_differs_is_named(
    lived_place: Place, number: int, column: str, value: str, named: str
) -> None:
    report = checked(lived_place, change(lived_place, number, column, value))
    assert report.wrong == entry(number, f"“{column_name(named)}” differs from the ledger")


@pytest.mark.parametrize("state", ["waiting", "called", "in_service"])
def test_where_an_open_entry_stands_is_the_line_s(used_place: Place, state: str) -> None:
    change(used_place, 5, "state", f"'{state}'")
    assert checked(used_place, change(used_place, 5, "specialist_id", "1")).wrong is None


COPY = "CREATE TEMP TABLE t AS SELECT * FROM {table} WHERE {which}; UPDATE t SET {change};"
COPIED = COPY + " INSERT INTO {table} SELECT * FROM t"
STRAY = "{change}, request_id = 'stray', ticket = 99"


def copied(table: str, which: str, change: str) -> str:
    """The statements that add a changed copy of a row to its table."""
    return COPIED.format(table=table, which=which, change=change)


NAMED = {
    # entries, and acts that speak of them
    "an entry deleted": (
        "DELETE FROM entry WHERE id = 10",
        "Technical requests 2025/26, entry 1: the entry is missing",
    ),
    "a waiting entry deleted": (
        "DELETE FROM entry WHERE id = 12",
        "Consultations 2026/27, entry 1: the entry is missing",
    ),
    "an entry deleted from a closed volume": (
        "DELETE FROM entry WHERE id = 1",
        act(54, "the closing covers other rows"),
    ),
    "an entry under another number": (
        "UPDATE entry SET number = 2 WHERE id = 10",
        "Technical requests 2025/26, entry 1: acts of another entry are shown with it",
    ),
    "an entry added": (
        copied("entry", "id = 9", STRAY.format(change="id = 99, number = 11")),
        entry(11, UNKNOWN),
    ),
    "an entry added before the others": (
        copied("entry", "id = 9", STRAY.format(change="id = 0, number = 11")),
        entry(11, UNKNOWN),
    ),
    "an entry added under no number": (
        copied("entry", "id = 9", STRAY.format(change="id = 0, number = 0")),
        entry(0, UNKNOWN),
    ),
    "two entries added": (
        copied("entry", "id = 9", STRAY.format(change="id = 0, number = 12"))
        + "; UPDATE t SET id = 99, number = 11, request_id = 'second', ticket = 98;"
        " INSERT INTO entry SELECT * FROM t",
        entry(11, UNKNOWN),
    ),
    "a request added": (
        copied("entry", "volume_id = 2", STRAY.format(change="id = 99, number = 2")),
        f"Technical requests 2025/26, entry 2: {UNKNOWN}",
    ),
    # words beside acts and entries
    "a reason changed": (
        "UPDATE wording SET text = 'x' WHERE act_id = 22 AND word = 'wording'",
        act(22, OTHER_WORDING),
    ),
    "a reason's salt changed": (
        "UPDATE wording SET salt = randomblob(32) WHERE act_id = 27 AND word = 'wording'",
        act(27, OTHER_WORDING),
    ),
    "a reason's salt emptied": (
        "UPDATE wording SET salt = x'' WHERE act_id = 22 AND word = 'wording'",
        act(22, OTHER_WORDING),
    ),
    "a reason's text emptied": (
        "UPDATE wording SET text = '' WHERE act_id = 22 AND word = 'wording'",
        act(22, OTHER_WORDING),
    ),
    "a reason deleted": ("DELETE FROM wording WHERE act_id = 33", act(33, OTHER_WORDING)),
    "a reason emptied": (
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 22 AND word = 'wording'",
        entry(3, UNDESTROYED),
    ),
    "the reason of a replacement emptied": (
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 27 AND word = 'wording'",
        entry(5, UNDESTROYED),
    ),
    "a closing's reason emptied": (
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 54 AND word = 'wording'",
        act(54, OTHER_WORDING),
    ),
    "a reason beside an act that has none": (
        "INSERT INTO wording VALUES (10, 'wording', 1, 'x', x'00')",
        STRAY_WORDS,
    ),
    "a reason beside a signature": (
        "INSERT INTO wording VALUES (13, 'wording', 1, 'x', x'00')",
        act(13, OTHER_WORDING),
    ),
    # who signed, as it is printed
    "a signer renamed": (
        "UPDATE wording SET text = 'Чужая А.А.' WHERE act_id = 13 AND word = 'signer'",
        act(13, OTHER_WORDING),
    ),
    "a signer's post changed": (
        "UPDATE wording SET text = 'директор' WHERE act_id = 17 AND word = 'signer_post'",
        act(17, OTHER_WORDING),
    ),
    "a signer's salt changed": (
        "UPDATE wording SET salt = randomblob(32) WHERE act_id = 13 AND word = 'signer'",
        act(13, OTHER_WORDING),
    ),
    "a signer forgotten": (
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 13 AND word = 'signer'",
        act(13, OTHER_WORDING),
    ),
    "the signer of emptied data forgotten": (
        "UPDATE wording SET text = '', salt = x'' WHERE act_id = 31 AND word = 'signer'",
        act(31, OTHER_WORDING),
    ),
    "a signer deleted": (
        "DELETE FROM wording WHERE act_id = 13 AND word = 'signer'",
        act(13, OTHER_WORDING),
    ),
    "name and post of a signer swapped": (
        "UPDATE wording SET word = 'x' WHERE act_id = 13 AND word = 'signer';"
        " UPDATE wording SET word = 'signer' WHERE act_id = 13 AND word = 'signer_post';"
        " UPDATE wording SET word = 'signer_post' WHERE act_id = 13 AND word = 'x'",
        act(13, OTHER_WORDING),
    ),
    "who vouched for the volume renamed": (
        "UPDATE wording SET text = 'Чужая А.А.' WHERE act_id = 14 AND word = 'signer'",
        act(14, OTHER_WORDING),
    ),
    "who annulled renamed": (
        "UPDATE wording SET text = 'Чужая А.А.' WHERE act_id = 22 AND word = 'signer'",
        act(22, OTHER_WORDING),
    ),
    "who replaced renamed": (
        "UPDATE wording SET text = 'Чужая А.А.' WHERE act_id = 27 AND word = 'signer'",
        act(27, OTHER_WORDING),
    ),
    "who closed renamed": (
        "UPDATE wording SET text = 'Чужая А.А.' WHERE act_id = 54 AND word = 'signer'",
        act(54, OTHER_WORDING),
    ),
    "a signer beside an act that nobody signed": (
        "INSERT INTO wording VALUES (10, 'signer', 1, 'x', x'00')",
        STRAY_WORDS,
    ),
    "a signer beside a completion": (
        "INSERT INTO wording VALUES (12, 'signer', 1, 'x', x'00')",
        STRAY_WORDS,
    ),
    "a drawing changed": (
        "UPDATE drawing SET strokes = '[]' WHERE entry_id = 2",
        entry(2, OTHER_DRAWING),
    ),
    "a drawing's salt changed": (
        "UPDATE drawing SET salt = randomblob(32) WHERE entry_id = 5",
        entry(5, OTHER_DRAWING),
    ),
    "a drawing deleted": ("DELETE FROM drawing WHERE entry_id = 2", entry(2, OTHER_DRAWING)),
    "a drawing where nothing was drawn": (
        "INSERT INTO drawing VALUES (1, 1, '[]', x'00')",
        STRAY_WORDS,
    ),
    # volumes, the point and its people
    "a counter changed": (
        "UPDATE volume SET last_number = 2 WHERE id = 3",
        f"Consultations 2026/27: {OTHER_TABLE}",
    ),
    "an opening changed": (
        "UPDATE volume SET opened_at = '2025-09-01T06:00:00.000Z' WHERE id = 2",
        f"Technical requests 2025/26: {OTHER_TABLE}",
    ),
    "a closed volume opened": (
        "UPDATE volume SET closed_at = NULL WHERE id = 1",
        f"Consultations 2025/26: {OTHER_TABLE}",
    ),
    "an open volume closed": (
        "UPDATE volume SET closed_at = '2026-09-21T04:05:00.000Z' WHERE id = 3",
        f"Consultations 2026/27: {OTHER_TABLE}",
    ),
    "a volume added": (
        copied("volume", "id = 3", "id = 9, year = 2030"),
        f"Consultations 2030/31: {OTHER_TABLE}",
    ),
    "a point renamed": (
        "UPDATE point SET name = 'Другой'",
        f"Names of school and point: {OTHER_TABLE}",
    ),
    "a second point": (
        copied("point", "id = 1", "id = 2, uid = 'second'"),
        f"Names of school and point: {OTHER_TABLE}",
    ),
    "a school renamed": (
        "UPDATE point SET school = 'Другая'",
        f"Names of school and point: {OTHER_TABLE}",
    ),
    "a point in another time zone": (
        "UPDATE point SET zone = 'Europe/Moscow'",
        f"Names of school and point: {OTHER_TABLE}",
    ),
    "a specialist promoted": (
        "UPDATE specialist SET duty = 'administrator' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist's post changed": (
        "UPDATE specialist SET post = 'директор' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist given a journal": (
        "UPDATE specialist SET journals = ' consultations requests ' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist given the key that was renewed": (
        "UPDATE specialist SET key_id = (SELECT key_id FROM act WHERE seq = 13)"
        " WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist given another's box": (
        "UPDATE specialist SET sealed_key = (SELECT sealed_key FROM specialist"
        " WHERE login = 'kovalyov') WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist renamed": (
        "UPDATE specialist SET name = 'Чужая Анна' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist enrolled at another time": (
        "UPDATE specialist SET enrolled_at = '2025-11-24T06:00:00.000Z' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist said to have left": (
        "UPDATE specialist SET status = 'retired' WHERE login = 'belaya'",
        f"Specialist belaya: {OTHER_TABLE}",
    ),
    "a specialist among the invited": (
        "UPDATE specialist SET status = 'invited' WHERE login = 'belaya'",
        "Specialist belaya: the row is missing",
    ),
    "a specialist added": (
        copied("specialist", "login = 'belaya'", "id = 9, login = 'novikov', key_id = 'x'"),
        "Specialist novikov: the ledger knows no such enrolment",
    ),
    # acts and their head
    "an act deleted": ("DELETE FROM act WHERE seq = 31", act(31, "the act is missing")),
    "the newest act deleted": ("DELETE FROM act WHERE seq = 54", act(53, OTHER_HEAD)),
    "an act's body changed": (
        "UPDATE act SET body = CAST(replace(body, 'teacher', 'pupil') AS BLOB) WHERE seq = 10",
        act(10, OTHER_PLACE),
    ),
    "an act's body made a text": (
        "UPDATE act SET body = CAST(body AS TEXT) WHERE seq = 10",
        act(10, "the act cannot be read"),
    ),
    "what an act was given made a text": (
        "UPDATE act SET given = CAST(given AS TEXT) WHERE seq = 10",
        act(10, "the act cannot be read"),
    ),
    "an act's request changed": (
        "UPDATE act SET request = 'another' WHERE seq = 34",
        act(34, OTHER_FACTS),
    ),
    "an act's tail changed": (
        "UPDATE act SET tail = randomblob(32) WHERE seq = 34",
        act(34, OTHER_PLACE),
    ),
    "an act's kind changed": (
        "UPDATE act SET kind = 'entry_signed' WHERE seq = 34",
        act(34, OTHER_FACTS),
    ),
    "an act's time changed": (
        "UPDATE act SET at = '2025-11-25T06:05:00.001Z' WHERE seq = 34",
        act(34, OTHER_FACTS),
    ),
    "a signature changed": (
        "UPDATE act SET signature = randomblob(64) WHERE seq = 34",
        act(34, OTHER_PLACE),
    ),
    "the newest signature changed": (
        "UPDATE act SET signature = randomblob(64) WHERE seq = 54",
        act(54, OTHER_PLACE),
    ),
    "the device's signature lost": (
        "UPDATE act SET cosignature = NULL WHERE seq = 44",
        act(44, OTHER_PLACE),
    ),
    "a signature of an unknown key": (
        "UPDATE act SET key_id = '0000000000000000' WHERE seq = 34",
        act(34, "the kiosk did not sign this act"),
    ),
    "the head's size changed": ("UPDATE ledger SET size = 53", act(54, OTHER_HEAD)),
    "the head's tail changed": ("UPDATE ledger SET tail = randomblob(32)", act(54, OTHER_HEAD)),
    "the head's time changed": (
        "UPDATE ledger SET at = '2026-09-21T04:05:00.001Z'",
        act(54, OTHER_HEAD),
    ),
    "the head's epoch changed": ("UPDATE ledger SET epoch = 1", act(54, OTHER_HEAD)),
    "the head deleted": ("DELETE FROM ledger", act(54, OTHER_HEAD)),
    "an act of another point": (
        copied("act", "seq = 54", "id = 99, point_id = 2"),
        act(54, "acts stand outside the ledger"),
    ),
    "an act before the first": (
        copied("act", "seq = 54", "id = 99, seq = 0, request = 'x'"),
        act(54, "acts stand outside the ledger"),
    ),
}
"""What somebody does to the file, and the whole sentence that tells it."""


@pytest.mark.parametrize("what", NAMED)
def test_what_is_wrong_is_told_in_a_sentence(lived_place: Place, what: str) -> None:
    statements, wrong = NAMED[what]
    assert checked(lived_place, statements).wrong == wrong


LINKS = {
    "an entry given another's signature": (
        "UPDATE entry SET signed_seq = 17 WHERE id = 1",
        entry(1, "“signed_at” differs from the ledger"),
    ),
    "an entry without its signature": (
        "UPDATE entry SET signed_seq = NULL WHERE id = 1",
        entry(1, "“signed_at” differs from the ledger"),
    ),
    "a visitor who left given a signature": (
        "UPDATE entry SET signed_seq = 17 WHERE id = 7",
        entry(7, "“signed_at” differs from the ledger"),
    ),
    "a waiting visitor given a signature": (
        "UPDATE entry SET signed_seq = 17 WHERE id = 9",
        entry(9, "“signed_at” differs from the ledger"),
    ),
    "a replacement given the signature of what it stands for": (
        "UPDATE entry SET signed_seq = 26 WHERE id = 5",
        entry(5, "“signed_at” differs from the ledger"),
    ),
    "an entry made to stand for another": (
        "UPDATE entry SET corrects_id = 2 WHERE id = 1",
        entry(1, "“corrects” differs from the ledger"),
    ),
    "an entry made to stand for what stands for it": (
        "UPDATE entry SET corrects_id = 5 WHERE id = 4",
        entry(4, "“corrects” differs from the ledger"),
    ),
    "a replacement that stands for nothing": (
        "UPDATE entry SET corrects_id = NULL WHERE id = 5",
        entry(5, "“corrects” differs from the ledger"),
    ),
    "a replacement that stands for another": (
        "UPDATE entry SET corrects_id = 1 WHERE id = 5",
        entry(5, "“corrects” differs from the ledger"),
    ),
    "an annulment shown with another entry": (
        "UPDATE act SET entry_id = 2 WHERE seq = 22",
        entry(3, SHOWN_WITH_ANOTHER),
    ),
    "an annulment hidden": (
        "UPDATE act SET entry_id = NULL WHERE seq = 22",
        entry(3, SHOWN_WITH_ANOTHER),
    ),
    "a replacement shown with another entry": (
        "UPDATE act SET entry_id = 4 WHERE seq = 27",
        entry(5, SHOWN_WITH_ANOTHER),
    ),
}
"""Which act signed which entry, and which entry stands for which, as the rows say."""


@pytest.mark.parametrize("what", LINKS)
def test_acts_belong_to_their_rows(lived_place: Place, what: str) -> None:
    """Where the volume is closed as well: its closing fixes the acts about each row."""
    statements, wrong = LINKS[what]
    closing = act(54, "the closing covers other rows")
    assert checked(lived_place, statements).wrong == closing
    tamper(lived_place, NOT_CLOSED)
    assert verify(open_point(lived_place, clock=Clock())).wrong == wrong


NOT_CLOSED = """DELETE FROM wording WHERE act_id = 54; DELETE FROM act WHERE seq = 54;
    UPDATE ledger SET (size, tail, at) = (SELECT seq, tail, at FROM act WHERE seq = 53);
    UPDATE volume SET closed_at = NULL WHERE id = 1"""
"""The file as it was before the volume was closed."""


def test_before_it_was_closed_nothing_was_wrong(lived_place: Place) -> None:
    assert checked(lived_place, NOT_CLOSED).wrong is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE signing_key SET specialist_id = 1", OTHER_TABLE),
        ("UPDATE signing_key SET agreement = agreement || ' '", OTHER_AGREEMENT),
        ("UPDATE signing_key SET agreement = NULL", OTHER_AGREEMENT),
        ("UPDATE signing_key SET agreed_on = '2025-11-23'", OTHER_AGREEMENT),
        ("UPDATE signing_key SET agreed_at = '2025-11-23T06:00:00.000Z'", OTHER_AGREEMENT),
        ("DELETE FROM signing_key", "the row is missing"),
    ],
)
def test_every_key_that_signed_is_compared(lived_place: Place, change: str, why: str) -> None:
    """The key that the teacher had at first, too: it signed consultations 1 to 3."""
    open_point(lived_place, clock=Clock())
    key = SigningKey.select().where(SigningKey.specialist == 3).order_by(SigningKey.enrolled_at)
    named = key.get().key_id
    report = checked(lived_place, f"{change} WHERE key_id = '{named}'")
    assert report.wrong == f"Key {named}: {why}"


def test_a_key_that_was_never_enrolled_is_named(lived_place: Place) -> None:
    added = copied("signing_key", "specialist_id = 1", "key_id = 'stray'")
    assert checked(lived_place, added).wrong == f"Key stray: {OTHER_TABLE}"


def test_a_missing_entry_is_a_gap(lived_place: Place) -> None:
    report = checked(lived_place, "DELETE FROM entry WHERE id = 10")
    assert (report.gaps, report.acts, report.entries) == (1, 54, 0)


@pytest.mark.parametrize("by", [-1, 1])
def test_an_index_that_counts_wrong_is_told(
    lived_point: HelpPoint, monkeypatch: pytest.MonkeyPatch, by: int
) -> None:
    """A count may come from an index that rotted while every row is sound."""
    right = everything.counted
    monkeypatch.setattr(everything, "counted", lambda table: right(table) + by * (table == "entry"))
    use("en")
    assert verify(lived_point).wrong == f"Numbers of entries: {OTHER_TABLE}"
