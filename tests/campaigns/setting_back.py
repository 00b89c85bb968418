"""Whole installations that were set back, exchanged or copied: database, keys and notes at once.

Run ``python -m tests.campaigns.setting_back --each 20``. A point works for some days, and its notes
are kept beside the database and on a stick. Somebody then sets back or exchanges what lies in its
folder. A verification with the kept notes must find each kind, or the program must refuse to work.
The control verifies the database alone and must miss most. Where the stick is set back as well,
nothing but a checkpoint in the binder is left, and the campaign holds both to be so.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.checkpoints import ENDING, keep_checkpoint, make_checkpoint
from kiosk.point.epochs import NEWEST
from kiosk.point.opening import open_point, open_to_work
from kiosk.point.seen import FILE
from kiosk.proof.note import Checkpoint, origin, write_note
from kiosk.signing import keyring
from kiosk.verification.everything import verify
from kiosk.verification.notes import NO_NOTES, compare_notes
from kiosk.words.errors import HelpPointError, LedgerSetBack
from tests.copies import copy_point, rehome
from tests.people import MORNING, Clock, consult, furnish
from tests.pin_cost import make_pins_cheap

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = 4
_LEDGER = ("point.sqlite3", "point.sqlite3-wal", "point.sqlite3-shm")


@dataclass(frozen=True)
class Lived:
    """A point's folder after each of some days, another kiosk's, and what is in the binder."""

    days: list[Path]
    other: Path
    binder: Checkpoint


Kind = Callable[[Path, Lived, random.Random], None]


def _place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def _notes(folder: Path) -> list[Path]:
    return [folder / "backups/checkpoints", folder / "stick/checkpoints"]


def _put(source: Path, folder: Path, *parts: str) -> None:
    """Let parts of a folder be as they were in another one."""
    for part in parts:
        target = folder / part
        if target.is_dir():
            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        if (source / part).is_dir():
            shutil.copytree(source / part, target)
        elif (source / part).exists():
            shutil.copyfile(source / part, target)
    rehome(folder / "point.sqlite3")


def _earlier(lived: Lived, rng: random.Random) -> Path:
    return rng.choice(lived.days[:-1])


def old_database_without_its_newest_notes(folder: Path, lived: Lived, rng: random.Random) -> None:
    """There is no stick, and what the key folder knows of later days is deleted."""
    earlier = _earlier(lived, rng)
    _put(earlier, folder, *_LEDGER, "backups")
    shutil.rmtree(folder / "stick")
    for name in (NEWEST, FILE):
        (folder / "point.keys" / name).unlink()


def whole_folder_set_back(folder: Path, lived: Lived, rng: random.Random) -> None:
    """All but the stick."""
    _put(_earlier(lived, rng), folder, *_LEDGER, "point.keys", "backups")


def another_ledger_with_other_keys(folder: Path, lived: Lived, rng: random.Random) -> None:
    _put(lived.other, folder, *_LEDGER, "point.keys")


def note_of_a_size_that_the_ledger_lacks(folder: Path, lived: Lived, rng: random.Random) -> None:
    """Whoever has the kiosk's key can sign one."""
    uid = lived.binder.origin.split("/")[1]
    beyond = lived.binder.size + rng.randint(1, 99)
    said = Checkpoint(origin(uid, 0), beyond, rng.randbytes(32), lived.binder.at)
    key = keyring.load(folder / "point.keys").kiosk
    for notes in _notes(folder):
        (notes / f"9999-{beyond}{ENDING}").write_text(write_note(said, key), "utf-8")


def second_copy_emptied(folder: Path, lived: Lived, rng: random.Random) -> None:
    """Some of the older notes on the stick are deleted."""
    notes = sorted((folder / "stick/checkpoints").iterdir())
    for note in rng.sample(notes[:-1], rng.randint(1, len(notes) - 1)):
        note.unlink()


def copied_and_run_twice(folder: Path, lived: Lived, rng: random.Random) -> None:
    """A plain copy of the database goes on under the same keys."""
    database = folder / "point.sqlite3"
    kept = shutil.copyfile(database, folder / "copy")
    database.unlink()
    kept.rename(database)


