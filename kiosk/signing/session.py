"""The key of an open desk, in memory for as long as the desk is open."""

from __future__ import annotations

from datetime import datetime

from kiosk.signing.keys import Signer


class Session(Signer):
    """A key that a person's key named for some hours."""

    def __init__(self, seed: bytes, *, person_key: str, until: datetime) -> None:
        """``person_key`` is the name of the person's key by whose right this one signs, ``until``
        the last moment at which it does."""
        super().__init__(seed)
        self.person_key, self.until = person_key, until
