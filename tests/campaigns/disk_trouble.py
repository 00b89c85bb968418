"""The disk is full, read-only or gone while people sign in, are helped and sign.

Run ``python -m tests.campaigns.disk_trouble --trials 1000 --seed 1``. In each trial one trouble of
``troubles.py`` befalls a help point that works, or one that starts again meanwhile. What is tried
then is done, or refused with one sentence; nothing new stands in place of the database. When the
trouble is over the same program goes on by itself: what was refused is done by the same request,
on the second try at the latest, and everything acknowledged is there once. Two controls, broken on
purpose, must be caught: one keeps writing to a file that was moved away, one makes a new database
where the old one is missing.
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db import writes
from db.engine import close_database
from db.models import Entry, Lockout
from kiosk.documents.export import Format
from kiosk.documents.printing import book
from kiosk.documents.publish import write_volume
from kiosk.machine import transaction
from kiosk.machine.log import start_log
from kiosk.machine.place import Place
from kiosk.point import ledger, lock, opening
from kiosk.point.opening import keep_open, open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import EpochCause, State, school_year
from kiosk.proof.forms import Journal
from kiosk.staff.settling import settle
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.errors import HelpPointError
from tests.campaigns.breaking import override
from tests.campaigns.troubles import (
    DATABASE,
    Trouble,
    make_another_point,
    possible,
    small_file_system,
)
from tests.campaigns.workers import Say, start
from tests.copies import copy_point
from tests.people import PINS, Clock, at_desk, consult, furnish, sign, staff_of
from tests.pin_cost import make_pins_cheap

FRESH_AFTER = 20
"""Trials with one database before a fresh one."""
CONTROL_TRIALS = 200
"""A program broken on purpose must be caught within so many trials."""
_LONGEST = 300
"""Characters of a sentence."""

Act = Callable[[HelpPoint, str], object]
"""Something a person does, under a request id; done twice it is done once."""


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    trials: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    done: int = 0
    """Acts that went through in spite of the trouble."""
    sentences: Counter[str] = field(default_factory=Counter)
    """Refusals, by the name of their error."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{name} {count}" for name, count in sorted(self.troubles.items()))
        refused = ", ".join(f"{name} {count}" for name, count in sorted(self.sentences.items()))
        return (
            f"{self.trials} trials ({counted}): {self.done} acts done meanwhile,"
            f" {self.sentences.total()} refused ({refused}), {len(self.wrong)} wrong"
        )


class Help:
    """One help point in one folder, and the program that runs it through troubles."""

    def __init__(self, folder: Path, tally: Tally, rng: random.Random) -> None:
        self._folder, self._tally, self._rng = folder, tally, rng
        self._place = Place(str(folder / DATABASE), folder / "point.keys")
        self._point: HelpPoint | None = open_point(self._place)
        self._kept: dict[str, State] = {}

    def suffer(self, trouble: Trouble) -> Iterator[str]:
        """One trouble from its beginning to the end; what is wrong afterwards."""
        restart = trouble.needs_restart or self._rng.random() < 0.4
        if restart:
            _let_go()
            self._point = None
        trouble.begin(self._folder)
        try:
            before = self._stands() if trouble.replaces else None
            refused = [*self._try([self._any_act() for _ in range(self._rng.randint(1, 3))])]
            if before is not None and self._stands() != before:
                yield "something was written in place of the database"
        finally:
            if trouble.needs_restart:
                _let_go()
            trouble.end(self._folder)
        if trouble.copies:
            yield from self._settle()
        for request, act in refused:
            if self._attempt(act, request) and (sentence := self._attempt(act, request)):
                yield f"not done when the trouble was over: {sentence}"
        yield from self._examine()

    def _settle(self) -> Iterator[str]:
        """Nothing is kept in a copy before an administrator says that it is one."""
        if not self._attempt(self._sign_in, new_request_id()):
            yield "an act was kept in a copy"
        chief = {"administrator": "smirnova", "pin": PINS["smirnova"]}
        if sentence := self._attempt(
            lambda point, _request: settle(point, EpochCause.RESTORED, **chief), ""
        ):
            yield f"a copy was not settled: {sentence}"

    def _stands(self) -> bytes | str:
        """What stands under the database's name."""
        path = self._folder / DATABASE
        return path.read_bytes() if path.is_file() else f"exists: {path.exists()}"

    def _any_act(self) -> Act:
        return self._rng.choice((self._sign_in, self._sign_in, self._help, self._export))

    def _try(self, acts: list[Act]) -> Iterator[tuple[str, Act]]:
        """Do the acts in the middle of the trouble; those that were refused."""
        for act in acts:
            request = new_request_id()
            if sentence := self._attempt(act, request):
                yield request, act
                if "\n" in sentence or len(sentence) > _LONGEST:
                    self._tally.wrong.append(f"more than a sentence: {sentence}")
            else:
                self._tally.done += 1

    def _attempt(self, act: Act, request: str) -> str:
        """As the screens do it; the sentence that the person is shown, empty for success."""
        try:
            if self._point is None:  # the page «cannot be opened» tries again
                self._point = open_point(self._place, create=True)
            self._point = keep_open(self._point, self._place)
            act(self._point, request)
        except Exception as error:  # noqa: BLE001 - as in KioskApp.act
            known = isinstance(error, HelpPointError)
            self._tally.sentences[type(error).__name__ if known else f"other: {error!r}"] += 1
            return str(error if known else HelpPointError())
        return ""

    def _sign_in(self, point: HelpPoint, request: str) -> None:
        consult(point, "Королёва Анна Сергеевна", request_id=request)
        self._kept.setdefault(request, State.WAITING)

    def _help(self, point: HelpPoint, request: str) -> None:
        """A visitor signs in, is helped, and the specialist signs; each step once."""
        who = staff_of(point).teacher
        consult(point, "Семёнов Лёша", request_id=request)
        self._kept.setdefault(request, State.WAITING)
        steps: dict[str, Callable[[int], object]] = {
            State.WAITING: lambda entry: desk.call(point, who, entry),
            State.CALLED: lambda entry: desk.start(point, who, entry),
            State.IN_SERVICE: lambda entry: desk.complete(
                point, at_desk(point, who), entry, result="Показано"
            ),
            State.COMPLETED: lambda entry: sign(point, who, entry, pin=PINS[who.login]),
        }
        while (row := Entry.get(Entry.request_id == request)).state in steps:
            steps[row.state](row.id)
        self._kept[request] = State.SIGNED

    def _export(self, point: HelpPoint, request: str) -> None:
        year = school_year(point.today())
        folder = self._folder / "exports"
        write_volume(book(point, Journal.CONSULTATIONS, year), Format.JSON, folder)

    def _examine(self) -> Iterator[str]:
        """A fresh look at the files, as the next start of the program would have it."""
        close_database()
        try:
            self._point = open_point(self._place)
            Lockout.delete().execute()  # a try is counted before its PIN is looked at
            if (wrong := verify(self._point).wrong) is not None:
                yield wrong
            entries = {row.request_id: row for row in Entry.select()}
        except HelpPointError as error:
            yield f"not there any more: {error}"
            return
        for request, state in self._kept.items():
            if request not in entries:
                yield "acknowledged but not kept"
            elif state is State.SIGNED and entries[request].state != State.SIGNED:
                yield "signed but not kept"


