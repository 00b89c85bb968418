"""Destroying personal data everywhere: in the database, in every backup, in what a restore kept.

A backup gets an act of its own, signed by the same administrator: it goes on verifying by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from db import backup as files
from db.engine import FAILURES, close_database, current
from db.erasing import StillRead, purge
from db.models import Lockout as Pauses
from db.unfinished import WORKING, is_unfinished, remove, staged_beside
from kiosk.copies.backup import walk_copy
from kiosk.copies.daily import second_trouble
from kiosk.copies.rotation import named
from kiosk.machine.log import outline
from kiosk.machine.place import Place, is_address
from kiosk.machine.settings import Settings
from kiosk.point.epochs import begin_epoch, histories
from kiosk.point.opening import open_point, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Destruction, empty
from kiosk.privacy.whose import Wish, found, open_entries
from kiosk.signing.lockout import Lockout
from kiosk.words.errors import CannotWrite, HelpPointError, NotAllowed, NothingToDestroy, WrongPin
from kiosk.words.i18n import _

log = logging.getLogger("kiosk.privacy.everywhere")

_ASIDE = ".replaced-"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, or of a folder that could not be reached."""

    path: Path
    done: Destruction | None = None
    """None where nothing was found."""
    trouble: str = ""
    """Why data may still be there, in a sentence."""


def destroy_everywhere(
    settings: Settings,
    wish: Wish,
    *,
    reason: str,
    login: str,
    pin: str,
    lockout: Lockout | None = None,
) -> list[Outcome]:
    """Destroy in the database, then in each of its copies; what became of each, the database first.

    A file that could not be cleaned is told and does not stop the others. May be repeated when
    a missing folder is back: the database then has nothing any more, but is purged, and its copies
    are cleaned all the same. ``lockout`` is the one that has watched the pauses so far. Raises
    NothingToDestroy where no file had anything, else as ``retention.empty``.
    """
    place = settings.place
    point = open_to_work(place)
    point = replace(point, lockout=lockout or point.lockout)
    said = {"reason": reason, "login": login, "pin": pin}
    done = _destroyed(point, wish, **said)
    first = Outcome(Path(place.database), done, _unpurged())
    if is_address(place.database):
        outcomes = [first]
    else:
        left = [*_left_behind(settings)]  # first: what gets its name meanwhile is a copy then
        sound = copies(settings)
        cleaned = [_clean(copy, place, wish, **said) for copy in sound]
        outcomes = [first, *cleaned, *left, *_out_of_reach(settings, sound)]
    if not any(each.done or each.trouble for each in outcomes):
        raise NothingToDestroy
    return outcomes


def copies(settings: Settings) -> list[Path]:
    """Every sound copy of the database that this program knows of: backups, and what a restore
    put aside."""
    return [path for path in _files(settings) if _sound(path)]


def _left_behind(settings: Settings) -> Iterator[Outcome]:
    """Remove what killed programs left on the way to its name; what is still there, and why."""
    beside = staged_beside(Path(settings.place.database))
    inside = [path for folder in _folders(settings) for path in sorted(folder.iterdir())]
    for path in [*beside, *filter(is_unfinished, inside)]:
        try:
            gone = remove(path)
        except OSError:
            words = _("it was left unfinished: delete it, unless a copy is being made right now.")
            yield Outcome(path, trouble=words)
            continue
        if gone:
            log.warning("what was left unfinished is removed: %s", path.name)
        else:
            yield Outcome(path, trouble=_("it is being made right now: repeat the command."))


def _out_of_reach(settings: Settings, sound: Collection[Path]) -> Iterator[Outcome]:
    """A second folder that is not there now, and copies too damaged to be cleaned."""
    if settings.second_backups:
        second = Path(settings.second_backups)
        if trouble := second_trouble(second):
            yield Outcome(second, trouble=trouble)
    backups = {path for folder in _folders(settings) for path, _made in named(folder)}
    for path in _files(settings):
        if path not in sound and (path in backups or _is_replaced(path)):
            yield Outcome(path, trouble=_("it is damaged and cannot be cleaned: delete it."))


