"""An administrator's proofs at the desk, and a clock that stands behind."""

from __future__ import annotations

import sys

import psutil
import pytest

from db.engine import current
from db.models import Act, Ledger
from kiosk.catalogue.answers import count_answer
from kiosk.documents.pages import check_rows
from kiosk.machine import second_process
from kiosk.point.checkpoints import FOLDER
from kiosk.proof.acts import Kind
from kiosk.proof.codes import code_of, parse_page_code
from kiosk.proof.forms import Journal
from kiosk.staff.clock import doubtful
from kiosk.words.errors import ClockDoubted, StampGiven
from screens.questions.entry_form import FormInput
from tests.screens.conftest import Opener
from tests.screens.desk.test_log_in import told
from tests.screens.guest import LARGE, Guest

CHECKING = """
import time
from kiosk.verification.signatures import ALONE_UP_TO, SignatureChecks
checks = SignatureChecks()
checks.take([(1, b"", b"", b"")] * (ALONE_UP_TO + 1))
time.sleep(600)
"""
"""A walk over a ledger so long that other processes check its signatures."""


def change_a_name() -> None:
    """What somebody does who knows SQL."""
    triggers = current().execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        current().execute_sql(f"DROP TRIGGER {name}")
    current().execute_sql("UPDATE entry SET name = 'x' WHERE number = 1 AND name LIKE 'Арт%'")


def code_of_rows(person: Guest) -> str:
    return check_rows(person.app.point, Journal.CONSULTATIONS, 2026, 1, 2).code


def scanned_code(person: Guest) -> str:
    """What a scanner types that reads the QR code of the page."""
    code = parse_page_code(code_of_rows(person))
    return code_of(*code[:5], bytes(Ledger.get().tail)).scanned()


