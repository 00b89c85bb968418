"""One line to fill in, and the parts in which it is written on a keypad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.words.text import NAME


@dataclass(frozen=True, slots=True)
class Part:
    """What is written on a keypad in one go, such as a surname; ``ask`` is spoken before it."""

    ask: Callable[[], str]
    digits: bool = False
    """True where only digits are written: then a key is its digit and no letter."""
    optional: bool = False
    shortest: int = 1
    teach: Callable[[], str] = str
    """What is said after the question, once a visit."""
    objection: Callable[[str], str] = lambda _words: ""
    """Why the words are not taken, as it is spoken; empty where they are."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line to fill in. ``label`` and ``example`` are callables: the language may change."""

    key: str
    label: Callable[[], str]
    limit: int = NAME
    secret: bool = False
    optional: bool = False
    value: str = ""
    example: Callable[[], str] = str
    objection: Callable[[str], str] = lambda _words: ""
    """Why words are not taken, in a short sentence; empty where they are."""
    parts: tuple[Part, ...] = ()
    """How it is written on a keypad; in one part, asked for by its label, unless told otherwise."""
    joint: str = " "
    """What stands between the parts."""
    later: str = ""
    """What is kept of somebody who prefers to say it at the desk; empty where that cannot be."""
    private: bool = False
    """True for what nobody beside may hear."""
    capitals: bool = False
    """True where every word begins with a capital letter."""
    buttons: tuple[tuple[str, ...], ...] = ()
    """What a finger can choose instead of typing: a row for each part, in turn."""

    def with_button(self, value: str, button: str) -> str:
        """The value after one of the buttons was pressed: it takes its row's place."""
        chosen = [button if button in row else self.chosen(value, row) for row in self.buttons]
        return self.joint.join(filter(None, chosen))

    def chosen(self, value: str, row: tuple[str, ...]) -> str:
        """Which button of a row the value says; empty where none."""
        return next((part for part in value.upper().split(self.joint) if part in row), "")
