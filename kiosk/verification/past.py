"""What the rules of acts ask of the past, answered from the tables."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.reading import ActRow, signing_of
from kiosk.journal.rows import volume_digest
from kiosk.point.ledger import tail_at
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.history import Place, Shelf, places_of
from kiosk.words.days import local


class TablesPast:
    """The past of a point's ledger (``kiosk.proof.history.Past``): acts are looked up, so that a
    walk over a million of them remembers none."""

    def __init__(self, point: HelpPoint) -> None:
        self._point = point

    def tail(self, size: int) -> bytes:
        """What was chained to act ``size``. Raises KeyError where there is none."""
        tail = tail_at(self._point, size)
        if tail is None:
            raise KeyError(size)
        return tail

    def signing(self, place: Place) -> ActRow | None:
        """The act that signed an entry, as its row says, if the act does say so."""
        signed = signing_of(self._point.id, *place)
        if signed is None or signed.kind != Kind.ENTRY_SIGNED:
            return None
        body, given = facts_of(signed.body), facts_of(signed.given)
        return signed if place in places_of(body, given) else None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest of a whole volume when the ledger had ``size`` acts."""
        return volume_digest(self._point.id, *shelf, size)

    def day(self, at: str, zone: str) -> date:
        """The day of a moment in a time zone. Raises KeyError for one that no clock knows."""
        return _day_of_minute(at[:16], zone)

    def minute(self, at: str, zone: str) -> str:
        """What clocks show at a moment in a time zone. Raises as ``day`` does."""
        return f"{local(at, ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


@lru_cache(maxsize=64)
def _day_of_minute(minute: str, zone: str) -> date:
    """Neighbouring acts fall into the same minute."""
    return local(minute + "Z", ZoneInfo(zone)).date()
