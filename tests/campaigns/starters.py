"""Several kiosks start at one moment on an empty database: exactly one makes the tables. Then all
of them have a later migration as well: exactly one applies it.

Run ``python -m tests.campaigns.starters --database FILE_OR_ADDRESS --keys FOLDER``.
"""

from __future__ import annotations

import argparse
import sys

import peewee as pw

import db.migrations as schema
from db.engine import close_database, make_database
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.verification.everything import verify
from tests.campaigns.workers import Say, place_of, together


def add_a_table(database: pw.Database) -> None:
    """A later migration; applied twice it would fail."""
    database.execute_sql("CREATE TABLE later (act INTEGER)")


def migrate_at_once(place: Place, processes: int) -> list[str]:
    """How many migrations each process applied, or how it failed."""

    def work(_number: int, say: Say) -> None:
        database = make_database(place.database)
        database.connect()
        say(str(schema.migrate(database)))

    return [said[-1] for said in together(work, processes)]


def open_at_once(place: Place, processes: int) -> list[str]:
    """What each process found after opening the point that all of them had to make."""

    def work(_number: int, say: Say) -> None:
        report = verify(open_point(place, create=True))
        say(report.wrong or f"{report.acts} act, head {report.head}")

    return [said[-1] for said in together(work, processes)]


def main() -> int:
    """0 where one starter applied everything, the others nothing, and all see one ledger; the same
    for the later migration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--processes", type=int, default=8)
    said = parser.parse_args()
    place = place_of(said.database, said.keys)
    applied = sorted(migrate_at_once(place, said.processes))
    opened = open_at_once(place, said.processes)
    close_database()
    at_first = ["0"] * (said.processes - 1) + [str(len(schema.MIGRATIONS))]
    schema.MIGRATIONS = (*schema.MIGRATIONS, add_a_table)
    later = sorted(migrate_at_once(place, said.processes))
    print("applied:", *applied, "later:", *later)
    print("opened:", *sorted(set(opened)), sep="\n  ")
    once = (at_first, ["0"] * (said.processes - 1) + ["1"])
    return 0 if (applied, later) == once and len(set(opened)) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
