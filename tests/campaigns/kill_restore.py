"""kill -9 during a restore, a migration and the destruction of personal data.

Run ``python -m tests.campaigns.kill_restore --trials 500``. Each trial does one of the three in a
process of its own and kills it at a random moment; database and backup are then one migration
behind the program. Afterwards the same command, given again, ends well, the ledger verifies, and
what was acknowledged is there. The control restores by copying the file over the database, as
people do by hand.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import peewee as pw

import db.migrations as schema
from db.engine import close_database, current
from db.models import Lockout
from kiosk.copies.backup import backup
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import utc_now
from kiosk.privacy.destroy import Cause, destroy, entries_of
from kiosk.verification.everything import verify
from tests.campaigns.workers import Say, Work, start
from tests.copies import copy_point
from tests.histories import put_back
from tests.people import PINS, Clock, consult, furnish, help_and_sign, staff_of
from tests.pin_cost import make_pins_cheap

NAME = "Семёнов Ярополк Мстиславович"
LONGEST = 0.4
"""Seconds after which every one of the deeds has ended."""
CONTROL_TRIALS = 200

Deed = Callable[[Path], None]


def _place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def restoring(folder: Path) -> None:
    """Put the backup in the place of a newer database."""
    put_back(folder / "point.backup", _place(folder))


def restoring_by_hand(folder: Path) -> None:
    """Control: the file is written over the database piece by piece, its log stays."""
    copy = (folder / "point.backup").read_bytes()
    with Path(_place(folder).database).open("r+b") as file:
        for at in range(0, len(copy), 4096):
            file.write(copy[at : at + 4096])
            file.flush()
            time.sleep(0.001)


def migrating(folder: Path) -> None:
    """Open a database that is one migration behind."""
    open_point(_place(folder))


def migrate_slowly(database: pw.Database) -> None:
    """A later migration that takes its time, so that kills meet it."""
    database.execute_sql("CREATE TABLE later (act INTEGER, body BLOB)")
    for _round in range(60):
        database.execute_sql("INSERT INTO later SELECT act.id, act.body FROM act, entry")
    database.execute_sql("CREATE TABLE last_of_all (id INTEGER)")


def destroying(folder: Path) -> None:
    """Destroy a person's data."""
    point = open_point(_place(folder))
    if entries := entries_of(point, NAME):
        destroy(
            point,
            entries,
            cause=Cause.REQUEST,
            reason="Заявление",
            login="smirnova",
            pin=PINS["smirnova"],
        )


def trial(template: Path, deed: Deed, rng: random.Random) -> str | None:
    """One kill; what was wrong afterwards, or None."""
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        folder = Path(name)
        copy_point(template, folder)
        worker = start(_saying(deed, folder))
        time.sleep(rng.uniform(0, LONGEST))
        worker.kill()
        said = worker.heard()
        if any(line.startswith("failed") for line in said):
            return said[-1]
        try:
            return _examine(folder, deed, acknowledged=bool(said))
        except Exception as error:  # noqa: BLE001 - whatever it was, it must not have happened
            return f"{deed.__name__}: {type(error).__name__} {error}"
        finally:
            close_database()


def _saying(deed: Deed, folder: Path) -> Work:
    def work(say: Say) -> None:
        deed(folder)
        say("done")

    return work


def _examine(folder: Path, deed: Deed, *, acknowledged: bool) -> str | None:
    place = _place(folder)
    if not acknowledged and deed is not restoring_by_hand:
        if place.exists:
            open_point(place)
            Lockout.delete().execute()
            close_database()
        deed(folder)
    point = open_point(place)
    if not current().table_exists("last_of_all"):
        return "a migration was recorded and is not there whole"
    if deed is destroying and entries_of(point, NAME):
        return "a name was acknowledged as destroyed and is there"
    return verify(point).wrong


def make_template(folder: Path) -> None:
    """A point with a backup and some newer entries."""
    make_pins_cheap()
    point = furnish(_place(folder), Clock(utc_now()))
    people = staff_of(point)
    for _visit in range(5):
        help_and_sign(point, people.teacher, consult(point, NAME))
    backup(point, folder / "point.backup")
    for _visit in range(5):
        consult(point, NAME)
    close_database()


def main() -> int:
    """0 where every deed could be done again and the control was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng, began = random.Random(said.seed), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        make_template(Path(folder))
        schema.MIGRATIONS = (*schema.MIGRATIONS, migrate_slowly)
        deeds = (restoring, migrating, destroying)
        found = [trial(Path(folder), rng.choice(deeds), rng) for _trial in range(said.trials)]
        wrong = [line for line in found if line]
        seconds = time.monotonic() - began
        print(f"seed {said.seed}: {said.trials} trials, {len(wrong)} wrong, {seconds:.0f} s")
        print(*wrong[:5], sep="\n", end="\n" if wrong else "")
        tries = (trial(Path(folder), restoring_by_hand, rng) for _try in range(CONTROL_TRIALS))
        caught = next((line for line in tries if line), None)
        print(f"control that restores by hand: {caught or 'NOT CAUGHT'}")
    return 0 if not wrong and caught else 1


if __name__ == "__main__":
    sys.exit(main())
