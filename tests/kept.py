"""Journals that were written once and stay as they are: every later version judges them alike.

``python -m tests.kept NAME`` writes tests/data/NAME: a point with every kind of act there is, its
keys, a bundle of each of its volumes, and what they said. Written once and never again: a new kind
of act gets a folder of its own beside the others.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from db.engine import close_database
from kiosk.documents.bundle import write_bundle
from kiosk.documents.export import Format, content
from kiosk.documents.printing import book
from kiosk.journal.numbers import newest_volumes
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Role
from kiosk.signing.recovery import new_code
from kiosk.staff import desks, recovery, specialists
from kiosk.staff.changes import change, dismiss
from kiosk.staff.witness import SecondPerson
from kiosk.verification.everything import verify
from kiosk.visits import desk, my_ticket
from kiosk.visits.days import end_days
from kiosk.visits.enquiries import Enquiry, write_down
from kiosk.visits.paper_rows import new_sheets
from kiosk.words.people import Specialist
from tests.histories import settled
from tests.kiosk.proof.eventful import CHIEF, close_the_year, live
from tests.people import (
    MORNING,
    PINS,
    Clock,
    agree,
    at_desk,
    consult,
    entry_of,
    furnish,
    name,
    sign,
    staff_of,
    wanted,
)
from tests.pin_cost import CHEAP, pins_that_cost

FOLDER = Path(__file__).parent / "data"
RECOVERY = new_code()
EVENING = time(20, 0)
AFTER = MORNING.replace(year=2026)
"""No act of the kept journals is younger."""


def place_in(folder: Path) -> Place:
    """Where the journals of a folder are."""
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def live_on(point: HelpPoint, clock: Clock) -> None:
    """What the eventful volume lacks: a visit that ended on the next day, a visitor who was carried
    over and then not held, one who was put off, withdrew, was restored and withdrew again, people
    and school changed, a desk closed."""
    chief = at_desk(point, staff_of(point).administrator)
    waits, helped = consult(point, "Мороз Яна Игоревна"), consult(point, "Ильина Вера")
    desk.carry_over(point, chief, entry_of(waits))
    changes_their_mind(point, chief)
    desk.call(point, chief, entry_of(helped))
    desk.start(point, chief, entry_of(helped))
    clock.wait(days=1)
    chief = at_desk(point, chief)
    desk.complete(point, chief, entry_of(helped), result="Показано")
    sign(point, chief, entry_of(helped), pin=PINS["smirnova"])
    take_letters(point, chief)
    clock.wait(hours=14)
    end_days(point, EVENING)
    second = SecondPerson("kovalyov", PINS["kovalyov"])
    specialists.renew(point, "belaya", pin=PINS["belaya"], second=second, **CHIEF)
    change(point, replace(wanted("belaya"), post="завуч"), **CHIEF)
    desks.open_desk(point, "kovalyov", PINS["kovalyov"])
    desks.close_desks(point)
    dismiss(point, "kovalyov", **CHIEF)
    recovery.prepare(point, RECOVERY, administrator="smirnova", pin=PINS["smirnova"])
    name(point, school="Гимназия № 1")
    recovery.recover(point, "smirnova", RECOVERY, pin=PINS["smirnova"])
    agree(point, "smirnova")
    make_checkpoint(point)


def take_letters(point: HelpPoint, chief: Specialist) -> None:
    """A letter that was answered, one that was answered later, and a row of paper of yesterday."""
    now = point.clock().astimezone(point.zone)
    told: dict[str, object] = {"journal": Journal.CONSULTATIONS, "role": Role.GUARDIAN}
    told |= {"school_class": "5-А", "channel": Channel.EMAIL, "asked": now}
    told |= {"name": "Лесная Мария", "words": "Отметки"}
    done = write_down(point, chief, Enquiry(**told, result="Отвечено"))  # type: ignore[arg-type]
    later = write_down(point, chief, Enquiry(**told))  # type: ignore[arg-type]
    told |= {"channel": Channel.IN_PERSON, "asked": now - timedelta(days=1)}
    (sheet,) = new_sheets(point)
    paper = Enquiry(**told, result="Показано", sheet=sheet.codes[0])  # type: ignore[arg-type]
    write_down(point, chief, paper)
    sign(point, chief, done.entry, pin=PINS["smirnova"])
    desk.call(point, chief, later.entry)
    desk.start(point, chief, later.entry)
    desk.complete(point, chief, later.entry, result="Отвечено")


def changes_their_mind(point: HelpPoint, chief: Specialist) -> None:
    """A visitor lets the next one pass, goes away, withdraws, is restored, and withdraws again."""
    entry = entry_of(consult(point, "Мороз Яна Игоревна"))
    consult(point, "Журавель Ия Олеговна")
    my_ticket.let_pass(point, entry)
    my_ticket.come_back(point, entry, time(14, 30))
    my_ticket.withdraw(point, entry)
    desk.restore(point, chief, entry)
    my_ticket.withdraw(point, entry)


def said(point: HelpPoint) -> dict[str, object]:
    """What the journals say: figures of the verification, and every printed cell."""
    report = verify(point)
    rows = {
        f"{journal.value}-{year}": content(book(point, journal, year), Format.CSV).decode("utf-8")
        for journal, year in newest_volumes(point)
    }
    return {"wrong": report.wrong, "acts": report.acts, "head": report.head, "rows": rows}


def write(folder: Path) -> None:
    """Live through everything and keep it. Raises FileExistsError where it was kept before."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made, pins_that_cost(CHEAP):
        here, clock = place_in(Path(made)), Clock()
        point = furnish(here, clock)
        live(point, clock)
        close_the_year(point, clock)
        close_database()
        moved = Path(here.database).with_name("moved")
        shutil.copyfile(here.database, moved)
        moved.replace(here.database)
        point = open_point(here, clock=clock)
        settled(point, cause=EpochCause.MOVED)
        live_on(point, clock)
        for journal, year in newest_volumes(point):
            write_bundle(point, journal, year, folder / f"{journal.value}-{year}.zip")
        told = json.dumps(said(point), ensure_ascii=False, indent=1)
        (folder / "said.json").write_text(told + "\n", "utf-8")
        close_database()
        shutil.copyfile(here.database, folder / "point.sqlite3")
        shutil.copytree(here.keys, folder / "point.keys")


if __name__ == "__main__":
    write(FOLDER / sys.argv[1])
