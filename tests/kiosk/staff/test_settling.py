"""A database that was copied, moved or put back takes no act before an administrator settles it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from db.engine import close_database, current
from db.home import home_of
from db.models import Act, Ledger
from kiosk.copies import restore as restore_module
from kiosk.copies.backup import backup
from kiosk.machine.place import Place
from kiosk.point import lock
from kiosk.point.checkpoints import make_checkpoint, save_checkpoint
from kiosk.point.opening import keep_open, open_point, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.point.seen import Seen
from kiosk.proof.acts import EpochCause, Kind
from kiosk.staff.settling import missing_acts, settle, unsettled
from kiosk.verification.everything import verify
from kiosk.verification.notes import compare_notes
from kiosk.words.errors import (
    HelpPointError,
    LedgerElsewhere,
    LedgerSetBack,
    NotAllowed,
    WrongPin,
)
from tests import postgres as servers
from tests.campaigns.workers import Say, await_words, start
from tests.copies import rehome
from tests.histories import put_back, settled
from tests.people import PINS, Clock, consult

TOKEN = "user.help-point"


def begun() -> list[Act]:
    return list(Act.select().where(Act.kind == Kind.EPOCH_BEGUN.value).order_by(Act.seq))


def copy_over_itself(place: Place) -> None:
    """What a copy to a stick and back leaves: the same bytes in another file."""
    close_database()
    kept = shutil.copyfile(place.database, place.database + ".kept")
    Path(kept).replace(place.database)


def take_the_number(place: Place) -> None:
    """A file that was made later and got the number of the old one has no token, or its own."""
    os.setxattr(place.database, TOKEN, b"0123456789abcdef")


def lose_the_token(place: Place) -> None:
    """The same on its way through a program that leaves attributes behind."""
    os.removexattr(place.database, TOKEN)


@pytest.fixture
def tokened_place(staffed_place: Place, clock: Clock) -> Iterator[Place]:
    """A point that was settled where it stands, as every one is when it is made."""
    settled(open_point(staffed_place, clock=clock), cause=EpochCause.MOVED)
    close_database()
    yield staffed_place
    close_database()


@pytest.mark.parametrize("changed", [copy_over_itself, take_the_number, lose_the_token])
def test_another_file_in_the_place_of_the_database_takes_no_act(
    tokened_place: Place, clock: Clock, changed: Callable[[Place], None]
) -> None:
    changed(tokened_place)
    point = open_to_work(tokened_place, clock=clock)
    size = Ledger.get().size
    for deed in (consult, make_checkpoint):
        with pytest.raises(LedgerElsewhere):
            deed(point)
    assert (Ledger.get().size, unsettled(point)) == (size, True)
    assert settled(point, cause=EpochCause.COPIED) == 2
    assert (unsettled(point), missing_acts(point)) == (False, 0)
    assert consult(point).number == 1
    assert verify(point).wrong is None


def test_a_new_database_lives_where_it_was_made_and_has_a_token(place: Place, clock: Clock) -> None:
    open_point(place, create=True, clock=clock)
    token = os.getxattr(place.database, TOKEN).decode()
    assert (len(token), Ledger.get().home) == (16, home_of(current()))
    assert Ledger.get().home.endswith(f"/{Path(place.database).stat().st_ino}/{token}")
    close_database()


def test_a_folder_that_is_moved_as_it_is_needs_nothing(
    tokened_place: Place, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    for path in (Path(tokened_place.database), tokened_place.keys):
        path.rename(tmp_path / "there" / path.name)
    there = tmp_path / "there" / Path(tokened_place.database).name
    moved = Place(str(there), there.parent / tokened_place.keys.name)
    point = open_to_work(moved, clock=clock)
    assert not unsettled(point)
    assert consult(point).number == 1


@pytest.mark.parametrize("copied", [shutil.copyfile, shutil.copy2])
def test_a_copied_folder_is_refused_and_the_original_goes_on(
    tokened_place: Place, clock: Clock, tmp_path: Path, copied: Callable[[str, str], object]
) -> None:
    """Database and keys run twice would be two histories of one point; attributes may be copied
    as well, the number of the file is not."""
    twin_folder = tmp_path / "twin"
    shutil.copytree(tokened_place.keys, twin_folder / "point.keys")
    twin = Place(str(twin_folder / "point.sqlite3"), twin_folder / "point.keys")
    copied(tokened_place.database, twin.database)
    point = open_to_work(twin, clock=clock)
    with pytest.raises(LedgerElsewhere):
        consult(point)
    close_database()
    point = open_to_work(tokened_place, clock=clock)
    assert not unsettled(point)
    assert consult(point).number == 1
    ours = save_checkpoint(point)
    close_database()
    point = open_to_work(twin, clock=clock)
    assert settled(point, cause=EpochCause.COPIED) == 2
    consult(point)
    theirs = save_checkpoint(point)
    assert (ours.epoch, theirs.epoch) == (1, 2)
    assert verify(point).wrong is None
    assert verify(point, [ours]).wrong, "the acts of the other one are not here"


def test_a_copy_of_a_server_is_refused_and_settled(
    postgres: str, staffed_postgres: tuple[str, Path], clock: Clock, tmp_path: Path
) -> None:
    template, keys = staffed_postgres
    shutil.copytree(keys, tmp_path / "point.keys")
    with servers.database(postgres, f"copied_{os.getpid()}", template) as address:
        point = open_to_work(Place(address, tmp_path / "point.keys"), clock=clock)
        with pytest.raises(LedgerElsewhere):
            consult(point)
        assert unsettled(point)
        assert settled(point, cause=EpochCause.COPIED) == 1
        assert (consult(point).number, verify(point).wrong) == (1, None)
        with psycopg.connect(address) as door:
            door.execute("UPDATE ledger SET home = 'x' || home")
        with pytest.raises(LedgerElsewhere):
            consult(point)
        close_database()


@pytest.fixture
def set_back(tokened_place: Place, clock: Clock) -> HelpPoint:
    """An older file in the place of the database, of three acts less; the place is the same."""
    earlier = shutil.copyfile(tokened_place.database, tokened_place.database + ".earlier")
    point = open_to_work(tokened_place, clock=clock)
    consult(point)
    make_checkpoint(point)
    close_database()
    shutil.copyfile(earlier, tokened_place.database)
    return open_to_work(tokened_place, clock=clock)


def test_what_the_device_has_seen_is_enough_where_every_note_is_deleted(
    set_back: HelpPoint, tokened_place: Place, clock: Clock
) -> None:
    for note in tokened_place.keys.glob("*.checkpoint"):
        note.unlink()
    close_database()
    point = open_to_work(tokened_place, clock=clock)
    with pytest.raises(LedgerSetBack):
        consult(point)
    assert missing_acts(point) == 3
    settled(point)
    (restored,) = verify(point).restored[1:]
    assert restored.lost == 3


@pytest.mark.parametrize(
    ("login", "pin", "error"),
    [
        ("smirnova", "999111", WrongPin),
        ("nobody", PINS["smirnova"], WrongPin),
        ("belaya", PINS["belaya"], NotAllowed),
        ("kovalyov", PINS["kovalyov"], NotAllowed),
    ],
)
def test_only_an_administrator_settles_it(
    set_back: HelpPoint, login: str, pin: str, error: type[HelpPointError]
) -> None:
    size = Ledger.get().size
    with pytest.raises(error):
        settle(set_back, EpochCause.RESTORED, administrator=login, pin=pin)
    with pytest.raises(LedgerSetBack):
        consult(set_back)
    assert (Ledger.get().size, missing_acts(set_back)) == (size, 3)


def test_what_is_settled_names_what_was_lost_and_is_signed(set_back: HelpPoint) -> None:
    left = set_back.seen.newest
    settled(set_back)
    act = begun()[-1]
    facts, given = json.loads(bytes(act.body)), json.loads(bytes(act.given))
    said = {name: facts[name] for name in ("specialist", "cause", "left_size", "left_head")}
    assert said == {
        "specialist": "smirnova",
        "cause": "restored",
        "left_size": left.size,
        "left_head": left.head,
    }
    assert given["home"] == Ledger.get().home == home_of(current())
    administrator = set_back.who().specialists["smirnova"]
    assert (act.key_id, act.cosignature is not None) == (administrator["key"], True)
    assert verify(set_back).wrong is None


def test_an_epoch_under_another_hand_is_wrong(set_back: HelpPoint) -> None:
    """Whoever has the kiosk's key and the database cannot settle it: a person's key signs."""
    settled(set_back)
    act = begun()[-1]
    of_acts = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'act'"
    for (name,) in current().execute_sql(of_acts).fetchall():
        current().execute_sql(f"DROP TRIGGER {name}")
    kiosk = set_back.keyring.kiosk
    changed = {"key_id": kiosk.key_id, "signature": kiosk.sign(bytes(act.body))}
    Act.update(**changed, cosignature=None).where(Act.id == act.id).execute()
    assert verify(set_back).wrong is not None


def test_an_edited_home_is_found_after_an_epoch(tokened_place: Place, clock: Clock) -> None:
    """A copy whose head was made to say that it lives where the copy is."""
    copy_over_itself(tokened_place)
    rehome(Path(tokened_place.database))
    point = open_to_work(tokened_place, clock=clock)
    wrong = verify(point).wrong
    assert wrong is not None
    consult(point)
    assert verify(point).wrong is not None, "it stays wrong when the kiosk goes on"


def test_what_one_kiosk_settles_is_settled_for_the_other(
    tokened_place: Place, clock: Clock
) -> None:
    """Two programs with one database: the running one goes on as soon as the other has settled."""
    take_the_number(tokened_place)
    lock._lock.release()

    def work(say: Say) -> None:
        point, refused = open_to_work(tokened_place, clock=clock), False
        while True:
            try:
                number = consult(point).number
            except LedgerElsewhere:
                if not refused:
                    say("refused")
                refused = True
                time.sleep(0.02)
                point = keep_open(point, tokened_place)
            else:
                say(str(number))
                return

    other = start(work)
    await_words([other], 1)
    assert other.said == b"refused\n"
    point = open_to_work(tokened_place, clock=clock)
    settled(point, cause=EpochCause.MOVED)
    assert other.heard() == ["refused", "1"]
    assert consult(keep_open(point, tokened_place)).number == 2
    assert (len(begun()), verify(point).wrong) == (2, None)


def test_two_who_settle_at_once_are_both_right(set_back: HelpPoint) -> None:
    """The second one finds it settled and begins an epoch of its own, which leaves nothing more."""
    other = replace(set_back, seen=Seen(set_back.seen.newest))
    settled(set_back)
    settled(other)
    report = verify(set_back)
    assert (report.wrong, sum(each.lost for each in report.restored)) == (None, 3)


def test_a_restore_that_is_killed_before_it_is_seen_needs_nothing_more(
    staffed_place: Place, clock: Clock, tmp_path: Path
) -> None:
    """The new database stands in its place, and what this device knows is of the one before."""
    point = open_to_work(staffed_place, clock=clock)
    backup(point, tmp_path / "a.backup")
    for _visitor in range(4):
        consult(point)
    save_checkpoint(point, backups=tmp_path)
    before = point.seen.newest
    close_database()
    lock._lock.release()

    def die(*_args: object, **_said: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work(say: Say) -> None:
        vars(restore_module)["open_to_work"] = die
        put_back(tmp_path / "a.backup", staffed_place, clock=clock)
        say("came through")

    assert start(work).heard() == []
    kept = json.loads((staffed_place.keys / "seen").read_text())
    assert (kept["size"], kept["epoch"]) == (before.size, 0), "it was killed in between"
    point = open_to_work(staffed_place, clock=clock)
    assert (Ledger.get().epoch, unsettled(point), consult(point).number) == (1, False, 1)
    report = verify(point, compare_notes(point, [tmp_path / "checkpoints"]).checkpoints)
    assert (report.wrong, len(report.left_behind), len(report.restored)) == (None, 1, 1)
    close_database()
