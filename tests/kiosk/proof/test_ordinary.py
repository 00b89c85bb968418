"""An act that its row spells need not be read; both ways find the same row wrong."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.engine import close_database, current
from db.models import Volume
from db.reading import ActRow, EntryRow
from kiosk.journal import facts
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof import ordinary, take
from kiosk.proof.acts import LONGEST, MEANINGS, VERSION, Kind, check_facts, check_given
from kiosk.proof.canonical import Facts, canonical, facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.history import EntryActs, begun
from kiosk.proof.ordinary import Heard
from kiosk.proof.people import Channel, Role
from kiosk.verification.everything import Report, verify
from kiosk.verification.walked import Walked
from tests.kiosk.tampering import tamper
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out, sign

AT, DAY, ZONE = "2025-11-24T06:00:00.000Z", "2025-11-24", "Europe/Simferopol"
texts = some.text(some.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
TEXTS = ("name", "school_class", "room", "topic_title", "problem")
TEXTS += ("result", "note", "consent", "role", "channel")


def rows_of(
    words: some.SearchStrategy[str],
    roles: some.SearchStrategy[str] = some.sampled_from(["", *Role]).map(str),  # noqa: B008
    channels: some.SearchStrategy[str] = some.sampled_from(Channel).map(str),  # noqa: B008
    moments: some.SearchStrategy[str] = some.just(AT),  # noqa: B008
    logins: some.SearchStrategy[str] | None = None,
) -> some.SearchStrategy[EntryRow]:
    """Rows of consultations with these words, whose acts are all of one moment."""
    return some.builds(
        lambda salt, number, login, at, *cells: EntryRow(
            **dict.fromkeys(EntryRow._fields, "")
            | {"id": 1, "journal": "consultations", "year": 2025, "number": number, "salt": salt}
            | {"opened_at": at, "completed_at": at, "signed_at": at, "login": login}
            | {"day": DAY, "series": "К", "ticket": 2, "request_id": "r"}
            | dict(zip(TEXTS, cells, strict=True))
        ),
        some.binary(max_size=70),
        some.integers(1, 2**53 - 1),
        words if logins is None else logins,
        moments,
        *[words] * (len(TEXTS) - 2),
        roles,
        channels,
    )


ROW = EntryRow(
    **dict.fromkeys(EntryRow._fields, "")
    | {"id": 1, "journal": "consultations", "year": 2025, "number": 3, "salt": bytes(32)}
    | dict.fromkeys(("opened_at", "completed_at", "signed_at"), AT)
    | {"day": DAY, "series": "К", "ticket": 2, "request_id": "r", "login": "belaya"}
    | {"role": "teacher", "channel": "online", "name": "Королёва", "result": "Показано"}
)


MORE = Heard("point", "0a" * 8, "r", AT, "0b" * 32, 7, "0c" * 32, "0d" * 32, DAY, ZONE)
"""What acts say that their rows do not."""


def said_at(
    at: str, kind: str, body: bytes, given: bytes, request: str = "r", seq: int = 3
) -> ActRow:
    tail = bytes([seq] * 32)
    return ActRow(seq, seq, kind, at, request, 1, body, given, "", bytes(64), None, tail)


def spoken(row: EntryRow) -> tuple[list[ActRow], EntryActs]:
    """Opening, completion and signature of a row, as the program says them."""
    place, login = (row.journal, row.year, row.number), row.login or ""
    words = row._asdict()
    ticket = {"day": row.day, "series": row.series, "ticket": row.ticket, "number": row.number}
    said = facts.opened(Journal(row.journal), row.year, words, row.salt)
    opening = act("entry_opened", said, 1, ticket)
    said = facts.completed(place, login, words, row.salt)
    completion = act("entry_completed", said, 2)
    covered = facts.covered(place, opening.tail, completion.tail)
    signature = act("entry_signed", signed_facts(login, covered), 3)
    entry = begun(place, opening)
    entry.completed = completion
    return [opening, completion, signature], entry


def act(kind: str, said: Facts, seq: int, given: Facts | None = None) -> ActRow:
    common: Facts = {
        "v": VERSION,
        "kind": kind,
        "point": MORE.point,
        "device": MORE.device,
        "request": MORE.request,
        "said": MORE.said,
        "seen": {"size": MORE.size, "head": MORE.head},
    }
    added = canonical({"at": AT, "seq": seq, **(given or {})})
    return said_at(AT, kind, canonical({**common, **said}), added, seq=seq)


def signed_facts(login: str, covered: Facts) -> Facts:
    return {
        "specialist": login,
        "entries": [covered],
        "date": MORE.date,
        "zone": MORE.zone,
        "meaning": MEANINGS[Kind.ENTRY_SIGNED],
        "committed": {"signer": MORE.signer, "signer_post": MORE.signer_post},
    }


def spelled(row: EntryRow, acts: list[ActRow], entry: EntryActs) -> list[bool]:
    """Which acts a row spells, after what they say besides."""
    heard = [ordinary.heard(act, MORE.point, MORE.device) for act in acts]
    return [
        more is not None and ordinary.spells(row, act, entry, more)
        for act, more in zip(acts, heard, strict=True)
    ]


words = texts.filter(lambda word: 0 < len(word) <= LONGEST)


@given(rows_of(texts, logins=words))
def test_a_row_spells_the_bytes_that_the_program_signs(row: EntryRow) -> None:
    acts, entry = spoken(row)
    assert spelled(row, acts, entry) == [True, True, True]


def test_what_an_act_says_besides_its_row_is_heard() -> None:
    acts, _entry = spoken(ROW)
    signed = ("signer", "signer_post", "date", "zone")
    for said in acts:
        heard = ordinary.heard(said, MORE.point, MORE.device)
        silent = MORE._replace(**dict.fromkeys(signed, ""))
        assert heard == (MORE if said.kind == "entry_signed" else silent)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"point":"point"', '"point":"other"'),
        ('"device":"0a', '"device":"0b'),
        ('"request":"r"', '"request":"s"'),
        ('"v":2', '"v":1'),
        ('"size":7', '"size":07'),
        ('"size":7', '"size":-7'),
        ('"size":7', '"size":7.0'),
        ('"said":"2025-11-24T06', '"said":"2025-11-24T66'),
        ('"head":"0b', '"head":"0B'),
        (',"v":', ', "v":'),
        ('"zone":"Europe/Simferopol"', '"zone":"Европа"'),
        ('"date":"2025-11-24"', '"date":"24.11.2025"'),
        ('"signer":"0c', '"signer":"0C'),
        ('"meaning":"св', '"meaning":"Св'),
        ('"completed":"02', '"completed":"03'),
        ('"opened":"01', '"opened":"03'),
        ('"entries":[{', '"entries":[{},{'),
    ],
)
def test_an_act_that_says_anything_else_is_read(old: str, new: str) -> None:
    acts, entry = spoken(ROW)
    changed = [one._replace(body=one.body.replace(old.encode(), new.encode())) for one in acts]
    found = spelled(ROW, changed, entry)
    assert [one.body == other.body for one, other in zip(acts, changed, strict=True)] == found
    assert not all(found)


@pytest.mark.parametrize("given", ['{"at":"x","seq":1}', "{}", ""])
def test_an_act_that_was_given_anything_else_is_read(given: str) -> None:
    acts, entry = spoken(ROW)
    changed = [one._replace(given=given.encode()) for one in acts]
    assert spelled(ROW, changed, entry) == [False, False, False]


def test_what_stands_for_another_or_was_drawn_is_read() -> None:
    acts, entry = spoken(ROW)
    entry.corrects = {"year": 2025, "number": 1, "signed": "0a" * 32}
    assert spelled(ROW, acts, entry) == [True, True, False]
    assert not ordinary.spells(ROW, acts[2], None, MORE)
    place = (ROW.journal, ROW.year, ROW.number)
    covered = facts.covered(place, acts[0].tail, acts[1].tail, drawing="0a" * 32)
    acts, entry = spoken(ROW)
    acts[2] = act("entry_signed", signed_facts(ROW.login or "", covered), 3)
    assert spelled(ROW, acts, entry) == [True, True, False]
    acts[0] = acts[0]._replace(kind="entry_left")
    assert spelled(ROW, acts, entry)[0] is False


ids = some.sampled_from(["r", "", "x" * 200, "x" * 201, "e\u0301", "\ud800", "\u0436"])
spellings = texts | some.sampled_from(["e\u0301", "\u212b", "Ёлка", "\ud800", 'a\n"\\', "x" * 201])
moments = some.sampled_from([AT, "2025", "", f"{AT[:-1]}+03:00Z", "2025-11-24T25:00:00.000Z"])


@given(rows_of(spellings, spellings | some.sampled_from(Role).map(str), spellings, moments), ids)
def test_a_row_spells_an_act_where_it_would_be_read_alone(row: EntryRow, request: str) -> None:
    """What no act of the kind may say is left to be read, and cannot be."""
    at, more, row = row.opened_at, MORE._replace(request=request), row._replace(request_id=request)
    place, added = (row.journal, row.year, row.number), ordinary.given(at, 3)
    entry = begun(place, said_at(at, "entry_opened", b"", b"", seq=1))
    entry.completed = said_at(at, "entry_completed", b"", b"", seq=2)
    for kind, spell, gives in (
        ("entry_opened", lambda: ordinary.opened(row, more), lambda: ordinary.opening(row, 3)),
        ("entry_completed", lambda: ordinary.completed(row, row.login or "", more), lambda: added),
        ("entry_signed", lambda: signed(row, entry, more), lambda: added),
    ):
        try:
            said = said_at(at, kind, spell(), gives(), request)
        except ValueError:  # a surrogate has no bytes
            continue
        if kind == "entry_completed" and row.login == "":
            continue  # an act may say so; who helped is asked for by the rules
        assert spelled(row, [said], entry) == [is_read(said)]


def signed(row: EntryRow, entry: EntryActs, more: Heard) -> bytes:
    return ordinary.signed(row, row.login or "", entry.covered, more)


def is_read(said: ActRow) -> bool:
    try:
        check_given(check_facts(facts_of(said.body)), facts_of(said.given))
    except (ValueError, TypeError):
        return False
    return True


@pytest.mark.parametrize("asked", ["", "x" * 201, "e\u0301"])
def test_what_an_act_may_not_be_asked_for_under_is_left_to_be_read(asked: str) -> None:
    acts, _entry = spoken(ROW)
    for one in acts:
        assert ordinary.heard(one._replace(request=asked), MORE.point, MORE.device) is None


def test_the_acts_of_a_day_are_spelled(used_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    counts, spells = Counter[tuple[str, bool]](), ordinary.spells

    def counting(row: EntryRow, act: ActRow, entry: EntryActs | None, more: Heard) -> bool:
        spelled = spells(row, act, entry, more)
        counts[act.kind, spelled] += 1
        return spelled

    monkeypatch.setattr(take.ordinary, "spells", counting)
    assert verify(open_point(used_place, clock=Clock())).wrong is None
    spelled = {"entry_opened": 6, "entry_completed": 4, "entry_signed": 3}
    assert counts == {**{(kind, True): n for kind, n in spelled.items()}, ("entry_left", False): 1}


@pytest.mark.usefixtures("far_machine")
def test_the_school_year_is_that_of_the_point_wherever_the_machine_is(
    point: HelpPoint, staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last hours of August, when the machine has September already."""
    clock.now = datetime(2026, 8, 31, 13, tzinfo=UTC)
    help_and_sign(point, staff.teacher, consult(point))
    assert Volume.get().year == 2025
    assert verify(point).wrong is None
    monkeypatch.setattr(take.ordinary, "spells", lambda *_: False)
    assert verify(point).wrong is None


