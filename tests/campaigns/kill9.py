"""kill -9 while visitors sign in and specialists sign: what was acknowledged is there.

Run ``python -m tests.campaigns.kill9 --trials 500``. In each trial two processes enter, complete,
sign and annul entries in one database, a third closes last year's volume and writes backups; they
say so after each commit, and all are killed at a random moment. Then every act that was said to
be done must be there, and the whole ledger must verify. Two controls, broken on purpose, show that
the campaign can fail: one acknowledges before the commit, one takes the number outside of the
transaction.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from db import writes
from db.engine import close_database
from db.models import Act, Entry, Lockout
from kiosk.copies.backup import backup, walk_copy
from kiosk.journal import open as opening
from kiosk.journal.close import close
from kiosk.journal.correct import annul
from kiosk.journal.details import entry_details
from kiosk.journal.numbers import Numbered
from kiosk.journal.volumes import volume_card
from kiosk.machine.place import Place
from kiosk.machine.transaction import transaction
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import State, school_year
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.days import end_days
from kiosk.visits.registration import Slip
from tests.campaigns.breaking import override
from tests.campaigns.workers import Say, Work, await_words, start
from tests.copies import copy_point
from tests.people import PINS, Clock, consult, furnish, help_out, sign, staff_of
from tests.pin_cost import make_pins_cheap

LOGINS = ("smirnova", "belaya")
FRESH_AFTER = 20
"""Trials in one database before a fresh one: a walk over the ledger takes longer every time."""
CONTROL_TRIALS = 300
"""A program broken on purpose must be caught within so many trials."""
_WORDS = 8
"""A kill follows the first, the second, ... or the eighth acknowledgement of a trial."""
_DELAYS = (0.0, 0.0, 0.003, 0.02)
"""By at most so many seconds: at once, within the commit, or anywhere in the next acts."""

Entering = Callable[[HelpPoint, str, Say], Slip]
"""Signs a visitor in under a request id, says so, and returns the slip."""


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    trials: int = 0
    acknowledged: int = 0
    signatures: int = 0
    unheard: int = 0
    """Entries that were kept although the kill came before their acknowledgement."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.trials} trials, {self.acknowledged} acts acknowledged"
            f" ({self.signatures} signatures), {self.unheard} kept but unheard,"
            f" {len(self.wrong)} wrong"
        )


def enter(point: HelpPoint, request_id: str, say: Say) -> Slip:
    """As the program does it: the acknowledgement follows the commit."""
    slip = consult(point, "Королёва Анна Сергеевна", request_id=request_id)
    say(f"opened {request_id} {slip.number}")
    return slip


def enter_too_early(point: HelpPoint, request_id: str, say: Say) -> Slip:
    """Control: says that the entry is kept while its transaction is still open."""
    with transaction():
        return enter(point, request_id, say)


def enter_loosely(point: HelpPoint, request_id: str, say: Say) -> Slip:
    """Control: takes the number in a transaction of its own, before the one that uses it."""
    year = school_year(point.today())
    with transaction():
        taken = writes.count_number(point.id, Journal.CONSULTATIONS.value, year)
    if taken is not None:
        numbered = Numbered(taken[0], (Journal.CONSULTATIONS.value, year, taken[1]))

        def loose(_point: HelpPoint, _journal: Journal, _year: int) -> Numbered:
            return numbered

        override(opening, "next_number", loose)
    return enter(point, request_id, say)


def at_the_desk(place: Place, login: str, entering: Entering) -> Work:
    """The work of one process: enter, complete and sign until it is killed."""

    def work(say: Say) -> None:
        point = open_point(place)
        people = staff_of(point)
        who = people.administrator if login == people.administrator.login else people.teacher
        if left := desk.current(point, who):
            desk.give_back(point, who, left.entry)
        while True:
            request_id = new_request_id()
            slip = entering(point, request_id, say)
            entry = help_out(point, who, slip)
            say(f"completed {request_id}")
            say(f"signed {request_id} {sign(point, who, entry, pin=PINS[login])}")
            if slip.number % 3 == 0:
                annul(point, who, entry, reason="Записано дважды", pin=PINS[login])
                say(f"annulled {request_id}")

    return work


def in_the_office(place: Place) -> Work:
    """The work of the third process: close last year's volume, then back up until it is killed."""

    def work(say: Say) -> None:
        point = open_point(place)
        chief, year = staff_of(point).administrator, school_year(point.today()) - 1
        if volume_card(point, Journal.CONSULTATIONS, year).closing is None:
            end_days(point, None)
            close(
                point,
                chief,
                Journal.CONSULTATIONS,
                year,
                pin=PINS[chief.login],
                reason="Не подписаны",
            )
            say(f"closed {year}")
        while True:
            backup(point, Path(place.database).with_name("copy.backup"))
            say("backed up")

    return work


