"""Destroying personal data: on request, or when their term has run out (152-ФЗ, ст. 21).

Names and free text stand in the ledger as salted commitments alone. With the words and their salt
gone, nobody can find out what was said, and every act still verifies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import peewee as pw

from db.engine import current
from db.erasing import purge
from db.models import Act, Entry, Event, Volume, Wording
from db.words import index_words
from kiosk.journal.facts import SEARCHED
from kiosk.journal.saved import forget_searches
from kiosk.machine.transaction import transaction
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.privacy.mentions import mentioned
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Value
from kiosk.proof.rows import numbers_in_words
from kiosk.signing.keys import Signer
from kiosk.staff.access import unlock
from kiosk.words.days import local, stamp
from kiosk.words.errors import NotAllowed, NothingToDestroy, PersonInReason, ReasonMissing
from kiosk.words.people import Specialist
from kiosk.words.states import WAITED_UNDER
from kiosk.words.text import FREE, caseless, clean, fold


class Cause(StrEnum):
    """Why personal data are destroyed."""

    EXPIRED = "expired"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Destruction:
    """What was destroyed, for the act that is printed."""

    act: int
    at: datetime
    cause: Cause
    reason: str
    who: Specialist
    entries: dict[str, str]
    """Numbers of entries by «journal/year», such as «3, 7–9»."""
    count: int


def entries_of(
    point: HelpPoint, name: str, *, ended: bool = True, look_alikes: bool = False
) -> list[int]:
    """The ids of the entries of everybody with this name; ё counts as е, case does not matter.

    With ``look_alikes`` also of everybody whose name looks the same when it is printed. Only those
    that have ended, or with ``ended=False`` only the others, whose data are still needed.
    """
    form = fold if look_alikes else caseless
    wanted = form(clean(name))
    rows = _entries(point, ended=ended).where(Entry.search.startswith(fold(clean(name))))
    return [row.id for row in rows if wanted and form(row.name) == wanted]


def expired_entries(point: HelpPoint, years: int) -> list[int]:
    """The ids of the entries of volumes that were closed so many years ago; nothing is changed."""
    today = point.today()
    before = stamp(datetime.combine(_years_before(today, years), datetime.min.time(), point.zone))
    rows = _entries(point).where(Volume.closed_at.is_null(False), Volume.closed_at < before)
    return [row.id for row in rows]


def destroy(
    point: HelpPoint, entries: Iterable[int], *, cause: Cause, reason: str, login: str, pin: str
) -> Destruction:
    """Empty some entries, as ``empty_entries`` does, and purge the database's file of their words.

    Raises as ``empty_entries`` does; StillRead, or one of the database's FAILURES, where the act
    stands and only the file still has to be purged.
    """
    done = empty_entries(point, entries, cause=cause, reason=reason, login=login, pin=pin)
    purge(current())
    return done


def empty_entries(
    point: HelpPoint, entries: Iterable[int], *, cause: Cause, reason: str, login: str, pin: str
) -> Destruction:
    """Empty what visitors and specialists wrote in some entries, as an administrator's act.

    Those of ``entries`` that have not ended or are empty already are left out. The rows keep their
    numbers, dates and signatures; the file's free pages and log are purged apart.
    Raises NothingToDestroy, ReasonMissing, PersonInReason, NotAllowed or WrongPin.
    """
    reason = clean(reason, FREE)
    if not reason:
        raise ReasonMissing
    person, key = unlock(point, login, pin)
    if not person.is_administrator:
        raise NotAllowed
    wanted = list(entries)
    while (done := _emptied(point, wanted, cause, reason, person, key)) is None:
        pass
    return done


def _emptied(
    point: HelpPoint,
    wanted: list[int],
    cause: Cause,
    reason: str,
    person: Specialist,
    key: Signer,
) -> Destruction | None:
    """What was destroyed; None where the entries that have ended became others meanwhile."""
    rows = list(_entries(point).where(Entry.id.in_(wanted)))
    if not rows:
        raise NothingToDestroy
    if mentioned(reason, (row.name for row in rows)):
        raise PersonInReason
    named, count = _by_volume(rows), len(rows)
    facts: dict[str, Value] = {
        "entries": named,
        "count": count,
        "cause": cause.value,
        "specialist": person.login,
    }
    said = say(point, Kind.DATA_DESTROYED, facts, signer=key, words={"wording": reason})
    with open_ledger(point, signer=key) as ledger:
        if _by_volume(_entries(point).where(Entry.id.in_(wanted))) != named:
            return None
        act = ledger.keep(said)
        for row in rows:
            _empty_entry(row.id, ledger.now)
        forget_searches(point, (row.name for row in rows))
    return Destruction(act.seq, local(act.at, point.zone), cause, reason, person, named, count)


def delete_old_calls(point: HelpPoint, days: int) -> int:
    """Delete calls and returns that are older than so many days; how many there were."""
    with transaction():
        return int(Event.delete().where(_old_calls(point, days)).execute())


def count_old_calls(point: HelpPoint, days: int) -> int:
    """How many calls and returns are older than so many days; nothing is changed."""
    return int(Event.select().where(_old_calls(point, days)).count())


def _old_calls(point: HelpPoint, days: int) -> pw.Expression:
    """Calls and returns of ended entries that are older than so many days."""
    before = stamp(point.clock() - timedelta(days=days))
    ended = (
        Entry.select(Entry.id)
        .join(Volume)
        .where(Volume.point == point.id, Entry.state.not_in(WAITED_UNDER))
    )
    old: pw.Expression = (Event.at < before) & Event.entry.in_(ended)
    return old


def _entries(point: HelpPoint, *, ended: bool = True) -> pw.ModelSelect[Entry]:
    """Entries of the point, ended ones or the others, whose data are still there."""
    over = Entry.state.not_in(WAITED_UNDER)
    return (
        Entry.select(Entry, Volume)
        .join(Volume)
        .where(
            Volume.point == point.id,
            Entry.destroyed_at.is_null(),
            over if ended else ~over,
        )
        .order_by(Volume.journal, Volume.year, Entry.number)
    )


def has_ended(row: Entry) -> bool:
    """Whether nobody waits under an entry any more: it was completed or left."""
    return row.state not in WAITED_UNDER


def _by_volume(rows: Iterable[Entry]) -> dict[str, str]:
    """Numbers of entries by «journal/year», such as «3, 7–9»."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(f"{row.volume.journal}/{row.volume.year}", []).append(row.number)
    return {volume: numbers_in_words(found) for volume, found in numbers.items()}


def _empty_entry(entry: int, at: str) -> None:
    """Words and salts of one entry go, in the entry, in the index and beside the acts about it."""
    row = Entry.get_by_id(entry)
    index_words(row.volume.journal, entry, row.search, "")
    words = dict.fromkeys((*SEARCHED, "search"), "")
    Entry.update(**words, salt=b"", destroyed_at=at).where(Entry.id == entry).execute()
    acts = Act.select(Act.id).where(Act.entry == entry)
    reason = Wording.act.in_(acts), Wording.word == "wording"
    Wording.update(text="", salt=b"").where(*reason).execute()


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; for 29 February the 28th where there is no such day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
