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
from kiosk.point.ledger import look, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import NO_WORDS
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Value
from kiosk.proof.chain import SignedAct
from kiosk.proof.forms import Journal
from kiosk.proof.rows import numbers_in_words
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.signature import say_signed
from kiosk.words.errors import (
    AlreadyTaken,
    NotYourJournal,
    ReasonMissing,
    SomebodyWaits,
    YearNotOver,
)
from kiosk.words.people import Specialist
from kiosk.words.states import WAITED_UNDER
from kiosk.words.text import FREE, clean


def sign_opening(
    point: HelpPoint, specialist: Specialist, journal: Journal, year: int, *, pin: str
) -> None:
    """Sign the opening of a volume that the first entry of the year opened by itself.

    Raises NotYourJournal, WrongPin, NoAgreement, VolumeClosed, or AlreadyTaken when it is signed.
    """
    person, key = _responsible(point, specialist, journal, pin)
    refuse_closed(needed_volume(point, journal, year))
    if not _sign_opening(point, journal, year, person, key):
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
    SomebodyWaits, ReasonMissing, WrongPin or NoAgreement.
    """
    if point.today() < closes_from(year):
        raise YearNotOver(f"{closes_from(year):%d.%m.%Y}")
    reason = clean(reason, FREE)
    person, key = _responsible(point, specialist, journal, pin)
    _refuse_unfinished(needed_volume(point, journal, year), reason)
    _sign_opening(point, journal, year, person, key)
    while (act := _closed(point, journal, year, person, key, reason)) is None:
        pass
    return closing_of(point, Act.get(Act.point == point.id, Act.seq == act.seq))


def _closed(
    point: HelpPoint, journal: Journal, year: int, person: Specialist, key: Signer, reason: str
) -> SignedAct | None:
    """The act that closed a volume; None where another act came between: what the closing counts
    and fixes is what the ledger says up to it."""
    seen = look(point)
    volume = needed_volume(point, journal, year)
    unsigned = _refuse_unfinished(volume, reason)
    statement = {
        "journal": journal.value,
        "year": year,
        **_closing_facts(volume, unsigned, seen.size),
    }
    words, kind = {"wording": reason} if unsigned else NO_WORDS, Kind.VOLUME_CLOSED
    said = say_signed(point, kind, statement, person=person, key=key, words=words)
    with open_ledger(point, signer=key) as ledger:
        if ledger.size != seen.size:
            return None
        _refuse_unfinished(volume, reason)
        Volume.update(closed_at=ledger.now).where(Volume.id == volume.id).execute()
        return ledger.keep(said)


def _refuse_unfinished(volume: Volume, reason: str) -> list[int]:
    """The numbers of the rows that nobody signed. Raises VolumeClosed, SomebodyWaits while somebody
    waits, is called or helped, and ReasonMissing for unsigned rows without one."""
    refuse_closed(volume)
    if undecided := numbers_where(volume, Entry.state.in_(WAITED_UNDER)):
        raise SomebodyWaits(numbers_in_words(undecided))
    unsigned = unsigned_rows(volume)
    if unsigned and not reason:
        raise ReasonMissing
    return unsigned


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
    point: HelpPoint, journal: Journal, year: int, person: Specialist, key: Signer
) -> bool:
    """Sign the opening where nobody has; False where somebody had."""
    opened = act_about(point, Kind.VOLUME_OPENED, journal, year)
    if opened is None:
        return False
    statement = {"journal": journal.value, "year": year, "opened": bytes(opened.tail).hex()}
    said = say_signed(point, Kind.VOLUME_VOUCHED, statement, person=person, key=key)
    with open_ledger(point, signer=key) as ledger:
        if act_about(point, Kind.VOLUME_VOUCHED, journal, year) is not None:
            return False
        refuse_closed(needed_volume(point, journal, year))
        ledger.keep(said)
    return True


def _closing_facts(volume: Volume, unsigned: list[int], size: int) -> dict[str, Value]:
    """What the closing counts and fixes: the numbers of the rows, and what the ledger says of
    them up to act ``size``."""
    last = int(volume.last_number)
    return {
        "entries": last,
        "first": min(1, last),
        "last": last,
        "unsigned": numbers_in_words(unsigned),
        "rows": rows_digest(volume, 1, last, size).hex(),
    }
