"""A clock that stands behind the last act: an administrator settles it by a recorded act."""

from __future__ import annotations

from kiosk.days import moment
from kiosk.point import HelpPoint
from kiosk.record import Kind, record
from kiosk.staff import administrator_key


def resolve_clock(point: HelpPoint, *, administrator: str, pin: str) -> bool:
    """Record that the clock is right now and that it was ahead before; time goes on from here.

    False where the clock is not behind and nothing had to be recorded. The ledger keeps the step
    for ever, and a verification counts it. Raises NotAllowed or WrongPin.
    """
    key = administrator_key(point, administrator, pin)
    with record(point, clock_resolved=True) as ledger:
        if moment(ledger.now) >= moment(ledger.last):
            return False
        ledger.append(Kind.CLOCK_RESOLVED, {"before": ledger.last}, signer=key)
    return True
