"""Honest ledgers, lived through with the real program: all kinds of acts are in them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from db.engine import close_database
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.journal.facts import new_request_id
from kiosk.journal.sign import sign
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import LeftHistory, begin_epoch
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import LeftReason
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Duty, Role
from kiosk.setup.founding import name_point
from kiosk.staff import specialists
from kiosk.staff.access import log_in
from kiosk.staff.agreements import record_agreement
from kiosk.visits import desk, registration
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment
from tests.campaigns.oracle.loading import load
from tests.campaigns.oracle.made import Made
from tests.kiosk.proof.eventful import CHIEF, STROKES, close_the_year, live
from tests.people import (
    PINS,
    Clock,
    agree,
    ask,
    consult,
    entry_of,
    furnish,
    help_and_sign,
    help_out,
    staff_of,
)
from tests.pin_cost import CHEAP, pins_that_cost

Life = Callable[[HelpPoint, Clock], None]
KEYS = "keys"
_PIN = "577215"


def scenes(random: Random) -> dict[str, Made]:
    """Every honest ledger by its name, with keys and salts that ``random`` chose."""
    with pins_that_cost(CHEAP):
        return {name: _lived(life, random) for name, life in LIVES.items()}


def _lived(life: Life, random: Random) -> Made:
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        database = Path(folder) / "point.sqlite3"
        clock = Clock()
        point = furnish(Place(str(database), Path(folder) / KEYS), clock)
        life(point, clock)
        make_checkpoint(point)
        close_database()
        return load(database, random)


def empty_point(folder: Path) -> Place:
    """A new point with nothing in it, for ledgers to be written into."""
    place = Place(str(folder / "point.sqlite3"), folder / KEYS)
    open_point(place, create=True, clock=Clock())
    close_database()
    return place


def _young(point: HelpPoint, clock: Clock) -> None:
    """The first visitors of a new point."""
    people = staff_of(point)
    help_and_sign(point, people.teacher, consult(point))
    clock.wait(minutes=3)
    help_out(point, people.administrator, consult(point, "Королёва Анна Сергеевна"))
    ask(point)


def _year(point: HelpPoint, clock: Clock) -> None:
    """A volume of consultations in which everything happened that can."""
    live(point, clock)
    close_the_year(point, clock)


def _requests(point: HelpPoint, clock: Clock) -> None:
    """Technical requests of two years: corrected, left, destroyed; a restored copy, new people."""
    people, pin = staff_of(point), PINS["kovalyov"]
    engineer, chief = people.technician, people.administrator
    twice = help_and_sign(point, engineer, ask(point))
    sign_opening(point, engineer, Journal.REQUESTS, 2025, pin=pin)
    annul(point, engineer, twice, reason="Записано дважды", pin=pin)
    clock.wait(minutes=7)
    wrong = help_and_sign(point, engineer, ask(point, "118"))
    replace(point, engineer, wrong, words={"room": "119"}, reason="Не тот кабинет", pin=pin)
    gone = entry_of(ask(point, "301"))
    desk.call(point, engineer, gone)
    desk.no_show(point, engineer, gone, LeftReason.CANCELLED)
    specialists.enrol(
        point,
        Enrolment(
            "orlova",
            "Орлова Вера Павловна",
            "методист",
            Duty.ADMINISTRATOR,
            frozenset(Journal),
        ),
        pin="314159",
        **CHIEF,
    )
    agree(point, "orlova")
    clock.wait(days=1)
    far = help_out(point, engineer, _by_mail(point))
    desk.complete(point, engineer, far, result="Настроено", note="Повторно")
    destroy(
        point, [gone, far], cause=Cause.REQUEST, reason="Заявление", login="orlova", pin="314159"
    )
    second = log_in(point, "orlova", "314159")
    mine = help_out(point, second, ask(point, "12"))
    sign(point, second, mine, pin="314159", strokes=STROKES)
    annul(point, chief, mine, reason="Не заявка", pin=PINS["smirnova"])
    make_checkpoint(point)
    begin_epoch(point, LeftHistory(0, 60, hashlib.sha256(b"left").hexdigest()))
    specialists.renew(point, "smirnova", pin=_PIN, administrator="orlova", admin_pin="314159")
    _agree(point, "smirnova")
    name_point(point, school="Школа-гимназия № 1 имени К. Д. Ушинского", name="Пункт помощи")
    help_and_sign(point, people.teacher, consult(point))
    ask(point, "7")
    clock.wait(days=300)
    help_and_sign(point, engineer, ask(point, "8"))
    close(point, engineer, Journal.REQUESTS, 2025, pin=pin, reason="Не дождались")
    destroy(point, [1, 2, 3], cause=Cause.EXPIRED, reason="Срок", login="orlova", pin="314159")
    begin_epoch(
        point,
        LeftHistory(2, 90, hashlib.sha256(b"left again").hexdigest()),
        LeftHistory(1, 70, hashlib.sha256(b"left once more").hexdigest()),
    )


def _agree(point: HelpPoint, login: str) -> None:
    record_agreement(
        point, login, signed_on=point.today(), administrator="orlova", admin_pin="314159"
    )


def _by_mail(point: HelpPoint) -> registration.Slip:
    return registration.file_request(
        point,
        request_id=new_request_id(),
        room="220",
        topic=None,
        description="Не открывается журнал",
        name="Гончар Вера Степановна",
        channel=Channel.EMAIL,
    )


def _chain(point: HelpPoint, clock: Clock) -> None:
    """Corrections of corrections, over the year's end, and visitors of every sort."""
    people, pin = staff_of(point), PINS["belaya"]
    teacher = people.teacher
    first = help_and_sign(point, teacher, _with_child(point))
    again = _replaced(point, teacher, first, "7-А")
    third = _replaced(point, teacher, again, "7-Б")
    annul(point, teacher, third, reason="Всё не так", pin=pin)
    old = help_and_sign(point, teacher, consult(point, "Ткаченко Галина Петровна"))
    help_out(point, people.administrator, consult(point, "Мельник Денис Олегович"))
    sign_opening(point, people.administrator, Journal.CONSULTATIONS, 2025, pin=PINS["smirnova"])
    clock.wait(days=300)
    help_and_sign(point, teacher, consult(point, "Юрченко Лариса Николаевна"))
    new = _replaced(point, teacher, old, "8-А")
    close(
        point,
        people.administrator,
        Journal.CONSULTATIONS,
        2025,
        pin=PINS["smirnova"],
        reason="Уволился",
    )
    annul(point, people.administrator, new, reason="Ошибка", pin=PINS["smirnova"])
    destroy(
        point,
        [first, old, again],
        cause=Cause.REQUEST,
        reason="Заявление",
        login="smirnova",
        pin=PINS["smirnova"],
    )
    desk.no_show(point, teacher, _called(point, teacher))


def _called(point: HelpPoint, who: Specialist) -> int:
    entry = entry_of(consult(point, "Лысенко Ольга Петровна"))
    desk.call(point, who, entry)
    return entry


def _with_child(point: HelpPoint) -> registration.Slip:
    return registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.GUARDIAN,
        topic=None,
        words="Где видна итоговая отметка",
        name="Семёнова Алла Юрьевна",
        school_class="7-В",
        consent="1",
    )


def _replaced(point: HelpPoint, who: Specialist, entry: int, school_class: str) -> int:
    pin = PINS[who.login]
    words = {"school_class": school_class}
    return replace(point, who, entry, words=words, reason="Класс", pin=pin).entry


LIVES: dict[str, Life] = {
    "young": _young,
    "year": _year,
    "requests": _requests,
    "chain": _chain,
}
