"""Open desks: the PIN opens a session, and its key signs what is done until the desk is closed.

A person's own key is opened for one act, which names the session's key, and dropped. The session's
key is in memory alone: it signs completions and no-shows, and nothing that needs the PIN.
"""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta

from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.proof.chain import key_message
from kiosk.signing.keys import Signer
from kiosk.signing.session import Session
from kiosk.staff.access import unlock
from kiosk.words.days import stamp
from kiosk.words.errors import DeskIsClosed, HelpPointError
from kiosk.words.people import Specialist

log = logging.getLogger("kiosk.staff.desks")

LONGEST = timedelta(hours=12)
"""A desk is closed after so long, whoever forgot to leave it."""


def open_desk(point: HelpPoint, login: str, pin: str) -> Specialist:
    """Open the desk of the specialist whose PIN this is, as an act of the ledger.

    Raises WrongPin, PauseBegun or PinPaused as ``log_in`` does, and what an act raises.
    """
    person, key = unlock(point, login, pin)
    seed = secrets.token_bytes(32)
    session = Session(seed, person_key=key.key_id, until=point.clock() + LONGEST)
    facts = {
        "specialist": person.login,
        "key": session.key_id,
        "public_key": session.public_key.hex(),
        "proof": _proof(point, person, session).hex(),
        "until": stamp(session.until),
    }
    said = say(point, Kind.DESK_OPENED, facts, signer=key)
    with open_ledger(point, signer=key) as ledger:
        ledger.keep(said)
    point.desks[person.login] = session
    return person


def session_of(point: HelpPoint, specialist: Specialist) -> Session:
    """The session of a specialist's open desk. Raises DeskIsClosed where there is none, or where it
    has been open for too long."""
    if not is_open(point, specialist):
        raise DeskIsClosed
    return point.desks[specialist.login]


def is_open(point: HelpPoint, specialist: Specialist) -> bool:
    """Whether a specialist's desk is open here."""
    session = point.desks.get(specialist.login)
    return session is not None and point.clock() < session.until


def close_desk(point: HelpPoint, specialist: Specialist) -> None:
    """Close the desk of one specialist, if it is open here, as ``close_desks`` does."""
    session = point.desks.pop(specialist.login, None)
    if session is not None:
        _close(point, specialist.login, session)


def close_desks(point: HelpPoint) -> None:
    """Close every desk that is open here, each as an act of the ledger, and forget the keys.

    Where an act cannot be kept the keys are forgotten all the same, and the log tells of it.
    """
    left = dict(point.desks)
    point.desks.clear()
    for login, session in left.items():
        _close(point, login, session)


def _close(point: HelpPoint, login: str, session: Session) -> None:
    """Keep the act of a session that is over; one past its hours has ended without."""
    if point.clock() >= session.until:
        return
    try:
        said = say(point, Kind.DESK_CLOSED, {"specialist": login}, signer=session)
        with open_ledger(point, signer=session) as ledger:
            ledger.keep(said)
    except HelpPointError as error:
        log.warning("a desk was left without its act: %s", type(error).__name__)


def _proof(point: HelpPoint, person: Specialist, session: Signer) -> bytes:
    """The session's own signature, which shows that its key is there."""
    return session.sign_bytes(key_message(point.uid, person.login, session.public_key))
