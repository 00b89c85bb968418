"""Epochs: a restored older backup goes on under a new name, and the ledger says so.

A ledger that was set back and then grew again would be two histories under one size. Every
checkpoint carries its epoch, so that an outside proof of one never speaks of the other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from db import writes
from db.dialect import is_postgres
from db.engine import current
from db.home import settle
from db.models import Act
from kiosk.machine import files
from kiosk.point.ledger import open_ledger, tail_at
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, say
from kiosk.point.seen import Glimpse, Seen
from kiosk.proof.acts import EpochCause, Kind
from kiosk.proof.canonical import Value
from kiosk.proof.note import BadNote, Checkpoint, read_note
from kiosk.signing.keys import Signer, holds

log = logging.getLogger("kiosk.point.epochs")

NEWEST = "last.checkpoint"
"""The newest checkpoint, kept beside the kiosk's secrets and outside the database."""
_NEXT = "next.checkpoint"
"""The checkpoint that is being made: it counts once its act is in the ledger."""
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


@dataclass(frozen=True, slots=True)
class Settling:
    """An administrator who says why a ledger goes on from where it is."""

    login: str
    key: Signer
    cause: EpochCause


def begin_epoch(point: HelpPoint, settling: Settling, *left: LeftHistory) -> int:
    """Say in the ledger that other histories are left behind; returns the new epoch.

    From then on the database lives where it is now. A copy from before an earlier epoch takes up
    every number in between, each with the longest history of the epoch that it leaves: none is
    ever used twice. Raises ClockDoubted, WrongPin for a key that signs nothing any more, or
    CannotWrite.
    """
    while (epoch := _begun(point, settling, left)) is None:
        pass
    return epoch


def _begun(point: HelpPoint, settling: Settling, left: Sequence[LeftHistory]) -> int | None:
    """The epoch that began; None where an act came in between.

    Until it has begun the device goes on knowing what it had seen before. Desks that are open were
    perhaps opened in a history that is left behind, and are closed.
    """
    head = writes.head(point.id)
    here = replace(point, seen=Seen(Glimpse(head.size, head.tail.hex(), head.epoch)))
    epoch, acts = _beginning(here, settling, head.epoch, left)
    with open_ledger(here, signer=settling.key, settles=True) as ledger:
        if ledger.size != head.size:
            return None
        files.replace(point.keyring.folder / _GIVEN, str(epoch).encode())  # before it is seen
        home = settle(current())
        for said in acts:
            ledger.keep(said, home=home)
        ledger.begin_epoch(epoch, home)
    point.seen.answered(here.seen.newest)
    point.desks.clear()
    longest = max(left, default=LeftHistory())
    log.warning("epoch %d begins at act %d, after one of %d acts", epoch, head.size, longest.size)
    return epoch


def _beginning(
    point: HelpPoint, settling: Settling, so_far: int, known: Sequence[LeftHistory]
) -> tuple[int, list[Said]]:
    """The number of a new epoch after ``so_far``, and the acts that begin it and every one in
    between."""
    newest = max(known, default=LeftHistory())
    epoch = max(so_far, newest.epoch, _highest_given(point)) + 1
    acts = []
    for each in range(so_far + 1, epoch + 1):
        left = max((one for one in known if one.epoch == each - 1), default=newest)
        facts: dict[str, Value] = {
            "specialist": settling.login,
            "epoch": each,
            "left_size": left.size,
            "left_head": left.head,
            "cause": settling.cause.value,
        }
        acts.append(say(point, Kind.EPOCH_BEGUN, facts, signer=settling.key))
    return epoch, acts


def _highest_given(point: HelpPoint) -> int:
    """The highest number that an epoch was given; 0 where the file is gone or damaged."""
    try:
        return int((point.keyring.folder / _GIVEN).read_text("ascii"))
    except FileNotFoundError:
        return 0
    except (OSError, ValueError) as error:
        log.warning("the number of the last epoch cannot be read: %s", type(error).__name__)
        return 0


def announce(point: HelpPoint, note: str) -> None:
    """Keep a checkpoint's note before its act is committed, so that a program that is killed in
    between leaves no checkpoint in the ledger without a note. Raises CannotWrite."""
    files.replace(point.keyring.folder / _NEXT, note.encode())


