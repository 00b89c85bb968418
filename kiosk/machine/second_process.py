"""Start this program a second time while the kiosk runs, for what takes long."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.machine.settings import Settings

NICENESS = 10
"""Added to the priority of the second process: what visitors do comes first."""
_ROOT = str(Path(__file__).parents[2])
_PROGRAM = (
    f"import os, sys; os.nice({NICENESS}); sys.path.insert(0, {_ROOT!r});"
    " from kiosk.cli import main; main()"
)


def command(settings: Settings, *words: str) -> list[str]:
    """The words that start a command of this program with the same settings."""
    config = ["--config", settings.read_from] if settings.read_from else []
    return [sys.executable, "-c", _PROGRAM, *config, *words]


def environment(settings: Settings) -> Mapping[str, str]:
    """The environment variables to start such a command with.

    The database is named here and not among the words, which everybody on the machine can read: an
    address may hold a password. The language may be another than that of the settings file: what
    is shown at the desk is said in the desk's.
    """
    named = {"KIOSK_DATABASE": settings.place.database, "KIOSK_LANGUAGE": settings.language}
    return {**os.environ, **named}


def end(leader: int) -> None:
    """End a process that leads a session of its own, with all that it started meanwhile; nothing
    happens where they have ended already.

    They are asked, not killed: so the one that Python keeps for this outlives the others and gives
    their semaphores back to the system.
    """
    with suppress(ProcessLookupError, PermissionError):  # only dead ones: refused on macOS
        os.killpg(leader, signal.SIGTERM)
