"""Destroying personal data everywhere: in the database, in every backup, in what a restore kept.

A backup gets an act of its own, signed by the same administrator: it goes on verifying by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from db import backup as files
from db.engine import FAILURES, close_database, current
from db.erasing import StillRead, purge
from db.mark import OtherRelease
from db.models import Lockout as Pauses
from db.unfinished import WORKING, is_unfinished, remove, staged_beside
from kiosk.copies.backup import disk_failed, walk_copy
from kiosk.copies.restore import ASIDE
from kiosk.copies.rotation import backups_in
from kiosk.machine.log import outline
from kiosk.machine.place import Place, is_address
from kiosk.machine.second_folder import second_trouble
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_apart, open_to_work
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Destruction, empty_entries
from kiosk.privacy.selection import (
    Selection,
    forget_joined,
    selected_entries,
    unended_entries,
)
from kiosk.proof.acts import EpochCause
from kiosk.signing.lockout import Lockout
from kiosk.staff.settling import settle
from kiosk.words.errors import HelpPointError, NotAllowed, NothingToDestroy, WrongPin
from kiosk.words.i18n import _

log = logging.getLogger("kiosk.privacy.everywhere")


@dataclass(frozen=True, slots=True)
class _Order:
    """What an administrator wants destroyed and why, with the login and PIN that sign it."""

    selection: Selection
    reason: str
    login: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, or of a folder that could not be reached."""

    path: Path
    done: Destruction | None = None
    """None where nothing was found."""
    trouble: str = ""
    """Why data may still be there, in a sentence."""
    joined: int = 0
    """How many names of people who joined an open request, or signed up for a session, were
    deleted; they stand in no act."""


def tidy_everywhere(settings: Settings) -> list[Outcome]:
    """What has to be done even where no entry is left to destroy: purge the database of what was
    destroyed before, remove what was left unfinished. Outcomes as of ``destroy_everywhere``.
    """
    first = Outcome(Path(settings.place.database), trouble=_purge_trouble())
    if is_address(settings.place.database):
        return [first]
    left = [*_remove_unfinished(settings)]
    return [first, *left, *_out_of_reach(settings, sound_copies(settings))]


def destroy_everywhere(
    settings: Settings,
    selection: Selection,
    *,
    reason: str,
    login: str,
    pin: str,
    lockout: Lockout | None = None,
) -> list[Outcome]:
    """Destroy in the database, then in each of its copies; what became of each, the database first.

    A file that could not be cleaned is named among the outcomes and does not stop the others. May
    be repeated when a missing folder is back: the database then has nothing any more, but is
    purged, and its copies are cleaned all the same. ``lockout`` is the one that has watched the
    pauses so far. Raises NothingToDestroy where no file had anything, else as ``empty_entries``.
    """
    place = settings.place
    point = open_to_work(place)
    point = replace(point, lockout=lockout or point.lockout)
    order = _Order(selection, reason, login, pin)
    done, joined = _destroy_here(point, order)
    first = Outcome(Path(place.database), done, _purge_trouble(), joined)
    if is_address(place.database):
        outcomes = [first]
    else:
        # Before the copies are listed: a file that is finished meanwhile is then one of them.
        left = [*_remove_unfinished(settings)]
        sound = sound_copies(settings)
        cleaned = [_clean_copy(copy, place, order) for copy in sound]
        outcomes = [first, *cleaned, *left, *_out_of_reach(settings, sound)]
    if not any(each.done or each.trouble or each.joined for each in outcomes):
        raise NothingToDestroy
    return outcomes


def sound_copies(settings: Settings) -> list[Path]:
    """Every sound copy of the database that this program knows of: backups, and what a restore
    put aside."""
    return [path for path in _files(settings) if _sound(path)]


