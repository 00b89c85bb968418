"""Who has a fault that is reported already joins the open request, and takes no number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import peewee as pw

from db.models import Entry, Joined, Topic, Volume
from kiosk.catalogue.topics import guide_for
from kiosk.journal import facts
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.visits.registration import Slip
from kiosk.words.consent import was_refused
from kiosk.words.days import local
from kiosk.words.errors import MissingWords
from kiosk.words.names import room_key
from kiosk.words.people import ticket_label
from kiosk.words.personal_names import tidy_name
from kiosk.words.states import WAITED_UNDER
from kiosk.words.stored import in_language
from kiosk.words.text import caseless, clean, fold

MOST_OFFERED = 3
"""So many open requests of one room are offered, the newest."""
_OPEN = Entry.state.in_([state.value for state in WAITED_UNDER]) & Entry.destroyed_at.is_null()


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request as somebody else may see it: neither names nor anybody's own words."""

    entry: int
    label: str
    titles: str
    """The kind of problem by language; empty where the visitor had words of their own."""
    opened: datetime
    """In the point's zone."""
    is_of_today: bool

    @property
    def title(self) -> str:
        """The kind of problem in the language in use; empty where none was chosen."""
        return in_language(self.titles) if self.titles else ""


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who joined a request; ``name`` is empty for who did not want to be named."""

    name: str
    at: datetime
    """In the point's zone."""


def open_requests(point: HelpPoint, room: str, topic: str | None) -> list[OpenRequest]:
    """The newest open requests of a room with this kind of problem, or with any where none was
    chosen."""
    wanted = room_key(room)
    rows = (
        Entry.select(Entry, Topic)
        .join(Volume)
        .switch(Entry)
        .join(Topic, pw.JOIN.LEFT_OUTER)
        .where(
            Entry.point == point.id,
            Volume.journal == Journal.REQUESTS.value,
            Volume.closed_at.is_null(),
            _OPEN,
        )
        .order_by(Entry.id.desc())
    )
    if topic is not None:
        rows = rows.where(Topic.code == topic)
    same = [row for row in rows if wanted and room_key(row.room) == wanted]
    return [
        OpenRequest(
            entry=row.id,
            label=ticket_label(row.series, row.ticket),
            titles=row.topic.titles if row.topic else "",
            opened=local(row.opened_at, point.zone),
            is_of_today=row.day == point.today().isoformat(),
        )
        for row in same[:MOST_OFFERED]
    ]


def join(
    point: HelpPoint, entry: int, *, request_id: str, name: str, consent: str = ""
) -> Slip | None:
    """Keep a name with an open request, whose ticket is shown; None where it has ended meanwhile.

    A join is no act: the fault stands in the ledger already, and nobody answers for having it too.
    ``consent`` is as for ``sign_in``; the same ``request_id`` joins once. Raises MissingWords,
    StorageUnavailable or ClockDoubted.
    """
    nameless = was_refused(consent)
    named = "" if nameless else facts.cleaned({"name": tidy_name(name)})["name"]
    if not (nameless or named):
        raise MissingWords
    with open_ledger(point) as ledger:  # no request ends while its head is locked
        row = Entry.get_or_none(Entry.id == entry, Entry.point == point.id, _OPEN)
        if row is None:
            return None
        keys = {"point": point.id, "request_id": request_id}
        kept = {"entry": entry, "name": named, "consent": consent, "joined_at": ledger.now}
        Joined.insert(**keys, **kept).on_conflict_ignore().execute()
    _journal, year, number = facts.place_of(row)
    return Slip(
        label=ticket_label(row.series, row.ticket),
        journal=Journal.REQUESTS,
        number=number,
        year=year,
        entry=row.id,
        guide=guide_for(point, row.topic.code if row.topic else None, None),
        joined=True,
    )


def joiners(point: HelpPoint, entry: int) -> tuple[Joiner, ...]:
    """Who joined a request, the first to come first."""
    rows = Joined.select().where(Joined.point == point.id, Joined.entry == entry)
    ordered = rows.order_by(Joined.joined_at, Joined.request_id)
    return tuple(Joiner(row.name, local(row.joined_at, point.zone)) for row in ordered)


def count_joined(point: HelpPoint, name: str, form: Callable[[str], str]) -> int:
    """How many times somebody of this name has joined a request that is open; ``form`` says in
    which form names are compared."""
    return len(_of(point, name, form))


def forget(point: HelpPoint, name: str, form: Callable[[str], str]) -> int:
    """Delete what is kept of who joined under this name; how often they had. The requests stay."""
    found = _of(point, name, form)
    of_them = (Joined.point == point.id) & Joined.request_id.in_(found)
    return int(Joined.delete().where(of_them).execute()) if found else 0


def look_alike_entries(point: HelpPoint, name: str) -> set[int]:
    """The requests that somebody joined whose name only looks like this one."""
    rows = Joined.select(Joined.entry, Joined.name).where(Joined.point == point.id)
    exact, looks = caseless(clean(name)), fold(clean(name))
    alike = [row for row in rows if looks and fold(row.name) == looks]
    return {row.entry_id for row in alike if caseless(row.name) != exact}


def _of(point: HelpPoint, name: str, form: Callable[[str], str]) -> list[str]:
    """The ids under which somebody of this name joined."""
    wanted = form(clean(name))
    rows = Joined.select(Joined.request_id, Joined.name).where(Joined.point == point.id)
    return [row.request_id for row in rows if wanted and form(row.name) == wanted]
