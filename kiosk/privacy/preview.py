"""What a destruction would meet, in the database and in every copy, before anybody types a PIN."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from db import backup as files
from db.engine import FAILURES, close_database
from db.unfinished import WORKING
from kiosk.machine.log import outline
from kiosk.machine.place import Place, is_address
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.everywhere import sound_copies
from kiosk.privacy.selection import (
    Selection,
    count_joined,
    look_alike_entries,
    selected_entries,
)
from kiosk.words.errors import HelpPointError

log = logging.getLogger("kiosk.privacy.preview")

_UNREADABLE: tuple[type[Exception], ...] = (OSError, HelpPointError, *FAILURES)


@dataclass(frozen=True, slots=True)
class Found:
    """What a selection meets in the database and in its copies, before anything is destroyed."""

    entries: int = 0
    """How many entries it selects, and names of who joined a request or signed up for a session,
    in all the files together."""
    look_alikes: tuple[str, ...] = ()
    """The entries of people whose name only looks like a selected one, by their names."""
    unread: bool = False
    """Whether a copy could not be looked into."""

    @property
    def nothing(self) -> bool:
        """True where it is certain that nothing is selected."""
        return not (self.entries or self.unread)


def look_everywhere(settings: Settings, selection: Selection) -> Found:
    """What a selection meets in the database and in every sound copy; nothing is changed.

    The database is open again in the end. Raises as ``open_point``.
    """
    found = [_look_into(open_point(settings.place), selection)]
    if not is_address(settings.place.database):
        copies = sound_copies(settings)
        found += [_look_into_copy(copy, settings.place, selection) for copy in copies]
        open_point(settings.place)
    look_alikes = dict.fromkeys(entry for each in found for entry in each.look_alikes)
    count = sum(each.entries for each in found)
    return Found(count, tuple(look_alikes), any(each.unread for each in found))


def _look_into_copy(copy: Path, place: Place, selection: Selection) -> Found:
    """What a selection meets in one copy, which is opened as a copy of its own."""
    try:
        with files.working_copy(copy, WORKING) as work:
            try:
                return _look_into(open_point(replace(place, database=str(work))), selection)
            finally:
                close_database()
    except _UNREADABLE as error:
        log.warning("looking into a copy: %s", outline(error))
        return Found(unread=True)


def _look_into(point: HelpPoint, selection: Selection) -> Found:
    """What a selection meets in the open database."""
    count = len(selected_entries(point, selection)) + count_joined(point, selection)
    return Found(count, tuple(look_alike_entries(point, selection)))