WRONG = (None, b"\xff", 7, 1.5, "\udc80")


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "column",
    [*TEXTS[:-1], "request_id", "salt", "number", "year", "journal", "login", "day", "ticket"],
)
def test_a_value_of_another_kind_spells_nothing(column: str, wrong: object) -> None:
    acts, entry = spoken(ROW)
    assert spelled(ROW, acts, entry) == [True, True, True]
    assert spelled(ROW._replace(**{column: wrong}), acts, entry) != [True, True, True]


def both_ways(place: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Report]:
    """What is found with and without the short way."""
    found = verify(open_point(place, clock=Clock()))
    close_database()
    monkeypatch.setattr(take.ordinary, "spells", lambda *_: False)
    return found, verify(open_point(place, clock=Clock()))


@pytest.mark.parametrize("kind", ["entry_opened", "entry_completed", "entry_signed"])
@pytest.mark.parametrize(
    "change",
    [
        *("body = x'00'", "body = x'7B7D'", "given = x'7B7D'"),
        *("at = '2025-11-24T05:00:00.000Z'", "request = 'another'", "request = ''"),
        *("key_id = '0a0a0a0a0a0a0a0a'", "signature = zeroblob(64)", "cosignature = zeroblob(64)"),
        *("tail = zeroblob(32)", "entry_id = 2", "entry_id = 999", "kind = 'entry_left'"),
        "seq = 900",
    ],
)
def test_both_ways_find_the_same_tampering(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, kind: str, change: str
) -> None:
    first = f"(SELECT min(seq) FROM act WHERE kind = '{kind}')"
    tamper(used_place, f"UPDATE act SET {change} WHERE seq = {first}")
    spelled, read = both_ways(used_place, monkeypatch)
    assert spelled == read
    assert read.wrong


