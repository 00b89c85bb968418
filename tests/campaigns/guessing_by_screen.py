"""Somebody guesses PINs at the kiosk's own screens, and switches the kiosk off and on."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from db.lockouts import read_lockout
from kiosk.staff import access
from screens.widgets.big_text import BigText
from tests.campaigns.pauses import Owed
from tests.example import copied, made_in
from tests.people import Clock
from tests.screens.guest import Guest, guest

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
EACH = 8
"""Tries between two starts."""


@dataclass(slots=True)
class Seen:
    """What was typed at the screens and what they said."""

    tries: int = 0
    admitted: int = 0
    right: int = 0
    starts: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tries} tries, {self.admitted} admitted, {self.right} right PINs in a pause,"
            f" {self.starts} starts, {len(self.wrong)} wrong"
        )


async def guess_by_screen(starts: int, rng: random.Random) -> Seen:
    """Type wrong PINs at a copy of the example day; in a pause the right one as well."""
    seen, owed, clock = Seen(), Owed(), Clock(NOW)
    with tempfile.TemporaryDirectory(prefix="screens-") as folder:
        example = copied(made_in(Path(folder), clock), Path(folder))
        for turn in range(starts):
            login = ("smirnova", "smirnova", "nobody", "belaya")[turn % 4]
            async with guest(example, clock) as person:
                seen.starts += 1
                owed.restarted()
                await person.press("f10", then="ChooseOrWrite")
                await person.press(*login)
                await person.press("enter", then="AskPin")
                for _ in range(EACH):
                    await _try(person, login, rng, seen, owed)
    return seen


async def _try(person: Guest, login: str, rng: random.Random, seen: Seen, owed: Owed) -> None:
    """One PIN; the screen must give the answer that is due, and the database count as it should."""
    now = time.monotonic()
    owed.looked(login, now)
    refuses = owed.must_refuse(login, now)
    right = refuses and login in person.example.pins and rng.random() < 0.5
    before = await _wrong_so_far(person, login)
    seen.tries += 1
    seen.right += right
    if refuses:
        await _try_in_a_pause(person, login, seen, owed, right=right)
    else:
        answer = owed.answer(login, now).sentence()
        await person.fill("000000")
        await person.until(lambda: person.screen in ("Notice", "Desk"), "an answer")
        await person.settle()
        if person.screen == "Desk" or not person.reads(answer):
            seen.wrong.append(f"try {seen.tries} for {login} was answered by {person.text}")
        await person.press("enter", then="AskPin")
    if await _wrong_so_far(person, login) != before:
        seen.admitted += 1
        if refuses:
            seen.wrong.append(f"try {seen.tries} for {login} was made in a pause")
        owed.tried(login, now, right=False)


async def _try_in_a_pause(
    person: Guest, login: str, seen: Seen, owed: Owed, *, right: bool
) -> None:
    """The screen says how long it is, whether the login is known or not, and takes no PIN."""
    pin = person.example.pins[login] if right else "000000"
    large = person.app.screen.query_one(BigText)
    await person.until(lambda: bool(large.text) and large.is_on_screen, "a pause")
    minutes, seconds = large.text.split(":")
    if abs(60 * int(minutes) + int(seconds) - owed.left(login, time.monotonic())) > 2:
        seen.wrong.append(f"try {seen.tries} for {login}: {large.text} are left")
    await person.press(*pin, "enter")
    if person.screen != "AskPin":
        seen.wrong.append(f"try {seen.tries} for {login} was answered in a pause: {person.text}")


async def _wrong_so_far(person: Guest, login: str) -> int:
    def read() -> int:
        row = read_lockout(*access.counted_for(person.app.point, login))
        return row.failures if row else 0

    return await person.app.act(read)
