"""Places in the line: who comes after whom, who is away for a while, what opens a ticket."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from db import writes
from db.models import Entry, Joined, LinePlace
from kiosk.point.point import HelpPoint
from kiosk.visits import codes
from kiosk.words.days import bounds, local, stamp

MOST_DEFERRALS = 5
"""How often one ticket lets others pass or comes back later."""


def stand(point: HelpPoint, entry: int, code: str) -> None:
    """The last place for a new entry, whose ticket has a code."""
    salt = secrets.token_bytes(codes.SALT_BYTES)
    writes.stand_in_line(point.id, entry, salt, codes.sealed(point.keyring.pepper, salt, code))


def in_order(rows: Iterable[Entry]) -> list[tuple[Entry, LinePlace | None]]:
    """Entries with their places, the first to be called first; who is away keeps their place."""
    entries = list(rows)
    found = LinePlace.select().where(LinePlace.entry.in_([row.id for row in entries]))
    places = {place.entry_id: place for place in found}
    pairs = [(row, places.get(row.id)) for row in entries]
    return sorted(pairs, key=lambda pair: (turn_of(*pair), pair[0].id))


def turn_of(row: Entry, place: LinePlace | None) -> int:
    """Where an entry stands; the smallest is called first."""
    return int(place.turn if place else row.id)


def back(point: HelpPoint, place: LinePlace | None) -> datetime | None:
    """When somebody comes back who is away, in the point's zone; None for who is here."""
    is_away = place is not None and place.back_at > stamp(point.clock())
    return local(place.back_at, point.zone) if place is not None and is_away else None


def opens(point: HelpPoint, entry: int, code: str) -> bool:
    """Whether a code is that of an entry's ticket."""
    place = LinePlace.get_or_none(LinePlace.entry == entry)
    pepper = point.keyring.pepper
    return place is not None and codes.fits(pepper, bytes(place.salt), place.seal, code)


def try_code(point: HelpPoint, entries: Iterable[int], code: str) -> int | None:
    """The entry, of a few, whose code this is; after ``codes.MOST_MISSES`` wrong ones in a row none
    of an entry is looked at. Must run inside a transaction: each is counted before it is looked at,
    so that no two kiosks try at once; one that fits takes that back from the others."""
    tried = [entry for entry in sorted(entries) if _count_miss(entry)]
    opened = next((entry for entry in tried if opens(point, entry, code)), None)
    if opened is not None:
        one_less = LinePlace.update(misses=LinePlace.misses - 1)
        one_less.where(LinePlace.entry.in_(tried)).execute()
        LinePlace.update(misses=0).where(LinePlace.entry == opened).execute()
    return opened


def _count_miss(entry: int) -> bool:
    tried = (LinePlace.entry == entry) & (LinePlace.misses < codes.MOST_MISSES)
    return bool(LinePlace.update(misses=LinePlace.misses + 1).where(tried).execute())


def give_new_code(point: HelpPoint, entry: int) -> str:
    """Another code for an entry that waits, and three more tries."""
    code, salt = codes.new_code(), secrets.token_bytes(codes.SALT_BYTES)
    seal = codes.sealed(point.keyring.pepper, salt, code)
    changed = {"salt": salt, "seal": seal, "misses": 0}
    if LinePlace.update(changed).where(LinePlace.entry == entry).execute() != 1:
        writes.stand_in_line(point.id, entry, salt, seal)
    return code


def leave(entry: int) -> None:
    """An entry has ended: nothing of its place, its code and of who joined it is kept."""
    Joined.delete().where(Joined.entry == entry).execute()
    LinePlace.delete().where(LinePlace.entry == entry).execute()


def forget_withdrawn(point: HelpPoint) -> None:
    """What was withdrawn before today is not restored any more."""
    today, _tomorrow = bounds(point.today(), point.zone)
    LinePlace.delete().where(
        LinePlace.point == point.id, LinePlace.withdrawn_at > "", LinePlace.withdrawn_at < today
    ).execute()
