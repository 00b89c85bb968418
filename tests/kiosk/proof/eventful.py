"""A volume in which everything happened that can: drawn, left, annulled, destroyed, closed."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from kiosk.documents.bundle import write_bundle
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.point.checkpoints import save_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.forms import Journal
from kiosk.staff import desks, specialists
from kiosk.staff.clock import resolve_clock
from kiosk.visits import desk
from kiosk.visits.days import end_days
from kiosk.words.drawing import dump
from tests.copies import copy_point
from tests.people import (
    PINS,
    Clock,
    agree,
    ask,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    sign,
    staff_of,
)

STROKES = dump([[(100, 200), (300, 500), (900, 400)], [(1000, 1500)]])
CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}


@dataclass(frozen=True, slots=True)
class Eventful:
    """Where the eventful point is kept, and what was written beside it."""

    folder: Path

    @property
    def place(self) -> Place:
        return Place(str(self.folder / "point.sqlite3"), self.folder / "point.keys")

    @property
    def bundle(self) -> Path:
        """The bundle of the closed consultations of 2025/26."""
        return self.folder / "bundle.zip"

    @property
    def earlier(self) -> Path:
        """A bundle of the same volume from before it was closed."""
        return self.folder / "earlier.zip"

    @property
    def note(self) -> Path:
        """A checkpoint made after the volume was closed, before the bundle."""
        return self.folder / "outside.checkpoint"

    def files(self) -> dict[str, bytes]:
        """The files of the bundle, by name."""
        return unpacked(self.bundle)


def unpacked(bundle: Path) -> dict[str, bytes]:
    """The files in a zip, by name."""
    with zipfile.ZipFile(bundle) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def eventful(staffed: Path, folder: Path) -> Eventful:
    """Live through the volume in a copy of the staffed point, and export it."""
    copy_point(staffed, folder)
    made = Eventful(folder)
    clock = Clock()
    point = open_point(made.place, clock=clock)
    live(point, clock)
    write_bundle(point, Journal.CONSULTATIONS, 2025, made.earlier)
    close_the_year(point, clock)
    save_checkpoint(point, made.note)
    write_bundle(point, Journal.CONSULTATIONS, 2025, made.bundle)
    return made


def live(point: HelpPoint, clock: Clock) -> None:
    """Consultations: 1 signed, 2 signed late with a drawing, 3 annulled, 4 replaced by 5, 6
    annulled and destroyed, 7 left, 8 unsigned, 9 waiting, 10 signed with a renewed key; the volume
    is vouched for; the clock was ahead once."""
    people = staff_of(point)
    teacher, pin = people.teacher, PINS["belaya"]
    help_and_sign(point, teacher, consult(point))
    sign_opening(point, people.administrator, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"])
    late = help_out(point, teacher, consult(point, "Королёва Анна Сергеевна"))
    clock.wait(days=1)
    sign(point, teacher, late, pin=pin, strokes=STROKES)
    twice = help_and_sign(point, teacher, consult(point, "Ткаченко Галина Петровна"))
    annul(point, people.administrator, twice, reason="Записано дважды", pin=PINS["smirnova"])
    clock.wait(minutes=5)
    wrong = help_and_sign(point, people.administrator, consult(point, "Мельник Денис Олегович"))
    words = {"name": "Мельник Данил Олегович"}
    replace(
        point,
        people.administrator,
        wrong,
        words=words,
        reason="Ошибка в имени",
        pin=PINS["smirnova"],
        strokes=STROKES,
    )
    gone = help_and_sign(point, teacher, consult(point, "Семёнов Лёша"))
    annul(point, teacher, gone, reason="Не тот посетитель", pin=pin)
    wanted = {"cause": Cause.REQUEST, "reason": "Заявление", "login": "smirnova"}
    destroy(point, [gone], pin=PINS["smirnova"], **wanted)
    absent = entry_of(consult(point, "Юрченко Лариса Николаевна"))
    desk.call(point, teacher, absent)
    desk.no_show(point, teacher, absent)
    help_out(point, teacher, consult(point, "Щербакова Нина Фёдоровна"))
    consult(point, "Гончар Вера Степановна")
    help_and_sign(point, people.technician, ask(point))
    specialists.renew(point, "belaya", pin="577215", **CHIEF)
    agree(point, "belaya")
    desks.open_desk(point, "belaya", "577215")
    renewed = help_out(point, teacher, consult(point, "Лысенко Ольга Петровна"))
    sign(point, teacher, renewed, pin="577215")
    clock.wait(hours=-2)
    resolve_clock(point, administrator="smirnova", pin=PINS["smirnova"])


def close_the_year(point: HelpPoint, clock: Clock) -> None:
    """In September nobody waits in the old volume any more, the first visitor of the new year has
    come, and the old volume is closed."""
    clock.wait(days=300)
    end_days(point, None)
    consult(point, "Артёменко Татьяна Юрьевна")
    chief = staff_of(point).administrator
    close(point, chief, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"], reason="Болезнь")
