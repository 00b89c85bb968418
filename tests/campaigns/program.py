"""The real help point as the model sees it: does its acts, and shows what the database holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from db.engine import current
from kiosk.journal import sign as signing
from kiosk.journal.close import close
from kiosk.journal.correct import annul
from kiosk.journal.correct import replace as correct
from kiosk.journal.to_sign import row_to_sign
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import LeftReason
from kiosk.proof.forms import Journal
from kiosk.signing.lockout import Lockout, Person, Try
from kiosk.visits import desk, my_ticket
from kiosk.visits.registration import Slip
from kiosk.words.days import bounds
from kiosk.words.errors import HelpPointError
from kiosk.words.people import Specialist
from tests.campaigns.life import AGAIN, words
from tests.campaigns.world import Do, Row, World
from tests.people import MORNING, PINS, Clock, ask, at_desk, consult, sign, staff_of

_ENTRIES = """
    SELECT entry.id, number, journal, year, state, coalesce(login, ''), left_reason, completed_at,
        result, coalesce(
            (SELECT 'annulled' FROM act WHERE act.entry_id = entry.id AND kind = 'entry_annulled'),
            (SELECT 'replaced' FROM entry AS new WHERE new.corrects_id = entry.id
                AND new.signed_seq IS NOT NULL), '')
    FROM entry JOIN volume ON volume.id = volume_id LEFT JOIN specialist ON
        specialist.id = specialist_id ORDER BY entry.id"""
_CLOSED = "SELECT journal, year FROM volume WHERE closed_at IS NOT NULL"
_WITHDRAWN = "SELECT entry_id FROM line_place WHERE withdrawn_at >= ?"
"""In plain SQL: this is asked after every act."""

AT_A_DESK = ("no show", "cancel", "complete", "complete without words", "restore")
"""What is signed by the session of an open desk."""

Answer = Slip | desk.Visitor | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program answered: the name of an error, or a slip, or a visitor, or nothing."""

    error: str = ""
    answer: Answer = None


class NoLockout(Lockout):
    """Never pauses anybody: pauses have a campaign of their own, and cost most of a signature."""

    def charge(self, who: Person, *, enrolled: bool, at: str) -> Try:
        return Try(left=0, wait=0, at=at, last_at="")

    def forgive(self, who: Person, made: Try) -> None:
        pass


