"""What every question has in common, however it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kiosk.questions.choice import Choice
from kiosk.questions.speech import WRONG, Say, Speech
from kiosk.words.i18n import _, pgettext

A = TypeVar("A")
Key = str
"""0 to 9, * and # of a telephone's keys; a full keyboard adds letters."""


@dataclass(frozen=True, slots=True)
class Reply(Generic[A]):
    """What a key or a line came to: what is said to it, an answer, or the way back."""

    say: Speech = ()
    line: str = ""
    answer: A | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a screen draws of a question that is spoken."""

    heading: str
    rows: Sequence[str] = ()
    marker: int | None = None
    field: str = ""


class Question(Generic[A]):
    """A question whose answer is an ``A``. Words come from callables: the language may change.

    An asker that speaks calls ``load`` and ``press``, one that prints ``lines`` and ``read``.
    """

    ends_after: float | None = None
    """Seconds of silence after it was read a second time, when it ends by itself."""
    secret = False
    """True while the next line is to be typed without an echo."""

    def __init__(self, heading: Callable[[], str], hint: Callable[[], str] = str) -> None:
        self.heading, self.hint = heading, hint
        self.typed: Any = None

    def keep(self, typed: Any) -> None:
        """Keep what was typed, for whoever goes back and returns."""
        self.typed = typed

    def pause(self) -> None:
        """Keep what is half written, since the question is asked in another way now."""

    async def settle(self, answer: A) -> A | None:
        """Do what the answer asks for; None and the question stands again."""
        return answer

    def sheet(self) -> Sheet:
        """What is seen while it is spoken."""
        raise NotImplementedError

    def load(self) -> Speech:
        """What is said when it appears, and when the voice is switched on later."""
        raise NotImplementedError

    def again(self) -> Speech:
        """What stands here now, private parts spelled."""
        return self.load()

    def keys(self) -> Speech:
        """Where one is, and which keys work."""
        raise NotImplementedError

    def remind(self) -> Speech:
        """What is said to somebody who has pressed nothing for long."""
        return self.keys()

    def takes(self, key: Key) -> bool:
        """False for a key that means here what it means everywhere: again, rate, volume."""
        return key not in "04679"

    def press(self, key: Key) -> Reply[A]:
        """What a key does."""
        raise NotImplementedError

    def lines(self) -> list[str]:
        """What is printed above the prompt."""
        raise NotImplementedError

    def prompt(self) -> str:
        """What stands before the person's line, at most 40 cells."""
        raise NotImplementedError

    def help(self) -> list[str]:
        """What can be typed here."""
        return [_("A full stop and Enter: one back.")]

    def read(self, typed: str) -> Reply[A]:
        """What a line comes to."""
        raise NotImplementedError

    def step_back(self) -> bool:
        """One back inside of the question; False where that leads out of it."""
        return False

    def wrong_key(self) -> Reply[A]:
        """A key that does nothing here is never met with silence."""
        return Reply((WRONG, *self.keys()))


def list_keys() -> Say:
    """The keys of every list."""
    return Say(pgettext("spoken", "Two — up. Eight — down. Five — choose."))


def leaving_keys() -> Say:
    """The two keys that are the same everywhere."""
    return Say(pgettext("spoken", "Zero — repeat. Star — back."))


def chosen_by(typed: str, choices: Sequence[Choice]) -> Choice | str:
    """The choice that a line names by its number or its beginning, or why none is."""
    typed = typed.strip()
    if typed.isdecimal():
        number = int(typed)
        return choices[number - 1] if 0 < number <= len(choices) else _("There is no such row.")
    begun = [c for c in choices if typed and c.words.casefold().startswith(typed.casefold())]
    if len(begun) == 1:
        return begun[0]
    if begun:
        rows = "; ".join(f"{choices.index(each) + 1} {each.words}" for each in begun)
        return _("Which one? {rows}").format(rows=rows)
    return _("There is no such row.")


def numbered(choices: Sequence[Choice]) -> list[str]:
    """Choices line by line, each after its number."""
    return [
        f"{number} {choice.words}" + (f", {choice.detail}" if choice.detail else "")
        for number, choice in enumerate(choices, start=1)
    ]
