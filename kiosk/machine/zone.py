"""The time zone that the machine is set to."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kiosk.words.zones import is_zone

LOCALTIME, TIMEZONE = Path("/etc/localtime"), Path("/etc/timezone")
"""Where a Linux machine says its zone: as a link into the zones, and by name."""


def machine_zone() -> str:
    """The name of the machine's time zone, such as Europe/Moscow.

    An empty text where it has none with a name; the environment's TZ comes before the machine's.
    """
    told = os.environ.get("TZ", "").removeprefix(":")
    named = [told] if told else [os.path.realpath(LOCALTIME), _text(TIMEZONE)]
    zones = (name.rpartition("zoneinfo/")[2].removeprefix("posix/") for name in named)
    return next(filter(is_zone, zones), "")


def _text(path: Path) -> str:
    with suppress(OSError, ValueError):
        return path.read_text("utf-8").strip()
    return ""
