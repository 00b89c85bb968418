"""Load a file of a school into its help point: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalogue import schedule, topics
from kiosk.imports import read_guides, read_schedule, read_specialists, read_topics
from kiosk.point.point import HelpPoint
from kiosk.staff import specialists


def load_file(point: HelpPoint, what: str, file: Path) -> int:
    """Load ``what`` (topics, guides, schedule or specialists); returns how many rows there were.

    Raises ImportRefused, CannotRead, LoginTaken or StorageUnavailable; nothing is then changed.
    Another ``what`` is ValueError.
    """
    match what:
        case "topics":
            return topics.save_topics(point, read_topics(file))
        case "guides":
            return topics.save_guides(point, read_guides(file))
        case "schedule":
            records = read_schedule(file, zone=point.zone, today=point.today())
            return schedule.save_sessions(point, records)
        case "specialists":
            return specialists.import_specialists(point, read_specialists(file))
        case _:
            raise ValueError(what)
