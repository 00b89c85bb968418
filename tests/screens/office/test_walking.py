"""Before something of the journals leaves, they are walked: a bar, a way out, an insistence."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Semaphore

import pytest

from kiosk.point.point import HelpPoint
from kiosk.verification.present import walk_a_step
from screens.office import walking
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, Guest
from tests.screens.office.test_checking import change_a_name

UNVERIFIED = "consultations-2026-unverified"


def exported(person: Guest) -> list[str]:
    """The names of what was written for somebody to take along."""
    folder = Path(person.app.settings.export_folder)
    return sorted(file.name for file in folder.glob("*"))


async def open_export(person: Guest) -> None:
    await person.work_as("smirnova")
    await person.press("f6", then="Journals")
    await person.until(lambda: "24.11.26" in person.text, "rows")
    await person.press("f7", then="Choose")


class Steps:
    """Lets a bar stand from the start, and a walk take as many steps as it is allowed to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[tuple[int, int]] = []
        """What each step has said."""
        self._allowed = Semaphore(0)
        monkeypatch.setattr(walking, "UNSEEN_SECONDS", -1.0)
        monkeypatch.setattr("kiosk.verification.walk.STEP", 10)
        monkeypatch.setattr(walking, "walk_a_step", self._step)

    def allow(self, count: int) -> None:
        self._allowed.release(count)

    def _step(self, point: HelpPoint) -> tuple[int, int]:
        if self._allowed.acquire(timeout=0.02):
            self.taken.append(walk_a_step(point))
        return self.taken[-1] if self.taken else (0, 1)


async def test_a_long_walk_shows_how_far_it_is_and_then_the_file_is_written(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        steps = Steps(monkeypatch)
        await person.press("3", then="Walking")
        assert person.reads("Before anything is printed, the journals are verified")
        for count in (1, 2):
            steps.allow(1)
            await person.until(lambda done=f"{count}0 из ": done in person.text, "the bar")
        assert exported(person) == []
        steps.allow(100)
        await person.at("Notice")
        assert exported(person) == ["consultations-2026.csv"]
        done, size = steps.taken[-1]
        assert done == size > 20


async def test_what_this_process_has_walked_is_not_walked_again(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        await person.press("3", then="Notice")
        await person.press("enter", then="Journals")
        steps = Steps(monkeypatch)
        steps.allow(100)
        await person.press("f7", then="Choose")
        await person.press("4")
        await person.at("Notice")
        assert exported(person) == ["consultations-2026.csv", "consultations-2026.json"]
        ((done, size),) = steps.taken
        assert done == size > 20


async def test_a_walk_is_broken_off_and_nothing_is_written(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        monkeypatch.setattr(walking, "UNSEEN_SECONDS", -1.0)
        monkeypatch.setattr(walking, "walk_a_step", lambda _point: (1, 100))
        await person.press("1", then="Walking")
        await person.press("escape", then="Journals")
        assert exported(person) == []


async def test_a_visitor_is_let_in_between_the_steps(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one thread that has the database is free again after every step."""
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        monkeypatch.setattr(walking, "UNSEEN_SECONDS", -1.0)
        monkeypatch.setattr(walking, "walk_a_step", lambda _point: (1, 100))
        await person.press("1", then="Walking")
        assert await person.app.act(lambda: "served") == "served"
        assert person.screen == "Walking"
        await person.press("escape", then="Journals")


@pytest.mark.parametrize("is_seen", [True, False])
async def test_of_journals_that_differ_no_document_is_made(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch, is_seen: bool
) -> None:
    async with kiosk(size=LARGE) as person:
        await person.app.act(change_a_name)
        await open_export(person)
        if is_seen:
            Steps(monkeypatch).allow(100)
        await person.press("1")
        await person.at("Check")
        assert person.reads("The journals do not agree: no document is made of them")
        assert "Консультации 2025/26, запись №" in person.text
        assert "«ФИО» расходится с реестром" in person.text
        await person.press("escape", then="Journals")
        assert exported(person) == []


async def test_who_insists_gets_an_extract_with_a_name_of_its_own(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        await person.press("4", then="Notice")
        await person.press("enter", then="Journals")
        await person.app.act(change_a_name)
        await person.press("f7", then="Choose")
        await person.press("4", then="Check")
        assert "Выдать выписку с пометкой «НЕ СВЕРЕНО»" in person.text
        await person.press("1", then="Notice")
        assert exported(person) == [f"{UNVERIFIED}.json", "consultations-2026.json"]
        folder = Path(person.app.settings.export_folder)
        marked, honest = (json.loads((folder / name).read_text()) for name in exported(person))
        assert marked["unverified"].startswith("НЕ СВЕРЕНО. Консультации 2025/26, запись №")
        assert "unverified" not in honest


async def test_a_page_is_not_compared_with_journals_that_differ(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await person.app.act(change_a_name)
        await person.work_as("smirnova")
        await person.press("f8", then="Choose")
        await person.press("4", then="Choose")
        await person.press("1", then="Write")
        await person.fill("1-2", then="Notice")
        assert "«ФИО» расходится с реестром" in person.text


async def test_what_was_changed_since_a_walk_is_named_by_a_walk_in_steps(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at once it would keep visitors waiting, and start processes under a terminal's screen."""
    async with kiosk(size=LARGE) as person:
        await open_export(person)
        monkeypatch.setattr("kiosk.verification.walk.STEP", 5)
        monkeypatch.setattr("kiosk.verification.signatures.ALONE_UP_TO", 20)
        monkeypatch.setattr("kiosk.verification.signatures._other_processes", None)
        await person.press("3", then="Notice")
        await person.press("enter", then="Journals")
        await person.app.act(change_a_name)
        await person.press("f7", then="Choose")
        await person.press("3", then="Check")
        assert "«ФИО» расходится с реестром" in person.text