KINDS: dict[str, Kind] = {
    "old database, newest notes deleted": old_database_without_its_newest_notes,
    "whole folder set back": whole_folder_set_back,
    "another ledger with other keys": another_ledger_with_other_keys,
    "a note of a size that the ledger lacks": note_of_a_size_that_the_ledger_lacks,
    "second copy of the notes emptied": second_copy_emptied,
    "one installation copied and run twice": copied_and_run_twice,
}


def trial(lived: Lived, kind: Kind, rng: random.Random) -> bool:
    """True when it was found; a copy is not wrong, but the program must refuse to work on it."""
    with _tampered(lived, kind, rng) as folder:
        return _refuses(folder) if kind is copied_and_run_twice else _is_wrong(folder)


def database_alone(lived: Lived, kind: Kind, rng: random.Random) -> bool:
    """Control: the kept notes are not looked at."""
    with _tampered(lived, kind, rng) as folder:
        return _is_wrong(folder, by_notes=False)


def set_back_with_the_stick(lived: Lived, rng: random.Random) -> tuple[bool, bool]:
    """The stick as well: whether the kept notes show it, and whether the binder does."""

    def all_of_it(folder: Path, lived: Lived, rng: random.Random) -> None:
        _put(_earlier(lived, rng), folder, *_LEDGER, "point.keys", "backups", "stick")

    with _tampered(lived, all_of_it, rng) as folder:
        return _is_wrong(folder), _is_wrong(folder, binder=[lived.binder])


@contextmanager
def _tampered(lived: Lived, kind: Kind, rng: random.Random) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="set-back-") as name:
        folder = Path(name)
        copy_point(lived.days[-1], folder)
        kind(folder, lived, rng)
        try:
            yield folder
        finally:
            close_database()


def _is_wrong(
    folder: Path, *, by_notes: bool = True, binder: list[Checkpoint] | None = None
) -> bool:
    try:
        point = open_point(_place(folder))
        notes = compare_notes(point, _notes(folder)) if by_notes else NO_NOTES
        return verify(point, binder or [], notes=notes).wrong is not None
    except HelpPointError:
        return True


def _refuses(folder: Path) -> bool:
    """Whether nothing is recorded because of where the database is or what it lacks."""
    try:
        consult(open_to_work(_place(folder), clock=Clock(MORNING + timedelta(days=_DAYS))))
    except LedgerSetBack:
        return True
    return False


def live(folder: Path) -> Lived:
    """Some days of work, each with its checkpoint beside the database and on the stick."""
    make_pins_cheap()
    clock = Clock()
    home, other = folder / "home", folder / "other"
    home.mkdir()
    other.mkdir()
    point, days = furnish(_place(home), clock), []
    for day in range(_DAYS):
        consult(point)
        made = make_checkpoint(point)
        for kept in (home / "backups", home / "stick"):
            keep_checkpoint(point, made, kept)
        close_database()
        days.append(Path(shutil.copytree(home, folder / f"day-{day}")))
        clock.wait(days=1)
        point = open_point(_place(home), clock=clock)
    close_database()
    make_checkpoint(furnish(_place(other), clock))
    close_database()
    return Lived(days, other, made.checkpoint)


def main() -> int:
    """0 where all was found, nothing else was, and the controls missed what they cannot see."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng = random.Random(said.seed)
    with tempfile.TemporaryDirectory(prefix="set-back-") as name:
        lived = live(Path(name))
        with _tampered(lived, lambda *_: None, rng) as untouched:
            clean = not (_is_wrong(untouched, binder=[lived.binder]) or _refuses(untouched))
        missed = [
            kind
            for kind, tamper in KINDS.items()
            for _try in range(said.each)
            if not trial(lived, tamper, rng)
        ]
        unseen = [kind for kind, tamper in KINDS.items() if not database_alone(lived, tamper, rng)]
        all_of_it = {set_back_with_the_stick(lived, rng) for _try in range(said.each)}
    tried = f"{len(KINDS)} kinds × {said.each}"
    print(f"seed {said.seed}: {tried}, {len(missed)} missed {set(missed) or ''}")
    print(f"untouched: {'clean' if clean else 'NOT CLEAN'}")
    print(f"control without the kept notes misses {len(unseen)} of {len(KINDS)} kinds")
    binder_alone = all_of_it == {(False, True)}
    print(f"set back with the stick: {'seen by the binder alone' if binder_alone else all_of_it}")
    return 0 if clean and not missed and unseen and binder_alone else 1


if __name__ == "__main__":
    sys.exit(main())
