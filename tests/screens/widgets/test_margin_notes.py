"""Notes with labels in the margin, and small choices side by side."""

from __future__ import annotations

from textual import on
from textual.app import App, ComposeResult

from screens.widgets.chips import Chip, Chips
from screens.widgets.margin_notes import Beside, MarginNotes
from screens.widgets.page import margin
from tests.screens.hostile import STEERS

NOTES = (
    Beside("7", "Артёменко", "head"),
    Beside("тема", "Как выставить отметку " * 6),
    Beside("слишком длинно", f"Было{STEERS}", "struck"),
)
CHIPS = (Chip("", "Все 7"), Chip("ждёт", "Ждёт 4"))


class Host(App[None]):
    chosen = ""

    def compose(self) -> ComposeResult:
        yield Chips(len(CHIPS))
        yield MarginNotes(NOTES, own_line=True)

    @on(Chips.Chosen)
    def note(self, message: Chips.Chosen) -> None:
        self.chosen = message.answer


async def test_labels_hang_in_the_margin_and_words_wrap_beside_them() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        notes = app.query_one(MarginNotes)
        before = margin(80)
        lines = [notes.render_line(y) for y in range(notes.size.height)]
        assert [line.text[: before - 1].strip() for line in lines] == ["7", "тема", "", "слишк…"]
        assert {line.text[before] for line in lines} == {"┃"}
        words = [line.text[before + 1 :] for line in lines]
        assert all(text.startswith("  ") and not text.endswith("о") for text in words)
        assert "".join(words).count("отметку") == 6
        assert "\x1b" not in "".join(line.text for line in lines)
        struck = [segment.style for segment in lines[-1] if "Было" in segment.text]
        assert struck[0] is not None and struck[0].strike
        notes.show([])
        await app.animator.wait_for_idle()
        assert notes.render() == ""


async def test_a_chip_is_chosen_by_digit_or_touch_and_the_one_in_force_has_a_tick() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        chips = app.query_one(Chips)
        chips.show(CHIPS, "ждёт")
        await pilot.pause()
        shown = [str(button.render()) for button in chips.query("ChipButton")]
        assert shown == ["1  Все 7", "✓ 2  Ждёт 4"]
        chips.press_number(2)
        chips.press_number(3)
        await pilot.pause()
        assert app.chosen == "ждёт"
        await pilot.click("ChipButton")
        assert app.chosen == ""
