"""What the kiosk keeps of its ledger outside the database: is all of it still there, and its own?

Somebody who sets a database back also removes the checkpoints that are newer. The ledger knows how
many there were, and the key folder which was the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.dialect import is_postgres
from db.engine import current
from db.models import Act
from kiosk.point.checkpoints import ENDING, read_checkpoint
from kiosk.point.epochs import NEWEST, newest_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.note import origin
from kiosk.proof.rows import numbers_in_words
from kiosk.words.errors import CannotRead
from kiosk.words.i18n import _, ngettext


def missing_marks(point: HelpPoint, folders: Sequence[Path]) -> list[str]:
    """What is wrong with the checkpoints kept outside the database, in sentences: the newest one
    beside the keys, and those in the ``folders``, of which a stick's may be away.

    A server's database is worked on by several kiosks, each with its own folders: there only what
    is kept is looked at, not what is missing.
    """
    found: list[str] = []
    sizes: set[int] = set()
    for folder in folders:
        strange = 0
        for file in sorted(folder.glob(f"*{ENDING}")):
            try:
                known = read_checkpoint(file, point.keyring.kiosk.public_key)
                sizes.add(known.size)
                strange += known.origin != origin(point.uid, known.epoch)
            except CannotRead:
                strange += 1
        found += [_strange(folder, strange)] if strange else []
    if is_postgres(current()):
        return found
    made, newest = _made_here(point), newest_checkpoint(point)
    if made and newest is None:
        found.insert(
            0,
            _("The newest checkpoint beside the kiosk's keys is gone: {file}.").format(
                file=point.keyring.folder / NEWEST
            ),
        )
    elif made and newest is not None and newest.size < made[-1]:
        words = _(
            "The newest checkpoint beside the kiosk's keys is of act {n}, but act {m} made a later"
            " one: the key folder was set back."
        )
        found.insert(0, words.format(n=newest.size, m=made[-1]))
    here = sizes | ({newest.size} if newest else set())
    if gone := [size for size in made if size not in here]:
        words = _(
            "Checkpoints that the kiosk made are not in {folder}: acts {numbers}. Somebody removed"
            " them, or they were left behind on another computer."
        )
        found.append(words.format(folder=folders[0], numbers=numbers_in_words(gone)))
    return found


def _made_here(point: HelpPoint) -> list[int]:
    """The acts that made the checkpoints of this epoch, in order."""
    kinds = (Kind.CHECKPOINT_MADE.value, Kind.EPOCH_BEGUN.value)
    made: list[int] = []
    for act in Act.select().where(Act.point == point.id, Act.kind.in_(kinds)).order_by(Act.seq):
        if act.kind == Kind.EPOCH_BEGUN.value:
            made.clear()
        else:
            made.append(int(act.seq))
    return made


def _strange(folder: Path, count: int) -> str:
    return ngettext(
        "{n} checkpoint in {folder} is by another key, of another help point, or was altered.",
        "{n} checkpoints in {folder} are by another key, of another help point, or were altered.",
        count,
    ).format(n=count, folder=folder)
