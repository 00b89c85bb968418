"""Millimetres of the keys that a finger meets on displays of 10, 15 and 22 inches."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from kiosk.machine.display import FINGER, display_of
from screens.questions.entry_form import FormInput
from screens.widgets.choices import ChoiceButton
from screens.widgets.on_screen_keyboard import OnScreenKeyboard
from tests.bench.report import say
from tests.bench.visitors import NOW
from tests.example import Example, copied, made_in
from tests.people import Clock
from tests.screens.guest import SMALL, guest

DIAGONALS = (10.1, 15.6, 21.5)
LIMIT = 1.03
"""Twenty millimetres over the smallest key: 0.6 mm may be missing."""


async def measure(example: Example, diagonal: float) -> tuple[float, float]:
    """The narrower side of the smallest letter's key, and the height of the smallest choice."""
    across, down = display_of(diagonal, "16:9").cell(*SMALL)
    async with guest(example, Clock(NOW), diagonal=diagonal) as person:
        choices = [each.size.height * down for each in person.app.screen.query(ChoiceButton)]
        await person.touch_choice(1, then="Choose")
        await person.touch_choice(3, then="ChooseOrWrite")
        await person.touch_choice(2, then="Write")
        await person.touch(person.app.screen.query_one(FormInput))
        keyboard = person.app.screen.query_one(OnScreenKeyboard)
        regions = [keyboard.region_of(letter) for letter in "абвгдежзиклмн"]
        keys = [min(r.width * across, r.height * down) for r in regions if r is not None]
    return min(keys), min(choices)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        made = made_in(Path(folder), lambda: NOW)
        for diagonal in DIAGONALS:
            example = copied(made, Path(folder, f"{diagonal}"))
            for what, size in zip(
                ("key", "choice"), asyncio.run(measure(example, diagonal)), strict=True
            ):
                figures = f"{size:.1f} mm on {diagonal} inches, 20 mm over it"
                say(f"smallest {what}", figures, FINGER / size, LIMIT, "×")
