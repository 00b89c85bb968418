"""The second folder of the backups: on another disk, a stick or another machine."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.words.i18n import _

_MOUNTED = (Path("/media"), Path("/mnt"), Path("/run/media"))
"""Where sticks appear: a folder under these with nothing mounted is on the system's own disk."""


def second_trouble(second: Path) -> str:
    """Why nothing can be kept in the second folder now; an empty text where it can."""
    if trouble := out_of_reach(second):
        return trouble
    return "" if os.access(second, os.W_OK) else _("This user cannot write here.")


def out_of_reach(second: Path) -> str:
    """Why the second folder is not there now; an empty text where it is."""
    if not second.is_dir():
        return _("there is no such folder.")
    above = [second.absolute(), *second.absolute().parents]
    for folder in _MOUNTED:
        if folder in above and not any(
            path.is_mount() for path in above[: above.index(folder) + 1]
        ):
            return _("nothing is mounted there.")
    return ""