class Program:
    """One help point with three specialists; every act takes a second."""

    def __init__(self, place: Place) -> None:
        self.clock = Clock(MORNING + timedelta(hours=1))
        point = open_point(place, clock=self.clock)
        self.point = replace(point, lockout=NoLockout())
        people = staff_of(self.point)
        self.people = {
            who.login: who for who in (people.administrator, people.technician, people.teacher)
        }
        self.ids: list[int] = []
        """The entries by their place in the world, as last looked at."""
        self.numbers: list[int] = []
        """Their numbers, as last looked at."""

    def do(self, world: World, do: Do) -> Outcome:
        """Do one act as the world stands."""
        self.clock.wait(seconds=1)
        try:
            return Outcome(answer=self._deed(world, do)())
        except HelpPointError as error:
            return Outcome(error=type(error).__name__)

    def world(self, world: World) -> World:
        """What the database holds, with year and closed volumes as a world has them."""
        rows = current().execute_sql(_ENTRIES).fetchall()
        self.ids = [row[0] for row in rows]
        self.numbers = [row[1] for row in rows]
        completed = sorted((str(row[7]), row[0]) for row in rows if row[4] == "completed")
        turns = {entry: turn for turn, (_at, entry) in enumerate(completed, start=1)}
        found = [
            Row(journal, year, state, login, reason, result, turns.get(entry, 0), corrected)
            for entry, _n, journal, year, state, login, reason, _at, result, corrected in rows
        ]
        return World(tuple(found), world.year, self._closed(), self._withdrawn())

    def line(self, who: str) -> list[int]:
        """Whom the desk shows as waiting."""
        return self._places(desk.waiting(self.point, self.people[who]))

    def current(self, who: str) -> int | None:
        """Whom the desk shows as called or being helped."""
        visitor = desk.current(self.point, self.people[who])
        return self.ids.index(visitor.entry) if visitor else None

    def unsigned(self, who: str) -> list[int]:
        """What the desk shows as not signed yet."""
        return self._places(desk.unsigned(self.point, self.people[who]))

    def _places(self, visitors: list[desk.Visitor]) -> list[int]:
        return [self.ids.index(visitor.entry) for visitor in visitors]

    def _closed(self) -> frozenset[tuple[str, int]]:
        return frozenset(current().execute_sql(_CLOSED).fetchall())

    def _withdrawn(self) -> frozenset[int]:
        """Who withdrew today, by their place in the world."""
        today, _tomorrow = bounds(self.point.today(), self.point.zone)
        found = current().execute_sql(_WITHDRAWN, (today,)).fetchall()
        return frozenset(self.ids.index(entry) for (entry,) in found)

    def _deed(self, world: World, do: Do) -> Callable[[], Answer]:
        if not do.who:
            return self._alone(do)
        point, who = self.point, self.people[do.who]
        if do.act == "call next":
            return lambda: desk.call_next(point, who)
        entry, row, pin = self.ids[do.entry], world.rows[do.entry], PINS[do.who]
        said, why = {"result": AGAIN}, "Ошибка"
        volume = Journal(row.journal), row.year
        if do.act in AT_A_DESK:
            at_desk(point, who)
        deeds: dict[str, Callable[[], object]] = {
            "call": lambda: desk.call(point, who, entry),
            "recall": lambda: desk.recall(point, who, entry),
            "give back": lambda: desk.give_back(point, who, entry),
            "start": lambda: desk.start(point, who, entry),
            "no show": lambda: desk.no_show(point, who, entry),
            "cancel": lambda: desk.no_show(point, who, entry, LeftReason.CANCELLED),
            "restore": lambda: desk.restore(point, who, entry),
            "complete": lambda: desk.complete(point, who, entry, result=words(world, do.entry)),
            "complete without words": lambda: desk.complete(point, who, entry, result=" "),
            "sign": lambda: sign(point, who, entry, pin=pin),
            "sign with a wrong PIN": lambda: _sign_wrongly(point, who, entry),
            "annul": lambda: annul(point, who, entry, reason=why, pin=pin),
            "annul without a reason": lambda: annul(point, who, entry, reason=" ", pin=pin),
            "replace": lambda: correct(point, who, entry, words=said, reason=why, pin=pin),
            "close": lambda: close(point, who, *volume, pin=pin, reason=why),
            "close in silence": lambda: close(point, who, *volume, pin=pin),
        }
        return lambda: _visitor(deeds[do.act]())

    def _alone(self, do: Do) -> Callable[[], Answer]:
        """What happens without a specialist."""
        if do.act == "new year":
            return self._wait_for_september
        if do.act == "withdraw":
            entry = self.ids[do.entry]
            return lambda: _visitor(my_ticket.withdraw(self.point, entry))
        return lambda: consult(self.point) if do.act == "sign in" else ask(self.point)

    def _wait_for_september(self) -> None:
        now = self.clock.now
        next_year = now.year + (now.month >= 9)
        self.clock.now = datetime(next_year, 9, 2, 6, tzinfo=UTC)


def _visitor(answer: object) -> Answer:
    """The answer as far as the model knows it."""
    return answer if isinstance(answer, desk.Visitor) else None


def _sign_wrongly(point: HelpPoint, who: Specialist, entry: int) -> None:
    """A wrong PIN for an entry that was shown, or for nothing where it could not be."""
    shown = []
    with suppress(HelpPointError):
        shown.append(row_to_sign(point, who, entry))
    signing.sign(point, who, shown, pin="000000")
