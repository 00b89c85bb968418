"""Who has signed up for a session that has so many places, and who waits for one.

A sign-up is no act and stands in no journal. Who has a place is told by the order of the numbers:
where somebody cancels, everybody after them moves up.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import peewee as pw

from db.models import Session as SessionRow
from db.models import SignUp as Row
from kiosk.catalogue import schedule
from kiosk.catalogue.schedule import Session
from kiosk.journal import facts
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.visits import codes
from kiosk.visits.duty import is_named
from kiosk.words.consent import was_refused
from kiosk.words.days import stamp
from kiosk.words.errors import (
    MissingWords,
    SignedUpAlready,
    SignUpClosed,
    TicketAtDesk,
    WrongSignUpCode,
)
from kiosk.words.names import sign_up_name
from kiosk.words.people import Specialist
from kiosk.words.personal_names import tidy_name
from kiosk.words.phrases import NAME_AT_DESK
from kiosk.words.text import caseless, clean, fold

KEPT_DAYS = 3
"""So many days after its session a sign-up is deleted."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A session, and how many have signed up for it."""

    session: Session
    taken: int = 0

    @property
    def free(self) -> int:
        """Places that are left; 0 as well where they are not counted."""
        return max(0, (self.session.places or 0) - self.taken)

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return max(0, self.taken - (self.session.places or 0))

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still sign up."""
        session = self.session
        return bool(session.places) and not session.cancelled and now < session.starts


@dataclass(frozen=True, slots=True)
class SignUp:
    """What the holder of a sign-up is shown; no name is in here."""

    number: int
    session: Session | None
    """None where the schedule does not have it any more."""
    waiting: int
    """Their place in the waiting list; 0 for who has a place."""
    code: str = ""
    """Four digits that open it again; told once."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who has signed up, as the specialist sees them."""

    number: int
    name: str
    """Empty for who did not want to be named."""
    waiting: int


def offers(point: HelpPoint) -> list[Offer]:
    """What is left of this week and next, with how many have signed up."""
    taken = _taken(point)
    return [Offer(each, taken.get(each.uid, 0)) for each in schedule.to_come(point)]


def sign_up(
    point: HelpPoint, session: str, *, request_id: str, name: str, consent: str = ""
) -> SignUp:
    """Sign somebody up for the session with this uid, or put them on its waiting list.

    ``consent`` is as for ``registration.sign_in``; the same ``request_id`` signs up once, and gives
    the same number and code again. Raises MissingWords, SignUpClosed, SignedUpAlready,
    StorageUnavailable or ClockDoubted.
    """
    nameless = was_refused(consent)
    named = "" if nameless else facts.cleaned({"name": tidy_name(name)})["name"]
    if not (nameless or named):
        raise MissingWords
    code = codes.code_of(point.keyring.pepper, request_id)
    with open_ledger(point) as ledger:  # nobody else signs up while its head is locked
        row = Row.get_or_none(Row.point == point.id, Row.request_id == request_id)
        if row is None:
            held = _open_session(point, session, ledger.now)
            if named not in ("", NAME_AT_DESK) and has_signed_up(point, session, named):
                raise SignedUpAlready
            salt = secrets.token_bytes(codes.SALT_BYTES)
            row = Row.create(
                point=point.id,
                session=session,
                ends_at=held.ends_at,
                request_id=request_id,
                name=named,
                consent=consent,
                signed_at=ledger.now,
                salt=salt,
                seal=codes.sealed(point.keyring.pepper, salt, code),
            )
        return _shown(point, row, code)


def has_signed_up(point: HelpPoint, session: str, name: str) -> bool:
    """Whether somebody of this name has signed up for the session already."""
    rows = Row.select(Row.name).where(_of(point, session))
    wanted = fold(facts.cleaned({"name": tidy_name(name)})["name"])
    return wanted != "" and any(fold(row.name) == wanted for row in rows)


