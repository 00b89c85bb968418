"""A bundle of a volume in which everything happened that can happen to a volume."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import close_database
from kiosk.place import Place
from tests.kiosk.bundle.eventful import Eventful, eventful


@pytest.fixture(scope="session")
def eventful_folder(staffed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Eventful:
    """The eventful volume, made once a run: its database, its bundle, an earlier checkpoint."""
    made = eventful(staffed_folder, tmp_path_factory.mktemp("eventful"))
    close_database()
    return made


@pytest.fixture
def files(eventful_folder: Eventful) -> dict[str, bytes]:
    """The files of the honest bundle, by name."""
    return eventful_folder.files()


@pytest.fixture
def eventful_place(eventful_folder: Eventful) -> Place:
    """The place that the bundle was exported from; not to be changed."""
    return eventful_folder.place
