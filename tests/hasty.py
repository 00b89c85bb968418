"""A pytest plugin for the many runs of mutation testing and coverage: ``pytest -p tests.hasty``.

Few examples are drawn. Under mutation testing the points that tests copy are kept from one mutant
to the next as well, and the tests that mirror the faulty module come first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

KEPT = Path(__file__).parents[1] / ".points"
POINTS = ("staffed_folder", "costly_folder", "used_folder", "lived_folder")
"""Fixtures whose folders are only copied."""


def pytest_configure(config: pytest.Config) -> None:
    """Few examples."""
    settings.register_profile("hasty", max_examples=20, derandomize=True, deadline=None)
    settings.load_profile("hasty")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The mutant ``kiosk.journal.rows.x_digest__mutmut_1`` is for ``test_rows.py`` first, then for
    those that find anything wrong."""
    module = os.environ.get("MUTANT_UNDER_TEST", "").split(".x")[0].rpartition(".")[2]
    first = (f"test_{module}.", "test_discrepancies.", "test_insiders.")
    items.sort(key=lambda item: [name not in item.nodeid for name in first])


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """A point to be copied comes from an earlier mutant's tests; the first ones keep it."""
    if fixturedef.argname not in POINTS or "MUTANT_UNDER_TEST" not in os.environ:
        return (yield)
    kept = KEPT / fixturedef.argname
    if kept.is_dir():
        fixturedef.func = lambda **_: kept
        return (yield)
    made = yield
    shutil.copytree(str(made), kept)
    return made
