"""What the rules of acts ask of the past, answered from the tables."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.reading import ActRow, act_of_entry
from kiosk.journal.rows import volume_digest
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.history import Act, Place, Shelf, place_of
from kiosk.words.days import local


class TablesPast:
    """The past of a point's ledger (``kiosk.proof.history.Past``): acts are looked up, so that a
    walk over a million of them remembers none."""

    def __init__(self, point: HelpPoint) -> None:
        self._point, self._zone = point.id, point.zone

    def signing(self, act: Act, place: Place) -> ActRow | None:
        """The act that signed the entry which ``act`` is shown with, if it is that of the place."""
        signed = act_of_entry(self._point, act.entry_id or 0, Kind.ENTRY_SIGNED, before=act.seq)
        is_its = signed is not None and place_of(facts_of(signed.body)) == place
        return signed if is_its else None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest of a whole volume when the ledger had ``size`` acts."""
        return volume_digest(self._point, *shelf, size)

    def day(self, at: str) -> date:
        """The day of a moment at the point."""
        return _day_of_minute(at[:16], self._zone)


@lru_cache(maxsize=64)
def _day_of_minute(minute: str, zone: ZoneInfo) -> date:
    """Neighbouring acts fall into the same minute."""
    return local(minute + "Z", zone).date()
