"""One point, its two clocks, and somebody who plays with one of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from db.models import Act, Ledger
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.signing.lockout import Lockout
from kiosk.staff import access, desks
from kiosk.staff.clock import resolve_clock
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.words.days import moment, stamp
from kiosk.words.errors import ClockDoubted, NobodyWaits, WrongPin
from tests.campaigns.pauses import Owed, WatchedLockout
from tests.campaigns.stage import Seconds
from tests.people import PINS, Clock, ask, consult, sign, staff_of

STEPS = 16
STUMBLE = timedelta(seconds=2)
"""A clock that stands behind by at most so much only stumbled."""
SETTLING = {Kind.CLOCK_RESOLVED.value}
"""Acts by which an administrator accepts a clock that stands behind: time goes back there alone."""
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
MakeLockout = Callable[[Seconds, Clock], Lockout]


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    trials: int = 0
    jumps: int = 0
    acts: int = 0
    refused: int = 0
    """Acts that were refused because the clock stood behind."""
    stumbled: int = 0
    """Acts that took their predecessor's time."""
    settled: int = 0
    """Acts by which an administrator accepted a clock that stood behind."""
    tries: int = 0
    paused: int = 0
    restarts: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.trials} trials, {self.jumps} jumps, {self.restarts} restarts, {self.acts} acts"
            f" ({self.refused} refused, {self.stumbled} with their predecessor's time),"
            f" {self.settled} clocks settled, {self.tries} PINs tried ({self.paused} in a pause),"
            f" {len(self.wrong)} wrong"
        )


def by_the_monotonic_clock(seconds: Seconds, _clock: Clock) -> Lockout:
    """As the program does it."""
    return WatchedLockout(seconds, seconds.sleep)


