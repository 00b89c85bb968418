"""Signing in for a consultation, alone or several with one question."""

from __future__ import annotations

from contextlib import suppress

from kiosk.ways.asker import Asker
from kiosk.ways.consultation import Helped, SignIn
from kiosk.ways.several import Several


async def sign_in(asker: Asker) -> bool:
    """The whole way; False for who turned back. What was typed lives in this call alone."""
    with suppress(Helped):
        while True:
            one = SignIn(asker)
            if await one.go():
                return True
            if not one.chose_several:
                return False
            if await Several(asker).go():
                return True
    return True
