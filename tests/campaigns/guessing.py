"""Somebody guesses PINs by every door, across restarts and from several programs at once.

Run ``python -m tests.campaigns.guessing --trials 10000``. Nobody may ever get more tries than the
pauses allow, nor an answer in a pause; a known and an unknown login must get the same answers, the
same pauses and the same time; nobody may be kept out by what was tried at other names, but only
made slower; and another specialist's PIN must end every wait, but no count. Four parts: one guesser
with restarts, several programs at one moment, the screens, and the time of an answer at the real
cost of a PIN. Four controls, broken on purpose, show that the campaign can fail: a count that is
kept in memory only, alone and in several programs, a pause for everybody after many wrong PINs, and
an unknown person who is answered at once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.journal.correct import annul
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.people import Duty, journals_of
from kiosk.staff import access, specialists
from kiosk.staff.agreements import record_agreement
from kiosk.staff.clock import resolve_clock
from kiosk.words.errors import HelpPointError, WrongPin
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment
from tests.campaigns.answers import TOLERANCE, answers_at_once_to_strangers, time_answers
from tests.campaigns.crowd import guess_at_once
from tests.campaigns.guessing_by_screen import guess_by_screen
from tests.campaigns.pauses import (
    LockoutForAll,
    LockoutInMemory,
    Owed,
    WatchedLockout,
    most_tries,
    slowness_after,
)
from tests.campaigns.stage import Seconds, copy_of, staffed_template
from tests.people import PINS, Clock, consult, help_and_sign, help_out, sign, staff_of

TRIES_A_POINT = 500
"""Tries at one point before a fresh one."""
CONTROL_TRIES, CONTROL_TIMES = 2000, 1
"""A program broken on purpose must be caught within so many tries."""
VICTIMS = ("belaya", "belaya", "belaya", "smirnova", "kovalyov", "nobody", " BELAYA", "be laya")
NEW = Enrolment("orlova", "Орлова Вера", "учитель", Duty.TEACHER, journals_of(Duty.TEACHER))

MakeLockout = Callable[[Callable[[], float], Callable[[float], None]], WatchedLockout]


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    tries: int = 0
    admitted: int = 0
    """Tries that were really made: no pause stood before them."""
    right: int = 0
    """Right PINs tried in a pause."""
    restarts: int = 0
    ended: int = 0
    """Pauses that another specialist's PIN ended."""
    doors: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    """What was said, by the kind of the answer."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tries} tries by {len(self.doors)} doors, {self.admitted} admitted,"
            f" {self.right} right PINs in a pause, {self.restarts} restarts,"
            f" {self.ended} pauses ended by a colleague,"
            f" {len(self.answers)} kinds of answers, {len(self.wrong)} wrong"
        )


class Guesser:
    """Guesses at one point as fast as it is allowed to, and restarts it in between."""

    def __init__(
        self, place: Place, rng: random.Random, tally: Tally, make_lockout: MakeLockout
    ) -> None:
        self.place, self.rng, self.tally, self._make = place, rng, tally, make_lockout
        self.seconds, self.owed = Seconds(), Owed()
        self._first: dict[str, tuple[float, int]] = {}
        """Since when somebody guesses without a pause before it, and after how many wrong PINs."""
        self.point = self._start()
        people = staff_of(self.point)
        self.people = {who.login: who for who in (people.administrator, people.teacher)}
        self.signed = help_and_sign(self.point, people.teacher, consult(self.point))
        self.completed = {
            who.login: help_out(self.point, who, consult(self.point))
            for who in self.people.values()
        }

    def run(self, tries: int) -> None:
        """Guess, let time pass, restart, and now and then let an owner in."""
        until = self.tally.tries + tries
        while self.tally.tries < until:
            self.guess()
            self.seconds.now += self.rng.choices([0.4, 65, 700], [85, 10, 5])[0]
            chance = self.rng.random()
            if chance < 0.02:
                self.tally.restarts += 1
                self.point = self._start()
                self.owed.restarted()
            elif chance < 0.03:
                self.owner()

    def guess(self) -> None:
        """One try by one of the doors: a wrong PIN, or in a pause perhaps the right one."""
        typed, now = self.rng.choice(VICTIMS), self.seconds.now
        login = typed.replace(" ", "").lower()
        self.owed.looked(login, now)
        refuses, admits = self.owed.must_refuse(login, now), self.owed.must_admit(login, now)
        right = refuses and login in PINS and self.rng.random() < 0.5
        pin = PINS[login] if right else f"{self.rng.randrange(10**6):06}"
        self.tally.tries += 1
        self.tally.right += right
        answer, slower = self.owed.answer(login, now), slowness_after(self.owed.together)
        before = self.seconds.slept
        wrong = "000000" if pin == PINS.get(login) and not right else pin
        self._knock(typed, login, wrong, answer)
        self._hold(self.seconds.slept - before == slower, f"a try took not {slower} s longer")
        self._hold(self._admitted == admits, f"a pause of {login} does not end as it should")
        if self._admitted:
            self.tally.admitted += 1
            self._hold(not refuses, f"{login} was tried in a pause")
            first, already = self._first.setdefault(login, (now, self.owed.wrong[login]))
            self.owed.tried(login, now, right=False)
            self._hold(
                self.owed.wrong[login] - already <= most_tries(now - first, already),
                f"too many tries for {login}",
            )

    def owner(self) -> None:
        """Somebody who knows the PIN logs in, unless there is a pause; all others then wait no
        longer."""
        login, now = self.rng.choice(list(PINS)), self.seconds.now
        self.owed.looked(login, now)
        admits = self.owed.must_admit(login, now)
        try:
            access.log_in(self.point, login, PINS[login])
        except WrongPin:
            self._hold(not admits, f"a pause of {login} does not end")
            return
        self._hold(not self.owed.must_refuse(login, now), f"{login} came in during a pause")
        waited = [who for who in self.owed.wrong if self.owed.must_refuse(who, now)]
        self.owed.tried(login, now, right=True)
        self._first.clear()
        self.tally.ended += len(waited)
        for who in waited:
            self._hold(access.pause(self.point, who) == 0, f"{who} waits after a colleague's PIN")

    def _knock(self, typed: str, login: str, pin: str, answer: WrongPin) -> None:
        """Try a PIN by any door, which must give the ``answer``."""
        door, opens = self.rng.choice(list(self._doors(typed, self.people.get(login)).items()))
        self.tally.doors[door] += 1
        try:
            opens(pin)
        except WrongPin as said:
            self.tally.answers[type(said).__name__] += 1
            told = f"{door} told {login}: {said} Not: {answer}"
            self._hold((type(said), str(said)) == (type(answer), str(answer)), told)
        except HelpPointError as other:
            self._hold(False, f"{door} told {login} more than nothing: {type(other).__name__}")
        else:
            self._hold(False, f"{door} opened for {login}")

    def _doors(self, typed: str, person: Specialist | None) -> dict[str, Callable[[str], object]]:
        """The acts that ask for a PIN, by name; some want a person who was chosen on a screen."""
        point, today = self.point, self.point.today()
        chief = {"administrator": typed}
        doors: dict[str, Callable[[str], object]] = {
            "log in": lambda pin: access.log_in(point, typed, pin),
            "unlock": lambda pin: access.unlock(point, typed, pin),
            "enrol": lambda pin: specialists.enrol(
                point, NEW, pin="314159", admin_pin=pin, **chief
            ),
            "renew": lambda pin: specialists.renew(
                point, "belaya", pin="314159", admin_pin=pin, **chief
            ),
            "agreement": lambda pin: record_agreement(
                point, "belaya", signed_on=today, admin_pin=pin, **chief
            ),
            "clock": lambda pin: resolve_clock(point, pin=pin, **chief),
        }
        if person is not None:
            entry = self.completed[person.login]
            doors["sign"] = lambda pin: sign(point, person, entry, pin=pin)
            doors["annul"] = lambda pin: annul(point, person, self.signed, reason="Ошибка", pin=pin)
        return doors

    @property
    def _admitted(self) -> bool:
        lockout = self.point.lockout
        assert isinstance(lockout, WatchedLockout)
        return lockout.admitted

    def _start(self) -> HelpPoint:
        lockout = self._make(self.seconds, self.seconds.sleep)
        return replace(open_point(self.place, clock=Clock()), lockout=lockout)

    def _hold(self, fact: bool, otherwise: str) -> None:
        if not fact:
            self.tally.wrong.append(f"try {self.tally.tries}: {otherwise}")


def campaign(
    template: Path,
    tries: int,
    rng: random.Random,
    make_lockout: MakeLockout = WatchedLockout,
    *,
    control: bool = False,
) -> Tally:
    """So many tries by one guesser, on a fresh point now and then; a ``control`` ends when it is
    caught."""
    tally = Tally()
    while tally.tries < tries and not (control and tally.wrong):
        with copy_of(template) as place:
            guesser = Guesser(place, rng, tally, make_lockout)
            guesser.run(min(TRIES_A_POINT // (10 if control else 1), tries - tally.tries))
    return tally


def main() -> int:
    """0 where nobody got a try too many, all answers are alike, and every control was caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20, help="rounds of several programs")
    parser.add_argument("--starts", type=int, default=4, help="starts of the screens")
    parser.add_argument("--times", type=int, default=40, help="answers measured of each kind")
    parser.add_argument("--tolerance", type=float, default=TOLERANCE, help="between the medians")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    rng = random.Random(said.seed)
    began = time.monotonic()
    with staffed_template() as template:
        crowd = guess_at_once(template, said.rounds)
        tally = campaign(template, said.trials, rng)
        screens = asyncio.run(guess_by_screen(said.starts, rng))
    with staffed_template(real_pins=True) as template:
        medians = time_answers(template, said.times, said.tolerance)
        with answers_at_once_to_strangers():
            uneven = time_answers(template, CONTROL_TIMES, said.tolerance)
    print(f"seed {said.seed}: {tally}")
    print(f"at once: {crowd}", f"by screen: {screens}", f"time: {medians}", sep="\n")
    print(f"{time.monotonic() - began:.0f} s")
    wrong = tally.wrong + crowd.wrong + screens.wrong
    print(*wrong[:5], sep="\n", end="\n" if wrong else "")
    caught = _controls(rng, [] if uneven.alike(said.tolerance) else [str(uneven)])
    return 0 if not wrong and medians.alike(said.tolerance) and caught else 1


def _controls(rng: random.Random, uneven: list[str]) -> bool:
    """Whether every program that was broken on purpose was caught."""
    with staffed_template() as template:
        crowd = guess_at_once(template, 1, LockoutInMemory)
        alone = campaign(template, CONTROL_TRIES, rng, LockoutInMemory, control=True)
        for_all = campaign(template, CONTROL_TRIES, rng, LockoutForAll, control=True)
    found = {
        "a count in memory": alone.wrong,
        "a count in the memory of each program": crowd.wrong,
        "a pause for everybody": for_all.wrong,
        "no work for a stranger": uneven,
    }
    for name, wrong in found.items():
        print(f"control, {name}: {f'caught: {wrong[0]}' if wrong else 'NOT CAUGHT'}")
    return all(found.values())


if __name__ == "__main__":
    sys.exit(main())
