"""Destroying personal data everywhere: in the database, in every backup, in what a restore kept.

A backup gets an act of its own, signed by the same administrator: it goes on verifying by itself.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from db import backup as files
from db.engine import close_database, current
from db.models import Entry, Volume
from kiosk.config import Settings
from kiosk.errors import CannotWrite, NothingToDestroy
from kiosk.i18n import _
from kiosk.opening import open_point, open_to_work
from kiosk.place import Place, is_address
from kiosk.point import HelpPoint
from kiosk.retention import Cause, Destruction, destroy, expired, of_person
from kiosk.safekeeping import walk_copy


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose data are to be destroyed: some people's, some entries', or what has expired."""

    names: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    """Entries as «journal/year/number»."""
    expired: bool = False
    years: int = 5
    """The term of a closed volume."""

    @property
    def cause(self) -> Cause:
        return Cause.EXPIRED if self.expired else Cause.REQUEST


def found(point: HelpPoint, wish: Wish) -> list[int]:
    """The entries of this database that a wish means."""
    wanted = {entry for name in wish.names for entry in of_person(point, name)}
    if wish.expired:
        wanted |= set(expired(point, wish.years))
    return sorted(wanted | {entry for place in wish.entries for entry in _named(point, place)})


def destroy_everywhere(
    settings: Settings, wish: Wish, *, reason: str, login: str, pin: str
) -> list[tuple[Destruction | None, Path]]:
    """Destroy in the database, then in each of its copies; what was done in each file.

    None stands for a copy in which nothing was found. Raises as ``retention.destroy`` does.
    """
    place = settings.place
    point = open_to_work(place)
    done = destroy(point, found(point, wish), cause=wish.cause, reason=reason, login=login, pin=pin)
    others = [] if is_address(place.database) else copies(settings)
    return [
        (done, Path(place.database)),
        *((_destroy_in(copy, place, wish, reason, login, pin), copy) for copy in others),
    ]


def copies(settings: Settings) -> list[Path]:
    """Every sound copy of the database that this program knows of: backups, and what a restore
    put aside."""
    database = Path(settings.place.database)
    folders = [settings.backup_folder, *database.parent.glob(f"{database.stem}.replaced-*")]
    if settings.second_backups:
        folders.append(Path(settings.second_backups))
    paths = (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()))
    return [path for path in paths if path.is_file() and _sound(path)]


def _sound(path: Path) -> bool:
    try:
        files.check(path)
    except files.DamagedCopy:
        return False
    return True


def _named(point: HelpPoint, place: str) -> list[int]:
    """The row of «consultations/2026/12»; nothing where there is none."""
    journal, _slash, rest = place.partition("/")
    year, _slash, number = rest.partition("/")
    if not (year.isdecimal() and number.isdecimal()):
        return []
    rows = (
        Entry.select(Entry.id)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Volume.journal == journal,
            Volume.year == int(year),
            Entry.number == int(number),
        )
    )
    return [row.id for row in rows]


def _destroy_in(
    copy: Path, place: Place, wish: Wish, reason: str, login: str, pin: str
) -> Destruction | None:
    """Destroy in a working copy of a copy, and put it in its place only when it is sound."""
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".destroying-") as folder:
        work = Path(folder, copy.name)
        for side in ("", *files.SIDE_FILES):
            beside = copy.with_name(copy.name + side)
            if beside.exists():
                shutil.copyfile(beside, Path(folder, beside.name))
        try:
            point = open_point(Place(str(work), place.keys, place.zone))
            entries = found(point, wish)
            done = destroy(point, entries, cause=wish.cause, reason=reason, login=login, pin=pin)
            files.copy_to(current(), copy, partial(walk_copy, uid=point.uid))
        except NothingToDestroy:
            return None
        except (OSError, files.DamagedCopy) as error:
            raise CannotWrite(str(copy), _("the disk is full, read-only or failing.")) from error
        finally:
            close_database()
    for side in files.SIDE_FILES:
        copy.with_name(copy.name + side).unlink(missing_ok=True)
    return done