def _remove_unfinished(settings: Settings) -> Iterator[Outcome]:
    """Remove what killed programs left unfinished; an outcome for each that stays, and why."""
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
    """An outcome for a second folder that is not there now, and for each copy that cannot be
    cleaned: one that is too damaged, or that another release of this program wrote."""
    if settings.second_backups:
        second = Path(settings.second_backups)
        if trouble := second_trouble(second):
            yield Outcome(second, trouble=trouble)
    backups = {path for folder in _folders(settings) for path, _made in backups_in(folder)}
    for path in (path for path in _files(settings) if path not in sound):
        if files.is_of_another_release(path):
            words = _("it was written by another version of this program: delete it.")
            yield Outcome(path, trouble=words)
        elif path in backups or _is_replaced(path):
            yield Outcome(path, trouble=_("it is damaged and cannot be cleaned: delete it."))


def _folders(settings: Settings) -> list[Path]:
    """The folders in which copies are: of backups, and of what restores put aside."""
    database = Path(settings.place.database)
    folders = [settings.backup_folder, *database.parent.glob(f"{database.stem}{ASIDE}*")]
    if settings.second_backups:
        folders.append(Path(settings.second_backups))
    return [folder for folder in folders if folder.is_dir()]


def _files(settings: Settings) -> list[Path]:
    """Every finished file in these folders."""
    inside = (path for folder in _folders(settings) for path in sorted(folder.iterdir()))
    return [path for path in inside if path.is_file() and not is_unfinished(path)]


def _sound(path: Path) -> bool:
    """Whether a file is a sound database of a help point, and of this release."""
    try:
        files.check(path)
    except (files.DamagedCopy, OtherRelease):
        return False
    return True


def _is_replaced(path: Path) -> bool:
    """Whether a file is a database that a restore put aside."""
    return ASIDE in path.parent.name and not path.name.endswith(files.SIDE_FILES)


def _destroy_here(point: HelpPoint, order: _Order) -> tuple[Destruction | None, int]:
    """Destroy in the open database: what became of entries, None where none is left to destroy
    there, and how many names of people who joined a request or signed up are gone."""
    selection, done = order.selection, None
    with suppress(NothingToDestroy):
        done = empty_entries(
            point,
            selected_entries(point, selection),
            cause=selection.cause,
            reason=order.reason,
            login=order.login,
            pin=order.pin,
        )
    return done, forget_joined(point, selection)


def _purge_trouble() -> str:
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


def _clean_copy(copy: Path, place: Place, order: _Order) -> Outcome:
    """Destroy in one copy; whatever keeps that from being done becomes the outcome's trouble."""
    try:
        return _destroy_in(copy, place, order)
    except (WrongPin, NotAllowed):
        return Outcome(copy, trouble=_("it knows another PIN or administrator: delete it."))
    except HelpPointError as error:
        return Outcome(copy, trouble=error.sentence())
    except OSError as error:
        return Outcome(copy, trouble=error.strerror or "")
    except FAILURES as error:
        log.error("cleaning a copy: %s", outline(error))
        return Outcome(copy, trouble=_("it cannot be read or written: make room, or delete it."))


def _destroy_in(copy: Path, place: Place, order: _Order) -> Outcome:
    """Destroy in a working copy of a copy, and put it in its place only when it is sound.

    From here on the copy is a history of its own: it says so by an epoch that nothing else has.
    """
    with files.working_copy(copy, WORKING) as work:
        try:
            point = open_apart(replace(place, database=str(work)))
            Pauses.delete().execute()  # the PIN was tried in the database itself
            trouble = _unended_trouble(point, order.selection)
            if selected_entries(point, order.selection):
                settle(point, EpochCause.CLEANED, administrator=order.login, pin=order.pin)
            done, joined = _destroy_here(point, order)
            if not (done or joined):
                return Outcome(copy, trouble=trouble)
            files.copy_to(current(), copy, partial(walk_copy, uid=point.uid))
        except (OSError, files.DamagedCopy) as error:
            raise disk_failed(copy) from error
        finally:
            close_database()
    for side in files.SIDE_FILES:
        copy.with_name(copy.name + side).unlink(missing_ok=True)
    return Outcome(copy, done, trouble, joined)


def _unended_trouble(point: HelpPoint, selection: Selection) -> str:
    """What a copy keeps because it was made before an entry ended, in a sentence."""
    if names := unended_entries(point, selection):
        return _("it was made before {entries} ended: delete it.").format(entries=", ".join(names))
    return ""
