"""Small framed choices in a row, of which one is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice: its answer and its words."""

    answer: str
    words: str


class ChipButton(Static):
    """A frame with digit and words; the one in force has a tick and bold words."""

    ALLOW_SELECT = False

    class Pressed(Message):
        """A finger or the mouse."""

        def __init__(self, chip: Chip) -> None:
            super().__init__()
            self.chip = chip

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.chip = Chip("", "")

    def show(self, number: int, chip: Chip, *, in_force: bool) -> None:
        """Show a choice."""
        self.chip = chip
        self.set_class(in_force, "-in-force")
        tick, style = ("✓ ", "bold") if in_force else ("", "")
        self.update(Content.assemble(tick, (str(number), "bold"), "  ", (chip.words, style)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.post_message(self.Pressed(self.chip))


class Chips(Horizontal):
    """Chips side by side, as wide as the page together."""

    DEFAULT_CSS = """
    Chips {
        height: 3;
        ChipButton {
            width: 1fr; height: 3; margin-right: 2; padding: 0 1;
            border: solid $secondary; text-wrap: nowrap; text-overflow: ellipsis;
        }
        ChipButton.-in-force { border: solid $primary; color: $primary; }
    }
    """

    class Chosen(Message):
        """A chip was chosen."""

        def __init__(self, answer: str) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, count: int, *, id: str | None = None) -> None:
        super().__init__(*(ChipButton() for _chip in range(count)), id=id)

    def show(self, chips: Sequence[Chip], in_force: str) -> None:
        """Show as many chips as there are places."""
        for number, (button, chip) in enumerate(zip(self._buttons, chips, strict=True), start=1):
            button.show(number, chip, in_force=chip.answer == in_force)

    @property
    def _buttons(self) -> list[ChipButton]:
        return list(self.query(ChipButton))

    def press_number(self, number: int) -> None:
        """Choose by digit."""
        for button in self._buttons[number - 1 : number]:
            self.post_message(self.Chosen(button.chip.answer))

    def on_chip_button_pressed(self, message: ChipButton.Pressed) -> None:
        message.stop()
        self.post_message(self.Chosen(message.chip.answer))
