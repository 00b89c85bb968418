"""An example day, entered through the same acts as a real one, at times earlier today."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from db.engine import close_database
from kiosk.catalogue.schedule import save_sessions
from kiosk.catalogue.topics import topics
from kiosk.journal.sign import sign
from kiosk.journal.to_sign import row_to_sign
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import school_year
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty, Role
from kiosk.setup.founding import load_starter, name_point
from kiosk.signing.pins import check_strength
from kiosk.staff.agreements import record_agreement
from kiosk.staff.desks import is_open, open_desk
from kiosk.staff.specialists import enrol
from kiosk.visits import desk, registration
from kiosk.words.errors import CannotWrite, PinTooWeak
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment, SessionRecord

LASTS = timedelta(minutes=150)
"""The example day begins this long before now."""

STAFF = (
    Enrolment(
        "smirnova",
        "Смирнова Ольга Ивановна",
        "заместитель директора",
        Duty.ADMINISTRATOR,
        frozenset({Journal.CONSULTATIONS}),
    ),
    Enrolment(
        "kovalyov",
        "Ковалёв Пётр Андреевич",
        "инженер",
        Duty.TECHNICAL,
        frozenset({Journal.REQUESTS}),
    ),
    Enrolment(
        "belaya",
        "Белая Ирина Викторовна",
        "учитель информатики",
        Duty.TEACHER,
        frozenset({Journal.CONSULTATIONS}),
    ),
)

VISITORS = (
    (Role.TEACHER, "Артёменко Татьяна Юрьевна", ""),
    (Role.GUARDIAN, "Королёва Анна Сергеевна", "5-А"),
    (Role.CLASS_TEACHER, "Ткаченко Галина Петровна", ""),
    (Role.PUPIL, "Семёнов Лёша", "7-Б"),
    (Role.ADMINISTRATION, "Юрченко Лариса Николаевна", ""),
    (Role.GUARDIAN, "Мельник Денис Олегович", "2-В"),
    (Role.TEACHER, "Щербакова Нина Фёдоровна", ""),
)

REQUESTS = (
    ("215", "internet", "На третьем компьютере не открывается ни один сайт", "Лысенко О. П."),
    ("Учительская", "printer", "Принтер жуёт бумагу", "Артёменко Т. Ю."),
    ("108", "board", "Проектор мигает и гаснет через минуту", "Гончар В. С."),
)

RESULTS = (
    "Показано, как заполнить страницу, проверено вместе",
    "Объяснено и выдана памятка",
    "Ошибка исправлена, посетитель повторил действия сам",
)
WORKS = ("Заменён сетевой кабель, доступ проверен", "Ролики очищены, печать проверена")


@dataclass(frozen=True, slots=True)
class ExamplePin:
    """A specialist of the example day with a PIN that was made for it alone."""

    specialist: Specialist
    pin: str


class _Clock:
    """A clock that stands still, but for the minutes that ``wait`` adds."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@contextmanager
def example_place(
    settings: Settings, database: str | None, *, keep: bool
) -> Iterator[tuple[Settings, list[ExamplePin]]]:
    """Settings that lead to a new example day, and its PINs; the day is removed in the end.

    With ``keep`` it stays, and is made at ``database`` or at the settings' own; a file that is
    there already is never touched (CannotWrite). An example keeps no backups: they would stand
    among a school's own.
    """
    with tempfile.TemporaryDirectory(prefix="help-point-") as folder:
        temporary = str(Path(folder) / "example.sqlite3")
        chosen = database or (settings.database if keep else "") or temporary
        example = replace(
            settings, database=chosen, keys="", backups="", second_backups="", day_ends=""
        )
        if example.place.exists:
            raise CannotWrite(chosen, _("it is there already."))
        _point, pins = example_day(example.place)
        close_database()
        yield example, pins


def example_day(
    place: Place, *, now: Callable[[], datetime] = utc_now
) -> tuple[HelpPoint, list[ExamplePin]]:
    """Fill an empty place with an example day that ends at ``now``; PINs are random every time."""
    clock = _Clock(_day_of_last_spring(now()))
    point = open_point(place, create=True, clock=clock)
    chief = _enrol(point, STAFF[0])
    point = name_point(
        point,
        school="Школа-гимназия № 1",
        name="Пункт помощи по электронному журналу",
        administrator=chief.specialist.login,
        pin=chief.pin,
    )
    load_starter(point)
    save_sessions(point, _sessions(now().astimezone(point.zone)))
    pins = [chief, *(_enrol(point, wanted, chief) for wanted in STAFF[1:])]
    for each in pins:
        _agree(point, each, chief)
    _fill_last_spring(point, clock, pins)
    clock.now = now() - LASTS
    _fill_today(point, clock, pins)
    return replace(point, clock=now), pins


def _day_of_last_spring(now: datetime) -> datetime:
    """A morning of the school year before this one: its volumes wait to be closed."""
    return now.replace(year=school_year(now.date()), month=5, day=20, hour=6, minute=0)


