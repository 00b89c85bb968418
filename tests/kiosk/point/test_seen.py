"""What a device has seen of the ledger, kept beside its keys: no database without it goes on."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import close_database, current, open_database
from db.models import Act, Entry, Event, Ledger
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import notice_older_copy
from kiosk.point.ledger import look
from kiosk.point.opening import keep_open, open_point, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.point.seen import FILE, Glimpse, Seen, seen_in
from kiosk.proof.acts import EpochCause
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import ClockDoubted, DeskIsClosed, LedgerElsewhere, LedgerSetBack
from tests.histories import settled
from tests.people import Clock, ask, at_desk, consult, entry_of, help_and_sign, staff_of

HEAD = "ab" * 32


def end_of_ledger() -> Glimpse:
    row = Ledger.get()
    return Glimpse(row.size, bytes(row.tail).hex(), row.epoch)


def kinds_since(size: int) -> list[str]:
    return [act.kind for act in Act.select().where(Act.seq > size).order_by(Act.seq)]


def test_every_answer_is_kept_beside_the_keys(any_point: HelpPoint) -> None:
    folder = any_point.keyring.folder
    for _visitor in range(2):
        consult(any_point)
        assert any_point.seen.newest == seen_in(folder) == end_of_ledger()
    assert (folder / FILE).stat().st_mode & 0o077 == 0


def test_a_shorter_answer_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    seen = Seen(Glimpse(0, HEAD), tmp_path / FILE)
    for newest in (Glimpse(10**14, HEAD, 999), Glimpse(7, HEAD)):
        seen.answered(newest)
        assert seen_in(tmp_path) == seen.newest == newest


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\0" * 160,
        b"\xff",
        b"5",
        b"[]",
        b"{}",
        json.dumps({"size": 3, "head": HEAD}).encode()[:-1],
        json.dumps({"size": -1, "head": HEAD, "epoch": 0}).encode(),
        json.dumps({"size": True, "head": HEAD, "epoch": 0}).encode(),
        json.dumps({"size": "3", "head": HEAD, "epoch": 0}).encode(),
        json.dumps({"size": 3.5, "head": HEAD, "epoch": 0}).encode(),
        json.dumps({"size": 10**60, "head": HEAD, "epoch": 0}).encode(),
        json.dumps({"size": 3, "head": HEAD[:-1], "epoch": 0}).encode(),
        json.dumps({"size": 3, "head": HEAD.upper(), "epoch": 0}).encode(),
        json.dumps({"size": 3, "head": 7, "epoch": 0}).encode(),
        json.dumps({"size": 3, "head": HEAD, "epoch": -1}).encode(),
        json.dumps({"size": 3, "head": HEAD, "epoch": 0, "x": 1}).encode(),
        b'{"size": 1e999, "head": "%s", "epoch": 0}' % HEAD.encode(),
    ],
)
def test_a_damaged_file_says_nothing_and_is_written_anew(
    staffed_place: Place, clock: Clock, kept: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (staffed_place.keys / FILE).write_bytes(kept)
    assert seen_in(staffed_place.keys) is None
    assert "what was seen of the ledger cannot be read" in caplog.text
    point = open_to_work(staffed_place, clock=clock)
    assert (point.seen.newest, Ledger.get().epoch) == (end_of_ledger(), 0)
    consult(point)
    assert seen_in(staffed_place.keys) == end_of_ledger()


def test_a_damaged_file_that_grew_is_written_anew(staffed_place: Place, clock: Clock) -> None:
    (staffed_place.keys / FILE).write_bytes(b"x" * 5000)
    consult(open_to_work(staffed_place, clock=clock))
    assert seen_in(staffed_place.keys) == end_of_ledger()


def test_a_device_that_is_new_here_sees_the_end_of_the_ledger(
    staffed_place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    (staffed_place.keys / FILE).unlink()
    point = open_point(staffed_place, clock=clock)
    assert point.seen.newest == end_of_ledger()
    assert caplog.text == ""


def test_a_file_that_cannot_be_written_stops_nobody(
    point: HelpPoint, caplog: pytest.LogCaptureFixture
) -> None:
    file = point.keyring.folder / FILE
    file.unlink()
    file.mkdir()
    assert consult(point).number == 1
    assert point.seen.newest == end_of_ledger()
    assert "is not kept" in caplog.text


def test_an_older_answer_is_as_true_as_a_newer_one(any_point: HelpPoint) -> None:
    """Another program of this device writes meanwhile: what was seen before is in the ledger."""
    older = any_point.seen.newest
    other = replace(any_point, seen=Seen(older))
    for _visitor in range(3):
        consult(other)
    assert consult(any_point).number == 4
    seen = [json.loads(bytes(act.body))["seen"] for act in Act.select().order_by(Act.seq)]
    assert seen[-1] == {"size": older.size, "head": older.head}
    assert any_point.seen.newest == end_of_ledger()
    assert verify(any_point).wrong is None


def set_back(place: Place, copy: Path) -> None:
    """Copy an older file over the database of a running kiosk, past the program."""
    close_database()
    shutil.copyfile(copy, place.database)
    for ending in ("-wal", "-shm"):
        Path(place.database + ending).unlink(missing_ok=True)
    open_database(place.database)


@pytest.fixture
def copy(staffed_place: Place, tmp_path: Path) -> Path:
    """The staffed database as it was before anybody came."""
    return Path(shutil.copyfile(staffed_place.database, tmp_path / "earlier"))


def test_nothing_is_recorded_in_a_database_that_was_set_back(
    staffed_place: Place, copy: Path, point: HelpPoint
) -> None:
    consult(point)
    left = point.seen.newest
    set_back(staffed_place, copy)
    size = end_of_ledger().size
    for _try in range(2):
        for deed in (consult, ask):
            with pytest.raises(LedgerSetBack):
                deed(point)
    with pytest.raises(LedgerSetBack):
        look(point)
    assert (end_of_ledger().size, Entry.select().count()) == (size, 0)
    assert (point.seen.lost, point.seen.newest, seen_in(point.keyring.folder)) == (
        True, left, left
    )  # fmt: skip
    fresh = keep_open(point, staffed_place)
    assert (fresh.seen.lost, kinds_since(size)) == (True, [])
    settled(fresh)
    assert kinds_since(size) == ["epoch_begun"]
    body = json.loads(bytes(Act.get(Act.kind == "epoch_begun").body))
    assert (body["epoch"], body["left_size"], body["left_head"]) == (1, left.size, left.head)
    assert consult(fresh).number == 1
    assert fresh.seen.newest == seen_in(point.keyring.folder) == end_of_ledger()
    assert (fresh.seen.lost, keep_open(fresh, staffed_place)) == (False, fresh)
    assert verify(fresh).wrong is None


def test_a_database_that_went_on_another_way_is_refused_too(
    staffed_place: Place, copy: Path, point: HelpPoint
) -> None:
    """It is as long as what was seen, or longer; its history is another one."""
    consult(point)
    set_back(staffed_place, copy)
    other = replace(point, seen=Seen(end_of_ledger()))
    for _visitor in range(5):
        consult(other, "Другая")
    size = end_of_ledger().size
    with pytest.raises(LedgerSetBack):
        consult(point)
    assert end_of_ledger().size == size
    settled(keep_open(point, staffed_place))
    assert kinds_since(size) == ["epoch_begun"]


def test_a_desk_that_was_opened_in_a_lost_history_is_closed(
    staffed_place: Place, copy: Path, point: HelpPoint
) -> None:
    """The ledger that is left does not know its key: a completion by it would be wrong for ever."""
    teacher = staff_of(point).teacher
    at_desk(point, teacher)
    set_back(staffed_place, copy)
    with pytest.raises(LedgerSetBack):
        consult(point)
    fresh = keep_open(point, staffed_place)
    settled(fresh)
    entry = entry_of(consult(fresh))
    desk.call(fresh, teacher, entry)
    desk.start(fresh, teacher, entry)
    with pytest.raises(DeskIsClosed):
        desk.complete(fresh, teacher, entry, result="Показано")
    desk.complete(fresh, at_desk(fresh, teacher), entry, result="Показано")
    assert verify(fresh).wrong is None


@pytest.mark.parametrize("by", ["round", "another program"])
def test_a_running_point_that_finds_itself_set_back_closes_its_desks(
    staffed_place: Place, copy: Path, point: HelpPoint, by: str
) -> None:
    """The daily round makes a checkpoint before anybody signs in; or another program was first."""
    at_desk(point, staff_of(point).teacher)
    set_back(staffed_place, copy)
    if by == "another program":
        settled(replace(point, seen=Seen(point.seen.newest), desks={}))
        assert not notice_older_copy(point)
    else:
        with pytest.raises(LedgerSetBack):
            make_checkpoint(point)
        settled(point)
    make_checkpoint(point)
    assert point.desks == {}
    assert end_of_ledger().epoch == 1
    assert verify(point).wrong is None


def test_a_point_that_is_opened_anew_after_somebody_settled_it_has_no_open_desks(
    staffed_place: Place, copy: Path, point: HelpPoint
) -> None:
    """Another program was told what happened; this one hears of it when it writes."""
    at_desk(point, staff_of(point).teacher)
    set_back(staffed_place, copy)
    settled(open_to_work(staffed_place, clock=point.clock))
    with pytest.raises(LedgerSetBack):
        consult(point)
    fresh = keep_open(point, staffed_place)
    assert (fresh.desks, fresh.seen.lost, end_of_ledger().epoch) == ({}, False, 1)
    assert consult(fresh).number == 1
    assert verify(fresh).wrong is None


def test_nobody_is_called_in_a_database_that_was_set_back(
    staffed_place: Place, point: HelpPoint, tmp_path: Path
) -> None:
    """A call is no act, but it is recorded: in journals that do not stay."""
    teacher, waiting = staff_of(point).teacher, entry_of(consult(point))
    called = entry_of(consult(point))
    desk.call(point, teacher, called)
    close_database()
    copy = Path(shutil.copyfile(staffed_place.database, tmp_path / "with visitors"))
    open_database(staffed_place.database)
    consult(point)
    set_back(staffed_place, copy)
    events = Event.select().count()
    for deed in (desk.recall, desk.start, desk.give_back):
        with pytest.raises(LedgerSetBack):
            deed(point, teacher, called)
    with pytest.raises(LedgerSetBack):
        desk.call(point, staff_of(point).administrator, waiting)
    assert Event.select().count() == events
    assert [row.state for row in Entry.select().order_by(Entry.id)] == ["waiting", "called"]


def test_a_copy_in_the_place_of_the_database_is_refused_until_it_is_settled(
    staffed_place: Place, point: HelpPoint
) -> None:
    """It has every act: only where it lives tells it from the one that it was copied from."""
    teacher = staff_of(point).teacher
    at_desk(point, teacher)
    size, file = end_of_ledger().size, Path(staffed_place.database)
    kept = file.rename(file.with_name("moved"))
    shutil.copyfile(kept, file)
    fresh = keep_open(point, staffed_place)
    for deed in (consult, make_checkpoint):
        with pytest.raises(LedgerElsewhere):
            deed(fresh)
    assert kinds_since(size) == []
    settled(fresh, cause=EpochCause.COPIED)
    help_and_sign(fresh, teacher, consult(fresh))
    assert kinds_since(size)[:1] == ["epoch_begun"]
    assert verify(fresh).wrong is None


def test_a_database_that_is_moved_as_it_is_needs_nothing(
    staffed_place: Place, point: HelpPoint, clock: Clock, tmp_path: Path
) -> None:
    close_database()
    moved = Path(staffed_place.database).rename(tmp_path / "moved.sqlite3")
    assert consult(open_to_work(replace(staffed_place, database=str(moved)), clock=clock)).number


def test_a_database_that_is_set_back_is_not_forgotten_where_no_epoch_can_begin(
    staffed_place: Place, copy: Path, point: HelpPoint, clock: Clock
) -> None:
    """The clock is behind: nothing can be said of it yet. It is said as soon as the clock is right,
    and until then nothing is recorded."""
    consult(point)
    left = point.seen.newest
    set_back(staffed_place, copy)
    clock.wait(days=-1)
    with pytest.raises(ClockDoubted):
        settled(point)
    reopened = open_to_work(staffed_place, clock=clock)
    clock.wait(days=1)
    for running in (point, reopened):
        assert running.seen.newest == left
        with pytest.raises(LedgerSetBack):
            consult(running)
    settled(point)
    assert (end_of_ledger().epoch, verify(point).wrong) == (1, None)


def test_a_set_back_server_is_refused_and_begins_an_epoch(
    staffed_postgres_place: Place, clock: Clock
) -> None:
    point = open_point(staffed_postgres_place, clock=clock)
    consult(point)
    size = end_of_ledger().size - 2
    for table in ("act", "entry", "event", "volume"):
        current().execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    current().execute_sql(f"DELETE FROM act WHERE seq > {size}")
    current().execute_sql("DELETE FROM line_place")
    current().execute_sql("DELETE FROM entry_word")
    current().execute_sql("DELETE FROM entry")
    current().execute_sql("DELETE FROM volume")
    current().execute_sql("DELETE FROM ticket_counter")
    tail = bytes(Act.get(Act.seq == size).tail)
    Ledger.update(size=size, tail=tail).execute()
    with pytest.raises(LedgerSetBack):
        consult(point)
    assert end_of_ledger().size == size
    fresh = keep_open(point, staffed_postgres_place)
    settled(fresh)
    assert (consult(fresh).number, consult(fresh).journal) == (1, Journal.CONSULTATIONS)
    assert kinds_since(size)[0] == "epoch_begun"
    assert verify(fresh).wrong is None
