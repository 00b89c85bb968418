"""The pages a long table keeps: those in sight and a few around them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from screens.widgets.table_columns import harmless

PAGE = 128
"""Rows asked for at once."""
KEPT = 16
"""Pages kept; the one not shown for longest goes first."""


class Rows(Protocol):
    """Where rows come from: what a screen reads, off the event loop, to answer PageWanted."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def page(self, first: int, size: int) -> Sequence[Sequence[str]]:
        """Up to ``size`` rows from index ``first`` on, a text for each column."""


class Pages:
    """Pages by number; None stands for one that has been asked for and has not come."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self.edition = 0
        self._known: OrderedDict[int, tuple[tuple[str, ...], ...] | None] = OrderedDict()

    def start_over(self) -> None:
        """Forget every page; answers to earlier questions carry another edition."""
        self.edition += 1
        self._known.clear()

    def missing(self, index: int) -> bool:
        """True when the row's page is neither here nor asked for."""
        return index // PAGE not in self._known

    def expect(self, index: int) -> int:
        """Note that the row's page is being asked for; its first index comes back."""
        number = index // PAGE
        self._store(number, None)
        return number * PAGE

    def keep(self, first: int, rows: Sequence[Sequence[str]]) -> None:
        """Keep a page that has come, its texts made harmless."""
        self._store(first // PAGE, tuple(tuple(map(harmless, row)) for row in rows))

    def row(self, index: int) -> Sequence[str] | None:
        """The cells of a row, or None when they are not here."""
        number, at = divmod(index, PAGE)
        page = self._known.get(number)
        if page is None:
            return None
        self._known.move_to_end(number)
        return page[at] if at < len(page) else None

    def _store(self, number: int, page: tuple[tuple[str, ...], ...] | None) -> None:
        self._known[number] = page
        self._known.move_to_end(number)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
