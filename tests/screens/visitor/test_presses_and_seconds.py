"""Presses and seconds of visitors on the real screens; model and limits stand in the bench."""

from __future__ import annotations

import pytest

from tests.bench.visitors import MOST_PRESSES, Finger, Hand, visit, visitors
from tests.screens.conftest import Opener


@pytest.mark.parametrize(
    ("kind", "who"),
    [(Hand, ("guardian", "teacher", "request", "English")), (Finger, ("guardian",))],
    ids=["keyboard", "touch only"],
)
async def test_a_visit_is_short(kiosk: Opener, kind: type[Hand], who: tuple[str, ...]) -> None:
    async with kiosk() as person:
        for visitor in visitors():
            if visitor.who in who:
                hand = kind(person)
                await visit(hand, visitor)
                print(f"{visitor.who}: {hand.presses} presses, {hand.seconds:.1f} s")
                assert hand.presses <= MOST_PRESSES, visitor.who
                assert hand.seconds <= hand.most_seconds, visitor.who
