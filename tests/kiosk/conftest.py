"""The language in use is one value for the whole program: every test begins in Russian."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.engine import close_database
from kiosk import i18n


@pytest.fixture(autouse=True)
def _russian() -> Iterator[None]:
    i18n.use("ru")
    yield
    i18n.use("ru")
    close_database()
