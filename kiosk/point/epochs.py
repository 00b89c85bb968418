"""Epochs: a restored older backup goes on under a new name, and the ledger says so.

A ledger that was set back and then grew again would be two histories under one size. Every
checkpoint carries its epoch, so that an outside proof of one never speaks of the other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.models import Act, Ledger
from kiosk.machine.files import replace
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.chain import tail_of
from kiosk.proof.note import BadNote, Checkpoint, read_note
from kiosk.signing.keys import holds

log = logging.getLogger("kiosk.point.epochs")

NEWEST = "last.checkpoint"
"""The newest checkpoint, kept beside the kiosk's secrets and outside the database."""
_EARLIER = "epoch-{}.checkpoint"
"""The newest checkpoint of an epoch that is over."""
_GIVEN = "epochs.taken"
"""The highest number that an epoch was ever given, in the database or in a copy of it."""


@dataclass(frozen=True, slots=True, order=True)
class LeftHistory:
    """A history that is left behind: its epoch, how many acts it had, and its head (hex)."""

    epoch: int = 0
    size: int = 0
    head: str = ""


def begin_epoch(point: HelpPoint, *left: LeftHistory) -> int:
    """Say in the ledger that other histories are left behind; returns the new epoch.

    A copy from before an earlier epoch takes up every number in between, each with the longest
    history of the epoch that it leaves: none is ever used twice. Raises ClockWentBack, or
    CannotWrite.
    """
    with open_ledger(point) as ledger:
        return _begin(point, ledger, left)


def _begin(point: HelpPoint, ledger: OpenLedger, known: Sequence[LeftHistory]) -> int:
    so_far, newest = int(Ledger.get_by_id(point.id).epoch), max(known, default=LeftHistory())
    epoch = max(so_far, newest.epoch, _highest_given(point)) + 1
    replace(point.keyring.folder / _GIVEN, str(epoch).encode())
    for each in range(so_far + 1, epoch + 1):
        left = max((one for one in known if one.epoch == each - 1), default=newest)
        ledger.append(
            Kind.EPOCH_BEGUN, {"epoch": each, "left_size": left.size, "left_head": left.head}
        )
    Ledger.update(epoch=epoch).where(Ledger.point == point.id).execute()
    log.warning("epoch %d begins at act %d, after one of %d acts", epoch, ledger.size, newest.size)
    return epoch


def _highest_given(point: HelpPoint) -> int:
    """The highest number that an epoch was given; 0 where the file is gone or damaged."""
    try:
        return int((point.keyring.folder / _GIVEN).read_text("ascii"))
    except FileNotFoundError:
        return 0
    except (OSError, ValueError) as error:
        log.warning("the number of the last epoch cannot be read: %s", type(error).__name__)
        return 0


def keep_newest(point: HelpPoint, checkpoint: Checkpoint, note: str) -> None:
    """Keep a checkpoint's note outside the database, before anybody sees it; the last one of an
    earlier epoch stays beside it. Raises CannotWrite."""
    folder, before = point.keyring.folder, newest_checkpoint(point)
    if before is not None and before.epoch < checkpoint.epoch:
        replace(folder / _EARLIER.format(before.epoch), (folder / NEWEST).read_bytes())
    replace(folder / NEWEST, note.encode())


def newest_checkpoint(point: HelpPoint) -> Checkpoint | None:
    """The newest checkpoint this kiosk knows of; None where there is none that can be read."""
    return _read(point.keyring.folder / NEWEST, point.keyring.kiosk.public_key)


def known_histories(folder: Path, public_key: bytes) -> list[LeftHistory]:
    """Every history that the checkpoints in a key folder prove: one of each epoch."""
    files = (folder / NEWEST, *sorted(folder.glob(_EARLIER.format("*"))))
    known = (_read(file, public_key) for file in files)
    return [history_of(checkpoint) for checkpoint in known if checkpoint is not None]


def _read(file: Path, public_key: bytes) -> Checkpoint | None:
    """The checkpoint in a file of the key folder; a damaged one is as good as none."""
    try:
        return read_note(file.read_text("utf-8"), public_key, holds)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, BadNote) as error:
        log.warning("%s cannot be read: %s", file.name, type(error).__name__)
        return None


def history_of(checkpoint: Checkpoint) -> LeftHistory:
    """The history that a checkpoint proves."""
    return LeftHistory(checkpoint.epoch, checkpoint.size, checkpoint.head.hex())


def notice_older_copy(point: HelpPoint) -> bool:
    """Begin an epoch where the database is older than this kiosk's newest checkpoint.

    True where one began. Raises ClockWentBack.
    """
    known = newest_checkpoint(point)
    if known is None or _goes_on_after(point, known):
        return False
    with open_ledger(point) as ledger:
        if _goes_on_after(point, known):  # another kiosk noticed it first
            return False
        _begin(point, ledger, histories(point))
    return True


def histories(point: HelpPoint) -> list[LeftHistory]:
    """Every history that the checkpoints beside this kiosk's keys prove."""
    keyring = point.keyring
    return known_histories(keyring.folder, keyring.kiosk.public_key)


def _goes_on_after(point: HelpPoint, known: Checkpoint) -> bool:
    """True when the ledger has the checkpoint in it, or an epoch has left it behind already."""
    head = Ledger.get_by_id(point.id)
    if head.epoch != known.epoch:
        return bool(head.epoch > known.epoch)
    act = Act.get_or_none(Act.point == point.id, Act.seq == known.size)
    return act is not None and tail_of(act) == known.head
