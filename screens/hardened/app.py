"""The base of the kiosk's application: no key ends it, copies or pastes, and errors stay unseen."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Input

from kiosk.machine.log import ALONE, CRASHED, log_only_outlines, outline
from screens.hardened.driver import KioskDriver
from screens.hardened.filter import ControlFilter
from screens.hardened.guard import InputGuard
from screens.hardened.wrapping import keep_no_break_spaces

log = logging.getLogger("kiosk")

BEAT = 1.0
"""Seconds between heartbeats."""

_DEAD_KEYS = (
    "ctrl+q,ctrl+c,super+c,ctrl+x,super+x,ctrl+v,super+v,ctrl+insert,shift+insert,shift+delete"
)
_DENIED = """
quit help_quit suspend_process command_palette screenshot simulate_key change_theme toggle_dark
push_screen pop_screen back switch_screen switch_mode add_class remove_class toggle_class
show_help_panel hide_help_panel notify bell
"""
_TOUCHES = (
    events.Key,
    events.MouseDown,
    events.MouseScrollUp,
    events.MouseScrollDown,
    events.MouseScrollLeft,
    events.MouseScrollRight,
    events.Paste,
)
_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)


class HardenedApp(App[int], inherit_bindings=False):
    """An application that ends only from its own code.

    After an unexpected error it leaves with status 70, a note in the log and a silent terminal;
    the supervisor starts it anew. Under ``run_test`` the error reaches the test.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    ENABLE_SELECT_AUTO_SCROLL = False
    BINDINGS = [Binding(_DEAD_KEYS, "nothing", show=False, priority=True)]

    DENIED_ACTIONS: ClassVar[frozenset[str]] = frozenset(_DENIED.split())
    """Textual's own actions that a key or a link in a text must never reach."""

    heartbeat: Callable[[], bool] | None = None
    """Called every second; False means that nobody watches any more, and the application ends."""

    def __init__(self) -> None:
        super().__init__()
        keep_no_break_spaces()
        self._control_filter = ControlFilter()
        self._last_touch = time.monotonic()
        self._release_to_swallow = False
        self._guard = InputGuard(
            self,
            ready=lambda: self.takes_input,
            writes=lambda event: self.takes_text(event),
            deliver=super().on_event,
            drop=self._drop,
        )

    def on_mount(self) -> None:
        if self.is_headless:
            return
        self._obey_signals()
        if self.heartbeat is not None:
            self.set_interval(BEAT, self._beat)
            self._beat()

    def on_resize(self) -> None:
        """Draw anew even at the old size: two quick changes may look like none from here."""
        self.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Count every touch; one that only wakes the kiosk goes no further.

        The others act on a screen that was painted before them, or are seen to be dropped.
        """
        if not isinstance(event, events.InputEvent) or event.is_forwarded:
            await super().on_event(event)
        elif self._swallows(event):
            event.stop()
        else:
            await self._guard.take(event)

    @property
    def takes_input(self) -> bool:
        """True while the screen on top has been seen, and waits for a key or a touch."""
        return bool(self.screen_stack) and self._guard.has_seen(self.screen)

    def takes_text(self, event: events.Key) -> bool:
        """True for a key that the screen on top would write into a field."""
        return isinstance(self.focused, Input) and event.is_printable

    def not_taken(self) -> None:
        """Show that a key or a touch was dropped."""

    def _drop(self, event: events.Event) -> None:
        event.stop()
        self._release_to_swallow = isinstance(event, events.MouseDown)
        self.not_taken()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        began = time.monotonic()
        super()._display(screen, renderable)
        if not self.screen_stack or screen is not self.screen or self._guard.has_seen(screen):
            return
        if screen.is_mounted and not self._batch_count:
            self._guard.painted(screen, began)
        else:  # nothing may follow that paint, and keys would wait for one for ever
            screen.call_later(screen.refresh)

    def wake(self, event: events.Event) -> bool:  # noqa: ARG002 - a subclass looks at it
        """Asked at every touch, before it counts: True if it only woke the kiosk.

        Such a touch is swallowed, with its release. A subclass that locks itself decides.
        """
        return False

    @property
    def idle_seconds(self) -> float:
        """Seconds since somebody last pressed, scrolled or typed, whatever the clock says."""
        return time.monotonic() - self._last_touch

    def touch(self) -> None:
        """Take note that somebody is here."""
        self._last_touch = time.monotonic()

    def _swallows(self, event: events.Event) -> bool:
        if isinstance(event, events.MouseUp):
            swallowed, self._release_to_swallow = self._release_to_swallow, False
            return swallowed
        if not isinstance(event, _TOUCHES):
            return False
        woken = self.wake(event)
        self.touch()
        if isinstance(event, events.MouseDown):
            self._release_to_swallow = woken
        return woken

    def get_driver_class(self) -> type[Driver]:
        return KioskDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._control_filter]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in self.DENIED_ACTIONS and super().check_action(action, parameters)

    def action_nothing(self) -> None:
        """What the keys for leaving, copying and pasting do here."""

    def copy_to_clipboard(self, text: str) -> None:
        """Never: a PIN would go to the terminal in clear, and to the next visitor."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Never: the host's browser is a way out."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message, as plain text unless asked otherwise."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 - never shown
        self._return_code = CRASHED
        log.critical("panic: %s", outline(self._exception))
        self._close_messages_no_wait()

    async def _flush_next_callbacks(self) -> None:
        """Finish what is pending, even for a worker that is cancelled while it asks for a screen.

        A screen's removal that is cancelled half-way ends the application that waits for it.
        """
        if self._next_callbacks:
            await asyncio.shield(super()._flush_next_callbacks())

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = CRASHED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        log.critical("crash: %s", outline(self._exception))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def _obey_signals(self) -> None:
        """SIGTERM ends in order; SIGHUP stays fatal, for an orderly end would write to nobody."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.exit)
        loop.set_exception_handler(
            lambda _loop, context: log.error("task: %s", outline(context.get("exception")))
        )

    def _beat(self) -> None:
        if self.heartbeat is not None and not self.heartbeat():
            self.exit(return_code=ALONE)


def run(app: HardenedApp, *, heartbeat: Callable[[], bool] | None = None) -> int:
    """Show the application until it ends; its exit status, 70 after anything unexpected."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    log_only_outlines()
    app.heartbeat = heartbeat
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - nothing may reach the terminal
        log.critical("crash: %s", outline(error))
        return CRASHED
    return CRASHED if app.return_code is None else app.return_code
