"""A rule that does not hold: which one, and where. Sentences are made elsewhere."""

from __future__ import annotations

import struct
from typing import Any, Tuple

Where = Tuple[Any, ...]
"""What is wrong: its kind and what names it, as in ("act", 5), ("entry", "requests", 2026, 3)."""

UNREADABLE: tuple[type[Exception], ...] = (
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)
"""What comes of reading an act or a file that is not as it should be."""


class Wrong(Exception):
    """A broken rule by its code (``sentences``), and where: a rule of acts leaves that to who takes
    the act."""

    def __init__(self, code: str, *where: Any, **values: str) -> None:
        super().__init__(code, where, values)
        self.code = code
        self.where: Where = where
        self.values = values


class Unusable(Exception):
    """Nothing can be checked: why, by a code of ``sentences``, and what it is about."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


def need(holds: bool, code: str, *where: Any) -> None:
    """Raise Wrong where a rule does not hold."""
    if not holds:
        raise Wrong(code, *where)
