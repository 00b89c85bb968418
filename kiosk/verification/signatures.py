"""Checking many signatures on every core: nearly all the time of a long verification goes here."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING

from kiosk.proof.take import Check
from kiosk.signing.keys import holds

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ALONE_UP_TO = 4000
"""So many signatures are checked sooner than other processes start."""
_AHEAD = 4
"""Portions under way: enough to keep every core busy, few enough to keep memory flat."""


def first_wrong(checks: list[Check]) -> int | None:
    """The number of the first act whose signature does not hold."""
    for seq, public_key, message, signature in checks:
        if not holds(public_key, message, signature):
            return seq
    return None


class SignatureChecks:
    """Takes portions of checks and tells, now or later, which signature is wrong first."""

    def __init__(self) -> None:
        self._taken = 0
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[Future[int | None]] = deque()

    def take(self, checks: list[Check]) -> int | None:
        """Check a portion; returns the first wrong act that is known of by now."""
        self._taken += len(checks)
        if self._taken <= ALONE_UP_TO:
            return first_wrong(checks)
        if self._pool is None:
            self._pool = _other_processes()
        self._under_way.append(self._pool.submit(first_wrong, checks))
        return self._settle(_AHEAD * (os.cpu_count() or 1) // 2)

    def rest(self) -> int | None:
        """Wait for everything that is under way."""
        return self._settle(0)

    def end(self) -> None:
        """Give the other processes back."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _settle(self, leave: int) -> int | None:
        while len(self._under_way) > leave:
            wrong = self._under_way.popleft().result()
            if wrong is not None:
                return wrong
        return None


def _other_processes() -> ProcessPoolExecutor:
    """As many as there are cores; the kiosk that never asks for them does not carry them along."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn"))
