"""The people of the tests: three enrolled specialists, their PINs, and what visitors say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from db.models import Entry, Volume
from kiosk.catalogue.schedule import save_sessions
from kiosk.journal import sign as signing
from kiosk.journal.to_sign import row_to_sign
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.people import Duty, Role, journals_of
from kiosk.setup.founding import load_starter, name_point
from kiosk.staff import desks, specialists
from kiosk.staff.agreements import record_agreement
from kiosk.visits import desk, registration
from kiosk.visits.registration import Slip
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment, SessionRecord

SCHOOL, POINT = "Школа-гимназия № 1", "Пункт помощи"
PINS = {"smirnova": "248163", "kovalyov": "271828", "belaya": "161803"}
NAMES = {
    "smirnova": ("Смирнова Ольга Ивановна", "заместитель директора", Duty.ADMINISTRATOR),
    "kovalyov": ("Ковалёв Пётр Андреевич", "инженер", Duty.TECHNICAL),
    "belaya": ("Белая Ирина Викторовна", "учитель", Duty.TEACHER),
}
MORNING = datetime(2025, 11, 24, 6, 0, tzinfo=UTC)
"""Monday, 9 o'clock at the point; before any machine's own time."""


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **passed: float) -> None:
        """Let some time pass, or take it back: ``clock.wait(minutes=5)``."""
        self.now += timedelta(**passed)


@dataclass(frozen=True, slots=True)
class Staff:
    """The three who help."""

    administrator: Specialist
    technician: Specialist
    teacher: Specialist


def staff_of(point: HelpPoint) -> Staff:
    """The enrolled specialists of a point made by ``furnish``."""
    by_login = {person.login: person for person in specialists.enrolled(point)}
    return Staff(*(by_login[login] for login in NAMES))


def wanted(login: str) -> Enrolment:
    """What is written down of one of the three."""
    name, post, duty = NAMES[login]
    return Enrolment(login, name, post, duty, journals_of(duty))


def furnish(place: Place, clock: Clock) -> HelpPoint:
    """A new point with its names, the starter set and three specialists (about a second)."""
    point = open_point(place, create=True, clock=clock)
    specialists.enrol(point, wanted("smirnova"), pin=PINS["smirnova"])
    point = name(point)
    load_starter(point)
    for login in NAMES:
        chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
        if login != "smirnova":
            specialists.enrol(point, wanted(login), pin=PINS[login], **chief)
        agree(point, login)
    return point


def name(point: HelpPoint, *, school: str = SCHOOL, point_name: str = POINT) -> HelpPoint:
    """Name the school and its point, in the administrator's name."""
    chief = {"administrator": "smirnova", "pin": PINS["smirnova"]}
    return name_point(point, school=school, name=point_name, **chief)


def agree(point: HelpPoint, login: str) -> None:
    """Record that somebody signed the agreement on electronic signatures today."""
    record_agreement(
        point,
        login,
        signed_on=point.today(),
        administrator="smirnova",
        admin_pin=PINS["smirnova"],
    )


def consult(
    point: HelpPoint,
    name: str = "Артёменко Татьяна Юрьевна",
    *,
    words: str = "Как выставить итоговую отметку",
    request_id: str = "",
) -> Slip:
    """A teacher signs in with words of their own."""
    return registration.sign_in(
        point,
        request_id=request_id or new_request_id(),
        role=Role.TEACHER,
        topic=None,
        words=words,
        name=name,
    )


def ask(point: HelpPoint, room: str = "215", *, description: str = "Нет Интернета") -> Slip:
    """A teacher files a technical request."""
    return registration.file_request(
        point,
        request_id=new_request_id(),
        room=room,
        topic=None,
        description=description,
        name="Лысенко Ольга Петровна",
    )


def plan_workshop(point: HelpPoint, places: int = 7) -> None:
    """A session with places in two hours, the only one of its day."""
    starts = point.clock().astimezone(point.zone) + timedelta(hours=2)
    workshop = SessionRecord(
        uid="workshop",
        titles={"ru": "Практикум", "en": "Workshop"},
        roles=frozenset(),
        specialist="Белая И. В.",
        room="12",
        starts=starts,
        ends=starts + timedelta(hours=1),
        places=places,
        cancelled=False,
    )
    save_sessions(point, [workshop])


def entry_of(slip: Slip) -> int:
    """The row that a slip stands for."""
    row = (
        Entry.select(Entry.id)
        .join(Volume)
        .where(
            Volume.journal == slip.journal.value,
            Volume.year == slip.year,
            Entry.number == slip.number,
        )
    )
    return int(row.get().id)


def at_desk(point: HelpPoint, who: Specialist) -> Specialist:
    """The specialist, whose desk is open."""
    return who if desks.is_open(point, who) else desks.open_desk(point, who.login, PINS[who.login])


def help_out(point: HelpPoint, who: Specialist, slip: Slip, result: str = "Показано") -> int:
    """Call, start and complete an entry; returns its row."""
    entry = entry_of(slip)
    at_desk(point, who)
    desk.call(point, who, entry)
    desk.start(point, who, entry)
    desk.complete(point, who, entry, result=result)
    return entry


def sign(point: HelpPoint, who: Specialist, entry: int, *, pin: str, strokes: str = "") -> str:
    """Look at one entry and sign it; returns the signature's short digest."""
    return signing.sign(point, who, [row_to_sign(point, who, entry)], pin=pin, strokes=strokes)


def help_and_sign(point: HelpPoint, who: Specialist, slip: Slip, result: str = "Показано") -> int:
    """Call, start, complete and sign an entry; returns its row."""
    entry = help_out(point, who, slip, result)
    sign(point, who, entry, pin=PINS[who.login])
    return entry


def spend_a_day(point: HelpPoint, clock: Clock) -> None:
    """Consultations 1 and 2 signed, 3 completed, 4 left, 5 waiting; request 1 signed."""
    people = staff_of(point)
    help_and_sign(point, people.teacher, consult(point))
    clock.wait(minutes=5)
    help_and_sign(point, people.administrator, consult(point, "Королёва Анна Сергеевна"))
    clock.wait(minutes=5)
    help_out(point, people.teacher, consult(point, "Ткаченко Галина Петровна"))
    clock.wait(minutes=5)
    absent = entry_of(consult(point, "Мельник Денис Олегович"))
    desk.call(point, people.teacher, absent)
    desk.no_show(point, people.teacher, absent)
    clock.wait(minutes=5)
    consult(point, "Щербакова Нина Фёдоровна")
    clock.wait(minutes=5)
    help_and_sign(point, people.technician, ask(point))
