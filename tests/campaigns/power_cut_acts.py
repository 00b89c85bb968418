"""What the program does while its disk is recorded: it says what is done, as it would to a person.

A program of its own, so that every call to the system is the real program's:
``python -m tests.campaigns.power_cut_acts --folder F --life work --journaling own --seed 1``.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from db import engine
from db.engine import close_database
from kiosk.copies.backup import backup, copy_keys
from kiosk.journal.close import close
from kiosk.journal.correct import annul
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.point.saying import new_request_id
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import school_year
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.setup.founding import load_starter
from kiosk.staff import specialists
from kiosk.visits import desk, registration
from kiosk.visits.days import end_days
from tests.campaigns.breaking import override
from tests.campaigns.stage import place_in
from tests.people import NAMES, PINS, Clock, agree, at_desk, entry_of, name, sign, staff_of, wanted
from tests.pin_cost import CHEAP, pins_that_cost

CONTROLS: dict[str, dict[str, str | int]] = {
    "delete": {"journal_mode": "delete", "synchronous": 2},
    "wal normal": {"journal_mode": "wal", "synchronous": 1},
    "wal off": {"journal_mode": "wal", "synchronous": 0},
}
"""Ways of journaling that lose what was acknowledged."""
OWN, FALLBACK = "own", "fallback"
"""As the program does it, with a SQLite that is safe in write-ahead logging and with one that is
not."""
_AFFECTED = (3, 40, 1)


@contextmanager
def journaling(how: str) -> Iterator[None]:
    """Inside, databases are opened with the program's own pragmas, or with a control's."""
    version, pragmas = engine.sqlite_version, engine.pragmas
    try:
        if how == FALLBACK:
            override(engine, "sqlite_version", lambda: _AFFECTED)
        elif how != OWN:
            override(engine, "pragmas", lambda: pragmas() | CONTROLS[how])
        yield
    finally:
        vars(engine).update(sqlite_version=version, pragmas=pragmas)


def say(line: str) -> None:
    """Acknowledge: from now on it must never be lost."""
    os.write(1, f"{line}\n".encode())


def found(folder: Path) -> HelpPoint:
    """A new help point with its people."""
    point = open_point(place_in(folder), create=True, clock=Clock(utc_now() - timedelta(days=366)))
    say("made")
    load_starter(point)
    for login in NAMES:
        chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
        specialists.enrol(
            point, wanted(login), pin=PINS[login], **({} if login == "smirnova" else chief)
        )
        say(f"enrolled {login}")
        if login == "smirnova":
            point = name(point)
            say("named")
        agree(point, login)
        say(f"agreed {login}")
    return point


class Work:
    """Days of work at a help point: visitors, signatures, corrections, copies, restarts."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self._place, self._rng = place_in(folder), rng
        self._copy = folder / "copy.backup"
        self._point = open_point(self._place)
        self._left: list[tuple[str, int]] = []
        """Entries that have ended and whose data are still there."""
        self._copies = 0

    def do(self, acts: int) -> None:
        """So many visitors, and now and then what else happens."""
        now_and_then: list[Callable[[], None]] = [
            *(self._destroy, self._back_up, self._restart, self._file_request),
            *(self._close_year, self._destroy, self._restart),
        ]
        for turn in range(acts):
            self._consult()
            if turn % 3 == 2:
                now_and_then[turn // 3 % len(now_and_then)]()

    def _consult(self) -> None:
        point, rng = self._point, self._rng
        who = rng.choice([staff_of(point).teacher, staff_of(point).administrator])
        request = new_request_id()
        slip = registration.sign_in(
            point,
            request_id=request,
            role=Role.TEACHER,
            topic=None,
            words="Как выставить отметку " * rng.randint(1, 8),
            name="Артёменко Татьяна Юрьевна",
        )
        say(f"opened {request} {slip.number}")
        entry = entry_of(slip)
        desk.call(point, who, entry)
        if rng.random() < 0.2:
            desk.no_show(point, at_desk(point, who), entry)
            say(f"left {request}")
        else:
            desk.start(point, who, entry)
            said = "Показано " * rng.randint(1, 20)
            desk.complete(point, at_desk(point, who), entry, result=said)
            say(f"completed {request}")
            say(f"signed {request} {sign(point, who, entry, pin=PINS[who.login])}")
            if rng.random() < 0.2:
                annul(point, who, entry, reason="Записано дважды", pin=PINS[who.login])
                say(f"annulled {request}")
        self._left.append((request, entry))

    def _file_request(self) -> None:
        request = new_request_id()
        slip = registration.file_request(
            self._point,
            request_id=request,
            room="215",
            topic=None,
            description="Нет Интернета",
            name="Лысенко Ольга Петровна",
        )
        say(f"opened {request} {slip.number}")

    def _destroy(self) -> None:
        request, entry = self._left.pop(self._rng.randrange(len(self._left)))
        chief = {"login": "smirnova", "pin": PINS["smirnova"]}
        destroy(self._point, [entry], cause=Cause.REQUEST, reason="Заявление", **chief)
        say(f"destroyed {request}")

    def _back_up(self) -> None:
        backup(self._point, self._copy, kept=self._copy.with_name("kept"))
        copy_keys(self._place, self._copy)
        self._copies += 1
        say(f"backed up {self._copies}")

    def _restart(self) -> None:
        close_database()
        self._point = open_point(self._place)
        say("opened again")

    def _close_year(self) -> None:
        chief, year = staff_of(self._point).administrator, school_year(self._point.today()) - 1
        pin, reason = PINS[chief.login], "Не подписаны"
        end_days(self._point, None)
        close(self._point, chief, Journal.CONSULTATIONS, year, pin=pin, reason=reason)
        say(f"closed {year}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--life", choices=("founding", "work"), required=True)
    parser.add_argument("--journaling", choices=(OWN, FALLBACK, *CONTROLS), default=OWN)
    parser.add_argument("--acts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with pins_that_cost(CHEAP), journaling(options.journaling):
        if options.life == "founding":
            found(options.folder)
        else:
            Work(options.folder, random.Random(options.seed)).do(options.acts)
        close_database()
        say("closed the program")


if __name__ == "__main__":
    main()
