"""Found a help point: its first administrator, its starter set, its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from db.models import Point
from db.signers import newest_who
from kiosk.catalogue.schedule import save_sessions, sessions
from kiosk.catalogue.topics import guides, save_guides, save_topics, topics
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.setup.starter import example_sessions, starter_guides, starter_topics
from kiosk.staff.access import administrator_key
from kiosk.staff.specialists import enrol, has_administrator
from kiosk.words.errors import AlreadyTaken, MissingWords, UnknownZone
from kiosk.words.records import Enrolment
from kiosk.words.text import TITLE, clean
from kiosk.words.zones import is_zone


def found_point(point: HelpPoint, *, answers: Mapping[str, str], pin: str) -> HelpPoint:
    """Enrol the first administrator, load the starter set, and name the point last.

    ``answers`` are those of the first run: school, point, zone, login, name, post; without a zone
    the point keeps the one it was made with. Returns the point with its names and zone. May be
    repeated where it was cut short. Raises MissingWords, UnknownZone, PinTooWeak, or what an act
    raises.
    """
    point = _in_zone(point, answers.get("zone", ""))
    if not has_administrator(point):
        wanted = Enrolment(
            answers["login"],
            answers["name"],
            answers.get("post", ""),
            Duty.ADMINISTRATOR,
            frozenset({Journal.CONSULTATIONS}),
        )
        enrol(point, wanted, pin=pin)
    load_starter(point)
    return name_point(
        point,
        school=answers["school"],
        name=answers["point"],
        zone=answers.get("zone", ""),
        administrator=answers["login"],
        pin=pin,
    )


def name_point(
    point: HelpPoint, *, school: str, name: str, administrator: str, pin: str, zone: str = ""
) -> HelpPoint:
    """Give the school and the point their names, as they stand on every screen and page, and the
    point its time zone; without one it keeps its own.

    Returns the point with them. Raises MissingWords where a name is empty, UnknownZone, NotAllowed
    or WrongPin, and AlreadyTaken where an act about people or names came in between.
    """
    point = _in_zone(point, zone)
    school, name = clean(school, TITLE), clean(name, TITLE)
    if not (school and name):
        raise MissingWords
    key, before = administrator_key(point, administrator, pin), newest_who(point.id)
    named = {"school": school, "name": name, "zone": point.zone.key}
    said = say(point, Kind.POINT_NAMED, {**named, "before": before.hex()}, signer=key)
    with open_ledger(point, signer=key) as ledger:
        if newest_who(point.id) != before:
            raise AlreadyTaken
        Point.update(**named).where(Point.id == point.id).execute()
        ledger.keep(said)
    return replace(point, school=school, name=name)


def _in_zone(point: HelpPoint, zone: str) -> HelpPoint:
    """The point in another zone; in its own where none is given. Raises UnknownZone."""
    if zone and not is_zone(zone):
        raise UnknownZone(zone)
    return replace(point, zone=ZoneInfo(zone)) if zone else point


def load_starter(point: HelpPoint) -> None:
    """Load topics, example guides and an example schedule.

    Where the point has topics, guides or sessions of its own already, those stay alone.
    """
    if not any(topics(point, journal) for journal in Journal):
        save_topics(point, starter_topics())
    if not guides(point):
        save_guides(point, starter_guides())
    today = point.today()
    monday = today - timedelta(days=today.weekday())
    if not sessions(point, monday, 365):
        for week in range(2):
            save_sessions(point, example_sessions(monday + timedelta(weeks=week), point.zone))
