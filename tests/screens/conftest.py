"""The example day for the screens: made once, copied for every test, at a fixed time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.example import Example, copied, made_in
from tests.people import Clock
from tests.screens.guest import Guest, guest

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
"""A Tuesday, twenty to eleven at the point."""

Opener = Callable[..., AbstractAsyncContextManager[Guest]]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def example(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A copy of the example day of this test's own."""
    return copied(made_in(tmp_path_factory.getbasetemp(), lambda: NOW), tmp_path)


@pytest.fixture
def kiosk(example: Example, clock: Clock) -> Opener:
    """Opens a kiosk over the example day: ``async with kiosk() as person``."""
    return partial(guest, example, clock)
