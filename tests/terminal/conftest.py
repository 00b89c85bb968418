"""Real terminals for the tests beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.term import Terminal

ROOT = Path(__file__).parents[2]
Opener = Callable[..., Terminal]


@pytest.fixture
def open_terminal() -> Iterator[Opener]:
    """Runs Python with the given arguments in a terminal that closes with the test."""
    with ExitStack() as opened:

        def start(*arguments: str, env: dict[str, str] | None = None, **size: int) -> Terminal:
            terminal = Terminal(
                [sys.executable, *arguments], {"PYTHONPATH": str(ROOT), **(env or {})}, **size
            )
            opened.callback(terminal.close)
            return terminal

        yield start
