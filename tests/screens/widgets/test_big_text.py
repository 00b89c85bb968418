"""Large glyphs stand straight, and a number is never cut."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from screens.widgets.big_glyphs import HUGE, SMALL, TALL, Glyph
from screens.widgets.big_text import BigText


class Host(App[None]):
    def __init__(self, widget: BigText) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


def shown(widget: BigText) -> list[str]:
    return [strip.text for strip in widget.render_lines(widget.size.region)]


@pytest.mark.parametrize(
    ("glyphs", "height"), [(SMALL, 6), (TALL, 14), (HUGE, 28)], ids=["small", "tall", "huge"]
)
def test_glyphs_are_rectangles_of_one_height(glyphs: dict[str, Glyph], height: int) -> None:
    assert set("0123456789-КТKT ") <= set(glyphs)
    for character, glyph in glyphs.items():
        assert len(glyph) == height, character
        assert len({len(line) for line in glyph}) == 1, character
        assert set("".join(glyph)) <= {" ", "#"}
    digits = [glyphs[digit] for digit in "0123456789"]
    assert len(set(digits)) == 10


async def test_small_glyphs_are_drawn_in_three_rows() -> None:
    app = Host(BigText("1:0"))
    async with app.run_test(size=(80, 24)):
        assert shown(app.widget) == [
            " ▄██  ▄▄ ▄█▀▀█▄",
            "  ██     ██  ██",
            "  ██  ▀▀ ▀█▄▄█▀",
        ]


async def test_cyrillic_and_latin_ticket_letters_look_alike() -> None:
    app = Host(BigText("КТ"))
    async with app.run_test(size=(80, 24)) as pilot:
        cyrillic = shown(app.widget)
        app.widget.text = "KT"
        await pilot.pause()
        assert shown(app.widget) == cyrillic


@pytest.mark.parametrize(
    ("room", "rows"), [((80, 24), 7), ((80, 4), 3), ((27, 24), 3), ((80, 2), 1), ((10, 24), 1)]
)
async def test_the_largest_size_that_fits_is_taken(room: tuple[int, int], rows: int) -> None:
    app = Host(BigText("К-07", size="tall"))
    async with app.run_test(size=room):
        lines = shown(app.widget)
        assert len(lines) == rows
        if rows == 1:
            assert lines == ["К-07"]


async def test_a_text_that_grows_takes_its_room() -> None:
    app = Host(BigText("7"))
    async with app.run_test(size=(80, 24)) as pilot:
        narrow = app.widget.size.width
        app.widget.text = "12:34"
        await pilot.pause()
        assert app.widget.size.width > narrow


async def test_unknown_characters_stand_plain_among_the_glyphs() -> None:
    app = Host(BigText("7 шт[b]"))
    async with app.run_test(size=(80, 24)):
        top, middle, bottom = shown(app.widget)
    assert middle.endswith("шт[b]")
    assert len(top) == len(middle) == len(bottom)
