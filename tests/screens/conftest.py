"""The example day for the screens: made once, copied for every test, at a fixed time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.example import Example, copied, made_in
from tests.people import Clock
from tests.screens.guest import Guest, guest

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
"""A Tuesday, twenty to eleven at the point."""

Opener = Callable[..., AbstractAsyncContextManager[Guest]]


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """The same style sheets are read once for all tests, and not by the kiosk of every test."""
    read, rules = Stylesheet._parse_rules, dict[tuple[object, ...], list[RuleSet]]()

    def once(sheet: Stylesheet, *words: Any, **named: Any) -> list[RuleSet]:
        key = (*words, *named.items(), *sheet._variables.items())
        if key not in rules:
            rules[key] = read(sheet, *words, **named)
        return rules[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


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
