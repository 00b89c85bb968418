"""Start the day's backup when it is due, in a process of its own, while the kiosk runs."""

from __future__ import annotations

import logging
import subprocess
import time as ticking
from datetime import datetime, time, timedelta
from threading import Lock

from kiosk.copies.rotation import backups_in
from kiosk.machine import second_process
from kiosk.machine.place import is_address
from kiosk.machine.settings import CHECKPOINTS, Settings
from kiosk.point.checkpoints import ENDING
from kiosk.point.point import HelpPoint

log = logging.getLogger("kiosk.copies.rounds")

PATIENCE = 900.0
"""Seconds before a backup that did not succeed is tried again."""

_running: list[subprocess.Popen[bytes]] = []
"""The backups that this program started and that may not have ended yet."""


def due(point: HelpPoint, settings: Settings, now: datetime) -> bool:
    """True when the last end of a day has passed without a backup."""
    if settings.day_end is None:
        return False
    here = now.astimezone(point.zone).replace(tzinfo=None)
    past = [made for made in _ends_of_days(point, settings) if made <= here]
    return is_due(max(past, default=None), settings.day_end, here)


def is_due(last: datetime | None, day_end: time, now: datetime) -> bool:
    """True when ``last``, the newest backup, was made before the last end of a day.

    A kiosk that was switched off at that hour makes up for it when it is on again.
    """
    end = datetime.combine(now.date(), day_end)
    if end > now:
        end -= timedelta(days=1)
    return last is None or last < end


def _ends_of_days(point: HelpPoint, settings: Settings) -> list[datetime]:
    """The moments at which days were ended: of the backups, or of the checkpoints where a server
    has the data."""
    folder = settings.backup_folder
    if not is_address(settings.place.database):
        return [made for _path, made in backups_in(folder)]
    notes = (folder / CHECKPOINTS).glob(f"*{ENDING}")
    times = (datetime.fromtimestamp(note.stat().st_mtime, point.zone) for note in notes)
    return [at.replace(tzinfo=None) for at in times]


def start(settings: Settings) -> None:
    """Start a process that makes an automatic backup; its result, or why it did not start, stands
    in the log.

    Does nothing where the school makes its own backups.
    """
    if settings.day_end is None:
        return
    try:
        started = subprocess.Popen(
            second_process.command(settings, "backup", "--daily"),
            env=second_process.environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        log.error("the backup did not start: %s", error.strerror)
        return
    _running.append(started)


class Rounds:
    """Looks, whenever it is called, whether the day's backup is due, and starts it once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._looking = Lock()
        self._rest_until = 0.0

    def look(self, point: HelpPoint, now: datetime) -> None:
        """Start the day's backup when it is due; after a failure wait before the next try.

        Returns at once while an earlier look still waits for a folder that does not answer.
        """
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._look(point, now)
        except OSError as error:
            log.error("the folder of the backups: %s", error.strerror)
        finally:
            self._looking.release()

    def _look(self, point: HelpPoint, now: datetime) -> None:
        _running[:] = [process for process in _running if process.poll() is None]
        if _running or ticking.monotonic() < self._rest_until:
            return
        if due(point, self._settings, now):
            self._rest_until = ticking.monotonic() + PATIENCE
            start(self._settings)
