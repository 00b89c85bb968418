"""A bored visitor at the real kiosk: ``python -m tests.campaigns.closed``.

Hostile bytes come in through the keyboard port of the program itself: it must go on and answer.
Visitors walk at random and type canaries, words that are nowhere else: once they have gone, no
canary may stand on a screen, in the clipboard, the log, the environment or a file besides the
database.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from textual.widgets import Input

from screens.visitor.home import Home
from tests.example import copied, made_in
from tests.people import Clock
from tests.screens.guest import Guest, guest
from tests.terminal.hostile import tokens
from tests.terminal.person import Person, command
from tests.terminal.ways import at_home

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
PORTION = 80
"""Tokens after which the kiosk has to answer."""
UNHURRIED = 8000
"""Bytes a second that the kiosk does not take for a flood, so that every token is really read."""
ANSWER_SECONDS = 20.0
F4, ESCAPE = "\x1bOS", "\x1b"
HOMES = ("Где получить логин", "Where to get a login", "Де отримати логін", "Коснитесь экрана")
"""What stands on home, or on the board, in each language."""
FORBIDDEN = (b"Traceback", b"\x1b]52", b">>> ")
"""What must never be drawn: a traceback, words for the clipboard, a prompt."""
CONTROL_SESSIONS = 40
KEYS = (*"123456", "enter", "enter", "enter", "escape", "down", "up", "tab", "f2", "f3", "f5")
STEPS = 14
"""Keys of a session, besides words."""
LETTERS = "бвгджзклмнпрстфхцчш"
AT_REST = re.compile(r"\.(sqlite3(-wal|-shm|\.lock)?|backup)$")
"""The database, what SQLite keeps beside it, its copies: who signed in stands there."""


def answers(person: Person) -> bool:
    """Whether the kiosk comes home when it is asked to."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while person.terminal.alive and time.monotonic() < deadline:
        person.terminal.send(F4)
        time.sleep(0.4)
        if any(words in person.screen for words in HOMES):
            return True
        person.terminal.send(ESCAPE)
        time.sleep(0.1)
    return False


def endure(count: int, seed: int) -> list[str]:
    """So many hostile tokens, some of them while the window changes; what went wrong."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="closed-") as name:
        home = Path(name)
        example = copied(made_in(home, lambda: datetime.now(UTC)), home)
        person = Person(command("--database", example.database), home)
        try:
            at_home(person)
            hostile = [*tokens(count, seed=seed)]
            for start in range(0, count, PORTION):
                drawn = len(person.terminal.raw)
                portion = b"".join(hostile[start : start + PORTION])
                person.terminal.send(portion)
                if chance.random() < 0.1:
                    person.terminal.resize(chance.randint(1, 300), chance.randint(1, 90))
                    time.sleep(0.05)
                person.terminal.resize(80, 24)
                time.sleep(len(portion) / UNHURRIED)
                where = f"tokens {start} to {start + PORTION} of seed {seed}"
                if not answers(person):
                    return [f"no answer after {where}: {person.screen}"]
                shown = bytes(person.terminal.raw[drawn:])
                if found := [mark for mark in FORBIDDEN if mark in shown]:
                    return [f"{found} after {where}"]
        finally:
            person.leave()
    return []


@dataclass(slots=True)
class Seen:
    """What visitors did, and the canaries that were met again."""

    sessions: int = 0
    typed: int = 0
    entries: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.sessions} sessions, {self.typed} canaries typed, {self.entries} tickets,"
            f" {len(self.wrong)} wrong"
        )


async def walk(sessions: int, rng: random.Random, folder: Path) -> Seen:
    """Visitors one after the other at one kiosk, each with a word of their own."""
    seen, log, gone = Seen(), io.StringIO(), set[str]()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    logging.getLogger("kiosk").setLevel(logging.DEBUG)
    clock = Clock(NOW)
    example = copied(made_in(folder, clock), folder)
    try:
        async with guest(example, clock) as person:
            before = await person.entries()
            while seen.sessions < sessions and not seen.wrong:
                canary = "".join(rng.choices(LETTERS, k=9)).capitalize()
                await _visit(person, canary, rng, seen, gone)
                gone.add(canary)
                seen.sessions += 1
                seen.wrong += _left_behind(person, gone, log.getvalue(), folder)
            seen.entries = await person.entries() - before
    finally:
        logging.getLogger().removeHandler(handler)
    return seen


async def _visit(
    person: Guest, canary: str, rng: random.Random, seen: Seen, gone: set[str]
) -> None:
    """One visit from home to home; the canary goes into whatever field comes."""
    if person.app.screen.has_class("-board"):
        await person.press("x")
    for _step in range(rng.randint(2, STEPS)):
        if isinstance(person.app.focused, Input) and rng.random() < 0.7:
            await person.write(canary)
            seen.typed += 1
            await person.press("enter")
        else:
            await person.press(rng.choice(KEYS))
        if met := [word for word in gone if word in person.text]:
            seen.wrong.append(f"session {seen.sessions}: {met} is seen on {person.screen}")
    await _go(person)


async def _go(person: Guest) -> None:
    """Away from wherever it is, as F4, Esc at the desk, or the kiosk's own patience does it."""
    for _try in range(20):
        if person.screen == "Home":
            return
        await person.press("escape" if person.screen == "Desk" else "f4")
    raise AssertionError(f"no way home from {person.screen}")


