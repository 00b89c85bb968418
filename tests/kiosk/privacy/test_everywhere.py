"""Personal data are destroyed in every copy, and a copy that could not be cleaned is named."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import peewee as pw
import pytest

from db import backup as files
from db import engine, erasing
from db.engine import close_database, make_database
from db.models import Lockout, SignUp
from db.reading import snapshot
from db.unfinished import is_unfinished
from kiosk.catalogue.schedule import save_sessions
from kiosk.copies import backup as backup_module
from kiosk.copies import restore as restore_module
from kiosk.copies.backup import backup
from kiosk.copies.daily import back_up_now
from kiosk.documents.bundle import write_bundle
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point import lock
from kiosk.point.checkpoints import save_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy import everywhere
from kiosk.privacy.destroy import Cause, destroy
from kiosk.privacy.everywhere import Outcome, destroy_everywhere
from kiosk.privacy.preview import Found, look_everywhere
from kiosk.privacy.selection import (
    Selection,
    look_alike_entries,
    refuse_selection,
    selected_entries,
)
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.forms import Journal
from kiosk.proof.verify import headline
from kiosk.signing.keys import holds
from kiosk.staff.access import log_in
from kiosk.staff.specialists import renew
from kiosk.verification.everything import verify
from kiosk.verification.notes import compare_notes
from kiosk.visits import desk, joining, sign_ups
from kiosk.visits.days import end_days
from kiosk.words.errors import NotEnded, NothingToDestroy, PersonInReason, UnknownEntry, WrongPin
from kiosk.words.records import SessionRecord
from tests.campaigns.workers import Say, await_words, start
from tests.histories import put_back
from tests.people import PINS, Clock, Staff, ask, consult, entry_of, help_and_sign

NAME = "Семёнов Ярополк Мстиславович"
LOOK_ALIKE = NAME.replace("Яр", "Яp")
"""The same with a Latin p."""
SELECTION = Selection(names=(NAME,))
REASON = "Заявление от 24.11.2025"


@pytest.fixture
def settings(staffed_place: Place, tmp_path: Path) -> Iterator[Settings]:
    second = tmp_path / "stick"
    second.mkdir()
    yield Settings(
        database=staffed_place.database,
        keys=str(staffed_place.keys),
        backups=str(tmp_path / "backups"),
        second_backups=str(second),
    )
    close_database()


def destroyed(settings: Settings, selection: Selection = SELECTION) -> dict[Path, Outcome]:
    said = {"reason": REASON, "login": "smirnova", "pin": PINS["smirnova"]}
    outcomes = destroy_everywhere(settings, selection, **said)
    close_database()
    return {each.path: each for each in outcomes}


def kept(folder: Path, *spelt: str) -> list[str]:
    """Files in which a name is left: as it was typed or as it is searched, or as it is spelt."""
    words = [word.encode() for word in spelt or ("Ярополк", "ярополк")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def test_every_copy_is_cleaned_and_told(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    outcomes = destroyed(settings)
    assert not any(each.trouble for each in outcomes.values())
    assert {path.name for path, each in outcomes.items() if each.done} == {
        "point.sqlite3",
        copy.name,
    }
    assert len(outcomes) == 3
    assert kept(tmp_path) == []


def test_a_look_alike_is_destroyed_in_every_copy_where_that_was_said_and_nowhere_else(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    for name in (NAME, LOOK_ALIKE):
        help_and_sign(point, staff.teacher, consult(point, name))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    named = ("Консультации 2025/26, запись № 2",)
    assert look_everywhere(settings, SELECTION) == Found(3, named)
    destroyed(settings)
    assert kept(tmp_path, "Ярополк") == []
    assert sorted(kept(tmp_path, "Яpополк")) == sorted(["point.sqlite3", copy.name, copy.name])
    assert look_everywhere(settings, SELECTION) == Found(0, named)
    destroyed(settings, replace(SELECTION, look_alikes=True))
    assert kept(tmp_path, "Яpополк", "ярополк") == []
    assert look_everywhere(settings, SELECTION) == Found()
    assert look_everywhere(settings, SELECTION).nothing


def test_what_is_left_in_a_copy_alone_is_seen_before_anything_is_destroyed(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    for name in (NAME, LOOK_ALIKE):
        help_and_sign(point, staff.teacher, consult(point, name))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    loose = replace(SELECTION, look_alikes=True)
    away = copy.rename(tmp_path / "drawer")
    Path(settings.second_backups, copy.name).unlink()
    destroyed(settings, loose)
    assert look_everywhere(settings, SELECTION).nothing
    away.rename(copy)
    before = copy.read_bytes()
    assert look_everywhere(settings, SELECTION) == Found(1, ("Консультации 2025/26, запись № 2",))
    assert copy.read_bytes() == before


def test_a_copy_that_cannot_be_looked_into_may_hold_something(
    point: HelpPoint, staff: Staff, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    back_up_now(point, replace(settings, second_backups=""))
    assert look_everywhere(settings, SELECTION).nothing

    def full(*_said: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert look_everywhere(settings, SELECTION) == Found(unread=True)
    assert not look_everywhere(settings, SELECTION).nothing


def test_a_look_alike_that_has_not_ended_is_named_and_refused(
    point: HelpPoint, staff: Staff
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    consult(point, LOOK_ALIKE)
    refuse_selection(point, SELECTION, REASON)
    assert look_alike_entries(point, SELECTION) == ["Консультации 2025/26, запись № 2"]
    by_number = replace(SELECTION, entries=("consultations/2025/2",))
    with pytest.raises(NotEnded, match="запись № 2"):
        refuse_selection(point, replace(SELECTION, look_alikes=True), REASON)
    desk.call(point, staff.teacher, 2)
    desk.no_show(point, staff.teacher, 2)
    assert look_alike_entries(point, by_number) == []


def test_a_second_folder_that_is_away_is_named_and_cleaned_when_it_is_back(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    second = Path(settings.second_backups)
    away = second.rename(tmp_path / "drawer")
    outcomes = destroyed(settings)
    assert outcomes[second].trouble
    assert kept(tmp_path) == [copy.name]
    away.rename(second)
    again = destroyed(settings)
    assert again[Path(settings.database)].done is None
    assert again[second / copy.name].done
    assert kept(tmp_path) == []
    with pytest.raises(NothingToDestroy):
        destroyed(settings)


def test_a_damaged_copy_is_named_and_a_strangers_file_is_not(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    copy.write_bytes(copy.read_bytes()[:-9000])
    (copy.parent / "photos.sqlite3").write_bytes(b"SQLite format 3\0 of somebody else")
    outcomes = destroyed(settings)
    assert [path for path, each in outcomes.items() if each.trouble] == [copy]


def test_a_copy_in_which_the_entry_was_open_is_named(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    slip = consult(point, NAME)
    _report, copy = back_up_now(point, replace(settings, second_backups=""))
    assert copy is not None
    help_and_sign(point, staff.teacher, slip)
    trouble = destroyed(settings)[copy].trouble
    assert "Консультации 2025/26, запись № 1" in trouble


def test_a_cleaned_copy_of_a_quiet_day_meets_no_checkpoint_of_another(
    point: HelpPoint, staff: Staff, settings: Settings, clock: Clock
) -> None:
    """Daily checkpoints are then one act apart, and so is the act of destruction."""
    clock.now = datetime.now(UTC) - timedelta(days=5)
    help_and_sign(point, staff.teacher, consult(point, NAME))
    copies = []
    for _day in range(4):
        copies.append(back_up_now(point, settings)[1])
        clock.wait(days=1)
    destroyed(settings)
    clock.wait(days=2)
    assert copies[1] is not None
    done = put_back(copies[1], settings.place, clock=clock)
    point = open_point(settings.place, clock=clock)
    known = compare_notes(point, settings.checkpoint_folders).checkpoints
    assert len(known) == 4
    report = verify(point, known)
    assert (done.report.wrong, report.wrong) == (None, None)
    close_database()
    put_back(copies[1], settings.place, clock=clock)
    assert verify(open_point(settings.place, clock=clock), known).wrong is None


def test_a_cleaned_copy_that_is_put_back_counts_as_one_restore(
    point: HelpPoint, staff: Staff, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    """What was lost is what the copy never had; what was done in it alone is neither."""
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    in_copy = files.head(copy).size
    help_and_sign(point, staff.teacher, consult(point, "Другая Анна Петровна"))
    destroyed(settings)
    clock.now = datetime.now(UTC) + timedelta(minutes=1)
    live = open_point(settings.place, clock=clock)
    consult(live)
    outside = save_checkpoint(live, backups=settings.backup_folder)
    left = outside.size
    close_database()
    assert verify(open_point(Place(str(copy), settings.place.keys))).restored == []
    close_database()
    done = put_back(copy, settings.place, clock=clock)
    (restored,) = done.report.restored
    assert (restored.cause, restored.kept) == ("restored", in_copy)
    assert restored.lost == left - in_copy
    point = open_point(settings.place, clock=clock)
    report = verify(point, [outside])
    assert (report.wrong, report.left_behind) == (None, [outside])
    help_and_sign(point, staff.teacher, consult(point))
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    told = headline(check(load(tmp_path / "x.zip"), holds))
    assert told[1].endswith(f"(times: 1, acts lost: {restored.lost})")


def test_wrong_pins_before_a_backup_do_not_keep_it_from_being_cleaned(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    for _try in range(5):
        with pytest.raises(WrongPin):
            log_in(point, "smirnova", "999111")
    _report, copy = back_up_now(point, replace(settings, second_backups=""))
    Lockout.delete().execute()
    outcomes = destroyed(replace(settings, second_backups=""))
    assert copy is not None
    assert outcomes[copy].done


def test_who_was_not_helped_by_the_end_of_the_day_is_forgotten_too(
    point: HelpPoint, clock: Clock, tmp_path: Path
) -> None:
    left = entry_of(consult(point, NAME))
    pin = PINS["smirnova"]
    assert selected_entries(point, SELECTION) == []
    clock.wait(days=300)
    end_days(point, None)
    assert selected_entries(point, SELECTION) == [left]
    refuse_selection(point, SELECTION, REASON)
    destroy(point, [left], cause=Cause.REQUEST, reason=REASON, login="smirnova", pin=pin)
    assert verify(point).wrong is None
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    (row,) = check(load(tmp_path / "x.zip"), holds).rows()
    assert row["destroyed_at"]


def test_a_copy_with_an_older_pin_is_named_and_stops_nothing(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, replace(settings, second_backups=""))
    assert copy is not None
    chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
    renew(point, "smirnova", pin="314159", **chief)
    said = {"reason": REASON, "login": "smirnova", "pin": "314159"}
    outcomes = {each.path: each for each in destroy_everywhere(settings, SELECTION, **said)}
    assert outcomes[Path(settings.database)].done
    assert "ПИН-код" in outcomes[copy].trouble
    close_database()
    assert kept(tmp_path) == [copy.name]


def test_what_a_restore_put_aside_is_cleaned_or_named(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    close_database()
    aside = put_back(copy, settings.place, clock=clock).aside
    assert aside is not None
    shutil.copy(aside / "point.sqlite3", aside / "spoiled")
    (aside / "spoiled").write_bytes((aside / "spoiled").read_bytes()[:-9000])
    close_database()
    outcomes = destroyed(settings)
    assert outcomes[aside / "point.sqlite3"].done
    assert [path for path, each in outcomes.items() if each.trouble] == [aside / "spoiled"]
    (aside / "spoiled").unlink()
    assert kept(tmp_path) == []


def test_a_reader_of_the_database_keeps_no_copy_from_being_cleaned(
    point: HelpPoint,
    staff: Staff,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    back_up_now(point, settings)
    close_database()
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    monkeypatch.setattr(erasing, "PATIENCE", 0.1)
    database, reader = Path(settings.database), make_database(settings.database)
    with snapshot(reader):
        reader.execute_sql("SELECT count(*) FROM act").fetchall()
        outcomes = destroyed(settings)
        assert all(each.done for each in outcomes.values())
        assert [path for path, each in outcomes.items() if each.trouble] == [database]
        assert "повторите команду" in outcomes[database].trouble
        again = destroyed(settings)[database]
        assert (again.done, bool(again.trouble)) == (None, True)
        assert "point.sqlite3" in kept(tmp_path)
    with pytest.raises(NothingToDestroy):
        destroyed(settings)
    reader.close()
    assert kept(tmp_path) == []


def test_a_database_that_cannot_be_purged_keeps_no_copy_from_being_cleaned(
    point: HelpPoint, staff: Staff, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_database: pw.Database) -> None:
        raise pw.OperationalError("database or disk is full")

    help_and_sign(point, staff.teacher, consult(point, NAME))
    back_up_now(point, settings)
    monkeypatch.setattr(everywhere, "purge", full)
    outcomes = destroyed(settings)
    assert all(each.done for each in outcomes.values())
    assert [path for path, each in outcomes.items() if each.trouble] == [Path(settings.database)]
    assert "Освободите место" in outcomes[Path(settings.database)].trouble


def test_a_copy_with_words_beyond_reading_is_named_and_stops_nothing(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    file = sqlite3.connect(copy)
    for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        file.execute(f"DROP TRIGGER {name}")
    file.execute("UPDATE entry SET name = CAST(x'ff' AS TEXT)")
    file.commit()
    file.close()
    outcomes = destroyed(settings)
    assert [path for path, each in outcomes.items() if each.trouble] == [copy]
    assert outcomes[Path(settings.second_backups) / copy.name].done


def killed(deed: Callable[[], object]) -> None:
    """Do a deed in a process of its own; it is killed where it walks a copy or begins an epoch."""

    def die(*_args: object, **_said: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work(_say: Say) -> None:
        vars(everywhere)["walk_copy"] = die
        vars(backup_module)["walk_copy"] = die
        vars(restore_module)["settle"] = die
        deed()

    close_database()
    lock._lock.release()
    assert start(work).heard() == []


def unfinished(folder: Path) -> list[str]:
    """The endings of what is on the way to its name; a folder has none."""
    return sorted(path.suffix for path in folder.rglob("*") if is_unfinished(path))


def test_what_a_kill_left_on_its_way_is_removed(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    killed(lambda: destroyed(settings))
    killed(lambda: put_back(copy, settings.place))
    killed(lambda: back_up_now(open_point(settings.place), settings))
    assert unfinished(tmp_path) == ["", ".part", ".part", ".restoring"]
    outcomes = destroyed(settings)
    assert not any(each.trouble for each in outcomes.values())
    assert unfinished(tmp_path) == []
    assert kept(tmp_path) == []


def test_what_is_being_made_is_left_alone_and_named(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    settings.backup_folder.mkdir()
    close_database()

    def work(say: Say) -> None:
        def wait(*_args: object, **_said: object) -> None:
            say("making")
            signal.pause()

        vars(backup_module)["walk_copy"] = wait
        backup(open_point(settings.place), settings.backup_folder / "mine.backup")

    maker = start(work)
    await_words([maker], 1)
    outcomes = destroyed(settings)
    (part,) = [path for path, each in outcomes.items() if each.trouble]
    assert part.name.startswith(".mine.backup.")
    assert "повторите команду" in outcomes[part].trouble
    assert kept(tmp_path) == [part.name]
    maker.kill()
    maker.heard()
    with pytest.raises(NothingToDestroy):
        destroyed(settings)
    assert kept(tmp_path) == []


def test_what_cannot_be_removed_is_named(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    left = settings.backup_folder / ".a.backup.0123abcd.part"
    left.parent.mkdir()
    left.symlink_to(left.name)  # opening it fails, even for root
    assert "удалите" in destroyed(settings)[left].trouble


def test_a_restore_removes_what_a_killed_one_left(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    backup(point, tmp_path / "a.backup")
    killed(lambda: put_back(tmp_path / "a.backup", settings.place))
    assert unfinished(tmp_path) == [".restoring"]
    put_back(tmp_path / "a.backup", settings.place)
    assert unfinished(tmp_path) == []


@pytest.mark.parametrize("by", ["name", "entry"])
def test_an_open_entry_is_neither_proposed_nor_destroyed(
    point: HelpPoint, staff: Staff, by: str
) -> None:
    help_and_sign(point, staff.teacher, consult(point, NAME))
    consult(point, NAME)
    names, entry = ((NAME,), ()) if by == "name" else ((), ("consultations/2025/2",))
    selection = Selection(names, entry)
    assert selected_entries(point, selection) == ([1] if by == "name" else [])
    with pytest.raises(NotEnded, match="Консультации 2025/26, запись № 2"):
        refuse_selection(point, selection, REASON)
    desk.call(point, staff.teacher, 2)
    desk.no_show(point, staff.teacher, 2)
    refuse_selection(point, selection, REASON)
    assert 2 in selected_entries(point, selection)


@pytest.mark.parametrize(
    "typed",
    ["foo/bar", "consultations/2025/99", "consultations/2025", "songs/2025/1", "", "x/²/1", "1"],
)
def test_an_entry_that_is_not_there_is_refused(point: HelpPoint, typed: str) -> None:
    consult(point)
    with pytest.raises(UnknownEntry, match="consultations/2026/12"):
        refuse_selection(point, Selection(entries=(typed,)), REASON)


def test_a_reason_that_names_the_person_is_refused(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point, NAME))
    by_number = Selection(entries=("consultations/2025/1",))
    for selection in (
        SELECTION,
        by_number,
        Selection(names=("Петрова Анна",), entries=by_number.entries),
    ):
        with pytest.raises(PersonInReason):
            refuse_selection(point, selection, "Заявление Семенова Я. М.")
        refuse_selection(point, selection, REASON)
    with pytest.raises(PersonInReason):
        destroy(
            point,
            [entry],
            cause=Cause.REQUEST,
            reason="Просьба Семёнова",
            login="smirnova",
            pin=PINS["smirnova"],
        )
    assert selected_entries(point, SELECTION) == [entry]


def test_an_entry_that_was_destroyed_before_is_known_and_not_proposed(
    point: HelpPoint, staff: Staff, settings: Settings
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point, NAME))
    assert entry == entry_of(consult(point)) - 1
    selection = Selection(entries=("consultations/2025/1",))
    destroyed(settings, selection)
    point = open_point(settings.place)
    refuse_selection(point, selection, REASON)
    assert selected_entries(point, selection) == []


def test_who_joined_an_open_request_is_found_in_every_file_and_the_request_stays(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    slip = ask(point)
    for name, request in ((NAME, "one"), (NAME.lower(), "two"), ("Ли Яна", "three")):
        assert joining.join(point, slip.entry, request_id=request, name=name)
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    assert look_everywhere(settings, SELECTION).entries == 6  # three files
    outcomes = destroyed(settings)
    assert {path.name: each.joined for path, each in outcomes.items() if each.joined} == {
        "point.sqlite3": 2,
        copy.name: 2,
    }
    assert not any(each.trouble or each.done for each in outcomes.values())
    assert kept(tmp_path) == []
    assert verify(open_point(settings.place)).wrong is None
    left = [each.name for each in joining.joiners(open_point(settings.place), slip.entry)]
    assert left == ["Ли Яна"]
    with pytest.raises(NothingToDestroy):
        destroyed(settings)


def test_a_copy_from_before_a_request_ended_still_tells_who_had_joined(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    slip = ask(point)
    joining.join(point, slip.entry, request_id="one", name=NAME)
    back_up_now(point, settings)
    help_and_sign(point, staff.technician, slip)
    assert not look_everywhere(settings, SELECTION).nothing
    destroyed(settings)
    assert kept(tmp_path) == []


def test_a_look_alike_who_joined_is_told_and_goes_where_that_was_said(
    point: HelpPoint, settings: Settings, tmp_path: Path
) -> None:
    slip = ask(point)
    for name, request in ((NAME, "one"), (LOOK_ALIKE, "two")):
        joining.join(point, slip.entry, request_id=request, name=name)
    (told,) = look_alike_entries(point, SELECTION)
    assert "запись № 1" in told.replace("\u00a0", " ")
    loose = replace(SELECTION, look_alikes=True)
    assert look_alike_entries(point, loose) == []
    destroyed(settings)
    assert [each.name for each in joining.joiners(open_point(settings.place), slip.entry)] == [
        LOOK_ALIKE
    ]
    destroyed(settings, loose)
    assert kept(tmp_path, LOOK_ALIKE) == []


def test_names_of_who_joined_are_not_deleted_without_a_pin(
    point: HelpPoint, settings: Settings
) -> None:
    slip = ask(point)
    joining.join(point, slip.entry, request_id="one", name=NAME)
    with pytest.raises(WrongPin):
        destroy_everywhere(settings, SELECTION, reason=REASON, login="smirnova", pin="000000")
    assert len(joining.joiners(open_point(settings.place), slip.entry)) == 1


def sign_up_all(point: HelpPoint, *names: str) -> None:
    starts = point.clock() + timedelta(hours=2)
    told = {"uid": "one", "titles": {"ru": "Практикум"}, "roles": frozenset(), "places": 9}
    when = {"starts": starts, "ends": starts + timedelta(hours=1)}
    where = {"specialist": "Белая И. В.", "room": "12", "cancelled": False}
    save_sessions(point, [SessionRecord(**told, **when, **where)])  # type: ignore[arg-type]
    for number, name in enumerate(names):
        sign_ups.sign_up(point, "one", request_id=f"sign-up {number}", name=name)


def test_who_signed_up_for_a_session_is_found_in_every_file(
    point: HelpPoint, staff: Staff, settings: Settings, tmp_path: Path
) -> None:
    sign_up_all(point, NAME, "Ли Яна")
    _report, copy = back_up_now(point, settings)
    assert copy is not None
    assert look_everywhere(settings, SELECTION).entries == 3  # three files
    outcomes = destroyed(settings)
    assert {path.name: each.joined for path, each in outcomes.items() if each.joined} == {
        "point.sqlite3": 1,
        copy.name: 1,
    }
    assert kept(tmp_path) == []
    again = open_point(settings.place)
    assert verify(again).wrong is None
    assert [row.name for row in SignUp.select()] == ["Ли Яна"]


def test_a_look_alike_who_signed_up_is_told_and_goes_where_that_was_said(
    point: HelpPoint, settings: Settings, tmp_path: Path
) -> None:
    sign_up_all(point, LOOK_ALIKE)
    (told,) = look_alike_entries(point, SELECTION)
    assert "№ 1" in told.replace("\u00a0", " ")
    destroyed(settings, replace(SELECTION, look_alikes=True))
    assert kept(tmp_path, LOOK_ALIKE) == []
    assert not SignUp.select().exists()
