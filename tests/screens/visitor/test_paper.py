"""A ticket on paper beside the one on the screen, which waits for no printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from kiosk.machine import printing
from screens.widgets.big_text import BigText
from tests.printers import fake_lp, handed
from tests.screens.conftest import Opener
from tests.screens.guest import Guest
from tests.screens.visitor.test_request import BEFORE, come_to_check

QUEUE = "tickets"


def said(person: Guest) -> str:
    """What the ticket says of its paper."""
    return str(person.app.screen.query_one("#printed").render())


async def test_a_ticket_is_printed_with_the_number_of_the_screen(
    kiosk: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lp(tmp_path, monkeypatch)
    async with kiosk(ticket_printer=QUEUE) as person:
        await come_to_check(person)
        await person.press("enter", then="Ticket")
        await person.until(lambda: said(person) == "Возьмите напечатанный талон")
        label = person.app.screen.query_one("#ticket-number", BigText).text
        words, page = handed(tmp_path)
        (sheet,) = pypdfium2.PdfDocument(page)
        paper = sheet.get_textpage().get_text_range()
        assert QUEUE in words
        assert label in paper
        assert "Можно идти" in paper
        assert "Ли Яна" not in paper


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_without_a_printer_the_visitor_is_told_to_remember_the_number(
    kiosk: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with kiosk(ticket_printer=QUEUE, size=size) as person:
        await come_to_check(person)
        await person.press("enter", then="Ticket")
        await person.until(lambda: said(person) == "Талон не напечатан: запомните номер")
        printed = person.app.screen.query_one("#printed")
        assert printed.region.height > 0
        assert person.app.screen.query_one("#sheet").region.contains_region(printed.region)
        assert await person.entries() == BEFORE + 1


async def test_a_printer_that_hangs_holds_nobody_up(
    kiosk: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lp(tmp_path, monkeypatch, f"touch '{tmp_path}/hangs'; exec sleep 60")
    monkeypatch.setattr(printing, "PATIENCE", 3.0)
    async with kiosk(ticket_printer=QUEUE) as person:
        await come_to_check(person)
        await person.press("enter", then="Ticket")
        await person.until(lambda: said(person) == "Талон печатается…")
        await person.until((tmp_path / "hangs").exists)
        await person.press("enter", then="Home")
        await come_to_check(person, room="301", name="Мирный Пётр")
        await person.press("enter", then="Ticket")
        assert await person.entries() == BEFORE + 2


async def test_a_school_that_names_no_queue_prints_nothing(
    kiosk: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lp(tmp_path, monkeypatch)
    async with kiosk() as person:
        await come_to_check(person)
        await person.press("enter", then="Ticket")
        assert not person.app.screen.query("#printed")
        assert not (tmp_path / "words").exists()
