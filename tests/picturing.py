"""One running kiosk, walked through and drawn screen by screen."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from textual.events import MouseDown, MouseMove, MouseUp
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.words.drawing import HEIGHT, WIDTH, Strokes
from screens.app import KioskApp
from screens.visitor.leaving import SHOWN_SECONDS, LeavesByItself
from screens.widgets.signature_pad import SignaturePad
from tests.svg import plain_svg

PATIENCE = 15.0


class Gallery:
    """Walks through one running kiosk and keeps the pictures."""

    def __init__(
        self,
        pilot: Pilot[int],
        app: KioskApp,
        folder: Path,
        suffix: str,
        only: Collection[str] = (),
    ) -> None:
        """Pictures are kept in ``folder``: all, or ``only`` those named."""
        self._pilot, self.app = pilot, app
        self._folder, self._suffix, self._only = folder, suffix, only

    async def settle(self) -> None:
        """Wait until nothing is asked of the database and nothing is left to be drawn."""
        for _round in range(3):
            await self.app.act(int)
            await self._pilot.pause()

    async def until(self, name: str) -> None:
        """Wait for a screen by the name of its class."""
        deadline = time.monotonic() + PATIENCE
        while type(self.app.screen).__name__ != name:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{name} did not come, this did: {self.app.screen}")
            await self.settle()

    async def press(self, *keys: str, then: str = "") -> None:
        """Press keys one by one; ``then`` is the screen that they lead to."""
        for key in keys:
            await self._see()
            await self._pilot.press(key)
        if then:
            await self.until(then)
        await self.settle()

    async def _see(self) -> None:
        """Wait until the screen takes keys; the next one is no double press."""
        while not (self.app.takes_input and self.app._guard.calm()):
            await self._pilot.pause(0.01)
        self.app._guard.deliberate()

    async def write(self, words: str) -> None:
        """Write into the field that has the focus."""
        field = self.app.focused
        assert isinstance(field, Input)
        field.insert_text_at_cursor(words)
        await self.settle()

    async def draw(self, strokes: Strokes) -> None:
        """Go over the pad with a finger."""
        assert self.app._driver is not None
        pad = self.app.screen.query_one(SignaturePad).content_region
        for stroke in strokes:
            places = [
                (pad.x + x * pad.width / WIDTH, pad.y + y * pad.height / HEIGHT) for x, y in stroke
            ]
            kinds = [MouseDown, *[MouseMove] * (len(places) - 1), MouseUp]
            for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
                touch = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
                self.app._driver.process_message(touch)
        await self.settle()

    async def keep(self, name: str) -> None:
        """Draw the screen once it stands still, the cursor shown and the countdown at its start."""
        await self.app.refresh_board()
        await self.settle()
        for field in self.app.screen.query(Input):
            field.cursor_blink = False
        before, now = "", await self._look()
        while now != before:
            before, now = now, await self._look()
        if not self._only or name in self._only:
            (self._folder / f"{name}.{self._suffix}.svg").write_text(now, "utf-8")

    async def _look(self) -> str:
        await self._pilot.pause(0.1)
        if isinstance(self.app.screen, LeavesByItself):
            self.app.screen.seconds_left = SHOWN_SECONDS
            await self._pilot.pause()
        return plain_svg(self.app.export_screenshot())

    async def come_to_desk(self, pin: str) -> None:
        """From home to the administrator's desk."""
        await self.until("Home")
        await self.press("f10", then="ChooseOrWrite")
        await self.press(*"smirnova", "enter", then="AskPin")
        await self.write(pin)
        await self.press("enter", then="Desk")
