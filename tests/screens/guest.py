"""Somebody at the kiosk's screens without a terminal: keys, touches, and what can be read."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from db.engine import close_database
from db.models import Entry
from kiosk.machine.settings import Settings
from kiosk.staff import desks
from kiosk.words.i18n import _, use
from screens.app import KioskApp
from screens.desk.desk import Desk
from screens.visitor.home import BOARD_AFTER_SECONDS
from screens.widgets.choices import ChoiceButton
from screens.widgets.key_bar import KeyButton
from tests.example import Example
from tests.people import Clock

PATIENCE = 10.0
READING = {"load", "page", "look"}
"""Groups of workers that fetch what a screen shows."""
SMALL, LARGE = (80, 24), (120, 40)

W = TypeVar("W", bound=Widget)


class Guest:
    """Acts on one running kiosk and waits until every act has had its effect."""

    def __init__(self, app: KioskApp, pilot: Pilot[int], example: Example, clock: Clock) -> None:
        self.app, self.pilot, self.example, self.clock = app, pilot, example, clock

    @property
    def screen(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def strips(self) -> list[Strip]:
        """What goes to the terminal, line by line."""
        return list(self.app.screen._compositor.render_strips())

    @property
    def text(self) -> str:
        """What can be read, with every run of blanks and frames as one space."""
        lines = "\n".join(strip.text for strip in self.strips)
        return re.sub(r"[│┃┏┓┗┛━─┌┐└┘▌▔╎┆\s]+", " ", lines)

    async def settle(self) -> None:
        """Wait until the database has answered and the answer is drawn."""
        for _round in range(3):
            await self.app.act(int)
            await self.pilot.pause(0)
            await self.until(self.app._guard.calm, "an effect")
            await self.until(self._has_read, "reading")

    def _has_read(self) -> bool:
        """True when no screen is waiting for something that it reads."""
        return not any(w.group in READING and not w.is_finished for w in self.app.workers)

    async def until(
        self, done: Callable[[], bool], what: str = "", *, within: float = PATIENCE
    ) -> None:
        """Return when ``done`` holds, which may take so many seconds."""
        deadline = time.monotonic() + within
        while not done():
            assert time.monotonic() < deadline, f"{what}: {self.screen}\n{self.text}"
            await self.pilot.pause(0.01)

    async def at(self, name: str) -> None:
        """Wait for a screen by the name of its class."""
        await self.until(lambda: self.screen == name, f"{name} is awaited")
        await self.settle()

    async def look(self) -> None:
        """Wait until the screen has been painted; the next key is meant for it."""
        await self.until(lambda: self.app.takes_input and self.app._guard.calm(), "a screen")
        self.app._guard.deliberate()

    async def press(self, *keys: str, then: str = "") -> None:
        """Press keys one after the other; ``then`` is the screen that they lead to."""
        for key in keys:
            await self.look()
            self.send(key)
            await self.settle()
        if then:
            await self.at(then)

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than the program can follow; «x,y» is a touch."""
        for key in keys:
            if "," in key[1:]:
                self.tap(*map(int, key.split(",")))
            else:
                self.send(key)
        for _round in range(5):
            await self.app.act(int)
            await asyncio.sleep(0.01)

    def send(self, key: str) -> None:
        """A key as the driver reports it; the pilot's own way waits for an idle machine."""
        assert self.app._driver is not None
        character = {"enter": "\r", "space": " ", "escape": "\x1b"}.get(key)
        event = events.Key(key, key if len(key) == 1 else character)
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    async def write(self, words: str) -> None:
        """Put words into the field that has the focus, as if typed."""
        field = self.app.focused
        assert isinstance(field, Input), f"nothing to write into: {field}"
        field.insert_text_at_cursor(words)
        await self.settle()

    async def fill(self, *lines: str, then: str = "") -> None:
        """One line after the other, each with Enter."""
        for line in lines:
            await self.write(line)
            await self.press("enter")
        if then:
            await self.at(then)

    async def touch(self, widget: Widget, then: str = "") -> None:
        """A finger on the middle of a widget, as the driver reports it."""
        x, y = (
            widget.region.x + widget.region.width // 2,
            widget.region.y + widget.region.height // 2,
        )
        await self.look()
        self.tap(x, y)
        await (self.at(then) if then else self.settle())

    def tap(self, x: int, y: int) -> None:
        """A finger on a cell, as the driver reports it; the pilot's mouse goes another way."""
        assert self.app._driver is not None
        for kind in (events.MouseDown, events.MouseUp):
            self.app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))

    async def draw(self, *points: tuple[float, float]) -> None:
        """A finger that comes down on the first point, goes over the others and is lifted."""
        assert self.app._driver is not None
        kinds = [events.MouseDown, *[events.MouseMove] * (len(points) - 1), events.MouseUp]
        for kind, (x, y) in zip(kinds, [*points, points[-1]], strict=True):
            self.app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await self.settle()

    async def touch_choice(self, number: int, then: str = "") -> None:
        """A finger on a large choice."""
        await self.touch(self.app.screen.query_one(f"#choice-{number}", ChoiceButton), then)

    async def touch_bar(self, words: str, then: str = "") -> None:
        """A finger on a key of the bar below."""
        (key,) = (one for one in self.app.screen.query(KeyButton) if words in str(one.render()))
        await self.touch(key, then)

    def reads(self, message: str, **fields: object) -> bool:
        """True when the message stands on the screen in the language in use."""
        return re.sub(r"\s+", " ", _(message).format(**fields)).strip() in self.text

    async def entries(self) -> int:
        """How many entries both journals have."""
        return await self.app.act(Entry.select().count)

    async def work_as(self, login: str) -> None:
        """At a desk that the PIN has opened, without the way there by keys."""
        pin = self.example.pins[login]

        async def work(app: KioskApp) -> None:
            specialist = await app.act(desks.open_desk, app.point, login, pin)
            await app.push_screen_wait(Desk(specialist))

        self.app.visit(work)
        await self._at_desk()

    async def _at_desk(self) -> None:
        """Wait for the desk and its buttons."""
        await self.at("Desk")
        await self.until(lambda: len(self.app.screen.query(ChoiceButton)) > 0, "deeds")
        await self.settle()

    async def leave(self) -> None:
        """Step back from home until it is the board."""
        self.app._last_touch -= BOARD_AFTER_SECONDS
        await self.app.tick()
        await self.settle()

    async def log_in(self, login: str) -> None:
        """From home to the desk, with its buttons in place."""
        await self.press("f10", then="ChooseOrWrite")
        await self.press(*login)
        await self.press("enter", then="AskPin")
        await self.fill(self.example.pins[login])
        await self._at_desk()


@asynccontextmanager
async def guest(
    example: Example,
    clock: Clock,
    *,
    size: tuple[int, int] = SMALL,
    language: str = "ru",
    theme: str = "light",
    home: bool = True,
    **chosen: Any,
) -> AsyncIterator[Guest]:
    """A kiosk over a copy of the example day; its toasts and tooltips are real. What else a school
    has ``chosen`` stands in its settings."""
    settings = Settings(database=example.database, language=language, theme=theme, **chosen)
    app = KioskApp(settings, clock=clock)
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            person = Guest(app, pilot, example, clock)
            if home:
                await person.at("Home")
            yield person
    finally:
        close_database()
        use("ru")
