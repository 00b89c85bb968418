"""A list by day: what stands in the margin, what is marked, and what a key or a finger chooses."""

from __future__ import annotations

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from screens.widgets.page import hair
from screens.widgets.tear_off import BAND, TALL_BAND, Leaf, TearOff
from tests.screens.hostile import MARKUP, STEERS

FRIDAY, MONDAY = ("пт", "27"), ("пн", "30")
LEAVES = [
    Leaf(FRIDAY, "10:00–12:00", "Открытый приём", "Смирнова О. И.", "каб. 214", ("сейчас",)),
    Leaf(FRIDAY, "14:00–15:30", "Консультация для всех", "Белая И. В.", "каб. 12"),
    *(Leaf(MONDAY, f"{hour}:00–{hour}:45", f"Занятие {hour}") for hour in range(10, 20)),
]


class Host(App[None]):
    def __init__(self, leaves: list[Leaf], cursor: int = 0) -> None:
        super().__init__()
        self.days = TearOff(leaves, cursor=cursor)
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.days

    def on_mount(self) -> None:
        self.days.focus()

    @on(TearOff.Chosen)
    def note(self, message: TearOff.Chosen) -> None:
        self.chosen.append(message.index)

    @property
    def shown(self) -> list[str]:
        return [strip.text for strip in self.days.render_lines(self.days.size.region)]


def margins(app: Host, band: int = BAND) -> list[str]:
    """What stands in the margin beside the words of each band."""
    rows = app.shown[1 : app.days.fitting * band : band]
    return [row[:6].strip() for row in rows]


async def tap(pilot: Pilot[None], y: int) -> None:
    event = events.MouseDown(None, 20, y, 0, 0, 1, False, False, False, 20, y)
    event.set_sender(pilot.app)
    pilot.app.post_message(event)
    await pilot.pause()
    await pilot.pause()


async def test_the_day_stands_where_it_changes_and_at_the_top() -> None:
    app = Host(LEAVES)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.days.fitting == 8
        assert app.days.has_more
        assert margins(app) == ["►  пт", "", "пн", "", "", "", "", ""]
        assert app.shown[2][:6].strip() == "27"
        for words in ("10:00–12:00", "Открытый приём", "каб. 214", "сейчас"):
            assert words in app.shown[1]
        assert "Смирнова О. И." in app.shown[2]
        assert set(app.shown[3][8:]) == {hair()}
        await pilot.press("end")
        assert margins(app)[0] == "пн"
        assert "Занятие 19" in app.shown[-2]
        assert "►" in app.shown[-2]
    async with Host(LEAVES).run_test(size=(120, 40)) as pilot:
        wide = pilot.app
        assert isinstance(wide, Host)
        assert wide.days.band == TALL_BAND
        assert not {len(row) for row in wide.shown} - {120}


async def test_keys_move_the_marker_and_a_key_or_a_touch_chooses() -> None:
    app = Host(LEAVES, cursor=2)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.days.cursor == 2
        await pilot.press("up", "up", "up", "enter")
        await pilot.press("pagedown", "space", "home", "down", "enter")
        assert app.chosen == [0, 8, 1]
        await pilot.press("home", "end")
        await tap(pilot, 0)
        await tap(pilot, 5 * BAND + 2)
        assert app.chosen[3:] == [4, 9]
        assert app.days.cursor == 9


@pytest.mark.parametrize("height", [24, 40])
async def test_below_the_last_band_nothing_is_chosen(height: int) -> None:
    app = Host(LEAVES[:2])
    async with app.run_test(size=(80, height)) as pilot:
        assert not app.days.has_more
        below = 2 * app.days.band
        assert set(app.shown[below][8:]) == {hair()}
        assert not "".join(app.shown[below + 1 :]).strip()
        await tap(pilot, below)
        assert app.chosen == []
    empty = Host([])
    async with empty.run_test(size=(80, height)) as pilot:
        await pilot.press("enter", "down", "end")
        assert empty.chosen == []


async def test_long_and_hostile_words_stay_in_their_column() -> None:
    hostile = Leaf(FRIDAY, "10:00–12:00", STEERS + " слово" * 40, MARKUP, MARKUP, ("x" * 40,))
    app = Host([hostile, Leaf(MONDAY, "9:00–10:00", "Ж" * 90, "", "Актовый зал второго корпуса")])
    async with app.run_test(size=(80, 24)):
        assert {len(row) for row in app.shown} == {80}
        said = "\n".join(app.shown)
        assert "…" in said
        assert "\x1b" not in said and "\u202e" not in said and "\x07" not in said
        assert "Актовый" in app.shown[4] and "зал" in app.shown[5]
