"""The notes of checkpoints that the kiosk kept: compared with the ledger and with one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db import writes
from db.dialect import is_postgres
from db.engine import current
from kiosk.machine.second_folder import out_of_reach
from kiosk.point.checkpoints import ENDING, read_checkpoint
from kiosk.point.epochs import (
    LeftHistory,
    goes_on_after,
    history_of,
    made_in_this_epoch,
    mark_lost,
    newest_checkpoint,
)
from kiosk.point.point import HelpPoint
from kiosk.proof.note import Checkpoint
from kiosk.proof.rows import numbers_in_words
from kiosk.words.errors import CannotRead, NoteGone
from kiosk.words.i18n import _, ngettext

Name = tuple[int, int]
"""What tells a checkpoint of one ledger from the others: epoch and size."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the kept notes prove, what is wrong with them and which were not compared."""

    checkpoints: tuple[Checkpoint, ...] = ()
    wrong: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()


NO_NOTES = Notes()


@dataclass(slots=True)
class _Folder:
    """The notes in a folder, and the files in it that are none of this kiosk's."""

    path: Path
    notes: dict[Name, Checkpoint] = field(default_factory=dict)
    strange: list[Path] = field(default_factory=list)


def compare_notes(point: HelpPoint, folders: Sequence[Path]) -> Notes:
    """Every note that this kiosk has kept itself: beside its keys, in the first of ``folders``, and
    as second copies in the others, which must hold the same.

    A second folder that is out of reach is not compared, and that is told; it is not wrong.
    """
    wrong = [NoteGone().sentence()] if mark_lost(point) else []
    newest, not_compared = newest_checkpoint(point), list[str]()
    read: list[_Folder] = []
    for folder in folders:
        why = out_of_reach(folder.parent) if folder is not folders[0] else ""
        try:
            found = None if why else _read(point, folder)
        except OSError as error:
            found, why = None, error.strerror or ""
        if found is not None:
            read.append(found)
        else:
            not_compared.append(_not_compared(folder, why))
    known = {newest} if newest else set()
    known.update(note for found in read for note in found.notes.values())
    checkpoints = tuple(sorted(known, key=lambda each: (each.epoch, each.size)))
    wrong += [_not_in(point, each) for each in _lacking(point, checkpoints)[-1:]]
    wrong += _never_kept(point, folders, checkpoints)
    wrong += [_strange(found) for found in read if found.strange]
    if folders and read and read[0].path == folders[0]:
        for second in read[1:]:
            ours, behind = _differences(point, read[0], second)
            wrong += ours
            not_compared += behind
    return Notes(checkpoints, tuple(wrong), tuple(not_compared))


def histories_lost(point: HelpPoint, folders: Sequence[Path]) -> list[LeftHistory]:
    """The histories that kept notes prove and the ledger does not have."""
    known = compare_notes(point, folders).checkpoints
    return [history_of(each) for each in _lacking(point, known)]


def _read(point: HelpPoint, folder: Path) -> _Folder:
    found = _Folder(folder)
    for file in sorted(folder.glob(f"*{ENDING}")):
        try:
            note = read_checkpoint(file, point.keyring.kiosk.public_key)
        except CannotRead as error:
            if isinstance(error.__cause__, OSError):
                raise error.__cause__ from error
            found.strange.append(file)
        else:
            found.notes[note.epoch, note.size] = note
    return found


def _lacking(point: HelpPoint, known: Sequence[Checkpoint]) -> list[Checkpoint]:
    return [each for each in known if not goes_on_after(point, history_of(each))]


def _not_in(point: HelpPoint, note: Checkpoint) -> str:
    size = writes.head(point.id).size
    if note.size <= size and note.epoch == writes.head(point.id).epoch:
        return _(
            "The checkpoint {code} over {n} acts was made of other journals than these: keep"
            " everything as it is, and look for the database that it fits."
        ).format(code=note.code(), n=note.size)
    return _(
        "The checkpoint {code} was made over {n} acts, but the journals have {size}: put the newer"
        " database back, or an administrator says what happened (kiosk settle restored)."
    ).format(code=note.code(), n=note.size, size=size)


def _never_kept(
    point: HelpPoint, folders: Sequence[Path], known: Sequence[Checkpoint]
) -> list[str]:
    """The checkpoints that this epoch of the ledger speaks of and that are in no folder. Kiosks
    that share a server have their folders each, and none has the others' notes."""
    if is_postgres(current()) or not folders:
        return []
    here = {each.size for each in known if each.epoch == writes.head(point.id).epoch}
    gone = [size for size in made_in_this_epoch(point) if size not in here]
    if not gone:
        return []
    words = _(
        "{folder} lacks checkpoints that the journals speak of (acts {numbers}): find out who"
        " deleted them, or copy them back from the computer where they were made."
    )
    return [words.format(folder=folders[0], numbers=numbers_in_words(gone))]


def _strange(found: _Folder) -> str:
    return _(
        "{folder} holds checkpoints ({n}) made by other keys than these, or altered, such as"
        " {name}: if database and keys are the right ones, move them elsewhere; if not, put the"
        " right ones back."
    ).format(folder=found.path, n=len(found.strange), name=found.strange[0].name)


def _differences(point: HelpPoint, ours: _Folder, second: _Folder) -> tuple[list[str], list[str]]:
    """What is wrong between the notes and their second copies, and what the next backup brings.

    Whatever is older than the newest one in the second folder was copied there once. A backup there
    has its note beside it, which is copied last.
    """
    wrong = []
    beside = _read(point, second.path.parent).notes
    reached = max([*second.notes, *beside], default=(-1, -1))
    gone = [name for name in ours.notes.keys() - second.notes.keys() if name <= reached]
    only = second.notes.keys() - ours.notes.keys()
    same = ours.notes.keys() & second.notes.keys()
    if any(ours.notes[name] != second.notes[name] for name in same):
        wrong.append(
            _(
                "The checkpoints in {folder} differ from their second copies in {second}: find out"
                " who altered them, and keep both."
            ).format(folder=ours.path, second=second.path)
        )
    if only:
        wrong.append(
            _(
                "{folder} lacks checkpoints ({n}) that are among the second copies in {second}:"
                " find out who deleted them, then copy them back."
            ).format(folder=ours.path, n=len(only), second=second.path)
        )
    if gone:
        wrong.append(
            _(
                "{second} lacks checkpoints ({n}) that it had: find out who deleted"
                " them; the next daily backup brings them back."
            ).format(second=second.path, n=len(gone))
        )
    behind = [name for name in ours.notes.keys() - second.notes.keys() if name > reached]
    if not behind or wrong:
        return wrong, []
    told = ngettext(
        "{second} does not have the newest checkpoint yet: the next daily backup brings it.",
        "{second} does not have the {n} newest checkpoints yet: the next daily backup brings them.",
        len(behind),
    )
    return wrong, [told.format(second=second.path, n=len(behind))]


def _not_compared(folder: Path, why: str) -> str:
    return _("The checkpoints in {folder} were not compared: {why}").format(folder=folder, why=why)