def _let_go() -> None:
    """Keep no file open, as a program that has ended."""
    close_database()
    gc.collect()  # a statement that an error still refers to keeps its file open
    lock._lock.release()


def campaign(
    template: Path, home: Path, troubles: list[Trouble], trials: int, rng: random.Random
) -> Iterator[Tally]:
    """Trouble after trouble; the tally so far after each of them."""
    tally = Tally()
    help_point = _fresh(template, home, tally, rng)
    while tally.trials < trials:
        trouble = rng.choice(troubles)
        tally.trials += 1
        tally.troubles[trouble.name] += 1
        found = [f"{trouble.name}: {finding}" for finding in help_point.suffer(trouble)]
        tally.wrong += found
        yield tally
        if found or tally.trials % FRESH_AFTER == 0:
            help_point = _fresh(template, home, tally, rng)


def _fresh(template: Path, home: Path, tally: Tally, rng: random.Random) -> Help:
    close_database()
    for path in home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    copy_point(template, home)
    return Help(home, tally, rng)


def make_template(folder: Path) -> None:
    """A staffed point, and another one to be mistaken for it."""
    consult(furnish(Place(str(folder / DATABASE), folder / "point.keys"), Clock(utc_now())))
    close_database()
    make_another_point(folder)


def in_a_process(
    folder: Path, trials: int, seed: int, break_it: Callable[[], None] | None = None
) -> list[str]:
    """A campaign with limits and mounts of its own: what it found, the figures last.

    One that is broken on purpose ends with the first finding.
    """

    def work(say: Say) -> None:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        start_log(folder / "kiosk.log")
        if why_not := small_file_system(home):
            say(f"no file system of its own: {why_not}")
        troubles = possible(home, mounted=not why_not)
        if break_it:
            break_it()
        tally = Tally()
        for tally in campaign(folder / "template", home, troubles, trials, random.Random(seed)):
            if break_it and tally.wrong:
                break
        for finding in tally.wrong:
            say("WRONG " + " ".join(finding.split()))
        say(str(tally))

    return start(work).heard()


def _look_no_more() -> None:
    """Control: the database need not be the file under its name, and lives wherever it says."""
    override(transaction, "in_place", lambda: True)
    override(opening, "in_place", lambda: True)
    override(ledger, "home_of", lambda _database: writes.head(1).home)


def _always_begin_anew() -> None:
    """Control: where the database is missing, a new one is made."""
    override(opening, "_refuse_missing", lambda _place, *, create: None)


CONTROLS = {
    "goes on in a file that was moved away": _look_no_more,
    "makes a new database where one is missing": _always_begin_anew,
}


def main() -> int:
    """0 where everything held and both controls were caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    make_pins_cheap()  # it is not their stretching that is tried here
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="disk-trouble-") as name:
        folder = Path(name)
        (folder / "template").mkdir()
        make_template(folder / "template")
        *found, figures = in_a_process(folder, said.trials, said.seed)
        print(*found, sep="\n", end="\n" if found else "")
        print(f"seed {said.seed}: {figures}, {time.monotonic() - began:.0f} s")
        caught = [_control(folder, said.seed, name) for name in CONTROLS]
    return 0 if figures.endswith(" 0 wrong") and all(caught) else 1


def _control(folder: Path, seed: int, name: str) -> bool:
    said = in_a_process(folder, CONTROL_TRIALS, seed, CONTROLS[name])
    wrong = [line for line in said if line.startswith("WRONG")]
    print(f"control that {name}: {f'caught: {wrong[0]}' if wrong else 'NOT CAUGHT'}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
