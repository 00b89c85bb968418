"""What changes about a specialist by an act of its own: name, post, duty, journals, dismissal."""

from __future__ import annotations

import secrets

from db.models import Entry, Event, Volume
from db.models import Specialist as SpecialistRow
from db.signers import newest_who
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import Said, say
from kiosk.proof.acts import Kind, State
from kiosk.proof.canonical import commitments
from kiosk.proof.people import Duty
from kiosk.signing.keys import Signer
from kiosk.staff.access import administrator_key, check_person, login_typed, specialist_of
from kiosk.staff.specialists import DISMISSED, cleaned, enrolled_row
from kiosk.words.errors import AlreadyTaken, LastAdministrator
from kiosk.words.people import Specialist
from kiosk.words.records import Enrolment
from kiosk.words.states import AT_DESK
from kiosk.words.stored import pack_set


def change(
    point: HelpPoint, wanted: Enrolment, *, administrator: str, admin_pin: str
) -> Specialist:
    """Give the enrolled specialist with this login another name, post or duty, or other journals.

    Key and PIN stay; what was signed before keeps the name it was signed with. Raises NotAllowed,
    WrongPin, MissingWords, LastAdministrator, or AlreadyTaken where an act about people came in
    between.
    """
    key = administrator_key(point, administrator, admin_pin)
    wanted, salt, before = cleaned(wanted), secrets.token_bytes(32), newest_who(point.id)
    row = _checked_row(point, wanted.login)
    if wanted.duty is not Duty.ADMINISTRATOR:
        _refuse_last(point, wanted.login)
    journals = pack_set(frozenset(wanted.journals))
    facts = {
        "login": wanted.login,
        "duty": wanted.duty.value,
        "journals": journals.strip(),
        "committed": commitments(salt, {"name": wanted.name, "post": wanted.post}),
        "before": before.hex(),
    }
    said = say(point, Kind.SPECIALIST_CHANGED, facts, signer=key)
    row.name, row.post, row.duty = wanted.name, wanted.post, wanted.duty.value
    row.journals, row.salt = journals, salt
    _keep(point, key, said, row, before)
    return specialist_of(row)


def dismiss(point: HelpPoint, login: str, *, administrator: str, admin_pin: str) -> Specialist:
    """End the key of a specialist who has left; what they signed stays signed.

    Raises as ``change`` does.
    """
    key = administrator_key(point, administrator, admin_pin)
    before = newest_who(point.id)
    row = _checked_row(point, login_typed(login))
    _refuse_last(point, row.login)
    facts = {"login": row.login, "before": before.hex()}
    said = say(point, Kind.SPECIALIST_DISMISSED, facts, signer=key)
    row.status, row.key_id = DISMISSED, None
    _keep(point, key, said, row, before)
    return specialist_of(row)


def _checked_row(point: HelpPoint, login: str) -> SpecialistRow:
    """The row of an enrolled specialist, which says what the acts say."""
    row = enrolled_row(point, login)
    check_person(point, row)
    return row


def _refuse_last(point: HelpPoint, login: str) -> None:
    """Raise LastAdministrator where nobody else could admit and settle anything."""
    people = point.who().specialists.items()
    duty = Duty.ADMINISTRATOR.value
    if not any(other != login and p["key"] and p["duty"] == duty for other, p in people):
        raise LastAdministrator


def _keep(point: HelpPoint, key: Signer, said: Said, row: SpecialistRow, before: bytes) -> None:
    """Keep the act and the row that repeats it, unless something about people came in between.

    Whoever stands at the desk, in a journal that is not theirs any more, goes back into the line:
    nobody else could say how that ended.
    """
    with open_ledger(point, signer=key) as ledger:
        if newest_who(point.id) != before:
            raise AlreadyTaken
        row.save()
        _return_visitors(point, row, ledger.now)
        ledger.keep(said)


def _return_visitors(point: HelpPoint, row: SpecialistRow, now: str) -> None:
    keeps = [] if row.status == DISMISSED else row.journals.split()
    at_desk = (
        Entry.select(Entry.id)
        .join(Volume)
        .where(
            Entry.point == point.id,
            Entry.specialist == row.id,
            Entry.state.in_([state.value for state in AT_DESK]),
            Volume.journal.not_in(keeps),
        )
    )
    nobodys = {"specialist": None, "called_at": None, "started_at": None}
    for entry in list(at_desk):
        Entry.update(state=State.WAITING.value, **nobodys).where(Entry.id == entry.id).execute()
        event = {"kind": "returned", "specialist": row.id, "at": now}
        Event.insert(point=point.id, entry=entry.id, **event).execute()
