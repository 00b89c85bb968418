"""The hardened base without a terminal: errors reach the test, touches count, texts stay texts."""

from __future__ import annotations

import logging

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Button, Input
from textual.widgets._toast import Toast

from screens.hardened import HardenedApp

PAYLOAD = "O'Neil [IT] [/] [@click=app.quit]x[/]"


class Kiosk(HardenedApp):
    """Falls asleep when told to; F6 crashes."""

    BINDINGS = [Binding("f6", "crash", "Crash")]
    asleep = False
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Input()
        yield Button("Press")

    def on_button_pressed(self) -> None:
        self.pressed += 1

    def wake(self, event: events.Event) -> bool:
        was_asleep, self.asleep = self.asleep, False
        return was_asleep

    def action_crash(self) -> None:
        name = "Ivanova"
        raise RuntimeError(name)


def click(app: Kiosk, widget: Button) -> None:
    """A touch as the driver reports it; the pilot's own mouse goes past ``on_event``."""
    x, y = widget.region.x + 2, widget.region.y + 1
    for kind in (events.MouseDown, events.MouseUp):
        assert app._driver is not None
        app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def test_an_error_reaches_the_test_and_the_log_in_outline(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = Kiosk()
    with pytest.raises(RuntimeError, match="Ivanova"), caplog.at_level(logging.CRITICAL, "kiosk"):
        async with app.run_test() as pilot:
            await pilot.press("f6")
    assert app.return_code == 70
    assert "RuntimeError at test_hardened_app.py" in caplog.text
    assert "Ivanova" not in caplog.text


async def test_a_screen_that_was_painted_before_it_stood_is_painted_again() -> None:
    """Keys wait for a paint; without a second one they would wait for ever."""
    app = Kiosk()
    async with app.run_test() as pilot:
        screen = app.screen
        app._guard._seen, screen._is_mounted = None, False
        app._display(screen, screen._compositor.render_full_update())
        assert not app.takes_input
        screen._is_mounted = True
        await pilot.pause()
        assert app.takes_input


async def test_the_keys_for_leaving_and_copying_do_nothing() -> None:
    app = Kiosk()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.value = "4711"
        field.select_all()
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+p", "ctrl+z")
        assert field.value == "4711"
        assert app.clipboard == ""
        assert app.is_running
        assert len(app.screen_stack) == 1


async def test_a_message_shows_what_was_typed_as_it_was_typed() -> None:
    app = Kiosk()
    async with app.run_test(notifications=True) as pilot:
        app.notify(PAYLOAD)
        await pilot.pause()
        assert str(app.screen.query_one(Toast).render()) == PAYLOAD


async def test_nothing_is_ever_copied() -> None:
    app = Kiosk()
    async with app.run_test():
        app.copy_to_clipboard("4711")
        assert app.clipboard == ""


@pytest.mark.parametrize("action", ["quit", "simulate_key('f6')", "screenshot", "pop_screen"])
async def test_an_action_of_textual_itself_is_denied(action: str) -> None:
    app = Kiosk()
    async with app.run_test():
        assert not await app.run_action(action)
        assert app.is_running


async def test_a_touch_counts_and_a_moving_mouse_does_not() -> None:
    app = Kiosk()
    async with app.run_test() as pilot:
        app._last_touch -= 100
        await pilot.hover(Button)
        assert app.idle_seconds > 99
        await pilot.press("a")
        assert app.idle_seconds < 50
        app._last_touch -= 100
        click(app, app.query_one(Button))
        await pilot.pause()
        assert app.idle_seconds < 50


async def test_the_key_that_wakes_is_not_typed() -> None:
    app = Kiosk()
    async with app.run_test() as pilot:
        app.asleep = True
        await pilot.press("a", "b")
        assert app.query_one(Input).value == "b"


async def test_the_touch_that_wakes_presses_nothing() -> None:
    app = Kiosk()
    async with app.run_test() as pilot:
        button = app.query_one(Button)
        app.asleep = True
        click(app, button)
        await pilot.pause()
        assert app.pressed == 0
        click(app, button)
        await pilot.pause()
        assert app.pressed == 1
