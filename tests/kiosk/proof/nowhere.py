"""A past in which nothing happened: for walks that ask it for days alone."""

from __future__ import annotations

from datetime import date

from kiosk.proof.acts import instant
from kiosk.proof.history import Act, Place, Shelf


class Nowhere:
    """Where it is always the day that it is in Greenwich, and no entry was ever signed."""

    def signing(self, act: Act, place: Place) -> Act | None:
        return None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        raise KeyError(shelf)

    def day(self, at: str) -> date:
        return instant(at).date()
