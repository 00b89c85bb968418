"""The board on a display of its own: it shows, recovers, tells new calls and takes no key."""

from __future__ import annotations

import math
from pathlib import Path
from unittest.mock import patch

from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.staff import desks
from kiosk.visits import desk
from kiosk.visits.waiting import board
from screens.visitor.second_display import AWAY_SECONDS, LOOK_SECONDS, BoardApp, SecondDisplay
from screens.widgets.big_text import BigText
from tests.example import Example
from tests.people import Clock


class Heard:
    """Writes the calls down that would be heard."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def call(self, label: str, room: str) -> None:
        self.calls.append((label, room))


def call_somebody(example: Example, clock: Clock) -> str:
    point = open_point(example.place, clock=clock)
    desk.call_next(point, desks.open_desk(point, "smirnova", example.pins["smirnova"]))
    return board(point).calls[0].label


async def test_the_second_display_shows_tells_recovers_and_takes_no_key(
    example: Example, clock: Clock
) -> None:
    heard = Heard()
    settings = Settings(database=example.database, board_initials=True)
    app = BoardApp(settings, heard, clock=clock)  # type: ignore[arg-type]
    with patch("screens.visitor.second_display.LOOK_SECONDS", math.inf):
        async with app.run_test(size=(80, 24)) as pilot:
            display = app.screen
            while not isinstance(display, SecondDisplay) or display.has_class("-away"):
                await pilot.pause(0.01)
                display = app.screen

            async def look(times: int = 1) -> str:
                for _look in range(times):
                    with patch("screens.visitor.second_display.LOOK_SECONDS", LOOK_SECONDS):
                        await app.look(display)
                await pilot.pause()
                return "\n".join(strip.text for strip in display._compositor.render_strips())

            assert "Сейчас никого не приглашают" in await look()
            label = call_somebody(example, clock)
            text = await look(2)
            assert display.query_one("#board-number", BigText).text == label
            assert "Приглашается" in text
            assert ".\N{NO-BREAK SPACE}" in str(display.query_one("#board-asked").render())
            assert "Коснитесь" not in text
            assert heard.calls == [(label, "214")], "once, however often one looks"

            for key in ("x", "enter", "escape", "f4", "f8", "f10", "1", "ctrl+q"):
                await pilot.press(key)
            assert app.screen is display
            assert app.is_running

            file = Path(example.database)
            away = file.rename(file.with_name("away"))
            assert "Приглашается" in await look(), "for a moment the last board stands"
            assert "Табло скоро вернётся" in await look(round(AWAY_SECONDS / LOOK_SECONDS))
            away.rename(file)
            assert "Приглашается" in await look()
            assert heard.calls == [(label, "214")]

            await pilot.press("q")
            await pilot.pause()
    assert app.return_code == 0