def _left_behind(person: Guest, gone: set[str], log: str, folder: Path) -> list[str]:
    """Where canaries of visitors who have gone can still be read."""
    places = {
        "the screen": person.text,
        "the clipboard": person.app.clipboard,
        "the log": log,
        "the environment": repr(dict(os.environ)),
        **{f"the file {path.name}": text for path, text in _files(folder)},
    }
    return [
        f"{word} is left in {place}"
        for place, text in places.items()
        for word in gone
        if word in text
    ]


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.rglob("*"):
        if path.is_file() and not AT_REST.search(path.name):
            yield path, path.read_bytes().decode("utf-8", "replace")


def _session(sessions: int, rng: random.Random) -> Seen:
    with tempfile.TemporaryDirectory(prefix="closed-") as name:
        return asyncio.run(walk(sessions, rng, Path(name)))


@contextmanager
def _a_log_that_says_too_much() -> Iterator[None]:
    """Control: whatever is written into a field goes to the log as well."""
    inserted = Input.insert_text_at_cursor

    def tell(self: Input, text: str) -> None:
        logging.getLogger("kiosk").warning("typed: %s", text)
        inserted(self, text)

    Input.insert_text_at_cursor = tell  # type: ignore[method-assign]
    try:
        yield
    finally:
        Input.insert_text_at_cursor = inserted  # type: ignore[method-assign]


@contextmanager
def _a_home_that_remembers() -> Iterator[None]:
    """Control: home greets whoever was here before."""
    inserted, heading = Input.insert_text_at_cursor, Home.heading
    last = [""]

    def note(self: Input, text: str) -> None:
        last[0] = text
        inserted(self, text)

    Input.insert_text_at_cursor = note  # type: ignore[method-assign]
    Home.heading = lambda self: f"{heading(self)} {last[0]}"  # type: ignore[method-assign]
    try:
        yield
    finally:
        Input.insert_text_at_cursor = inserted  # type: ignore[method-assign]
        Home.heading = heading  # type: ignore[method-assign]


def _control(name: str, broken: Callable[[], object], rng: random.Random) -> bool:
    with broken():  # type: ignore[attr-defined]
        seen = _session(CONTROL_SESSIONS, rng)
    print(f"control, {name}: {f'caught: {seen.wrong[0]}' if seen.wrong else 'NOT CAUGHT'}")
    return bool(seen.wrong)


def main() -> int:
    """0 where the kiosk endured everything, forgot everybody, and every control was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=int, default=40_000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng, began, wrong = random.Random(said.seed), time.monotonic(), list[str]()
    for turn in range(2):
        wrong += endure(said.tokens, said.seed + turn)
    print(f"seed {said.seed}: 2 × {said.tokens} tokens, {time.monotonic() - began:.0f} s")
    seen = _session(said.sessions, rng)
    wrong += seen.wrong
    print(f"{seen}, {time.monotonic() - began:.0f} s")
    print(*wrong[:5], sep="\n", end="\n" if wrong else "")
    caught = [
        _control("a log that says too much", _a_log_that_says_too_much, rng),
        _control("a home that remembers", _a_home_that_remembers, rng),
    ]
    return 0 if not wrong and all(caught) else 1


if __name__ == "__main__":
    sys.exit(main())