def _sessions(now: datetime) -> list[SessionRecord]:
    """The session that is going on while the example is looked at, and two of the next days."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    afternoon = hour.replace(hour=15)
    open_hours = SessionRecord(
        uid="example-now",
        titles={
            "ru": "Открытый приём: вопросы по журналу",
            "en": "Open hours: any question",
            "uk": "Відкритий прийом: питання щодо журналу",
        },
        roles=frozenset(),
        specialist="Смирнова О. И.",
        room="214",
        starts=hour,
        ends=hour + timedelta(hours=2),
        places=None,
        cancelled=False,
    )
    workshop = SessionRecord(
        uid="example-workshop",
        titles={
            "ru": "Практикум «КТП и отметки»",
            "en": "Workshop on lesson plans and marks",
            "uk": "Практикум «КТП і оцінки»",
        },
        roles=frozenset({Role.TEACHER}),
        specialist="Белая И. В.",
        room="12",
        starts=afternoon + timedelta(days=1),
        ends=afternoon + timedelta(days=1, hours=1),
        places=12,
        cancelled=False,
    )
    parents = SessionRecord(
        uid="example-parents",
        titles={
            "ru": "Приём родителей по дневнику",
            "en": "Parents' hour on the diary",
            "uk": "Прийом батьків щодо щоденника",
        },
        roles=frozenset({Role.GUARDIAN}),
        specialist="Смирнова О. И.",
        room="214",
        starts=afternoon + timedelta(days=2, hours=2),
        ends=afternoon + timedelta(days=2, hours=4),
        places=None,
        cancelled=False,
    )
    return [open_hours, workshop, parents]


def _enrol(point: HelpPoint, wanted: Enrolment, chief: ExamplePin | None = None) -> ExamplePin:
    """Enrol somebody of ``STAFF`` with a random PIN; the first is admitted by nobody."""
    pin = _random_pin()
    login, admin_pin = (chief.specialist.login, chief.pin) if chief else ("", "")
    person = enrol(point, wanted, pin=pin, administrator=login, admin_pin=admin_pin)
    return ExamplePin(person, pin)


def _agree(point: HelpPoint, who: ExamplePin, chief: ExamplePin) -> None:
    """Record somebody's agreement on electronic signatures."""
    record_agreement(
        point,
        who.specialist.login,
        signed_on=point.today(),
        administrator=chief.specialist.login,
        admin_pin=chief.pin,
    )


def _random_pin() -> str:
    """Six random digits that are strong enough to be chosen."""
    while True:
        pin = f"{secrets.randbelow(10**6):06}"
        try:
            check_strength(pin)
        except PinTooWeak:
            continue
        return pin


def _fill_last_spring(point: HelpPoint, clock: _Clock, pins: list[ExamplePin]) -> None:
    """Three consultations of the last school year, one of them left unsigned."""
    administrator, _technician, teacher = pins
    for who, (role, name, _class), signed in zip(
        (teacher, administrator, teacher), VISITORS[0:6:2], (True, True, False), strict=True
    ):
        clock.wait(9)
        topic = topics(point, Journal.CONSULTATIONS, role)[0].code
        request = new_request_id()
        registration.sign_in(point, request_id=request, role=role, topic=topic, name=name)
        _help(point, clock, who, RESULTS[0], signed=signed)


def _fill_today(point: HelpPoint, clock: _Clock, pins: list[ExamplePin]) -> None:
    """Visitors come, some are helped and signed, one waits for a signature, the rest wait."""
    for number, (role, name, school_class) in enumerate(VISITORS):
        clock.wait(7)
        offered = topics(point, Journal.CONSULTATIONS, role)
        registration.sign_in(
            point,
            request_id=new_request_id(),
            role=role,
            topic=offered[number % len(offered)].code,
            name=name,
            school_class=school_class,
        )
    for room, kind, description, name in REQUESTS:
        clock.wait(6)
        registration.file_request(
            point,
            request_id=new_request_id(),
            room=room,
            topic=kind,
            description=description,
            name=name,
        )
    administrator, technician, teacher = pins
    _help(point, clock, administrator, RESULTS[0], signed=True)
    _help(point, clock, teacher, RESULTS[1], signed=True)
    _help(point, clock, technician, WORKS[0], signed=True)
    _help(point, clock, administrator, RESULTS[2], signed=False)


def _help(point: HelpPoint, clock: _Clock, who: ExamplePin, result: str, *, signed: bool) -> None:
    """Let a specialist help the next visitor of their line, and sign where ``signed``."""
    clock.wait(3)
    if not is_open(point, who.specialist):
        open_desk(point, who.specialist.login, who.pin)
    visitor = desk.call_next(point, who.specialist)
    clock.wait(1)
    desk.start(point, who.specialist, visitor.entry)
    clock.wait(6)
    desk.complete(point, who.specialist, visitor.entry, result=result)
    if signed:
        clock.wait(1)
        shown = [row_to_sign(point, who.specialist, visitor.entry)]
        sign(point, who.specialist, shown, pin=who.pin)