class Trial:
    """One point, its two clocks, and somebody who plays with one of them."""

    def __init__(
        self, place: Place, rng: random.Random, tally: Tally, make_lockout: MakeLockout
    ) -> None:
        self.place, self.rng, self.tally, self._make = place, rng, tally, make_lockout
        self.clock, self.seconds, self.owed = Clock(), Seconds(), Owed()
        self.point = self._start()
        self.people = list(PINS)

    def run(self) -> None:
        """Jump, act, try PINs and restart; then walk the ledger."""
        deeds = {
            self.jump: 4,
            self.act: 8,
            self.try_pin: 4,
            self.cheat: 2,
            self.pass_time: 4,
            self.settle: 2,
        }
        for deed in self.rng.choices(list(deeds), list(deeds.values()), k=STEPS):
            deed()
            if self.rng.random() < 0.1:
                self.restart()
        self._examine()

    def jump(self) -> None:
        """Set the wall clock to somewhere else; no time passes."""
        self.tally.jumps += 1
        zone, rng = self.point.zone, self.rng
        near = timedelta(seconds=rng.uniform(-3, 3))
        now = self.clock.now
        far = rng.choice([2.5, 60, 3600, 86400, 86400 * 40, 86400 * 366 * 3])
        here = now.astimezone(zone)
        to = rng.choice(
            [
                now + timedelta(seconds=rng.uniform(-far, far)),
                here.replace(hour=0, minute=0, second=0, microsecond=0)
                + timedelta(days=rng.randint(0, 1))
                + near,
                datetime(here.year + rng.randint(0, 1), 9, 1, tzinfo=zone) + near,
                moment(_head().at) + near,
            ]
        )
        self.clock.now = min(max(to.astimezone(UTC), EARLIEST), LATEST)

    def pass_time(self) -> None:
        """Seconds to an hour really pass: on both clocks."""
        passed = self.rng.choice([0.5, 5, 59, 61, 121, 600, 3601])
        self.seconds.now += passed
        self.clock.wait(seconds=passed)

    def restart(self) -> None:
        """The program is stopped and started, perhaps with the machine."""
        self.tally.restarts += 1
        self.point = self._start()
        self.owed.restarted()

    def act(self) -> None:
        """Something of the day's work, whose time the ledger has to accept or to refuse."""
        head, now = _head(), self.clock.now
        behind = moment(head.at) - now
        expected = stamp(now) if behind <= timedelta() else head.at
        must_refuse = behind > STUMBLE
        self.tally.acts += 1
        try:
            self.rng.choice([self._consult, self._ask, self._call, self._help])()
        except ClockDoubted:
            self.tally.refused += 1
            self._hold(must_refuse, f"an act at {stamp(now)} after {head.at} was refused")
            self._hold(_head().size == head.size, "a refused act was kept")
            return
        except (NobodyWaits, WrongPin) as nothing:
            self._hold(isinstance(nothing, NobodyWaits), "a pause does not end")
            return
        self._hold(not must_refuse, f"an act at {stamp(now)} after {head.at} was kept")
        self.tally.stumbled += behind > timedelta()
        for kept in Act.select(Act.at).where(Act.seq > head.size):
            self._hold(kept.at == expected, f"an act at {expected} is dated {kept.at}")

    def settle(self) -> None:
        """An administrator says that the clock is right, wherever it stands."""
        chief, head, now = "smirnova", _head(), stamp(self.clock.now)
        if not self.owed.must_admit(chief, self.seconds.now):
            return
        try:
            settled = resolve_clock(self.point, administrator=chief, pin=PINS[chief])
        except WrongPin:
            self._hold(False, f"a pause of {chief} does not end")
            return
        self.owed.tried(chief, self.seconds.now, right=True)
        self.tally.settled += settled
        self._hold(settled == (now < head.at), f"a clock at {now} after {head.at} was not settled")
        self._hold(_head().at == (now if settled else head.at), "the time does not go on from here")

    def try_pin(self) -> None:
        """A right or a wrong PIN, sometimes several at once: pauses are counted in real seconds."""
        login = self.rng.choice(self.people)
        for _ in range(self.rng.choice([1, 1, 5, 8])):
            self._try(login, right=self.rng.random() < 0.2)

    def cheat(self) -> None:
        """Guess until a pause begins, then try to get around it by a jump or a restart."""
        login = self.rng.choice(self.people)
        for _ in range(5):
            self._try(login, right=False)
        self.rng.choice([self.jump, self.restart])()
        self._try(login, right=True)

    def _try(self, login: str, *, right: bool) -> None:
        self.tally.tries += 1
        now = self.seconds.now
        self.owed.looked(login, now)
        admits, refuses = self.owed.must_admit(login, now), self.owed.must_refuse(login, now)
        opened = True
        try:
            access.log_in(self.point, login, PINS[login] if right else "000000")
        except WrongPin:
            opened = False
        lockout = self.point.lockout
        assert isinstance(lockout, WatchedLockout)
        tried = lockout.admitted
        self._hold(opened == (right and tried), f"the PIN of {login} was answered wrongly")
        self._hold(not (refuses and tried), f"a pause of {login} was shortened")
        self._hold(tried or not admits, f"a pause of {login} does not end")
        self.tally.paused += not tried
        if tried:
            self.owed.tried(login, now, right=right)

    def _consult(self) -> None:
        consult(self.point)

    def _ask(self) -> None:
        ask(self.point)

    def _call(self) -> None:
        """Call the next visitor, or give back the one at the desk."""
        who = staff_of(self.point).teacher
        visitor = desk.current(self.point, who)
        if visitor is None:
            desk.call_next(self.point, who)
        else:
            desk.give_back(self.point, who, visitor.entry)

    def _help(self) -> None:
        """Help somebody from call to signature, where no pause forbids to sign."""
        who = staff_of(self.point).teacher
        if not self.owed.must_admit(who.login, self.seconds.now):
            raise NobodyWaits
        visitor = desk.current(self.point, who) or desk.call_next(self.point, who)
        desk.start(self.point, who, visitor.entry)
        if not desks.is_open(self.point, who):
            desks.open_desk(self.point, who.login, PINS[who.login])
            self.owed.tried(who.login, self.seconds.now, right=True)
        desk.complete(self.point, who, visitor.entry, result="Показано")
        sign(self.point, who, visitor.entry, pin=PINS[who.login])
        self.owed.tried(who.login, self.seconds.now, right=True)

    def _start(self) -> HelpPoint:
        point = open_point(self.place, clock=self.clock)
        return replace(point, lockout=self._make(self.seconds, self.clock))

    def _examine(self) -> None:
        last, steps = "", 0
        for kept in Act.select(Act.seq, Act.at, Act.kind).order_by(Act.seq):
            in_order = kept.at >= last or kept.kind in SETTLING
            self._hold(in_order, f"act {kept.seq} is dated before its predecessor")
            last, steps = kept.at, steps + (kept.kind in SETTLING)
        report = verify(self.point)
        self._hold(report.wrong is None, f"verification: {report.wrong}")
        self._hold(report.clock_steps == steps, "a settled clock was not counted")

    def _hold(self, fact: bool, otherwise: str) -> None:
        if not fact:
            self.tally.wrong.append(f"trial {self.tally.trials}: {otherwise}")


def _head() -> Ledger:
    head: Ledger = Ledger.get()
    return head