def is_alive(process: psutil.Process) -> bool:
    """False for one that nobody has taken leave of yet, too."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def open_checks(person: Guest) -> None:
    await person.work_as("smirnova")
    await person.press("f8", then="Choose")


async def test_a_checkpoint_shows_its_code_is_kept_and_printed(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("1", then="CheckpointMade")
        assert person.reads("Code: {code}", code="")
        assert list((person.app.settings.backup_folder / FOLDER).iterdir())
        await person.press("f5", then="Notice")
        (sheet,) = person.app.settings.export_folder.iterdir()
        assert sheet.read_bytes().startswith(b"%PDF")
        await person.press("enter", then="CheckpointMade")
        await person.press("escape", then="Desk")


async def test_the_journals_are_verified_beside_the_kiosk(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("2", then="Findings")
        assert person.reads("Everything agrees.")


async def test_a_wrong_row_is_named_first(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.app.act(change_a_name)
        await open_checks(person)
        await person.press("2", then="Findings")
        assert "ОШИБКА: Консультации 2025/26, запись №" in person.text


async def test_a_wrong_row_is_named_in_the_language_of_the_desk(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.app.act(change_a_name)
        await person.app.speak("en")
        await open_checks(person)
        await person.press("2", then="Findings")
        assert "WRONG: Consultations 2025/26" in person.text


async def test_a_verification_is_broken_off_and_leaves_nothing_running(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr(second_process, "command", lambda *_: endless)
    async with kiosk() as person:
        await open_checks(person)
        before = set(psutil.Process().children())
        await person.press("2", then="Verifying")
        assert set(psutil.Process().children()) > before
        await person.press("escape", then="Desk")
        await person.until(
            lambda: set(psutil.Process().children()) <= before, "the other process to end"
        )
        await person.press("f8", then="Choose")


async def test_answers_before_the_line_are_counted_for_the_administrator(kiosk: Opener) -> None:
    async with kiosk() as person:
        await open_checks(person)
        await person.press("5", then="Findings")
        assert person.reads("No answer was shown in {n} days.", n=30)
        await person.press("escape", then="Desk")
        for helped in (True, False, False):
            await person.app.act(
                count_answer, person.app.point, "diary", "example-diary", helped=helped
            )
        await person.press("f8", "5", then="Findings")
        told = "In {n} days: helped {helped}, signed in all the same {went_on}"
        assert person.reads(told, n=30, helped=1, went_on=2)
        assert "Просмотр электронного дневника → Пример: электронный" in person.text


async def test_a_long_verification_takes_its_own_processes_along(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "command", lambda *_: [sys.executable, "-c", CHECKING])
    async with kiosk() as person:
        await open_checks(person)
        before = set(psutil.Process().children())
        await person.press("2", then="Verifying")
        (walk,) = set(psutil.Process().children()) - before
        await person.until(lambda: len(walk.children()) > 1, "processes of its own", within=60)
        family = [walk, *walk.children()]
        await person.press("escape", then="Desk")
        await person.until(lambda: not any(map(is_alive, family)), "all of them to end")


async def test_a_verification_that_cannot_be_made_says_so(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_process, "command", lambda *_: ["/no/such/program"])
    async with kiosk() as person:
        await open_checks(person)
        await person.press("2", then="Notice")
        await person.press("enter", then="Desk")


async def test_a_mistyped_page_code_is_told_and_can_be_mended(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("3", then="Write")
        await person.fill("чепуха", then="Notice")
        await person.press("enter", then="Write")
        assert person.app.screen.query_one(FormInput).value == "чепуха"
        person.app.screen.query_one(FormInput).value = await person.app.act(code_of_rows, person)
        await person.press("enter", then="Findings")
        assert person.reads("The code is right. Compare the rows on the paper with these.")
        assert "Артёменко" in person.text
        await person.press("escape", then="Desk")


async def test_a_code_of_another_kind_is_refused_and_a_scanned_one_compared_whole(
    kiosk: Opener,
) -> None:
    async with kiosk() as person:
        await open_checks(person)
        await person.press("3", then="Write")
        await person.fill("3F9A-27C1-0B5E", then="Notice")
        assert person.reads(StampGiven.words, code="3F9A-27C1-0B5E")
        await person.press("enter", then="Write")
        scanned = await person.app.act(scanned_code, person)
        person.app.screen.query_one(FormInput).value = scanned
        await person.press("enter", then="Findings")
        assert person.reads("The whole digest was compared.")


async def test_printed_rows_are_checked_by_their_numbers(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_checks(person)
        await person.press("4", then="Choose")
        await person.press("1", then="Write")
        await person.fill("с первой", then="Notice")
        await person.press("enter", then="Desk")
        await person.press("f8", then="Choose")
        await person.press("4", then="Choose")
        await person.press("1", then="Write")
        await person.fill("1-2", then="Findings")
        assert person.reads("These rows are in order. Compare them and their code with the paper.")
        assert "Артёменко" in person.text


async def test_a_teacher_has_no_proofs_to_make(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.work_as("belaya")
        await person.press("f8")
        assert person.screen == "Desk"


async def test_an_administrator_settles_a_clock_that_is_behind(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        assert person.reads("Is the clock right?")
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        assert await person.app.act(doubtful, person.app.point) is None
        resolved = Act.select().where(Act.kind == Kind.CLOCK_RESOLVED.value)
        assert await person.app.act(resolved.count) == 1


async def test_a_clock_that_was_moved_is_asked_about_before_the_next_act(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.app.point.steady.watch(person.clock(), doubted=True)
        count = await person.app.act(Act.select().count)
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        assert await person.app.act(Act.select().count) == count
        await person.press("1", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Notice")
        await person.press("enter", then="Desk")
        assert await person.app.act(doubtful, person.app.point) is None


async def test_who_is_no_administrator_is_told_of_the_clock(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"belaya")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["belaya"], then="Notice")
        at = "24.11.2026 10:00", "23.11.2026 10:40"
        assert told(person) == ClockDoubted(*at).sentence()
        await person.press("enter", then="ChooseOrWrite")
        assert not person.app.point.desks


async def test_a_wrong_pin_is_never_told_of_the_clock(kiosk: Opener) -> None:
    """Nor does it settle it: who asks has to be somebody first."""
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill("111111", then="Notice")
        assert person.reads("The PIN did not match.")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        await person.press("1", then="AskPin")
        await person.fill("111111", then="Notice")
        await person.press("enter", then="AskPin")
        await person.press("escape", then="ChooseOrWrite")
        assert await person.app.act(doubtful, person.app.point) is not None


async def test_going_back_records_nothing_about_the_clock(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=-1)
        await person.press("f10", then="ChooseOrWrite")
        await person.press(*"smirnova")
        await person.press("enter", then="AskPin")
        await person.fill(person.example.pins["smirnova"], then="Check")
        await person.press("escape", then="ChooseOrWrite")
        assert await person.app.act(doubtful, person.app.point) is not None
        assert not person.app.point.desks
