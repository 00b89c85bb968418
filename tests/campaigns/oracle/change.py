"""A kind of change to a ledger, and the catalogue that all of them are written into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import NamedTuple

from tests.campaigns.oracle.case import Case


class Expected(StrEnum):
    """What the rules say of a change, as far as it is known before the judges are asked."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"
    """It depends on what was changed, or no rule speaks of it."""


class NotHere(Exception):
    """The ledger has nothing that could be changed so."""


class Did(NamedTuple):
    """The kind of act that was changed, and what was done in a few words."""

    kind: str
    words: str


Doing = Callable[[Random, Case], Did]


@dataclass(frozen=True, slots=True)
class Change:
    """A change by name. ``do`` changes the case in place, or raises NotHere."""

    name: str
    expected: Expected
    do: Doing


CATALOGUE: dict[str, Change] = {}
"""Every kind of change, by name."""


def change(name: str, expected: Expected) -> Callable[[Doing], Doing]:
    """Write a function into the catalogue."""

    def written(do: Doing) -> Doing:
        assert name not in CATALOGUE, name
        CATALOGUE[name] = Change(name, expected, do)
        return do

    return written


def right(name: str) -> Callable[[Doing], Doing]:
    """A change that every judge must allow."""
    return change(name, Expected.RIGHT)


def wrong(name: str) -> Callable[[Doing], Doing]:
    """A change that every judge must find."""
    return change(name, Expected.WRONG)


def unsettled(name: str) -> Callable[[Doing], Doing]:
    """A change of which only the agreement of the judges is asked."""
    return change(name, Expected.OPEN)
