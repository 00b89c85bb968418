"""Presses and seconds of ten visitors on the kiosk's own screens, by keyboard, finger and voice.

A scripted person goes through the real screens and knows what to answer; the seconds are those of
a model, not of a machine:

- 40 words a minute, a word being five letters and a space: 0.3 s for a letter, a digit or Enter.
  That is the keystroke of the ordinary typist in the keystroke-level model (Card, Moran, Newell).
- 0.25 s for every word that is read: 240 words a minute. A question and its rows are read from the
  top until the words of the answer are found, labels of fields too, and all of the last check.
- 1.35 s to decide, once a question and once a field (the same model).
- A finger takes 1.1 s to a row of the screen (the same model, pointing), and 0.6 s to a key of the
  keyboard on the screen: half the typist's speed, on keys of 20 mm, than which larger ones are no
  quicker (Colle and Hiszem 2004).
- Voice and keypad: see ``tests/bench/voice.py``.

All of these are other people's constants: nobody was timed. Presses and seconds are counted from
the menu in the visitor's language to the ticket, presses without the letters of words; who does not
read Russian presses F2 before. An answer before the line, and consent, are not counted. Of a group
each one's share is told: twelve together press at most 20 times, see
``tests/screens/visitor/test_several.py``.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from textual.widgets import Label, Static

from kiosk.proof.people import Role
from kiosk.words.i18n import _
from kiosk.words.people import role_name
from screens.questions.entry_form import FormInput
from screens.widgets.choices import ChoiceButton
from screens.widgets.on_screen_keyboard import DIGITS, ENTER, SHIFT, OnScreenKeyboard
from tests.bench import voice
from tests.bench.report import say
from tests.example import Example, copied, made_in
from tests.people import Clock
from tests.screens.guest import Guest, guest

KEYSTROKE, READ, DECIDE, POINT, TAP = 0.3, 0.25, 1.35, 1.1, 0.6
MOST_PRESSES, KEYBOARD_SECONDS, FINGER_SECONDS = 6, 30.0, 45.0
NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
END = ("Ticket", "Tickets")


@dataclass
class Visitor:
    """Who comes, and what they answer."""

    who: str
    role: Role | None
    names: tuple[str, ...]
    """One, or those of a group."""
    school_class: str = ""
    topic: int = 2
    """The row of the topic, or of the kind of problem."""
    language: str = "ru"
    room: str = ""
    problem: str = ""
    written: set[str] = field(default_factory=set)
    """The fields that were written already."""

    @property
    def heads(self) -> int:
        return len(self.names)

    def words(self, key: str) -> str:
        """What this visitor writes into a field."""
        return {
            "name": self.names[0],
            "school_class": self.school_class,
            "room": self.room,
            "problem": self.problem,
        }[key]


def visitors() -> list[Visitor]:
    """Those who come with hands and eyes; a tenth one comes by voice."""
    return [
        Visitor("guardian", Role.GUARDIAN, ("Иванова Мария Ивановна",), "5-А"),
        Visitor("pupil", Role.PUPIL, ("Сейтаблаев Усеин",), "7-Б"),
        Visitor("teacher", Role.TEACHER, ("Тютюнник Оксана Петровна",), topic=5),
        Visitor("class teacher", Role.CLASS_TEACHER, ("Куртумерова Эмине Серверовна",)),
        Visitor("administration", Role.ADMINISTRATION, ("Ким Анна Олеговна",)),
        Visitor("group of three", Role.GUARDIAN, ("Ли Яна", "Пак Олег", "Цой Анна"), "2-В"),
        Visitor("request", None, ("Лысенко Ольга",), room="215", problem="Мигает", topic=1),
        Visitor("English", Role.GUARDIAN, ("Smith Mary Ann",), "5-А", language="en"),
    ]


class Hand:
    """Somebody with a keyboard: counts presses and seconds."""

    most_seconds = KEYBOARD_SECONDS

    def __init__(self, person: Guest) -> None:
        self.person = person
        self.presses, self.seconds = 0, 0.0

    def read(self, *texts: str) -> None:
        """Read some words, and decide."""
        self.seconds += READ * sum(len(text.split()) for text in texts) + DECIDE

    async def begin(self, language: str) -> None:
        """Bring the menu in the visitor's language."""
        if language != "ru":
            await self.person.press("f2")

    async def key(self, key: str) -> None:
        """A key that is no letter of a word."""
        self.presses += 1
        self.seconds += KEYSTROKE
        await self.person.press(key)

    async def choose(self, number: int) -> None:
        await self.key(str(number))

    async def write(self, words: str) -> None:
        self.seconds += KEYSTROKE * len(words)
        await self.person.write(words)

    async def enter(self) -> None:
        await self.key("enter")

    async def confirm(self) -> None:
        await self.enter()