def killed(works: list[Work], rng: random.Random) -> list[list[str]]:
    """Start the works, kill them all at a random moment; what each had said by then."""
    workers = [start(work) for work in works]
    await_words(workers, rng.randint(1, _WORDS))
    time.sleep(rng.uniform(0, rng.choice(_DELAYS)))
    for worker in workers:
        worker.kill()
    return [worker.heard() for worker in workers]


def examine(place: Place, said: list[str], tally: Tally) -> None:
    """Look for every act that was acknowledged, then walk the whole ledger."""
    point = open_point(place)
    Lockout.delete().execute()  # a kill between a try and its PIN counts as a wrong one
    for line in said:
        tally.acknowledged += 1
        tally.signatures += line.startswith("signed ")
        if not _is_there(point, line.split()):
            tally.wrong.append(f"acknowledged but not kept: {line}")
    if (wrong := verify(point).wrong) is not None:
        tally.wrong.append(wrong)
    close_database()


def _copy(point: HelpPoint) -> Path | None:
    """The backup beside the database of a point."""
    copy = point.keyring.folder.with_name("copy.backup")
    return copy if copy.exists() else None


def _is_there(point: HelpPoint, words: list[str]) -> bool:
    row = Entry.get_or_none(Entry.request_id == words[1])
    match words:
        case ["closed", year]:
            return volume_card(point, Journal.CONSULTATIONS, int(year)).closing is not None
        case ["backed", "up"]:
            copy = _copy(point)
            return copy is not None and walk_copy(copy, point.uid) is None
        case ["annulled", _]:
            acts = Act.select().where(Act.entry == row.id) if row else []
            return any(act.kind == "entry_annulled" for act in acts)
        case ["opened", _, number]:
            return row is not None and row.number == int(number)
        case ["completed", _]:
            return row is not None and row.state in (State.COMPLETED, State.SIGNED)
        case ["signed", _, digest]:
            return row is not None and entry_details(point, row.id).digest == digest
        case _:
            return False  # a worker that failed by itself


def campaign(
    template: Path,
    trials: int,
    rng: random.Random,
    *,
    entering: Entering = enter,
    workers: int = len(LOGINS),
    stop_when_wrong: bool = False,
) -> Tally:
    """So many kills, each examined; ``stop_when_wrong`` ends with the first finding."""
    tally = Tally()
    while tally.trials < trials and not (stop_when_wrong and tally.wrong):
        with tempfile.TemporaryDirectory(prefix="kill9-") as folder:
            copy_point(template, Path(folder))
            place = _place(Path(folder))
            heard = 0
            for _ in range(min(FRESH_AFTER, trials - tally.trials)):
                works = [at_the_desk(place, login, entering) for login in LOGINS[:workers]]
                works += [in_the_office(place)] if workers > 1 else []
                words = killed(works, rng)
                said = [line for each in words for line in each]
                heard += sum(line.startswith("opened ") for line in said)
                tally.trials += 1
                examine(place, said, tally)
                if tally.wrong:
                    break  # the database is evidence now: go on with a fresh one
            tally.unheard += max(0, _entries(place) - heard)
    return tally


def _entries(place: Place) -> int:
    open_point(place)
    count: int = Entry.select().count()
    close_database()
    return count


def _place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def make_template(folder: Path) -> None:
    """A staffed point whose PINs cost nothing: it is not their stretching that is tried here."""
    make_pins_cheap()
    point = furnish(_place(folder), Clock(utc_now() - timedelta(days=366)))
    for _visitor in range(3):
        consult(point)
    close_database()


def main() -> int:
    """0 where nothing acknowledged was lost and both controls were caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng = random.Random(said.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kill9-") as folder:
        template = Path(folder)
        make_template(template)
        tally = campaign(template, said.trials, rng)
        print(f"seed {said.seed}: {tally}, {time.monotonic() - began:.0f} s")
        print(*tally.wrong[:5], sep="\n", end="\n" if tally.wrong else "")
        caught = [
            _control(template, rng, "acknowledges before the commit", enter_too_early, workers=2),
            _control(template, rng, "takes its number outside", enter_loosely, workers=1),
        ]
    return 0 if not tally.wrong and all(caught) else 1


def _control(
    template: Path, rng: random.Random, name: str, entering: Entering, *, workers: int
) -> bool:
    tally = campaign(
        template, CONTROL_TRIALS, rng, entering=entering, workers=workers, stop_when_wrong=True
    )
    found = f"caught after {tally.trials} trials: {tally.wrong[0]}" if tally.wrong else "NOT CAUGHT"
    print(f"control that {name}: {found}")
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
