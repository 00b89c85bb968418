"""Epochs: a restored older backup goes on under a new name, and the ledger says so.

A ledger that was set back and then grew again would be two histories under one size. Every
checkpoint carries its epoch, so that an outside proof of one never speaks of the other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from db.models import Act, Ledger
from kiosk.documents.files import replace
from kiosk.ledger.chain import tail_after
from kiosk.ledger.note import BadNote, Checkpoint, read_note
from kiosk.point import HelpPoint
from kiosk.record import Kind, Record, record

log = logging.getLogger("kiosk.epochs")

MARK = "last.checkpoint"
"""The newest checkpoint, kept beside the kiosk's secrets and outside the database."""


@dataclass(frozen=True, slots=True, order=True)
class Left:
    """A history that is left behind: its epoch, how many acts it had, and its head (hex)."""

    epoch: int = 0
    size: int = 0
    head: str = ""


def begin_epoch(point: HelpPoint, left: Left) -> int:
    """Say in the ledger that another history is left behind; returns the new epoch.

    A copy from before an earlier epoch takes up every number in between: none is ever used twice.
    Raises ClockWentBack.
    """
    with record(point) as ledger:
        return _begin(point, ledger, left)


def _begin(point: HelpPoint, ledger: Record, left: Left) -> int:
    so_far = int(Ledger.get_by_id(point.id).epoch)
    epoch = max(so_far, left.epoch) + 1
    for each in range(so_far + 1, epoch + 1):
        ledger.append(
            Kind.EPOCH_BEGUN, {"epoch": each, "left_size": left.size, "left_head": left.head}
        )
    Ledger.update(epoch=epoch).where(Ledger.point == point.id).execute()
    log.warning("epoch %d begins at act %d, after one of %d acts", epoch, ledger.size, left.size)
    return epoch


def mark(point: HelpPoint, note: str) -> None:
    """Keep a checkpoint's note outside the database, before anybody sees it. Raises CannotWrite."""
    replace(point.keyring.folder / MARK, note.encode())


def last_mark(point: HelpPoint) -> Checkpoint | None:
    """The newest checkpoint this kiosk knows of; None where there is none that can be read."""
    return read_mark(point.keyring.folder, point.keyring.kiosk.public_key)


def read_mark(folder: Path, public_key: bytes) -> Checkpoint | None:
    """The mark in a key folder; a damaged one is as good as none."""
    try:
        return read_note((folder / MARK).read_text("utf-8"), public_key)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, BadNote) as error:
        log.warning("the last checkpoint cannot be read: %s", type(error).__name__)
        return None


def left_at(checkpoint: Checkpoint) -> Left:
    """The history that a checkpoint proves."""
    return Left(checkpoint.epoch, checkpoint.size, checkpoint.head.hex())


def notice_older_copy(point: HelpPoint) -> bool:
    """Begin an epoch where the database is older than this kiosk's newest checkpoint.

    True where one began. Raises ClockWentBack.
    """
    known = last_mark(point)
    if known is None or _goes_on_from(point, known):
        return False
    with record(point) as ledger:
        if _goes_on_from(point, known):  # another kiosk noticed it first
            return False
        _begin(point, ledger, left_at(known))
    return True


def _goes_on_from(point: HelpPoint, known: Checkpoint) -> bool:
    """True when the ledger has the checkpoint in it, or an epoch has left it behind already."""
    head = Ledger.get_by_id(point.id)
    if head.epoch != known.epoch:
        return bool(head.epoch > known.epoch)
    act = Act.get_or_none(Act.point == point.id, Act.seq == known.size)
    return act is not None and tail_after(act.hash, act.signature, act.cosignature) == known.head
