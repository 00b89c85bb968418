"""A past that remembers every act: what the rules ask of it, answered by looking through them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kiosk.proof.acts import instant
from kiosk.proof.chain import SignedAct, genesis
from kiosk.proof.history import Place, Shelf
from kiosk.proof.rows import digest


class Remembered:
    """The acts taken in so far, whole and in order."""

    def __init__(self, uid: str) -> None:
        self._genesis, self.acts = genesis(uid), list[SignedAct]()

    def tail(self, size: int) -> bytes:
        """What was chained to act ``size``. Raises KeyError where there is none."""
        if not 0 <= size <= len(self.acts):
            raise KeyError(size)
        return self.acts[size - 1].tail if size else self._genesis

    def signing(self, place: Place) -> SignedAct | None:
        """The act that signed an entry."""
        for act in self.acts:
            if act.kind == "entry_signed" and place in covered(act):
                return act
        return None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest of a volume when the ledger had ``size`` acts."""
        rows: dict[int, list[bytes]] = {}
        for act in self.acts[:size]:
            for journal, year, number in about(act):
                if (journal, year) == shelf:
                    rows.setdefault(number, []).append(act.tail)
        return digest(*shelf, rows)

    def day(self, at: str, zone: str) -> date:
        """The day of a moment in a time zone."""
        return self._wall(at, zone).date()

    def minute(self, at: str, zone: str) -> str:
        """What clocks show at a moment in a time zone."""
        return self._wall(at, zone).isoformat()[:16]

    @staticmethod
    def _wall(at: str, zone: str) -> datetime:
        return instant(at).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def covered(act: SignedAct) -> list[Place]:
    """The entries that a signature covers."""
    entries = json.loads(act.body)["entries"]
    return [(each["journal"], each["year"], each["number"]) for each in entries]


def about(act: SignedAct) -> Iterator[Place]:
    """The entries that an act is about, and those that what it signs stands for."""
    body, given = json.loads(act.body), json.loads(act.given)
    if act.kind == "entry_signed":
        yield from covered(act)
        for each in body["entries"]:
            if "corrects" in each:
                yield each["journal"], each["corrects"]["year"], each["corrects"]["number"]
    elif "number" in {**body, **given}:
        yield body["journal"], body["year"], {**body, **given}["number"]
