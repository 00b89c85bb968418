"""A room's number does not stand alone on the next line."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from screens.hardened import HardenedApp


def lines(app: App[int]) -> list[str]:
    words = app.query_one(Static)
    return [strip.text.strip() for strip in words.render_lines(words.size.region)]


class Narrow(HardenedApp):
    """Words in so few columns that the last blank is where a line would end."""

    def compose(self) -> ComposeResult:
        words = Static(self.words, markup=False)
        words.styles.width = 14
        yield words

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Ждите у каб.\xa0214", ["Ждите у", "каб.\xa0214"]),
        ("Ждите у каб. 214", ["Ждите у каб.", "214"]),
    ],
    ids=["no-break", "blank"],
)
async def test_a_line_ends_at_a_blank_and_not_at_a_no_break_space(
    words: str, shown: list[str]
) -> None:
    app = Narrow(words)
    async with app.run_test(size=(40, 10)):
        assert lines(app) == shown
