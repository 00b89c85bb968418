"""The school's notices at home and on their page."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk.catalogue.notices import NoticesFile
from screens.visitor.home import Home
from tests.screens.conftest import Opener
from tests.screens.guest import Guest
from tests.screens.hostile import MARKUP, STEERS, UNCLOSED, harmless


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "told.md"


async def look(person: Guest) -> None:
    """What the kiosk does every few seconds."""
    person.app.look_at_notices()
    await person.until(
        lambda: not any(each.group == "notices" for each in person.app.workers if each.is_running)
    )
    await person.settle()


async def test_home_says_nothing_where_the_school_tells_nothing(kiosk: Opener) -> None:
    async with kiosk() as person:
        await look(person)
        assert not person.reads("Notices")
        assert "1–6" in person.text
        await person.press("7")
        assert person.screen == "Home"


async def test_the_newest_heading_stands_at_home_and_leads_to_all_of_them(
    kiosk: Opener, file: Path
) -> None:
    file.write_text("# Каникулы\n\nДо января.\n\n* раз\n\n# Собрание", "utf-8")
    async with kiosk(notices=str(file)) as person:
        await person.until(lambda: "Каникулы" in person.text)
        assert "Собрание" not in person.text
        await person.press("7", then="NoticesPage")
        for words in ("Каникулы", "До января.", "• раз", "Собрание"):
            assert words in person.text
        await person.press("escape", then="Home")
        await person.touch_choice(7, then="NoticesPage")


async def test_beside_the_database_is_where_notices_are_looked_for(
    kiosk: Opener, tmp_path: Path
) -> None:
    async with kiosk() as person:
        database = Path(person.app.settings.place.database)
        (database.parent / "notices.md").write_text("# Рядом", "utf-8")
        await look(person)
        assert "Рядом" in person.text


async def test_home_follows_the_file_and_keeps_the_marker(kiosk: Opener, file: Path) -> None:
    async with kiosk(notices=str(file)) as person:
        await person.press("down")
        before = person.app.focused
        assert before is not None
        file.write_text("# Новое", "utf-8")
        await look(person)
        assert "Новое" in person.text
        assert person.app.focused is not None
        assert person.app.focused.id == before.id == "choice-2"
        file.write_bytes(b"\xff")
        await look(person)
        assert "Новое" not in person.text
        assert person.reads("File a technical request")


async def test_a_notice_that_changes_during_a_visit_stands_at_home_after_it(
    kiosk: Opener, file: Path
) -> None:
    async with kiosk(notices=str(file)) as person:
        await person.press("2", then="Write")
        file.write_text("# Новое", "utf-8")
        await look(person)
        assert person.screen == "Write"
        await person.press("f4", then="Home")
        await person.until(lambda: "Новое" in person.text)


async def test_notices_are_told_in_the_visitor_s_language(kiosk: Opener, file: Path) -> None:
    file.write_text("# Каникулы", "utf-8")
    file.with_name("told.en.md").write_text("# Holidays", "utf-8")
    async with kiosk(notices=str(file)) as person:
        await person.until(lambda: "Каникулы" in person.text)
        await person.press("f2")
        assert "Holidays" in person.text
        await person.press("7", then="NoticesPage")
        assert "Holidays" in person.text
        await person.press("f2")
        assert "Каникулы" in person.text


async def test_hostile_notices_are_harmless_letters(kiosk: Opener, file: Path) -> None:
    file.write_text(f"# {MARKUP} {UNCLOSED}\n\n{STEERS}\n\n[x](https://a.ru)", "utf-8")
    async with kiosk(notices=str(file)) as person:
        await person.until(lambda: person.reads("Notices"))
        assert harmless(person)
        await person.press("7", then="NoticesPage")
        assert harmless(person)
        assert "x (https://a.ru)" in person.text


async def test_a_disk_that_hangs_stops_no_visitor(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = threading.Event()
    asked: list[int] = []

    def stuck(_file: NoticesFile) -> dict[str, tuple[()]]:
        asked.append(1)
        hangs.wait(20)
        return {}

    monkeypatch.setattr(NoticesFile, "look", stuck)
    try:
        async with kiosk() as person:
            for _again in range(3):
                person.app.look_at_notices()
            await person.press("2", then="Write")
            await person.fill("215", then="ChooseOrWrite")
            assert len(asked) == 1
            assert not isinstance(person.app.screen, Home)
            hangs.set()
    finally:
        hangs.set()
