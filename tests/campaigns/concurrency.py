"""Many processes sign visitors in at one moment: no number twice, no hole, nothing lost.

Run ``python -m tests.campaigns.concurrency --database FILE_OR_ADDRESS --keys FOLDER``. With
``--control`` each process looks the next number up before its transaction, as a broken program
would: the campaign must then fail.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import peewee as pw

from db.models import Entry, Volume
from kiosk.journal import open as opening
from kiosk.journal.numbers import Numbered, next_number
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.words.errors import HelpPointError
from tests.campaigns.breaking import override
from tests.campaigns.workers import Say, place_of, together
from tests.people import Clock, consult


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the processes were told, and what the database holds afterwards."""

    wished: int
    given: list[int]
    """The numbers that visitors walked away with."""
    kept: list[int]
    """The numbers in the journal, in order."""
    wrong: str | None
    """What the verification of the ledger found."""
    seconds: float

    @property
    def clean(self) -> bool:
        every = list(range(1, self.wished + 1))
        return sorted(self.given) == every and self.kept == every and self.wrong is None

    def __str__(self) -> str:
        verdict = "clean" if self.clean else "NOT CLEAN"
        return (
            f"{verdict}: {self.wished} wished, {len(self.given)} given"
            f" ({len(set(self.given))} different), {len(self.kept)} kept,"
            f" ledger {self.wrong or 'verified'}, {self.seconds:.1f} s"
        )


def sign_in_at_once(place: Place, processes: int, each: int, *, broken: bool = False) -> Outcome:
    """Sign ``each`` visitors in from every process; the first number must be still to give."""

    def work(number: int, say: Say) -> None:
        point = open_point(place, clock=Clock())
        for visitor in range(each):
            try:
                enter = _break(point) if broken else lambda: None
                enter()
                say(str(consult(point, f"Посетитель {number} {visitor}").number))
            except (HelpPointError, pw.DatabaseError):
                continue  # this visitor is lost: the outcome shows it

    began = time.monotonic()
    given = [int(line) for said in together(work, processes) for line in said]
    seconds = time.monotonic() - began
    report = verify(open_point(place, clock=Clock()))
    kept = [entry.number for entry in Entry.select(Entry.number).order_by(Entry.number)]
    return Outcome(processes * each, given, kept, report.wrong, seconds)


def _break(point: HelpPoint) -> Callable[[], None]:
    """Make the next sign-in use a number that was looked up before its transaction began."""

    def look_up() -> None:
        row = Volume.get_or_none(Volume.journal == Journal.CONSULTATIONS.value)
        seen = row.last_number + 1 if row else 1

        def stale(_point: HelpPoint, journal: Journal, year: int) -> Numbered | None:
            given = next_number(point, journal, year)
            return given and given._replace(place=(journal.value, year, seen))

        override(opening, "next_number", stale)

    return look_up


def main() -> int:
    """0 for a clean outcome, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--control", action="store_true")
    said = parser.parse_args()
    place = place_of(said.database, said.keys)
    outcome = sign_in_at_once(place, said.processes, said.each, broken=said.control)
    print(outcome)
    return 0 if outcome.clean else 1


if __name__ == "__main__":
    sys.exit(main())