CELLS = {
    **dict.fromkeys((*TEXTS[:-2], "consent", "search"), "'x'"),
    **{"role": "'pupil'", "channel": "'email'", "state": "'completed'", "left_reason": "'no_show'"},
    **dict.fromkeys(("opened_at", "completed_at", "signed_at"), "'2025-11-23T06:00:00.000Z'"),
    **{"request_id": "'another'", "day": "'2025-11-23'", "series": "'Т'", "ticket": "9"},
    **{"salt": "zeroblob(32)", "number": "9", "specialist_id": "1", "signed_seq": "1"},
}


@pytest.mark.parametrize("value", ["", "x'FF'", "7.5", "NULL", "'2025'"])
@pytest.mark.parametrize("column", CELLS)
def test_both_ways_find_the_same_cell(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, column: str, value: str
) -> None:
    """Rows 1 and 3 are signed and completed; a table without rules takes any value."""
    tamper(
        used_place,
        "CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE entry;"
        " ALTER TABLE copy RENAME TO entry;"
        f" UPDATE entry SET {column} = {value or CELLS[column]} WHERE id IN (1, 3)",
    )
    spelled, read = both_ways(used_place, monkeypatch)
    assert spelled == read
    assert read.wrong or value


def test_a_row_changed_since_an_earlier_walk_is_compared_anew(
    point: HelpPoint, staff: Staff
) -> None:
    """What a walk took from a row holds for that walk alone."""
    walked = Walked()
    entry = help_out(point, staff.teacher, consult(point))
    assert verify(point, walked=walked).wrong is None
    sign(point, staff.teacher, entry, pin=PINS["belaya"])
    current().execute_sql("DROP TRIGGER entry_signed")
    current().execute_sql("DROP TRIGGER entry_opened_once")
    current().execute_sql(f"UPDATE entry SET name = 'Другая' WHERE id = {entry}")
    assert verify(point, walked=walked).wrong is not None