def _folders(settings: Settings) -> list[Path]:
    database = Path(settings.place.database)
    folders = [settings.backup_folder, *database.parent.glob(f"{database.stem}{_ASIDE}*")]
    if settings.second_backups:
        folders.append(Path(settings.second_backups))
    return [folder for folder in folders if folder.is_dir()]


def _files(settings: Settings) -> list[Path]:
    inside = (path for folder in _folders(settings) for path in sorted(folder.iterdir()))
    return [path for path in inside if path.is_file() and not is_unfinished(path)]


def _sound(path: Path) -> bool:
    try:
        files.check(path)
    except files.DamagedCopy:
        return False
    return True


def _is_replaced(path: Path) -> bool:
    """Whether a file is a database that a restore put aside."""
    return _ASIDE in path.parent.name and not path.name.endswith(files.SIDE_FILES)


def _destroyed(
    point: HelpPoint, wish: Wish, *, reason: str, login: str, pin: str
) -> Destruction | None:
    try:
        return empty(
            point, found(point, wish), cause=wish.cause, reason=reason, login=login, pin=pin
        )
    except NothingToDestroy:
        return None


def _unpurged() -> str:
    """Why the open database's file may still hold what was emptied, in a sentence; an empty text
    where it was purged."""
    try:
        purge(current())
    except StillRead:
        return _(
            "another program is reading it, so what was destroyed may still stand in the file."
            " Close that program or stop the kiosks and repeat the command,"
            " even where no entry is left to destroy."
        )
    except FAILURES as error:
        log.error("purge: %s", outline(error))
        return _(
            "the disk is full or failing, or the database is in use, so what was destroyed may"
            " still stand in the file. Make room, stop the kiosks and repeat the command,"
            " even where no entry is left to destroy."
        )
    return ""


def _clean(copy: Path, place: Place, wish: Wish, *, reason: str, login: str, pin: str) -> Outcome:
    try:
        return _destroy_in(copy, place, wish, reason, login, pin)
    except (WrongPin, NotAllowed):
        return Outcome(copy, trouble=_("it knows another PIN or administrator: delete it."))
    except HelpPointError as error:
        return Outcome(copy, trouble=error.sentence())
    except OSError as error:
        return Outcome(copy, trouble=error.strerror or "")
    except FAILURES as error:
        log.error("cleaning a copy: %s", outline(error))
        return Outcome(copy, trouble=_("it cannot be read or written: make room, or delete it."))


def _destroy_in(copy: Path, place: Place, wish: Wish, reason: str, login: str, pin: str) -> Outcome:
    """Destroy in a working copy of a copy, and put it in its place only when it is sound.

    From here on the copy is a history of its own: it says so by an epoch that nothing else has.
    """
    with files.working_copy(copy, WORKING) as work:
        try:
            point = open_point(Place(str(work), place.keys, place.zone))
            Pauses.delete().execute()  # the PIN was tried in the database itself
            trouble = _left_open(point, wish)
            if found(point, wish):
                begin_epoch(point, *histories(point))
            done = _destroyed(point, wish, reason=reason, login=login, pin=pin)
            if done is None:
                return Outcome(copy, trouble=trouble)
            files.copy_to(current(), copy, partial(walk_copy, uid=point.uid))
        except (OSError, files.DamagedCopy) as error:
            raise CannotWrite(str(copy), _("the disk is full, read-only or failing.")) from error
        finally:
            close_database()
    for side in files.SIDE_FILES:
        copy.with_name(copy.name + side).unlink(missing_ok=True)
    return Outcome(copy, done, trouble)


def _left_open(point: HelpPoint, wish: Wish) -> str:
    """What a copy keeps because it was made before an entry ended, in a sentence."""
    if names := open_entries(point, wish):
        return _("it was made before {entries} ended: delete it.").format(entries=", ".join(names))
    return ""
