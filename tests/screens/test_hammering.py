"""A bored pupil hammers on keys and screen: faster than any screen can follow, and nothing ends."""

from __future__ import annotations

import itertools
import random

from tests.screens.conftest import Opener

KEYS = [
    *"1234567890",
    *"аяx .",
    *["enter"] * 6,
    *["escape"] * 3,
    "space", "tab", "shift+tab", "backspace", "up", "down", "left", "right", "home", "end",
    "pageup", "pagedown", "delete", *["f4"] * 2, "f1", "f2", "f3", "f5", "f6", "f7", "f8", "f10",
    "ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "ctrl+backslash",
]  # fmt: skip
BURSTS, LENGTH = 30, 12


def burst(dice: random.Random) -> list[str]:
    """Keys, and touches anywhere."""
    touches = [f"{dice.randrange(80)},{dice.randrange(24)}" for _touch in range(20)]
    return dice.choices(KEYS + touches, k=dice.randint(1, LENGTH))


async def test_random_bursts_of_keys_end_nothing(kiosk: Opener) -> None:
    dice = random.Random(2)
    async with kiosk() as person:
        for _burst in range(BURSTS):
            await person.press_at_once(*burst(dice))
            assert person.app.is_running
        while person.screen != "Home":
            await person.press("escape")
        await person.press("1", then="Choose")


async def test_random_bursts_of_keys_at_the_desk_end_nothing(kiosk: Opener) -> None:
    dice = random.Random(35)
    hours = itertools.count(0, 1_000_000)
    async with kiosk() as person:
        person.app.point.lockout._monotonic = lambda: float(next(hours))  # no pause for wrong PINs
        for _burst in range(BURSTS):
            if not person.app.visited:
                await person.work_as("smirnova")
            await person.press_at_once(*burst(dice))
            assert person.app.is_running
