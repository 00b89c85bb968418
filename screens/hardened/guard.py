"""What is pressed counts on the screen that the person saw, and what is typed goes on to the next.

Keys and touches come one after the other: after one that does something the next ones are kept
until it is known what it did.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.screen import Screen

AGAIN_SECONDS = 0.3
"""The same key, or another tap, within this time on another screen is a double press."""
ALWAYS = frozenset({"f4"})
"""Keys that lead away from everything, whatever stands on the screen."""

_TYPED_AHEAD = 200
"""So many letters are kept for a screen that is still to come."""
_EDITS = frozenset({"backspace", "delete", "left", "right", "home", "end"})
_ENDS = frozenset({"enter", "tab"})
_QUIET_TURNS = 12
"""Turns of the event loop without a message after which a key has had its whole effect."""
_EFFECT_SECONDS = 1.0
_LOOK_SECONDS = 0.01
_TAP = "tap"


class InputGuard:
    """Decides over every key and touch of an application: at once, later, or never.

    ``ready`` says whether the screen on top waits for a key, ``writes`` whether a key would go into
    a field; ``deliver`` lets one through, ``drop`` shows that one was not taken.
    """

    def __init__(
        self,
        app: App[int],
        *,
        ready: Callable[[], bool],
        writes: Callable[[events.Key], bool],
        deliver: Callable[[events.Event], Awaitable[None]],
        drop: Callable[[events.Event], None],
    ) -> None:
        self._app, self._ready, self._writes = app, ready, writes
        self._deliver, self._drop = deliver, drop
        self._waiting: list[events.Event] = []
        self._effect: asyncio.Task[None] | None = None
        self._seen: Screen[object] | None = None
        self._seen_at = 0.0
        self._ahead = self._cut = False
        """True once the screen has been written to ahead, and once a key behind that, which ends a
        field, was dropped: what comes still was meant for another field."""
        self._last: tuple[str, float, Screen[object] | None] = ("", 0.0, None)

    def painted(self, screen: Screen[object], at: float) -> None:
        """Take note when a screen went to the terminal; the first time since it came counts."""
        if screen is not self._seen:
            self._seen, self._seen_at = screen, at
            self._ahead = self._cut = False

    def has_seen(self, screen: Screen[object]) -> bool:
        """True once the screen that stands on top has been painted."""
        return screen is self._seen

    def forget(self) -> None:
        """Drop what is still kept: whoever typed it has gone."""
        self._waiting.clear()

    def calm(self) -> bool:
        """True while nothing is kept and nothing has an effect still to come."""
        return self._effect is None

    def deliberate(self) -> None:
        """Take the next key for a new one, however soon it comes. Tests press without fingers."""
        self._last = ("", 0.0, None)

    async def take(self, event: events.Event) -> None:
        """Take a key or a touch as it comes from the terminal."""
        if self._effect is not None:
            if not (_types(event) and len(self._waiting) >= _TYPED_AHEAD):
                self._waiting.append(event)
            else:
                self._drop(event)
        elif _types(event) and not self._ready():
            self._waiting.append(event)
            self._go_on()
        elif await self._decide(event):
            self._go_on()

    async def _decide(self, event: events.Event) -> bool:
        """Deliver or drop; True where an effect is to be awaited."""
        if not isinstance(event, events.Key | events.MouseDown):
            await self._deliver(event)
            return False
        typing = isinstance(event, events.Key) and self._writes(event)
        early = not self._ready() or event.time < self._seen_at
        key = event.key if isinstance(event, events.Key) else _TAP
        again = self._again(key, event.time)
        if key not in ALWAYS and (
            (again and (early or not typing)) or (early and (self._cut or not typing))
        ):
            self._cut = self._cut or (self._ahead and key in _ENDS)
            self._drop(event)
            return False
        self._ahead = self._ahead or early
        await self._deliver(event)
        return early or not typing

    def _again(self, key: str, at: float) -> bool:
        """True for the second press of a double one that fell through to another screen."""
        last, before, screen = self._last
        again = key == last and at - before < AGAIN_SECONDS
        here = screen if again else self._app.screen
        self._last = (key, at, here)
        return again and here is not self._app.screen

    def _go_on(self) -> None:
        self._effect = asyncio.create_task(self._take_what_waits())

    async def _take_what_waits(self) -> None:
        try:
            await self._settle()
            while self._waiting and self._app.is_running:
                at = self._next()
                if at is None:
                    await asyncio.sleep(_LOOK_SECONDS)
                elif await self._decide(self._waiting.pop(at)):
                    await self._settle()
        except Exception as error:  # noqa: BLE001 - as in the application's own loop
            self._app._handle_exception(error)
        finally:
            self._effect = None

    def _next(self) -> int | None:
        """Which of those that wait comes next: letters and what ends them wait for their screen."""
        if self._ready():
            return 0
        stays = (isinstance(e, events.Key) and (_types(e) or e.key in _ENDS) for e in self._waiting)
        return next((n for n, waits in enumerate(stays) if not waits), None)

    async def _settle(self) -> None:
        """Return when the last key has done what it does."""
        quiet, deadline = 0, time.monotonic() + _EFFECT_SECONDS
        while quiet < _QUIET_TURNS and time.monotonic() < deadline:
            await asyncio.sleep(0)
            if not self._app.screen_stack:
                return
            screen = self._app.screen
            pumps = (self._app, screen, *screen.walk_children())
            quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1


def _types(event: events.Event) -> bool:
    """True for letters, and keys that change what was typed."""
    return isinstance(event, events.Key) and (event.is_printable or event.key in _EDITS)