def keep_newest(point: HelpPoint, checkpoint: Checkpoint, note: str) -> None:
    """Keep a checkpoint's note outside the database, before anybody sees it; the last one of an
    earlier epoch stays beside it. Raises CannotWrite."""
    folder, key = point.keyring.folder, point.keyring.kiosk.public_key
    before = _read(folder / NEWEST, key)
    if before is not None and before.epoch < checkpoint.epoch:
        files.replace(folder / _EARLIER.format(before.epoch), (folder / NEWEST).read_bytes())
    files.replace(folder / NEWEST, note.encode())
    with suppress(OSError):
        (folder / _NEXT).unlink()


def newest_checkpoint(point: HelpPoint) -> Checkpoint | None:
    """The newest checkpoint this kiosk knows of; None where there is none that can be read."""
    folder, key = point.keyring.folder, point.keyring.kiosk.public_key
    newest, following = _read(folder / NEWEST, key), _read(folder / _NEXT, key)
    if following is None or not _is_in(point, following):
        return newest
    if newest is None or (newest.epoch, newest.size) < (following.epoch, following.size):
        return following
    return newest


def _is_in(point: HelpPoint, checkpoint: Checkpoint) -> bool:
    """Whether the ledger is in a checkpoint's epoch and has its act."""
    is_now = writes.head(point.id).epoch == checkpoint.epoch
    return is_now and tail_at(point, checkpoint.size) == checkpoint.head


def mark_lost(point: HelpPoint) -> bool:
    """Whether the newest checkpoint that the ledger speaks of, in this epoch, has no note beside
    the kiosk's keys: the note is gone or was replaced by an older one.

    Kiosks that share a server have a key folder each, and none has the others' notes.
    """
    if is_postgres(current()):
        return False
    made = made_in_this_epoch(point)
    if not made:
        return False
    mark = newest_checkpoint(point)
    if mark is None:
        return True
    return (mark.epoch, mark.size) < (writes.head(point.id).epoch, made[-1])


def made_in_this_epoch(point: HelpPoint) -> list[int]:
    """The acts of this epoch that made a checkpoint, in order."""
    acts = Act.select(Act.seq).where(Act.point == point.id)
    began = acts.where(Act.kind == Kind.EPOCH_BEGUN.value).order_by(Act.seq.desc()).first()
    made = acts.where(Act.kind == Kind.CHECKPOINT_MADE.value, Act.seq > (began.seq if began else 0))
    return [int(act.seq) for act in made.order_by(Act.seq)]


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
    """Whether the ledger lacks what this device has seen of it, or what the newest checkpoint
    beside its keys proves; nothing is recorded then until an administrator has settled it."""
    for known in known_here(point):
        if not goes_on_after(point, known):
            point.seen.newest = Glimpse(known.size, known.head, known.epoch)
            point.seen.lost = True
            log.warning("the ledger has no act %d of epoch %d", known.size, known.epoch)
            return True
    head = writes.head(point.id)
    if head.epoch != point.seen.newest.epoch:
        point.desks.clear()  # another program began one: see ``_begun``
    point.seen.answered(Glimpse(head.size, head.tail.hex(), head.epoch))
    return False


def known_here(point: HelpPoint) -> list[LeftHistory]:
    """What this device knows of the ledger: what it has seen, and its newest checkpoint."""
    seen, checkpoint = point.seen.newest, newest_checkpoint(point)
    known = [LeftHistory(seen.epoch, seen.size, seen.head)]
    return known if checkpoint is None else [*known, history_of(checkpoint)]


def histories(point: HelpPoint) -> list[LeftHistory]:
    """Every history that the checkpoints beside this kiosk's keys prove."""
    keyring = point.keyring
    return known_histories(keyring.folder, keyring.kiosk.public_key)


def goes_on_after(point: HelpPoint, known: LeftHistory) -> bool:
    """True when the ledger has a history in it, or an epoch has left it behind already."""
    epoch = writes.head(point.id).epoch
    if epoch != known.epoch:
        return epoch > known.epoch
    tail = tail_at(point, known.size)
    return tail is not None and tail.hex() == known.head
