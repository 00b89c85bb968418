"""What a PIN costs in the tests: next to nothing, unless its cost is what is tried.

At a kiosk it is 48 MiB and a sixth of a second, and no setting or variable makes it less: these
functions change two numbers of a module, in this process alone. What tests start as a program of
its own therefore pays the real cost, and so does a point whose PINs such a program is to take.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nacl import pwhash

from kiosk.signing import pins

REAL = pins._PASSES, pins._MEMORY
CHEAP = pwhash.argon2id.OPSLIMIT_MIN, pwhash.argon2id.MEMLIMIT_MIN


def make_pins_cheap() -> None:
    """From now on, in this process and in those that it forks."""
    pins._PASSES, pins._MEMORY = CHEAP


@contextmanager
def pins_that_cost(cost: tuple[int, int]) -> Iterator[None]:
    """Inside, PINs are stretched in so many passes over so many bytes."""
    before = pins._PASSES, pins._MEMORY
    pins._PASSES, pins._MEMORY = cost
    try:
        yield
    finally:
        pins._PASSES, pins._MEMORY = before