class Finger(Hand):
    """Somebody who only touches, and types on the screen."""

    most_seconds = FINGER_SECONDS

    async def begin(self, language: str) -> None:
        if language != "ru":
            await self.person.touch_bar("English")

    async def choose(self, number: int) -> None:
        self.presses += 1
        self.seconds += POINT
        await self.person.touch_choice(number)

    async def write(self, words: str) -> None:
        for letter in words:
            await self._letter(letter)

    async def enter(self) -> None:
        self.presses += 1
        await self._tap(ENTER)

    async def confirm(self) -> None:
        await self.choose(1)

    async def _letter(self, letter: str) -> None:
        """A letter, and whatever brings its key."""
        keyboard = self._keyboard
        if keyboard.buttons:
            if letter != "-":
                await self._tap(letter)
            return
        if letter.isalpha() and letter.isupper() != keyboard.shift:
            await self._tap(SHIFT)
        if letter.isdecimal() != keyboard.digits and letter != " ":
            await self._tap(DIGITS)
        await self._tap(letter.lower())

    @property
    def _keyboard(self) -> OnScreenKeyboard:
        return self.person.app.screen.query_one(OnScreenKeyboard)

    async def _tap(self, code: str) -> None:
        keyboard = self._keyboard
        if not keyboard.display:
            raise AssertionError("no keyboard for who came by finger")
        region = keyboard.region_of(code)
        if region is None:
            raise AssertionError(f"no key {code} on {keyboard.keys()}")
        self.seconds += TAP
        at = keyboard.content_region.offset + region.offset
        await self.person.look()
        self.person.tap(at.x + region.width // 2, at.y + region.height // 2)
        await self.person.settle()


async def visit(hand: Hand, visitor: Visitor) -> None:
    """From the menu to the ticket, and home again, which is not counted."""
    person = hand.person
    await hand.begin(visitor.language)
    while person.screen not in END:
        before = person.app.screen
        await _answer(hand, visitor, person.screen)
        await person.until(lambda: person.app.screen is not before, "the next question")  # noqa: B023
        await person.settle()
    presses, seconds = hand.presses, hand.seconds
    await person.press("enter", then="Home")
    hand.presses, hand.seconds = presses, seconds


async def _answer(hand: Hand, visitor: Visitor, screen: str) -> None:
    match screen:
        case "Home":
            way = "File a technical request" if visitor.role is None else ""
            await _choose(hand, _(way or "Sign in for a consultation"))
        case "Choose":
            alone = visitor.heads == 1 or "role" in visitor.written or visitor.role is None
            visitor.written |= set() if alone else {"role"}
            role = role_name(visitor.role) if visitor.role else ""
            await _choose(hand, role if alone else _("Several of us, one question"))
        case "ChooseOrWrite":
            rows = hand.person.app.screen.query(ChoiceButton)
            await _choose(hand, rows[visitor.topic - 1]._choice.words)
        case "Answer":
            presses, seconds = hand.presses, hand.seconds
            await hand.enter()
            hand.presses, hand.seconds = presses, seconds
        case "Write":
            await _write(hand, visitor)
        case "WriteNames":
            await _write_name(hand, visitor)
        case "Check":
            said = hand.person.app.screen.query(".label,.value").results(Static)
            hand.read(_heading(hand), *(str(each.render()) for each in said))
            await hand.confirm()
        case _:
            raise AssertionError(f"an unknown question: {screen}\n{hand.person.text}")


def _heading(hand: Hand) -> str:
    return str(hand.person.app.screen.heading())  # type: ignore[attr-defined]


async def _choose(hand: Hand, words: str) -> None:
    """Read until the row with these words, and choose it."""
    choices = [button._choice for button in hand.person.app.screen.query(ChoiceButton)]
    found = next(n for n, choice in enumerate(choices) if choice.words == words)
    before = [f"{choice.words} {choice.detail}" for choice in choices[:found]]
    hand.read(_heading(hand), *before, words)
    await hand.choose(found + 1)


async def _write(hand: Hand, visitor: Visitor) -> None:
    """Every field of the form; the marker goes from one to the next by itself."""
    form = hand.person.app.screen
    hand.seconds += READ * len(_heading(hand).split())
    for label, line in zip(form.query(Label), form.query(FormInput), strict=True):
        hand.read(str(label.render()))
        if line is not hand.person.app.focused or line.value:
            raise AssertionError("the marker is not where one writes")
        await hand.write(visitor.words((line.id or "").removeprefix("field-")))
        await hand.enter()


async def _write_name(hand: Hand, visitor: Visitor) -> None:
    """The next name of a group; after the last one Enter with nothing written."""
    name = next((name for name in visitor.names if name not in visitor.written), "")
    visitor.written.add(name)
    hand.read(_heading(hand) if name == visitor.names[0] else "")
    await hand.write(name)
    await hand.enter()


@contextmanager
def _example(base: Path, who: str) -> Iterator[Example]:
    yield copied(made_in(base, lambda: NOW), base / who)


async def measure(kind: type[Hand], come: list[Visitor], example: Example) -> list[Hand]:
    """What the visit of each took, at one kiosk."""
    hands = []
    async with guest(example, Clock(NOW)) as person:
        for visitor in come:
            hands.append(kind(person))
            await visit(hands[-1], visitor)
    return hands


def tell(hand: Hand, visitor: Visitor, how: str) -> None:
    """A line of the table."""
    presses, seconds = hand.presses / visitor.heads, hand.seconds / visitor.heads
    who = f"{visitor.who}, {how}"
    if how == "keyboard":
        say(f"{who}, presses", "each" if visitor.heads > 1 else "", presses, MOST_PRESSES)
    say(f"{who}, seconds", "each" if visitor.heads > 1 else "", seconds, hand.most_seconds, " s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for kind, how in ((Hand, "keyboard"), (Finger, "touch only")):
            come = visitors()
            with _example(Path(folder), how.split()[0]) as example:
                for hand, visitor in zip(
                    asyncio.run(measure(kind, come, example)), come, strict=True
                ):
                    tell(hand, visitor, how)
    voice.report()
