"""Opening and closing a volume by hand: the person responsible signs what stands in it."""

from __future__ import annotations

from db.models import Act, Entry, Volume
from kiosk.journal.numbers import refuse_closed
from kiosk.journal.rows import rows_digest
from kiosk.journal.volumes import (
    Closing,
    act_about,
    closes_from,
    closing_of,
    needed_volume,
    numbers_where,
    unsigned_rows,
)
from kiosk.point.ledger import OpenLedger, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Value
from kiosk.proof.forms import Journal
from kiosk.proof.rows import numbers_in_words
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.words.errors import (
    AlreadyTaken,
    NotYourJournal,
    ReasonMissing,
    VisitorAtDesk,
    YearNotOver,
)
from kiosk.words.people import Specialist
from kiosk.words.states import AT_DESK
from kiosk.words.text import FREE, clean


def sign_opening(
    point: HelpPoint, specialist: Specialist, journal: Journal, year: int, *, pin: str
) -> None:
    """Sign the opening of a volume that the first entry of the year opened by itself.

    Raises NotYourJournal, WrongPin, NoAgreement, VolumeClosed, or AlreadyTaken when it is signed.
    """
    person, key = _responsible(point, specialist, journal, pin)
    with open_ledger(point, signer=key) as ledger:
        refuse_closed(needed_volume(point, journal, year))
        if not _sign_opening(point, ledger, journal, year, person, key):
            raise AlreadyTaken


def close(
    point: HelpPoint,
    specialist: Specialist,
    journal: Journal,
    year: int,
    *,
    pin: str,
    reason: str = "",
) -> Closing:
    """Close a volume whose school year is over: nothing more is written into it.

    An opening that nobody has signed is signed with it: a closed volume has both. A volume with
    unsigned rows needs a reason. Raises NotYourJournal, YearNotOver, VolumeClosed,
    VisitorAtDesk, ReasonMissing, WrongPin or NoAgreement.
    """
    if point.today() < closes_from(year):
        raise YearNotOver(f"{closes_from(year):%d.%m.%Y}")
    reason = clean(reason, FREE)
    person, key = _responsible(point, specialist, journal, pin)
    with open_ledger(point, signer=key) as ledger:
        volume = needed_volume(point, journal, year)
        refuse_closed(volume)
        if at_desk := numbers_where(volume, Entry.state.in_(AT_DESK)):
            raise VisitorAtDesk(numbers_in_words(at_desk))
        unsigned = unsigned_rows(volume)
        if unsigned and not reason:
            raise ReasonMissing
        _sign_opening(point, ledger, journal, year, person, key)
        statement = _closing_facts(ledger, volume, unsigned) | _signed_by(person, journal, year)
        wording = reason if unsigned else None
        act = ledger.append(Kind.VOLUME_CLOSED, statement, signer=key, wording=wording)
        Volume.update(closed_at=ledger.now).where(Volume.id == volume.id).execute()
    return closing_of(point, Act.get(Act.point == point.id, Act.seq == act.seq))


def _responsible(
    point: HelpPoint, specialist: Specialist, journal: Journal, pin: str
) -> tuple[Specialist, Signer]:
    """The person responsible for a journal, with their key. Raises NotYourJournal for anybody
    else, WrongPin or NoAgreement."""
    person, key = unlock_to_sign(point, specialist.login, pin)
    if not person.answers_for(journal):
        raise NotYourJournal
    return person, key


def _sign_opening(
    point: HelpPoint,
    ledger: OpenLedger,
    journal: Journal,
    year: int,
    person: Specialist,
    key: Signer,
) -> bool:
    """Sign the opening where nobody has; False where somebody had."""
    opened = act_about(point, Kind.VOLUME_OPENED, journal, year)
    if opened is None or act_about(point, Kind.VOLUME_VOUCHED, journal, year) is not None:
        return False
    statement = _signed_by(person, journal, year) | {"opened": bytes(opened.hash).hex()}
    ledger.append(Kind.VOLUME_VOUCHED, statement, signer=key)
    return True


def _closing_facts(ledger: OpenLedger, volume: Volume, unsigned: list[int]) -> dict[str, Value]:
    """What the closing counts and fixes: the numbers of the rows, and what the ledger says of
    them up to now."""
    last = int(volume.last_number)
    return {
        "entries": last,
        "first": min(1, last),
        "last": last,
        "unsigned": numbers_in_words(unsigned),
        "rows": rows_digest(volume, 1, last, ledger.size).hex(),
        "head": ledger.tail.hex(),
    }


def _signed_by(person: Specialist, journal: Journal, year: int) -> dict[str, Value]:
    return {"journal": journal.value, "year": year, "specialist": person.login}