def find(point: HelpPoint, number: str, code: str) -> SignUp:
    """The sign-up with this number and code.

    Raises WrongSignUpCode, and TicketAtDesk after the third wrong code in a row.
    """
    digits = clean(number).removeprefix("№").strip()
    wanted = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0
    its = (Row.point == point.id) & (Row.id == wanted)
    with transaction():  # counted before it is looked at, so that no two kiosks try at once
        tried = Row.update(misses=Row.misses + 1).where(its, Row.misses < codes.MOST_MISSES)
        looked_at = bool(tried.execute())
        row = Row.get_or_none(its)
        if row and looked_at and codes.fits(point.keyring.pepper, row.salt, row.seal, code):
            Row.update(misses=0).where(its).execute()
            return _shown(point, row)
    raise TicketAtDesk if row is not None and row.misses >= codes.MOST_MISSES else WrongSignUpCode


def cancel(point: HelpPoint, number: int) -> bool:
    """Give a place back; nothing of the sign-up is kept. False where it was gone already."""
    with transaction():
        return bool(Row.delete().where(Row.point == point.id, Row.id == number).execute())


def expected(point: HelpPoint, who: Specialist) -> list[tuple[Session, tuple[Attendee, ...]]]:
    """Who has signed up for the coming sessions of a specialist; an administrator sees those of
    everybody. Sessions without sign-ups are left out."""
    found = []
    for session in schedule.to_come(point):
        if who.is_administrator or is_named(who.name, session.specialist):
            rows = Row.select().where(_of(point, session.uid)).order_by(Row.id)
            people = tuple(
                Attendee(row.id, row.name, max(0, place - (session.places or 0)))
                for place, row in enumerate(rows, start=1)
            )
            found += [(session, people)] if people else []
    return found


def forget_past(point: HelpPoint) -> None:
    """Delete the sign-ups whose session ended ``KEPT_DAYS`` ago, where it was not put off."""
    before = stamp(point.clock() - timedelta(days=KEPT_DAYS))
    put_off = SessionRow.select(SessionRow.uid).where(
        SessionRow.point == point.id, SessionRow.ends_at >= before
    )
    Row.delete().where(
        Row.point == point.id, Row.ends_at < before, Row.session.not_in(put_off)
    ).execute()


def count_named(point: HelpPoint, name: str, form: Callable[[str], str]) -> int:
    """How often somebody of this name has signed up; ``form`` says in which form names are
    compared."""
    return len(_named(point, name, form))


def forget(point: HelpPoint, name: str, form: Callable[[str], str]) -> int:
    """Delete the sign-ups under this name, whenever their session is; how many there were."""
    found = _named(point, name, form)
    return int(Row.delete().where(Row.id.in_(found)).execute()) if found else 0


def look_alikes(point: HelpPoint, name: str) -> list[str]:
    """The sign-ups of people whose name only looks like this one, by their names for people."""
    alike = set(_named(point, name, fold)) - set(_named(point, name, caseless))
    return [sign_up_name(number) for number in sorted(alike)]


def _named(point: HelpPoint, name: str, form: Callable[[str], str]) -> list[int]:
    wanted = form(clean(name))
    rows = Row.select(Row.id, Row.name).where(Row.point == point.id)
    return [row.id for row in rows if wanted and form(row.name) == wanted]


def _open_session(point: HelpPoint, uid: str, now: str) -> SessionRow:
    """The row of a session that somebody can sign up for now. Raises SignUpClosed."""
    row = SessionRow.get_or_none(SessionRow.point == point.id, SessionRow.uid == uid)
    if row is None or not row.places or row.cancelled or row.starts_at <= now:
        raise SignUpClosed
    return row


def _shown(point: HelpPoint, row: Row, code: str = "") -> SignUp:
    session = schedule.with_uid(point, row.session)
    place = Row.select().where(_of(point, row.session), Row.id <= row.id).count()
    places = (session.places or 0) if session else 0
    return SignUp(row.id, session, max(0, place - places), code)


def _taken(point: HelpPoint) -> dict[str, int]:
    """How many have signed up, by the uid of the session."""
    rows = Row.select(Row.session).where(Row.point == point.id)
    return Counter(row.session for row in rows)


def _of(point: HelpPoint, session: str) -> pw.Expression:
    its: pw.Expression = (Row.point == point.id) & (Row.session == session)
    return its
