"""Python's collector of cycles, which has nothing to find among rows and hashes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Switch the collector off inside, and put it back as it was.

    It would look through every page of rows several times over; what a page leaves behind is freed
    without it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
