"""A clock that is behind the last act or was moved: whether it is, and the act that confirms it."""

from __future__ import annotations

from db.models import Ledger
from kiosk.point.ledger import JITTER, open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.staff.access import administrator_key
from kiosk.words.days import moment
from kiosk.words.errors import AlreadyTaken


def doubtful(point: HelpPoint) -> tuple[str, str] | None:
    """The time of the last act and the time now, as they are shown, where somebody has to say
    whether the clock is right: it is behind, was moved, or is far after the last act."""
    last, now = moment(Ledger.get_by_id(point.id).at), point.clock()
    if last - now <= JITTER and not point.steady.is_doubted(now):
        return None
    return f"{last.astimezone(point.zone):%d.%m.%Y %H:%M}", (
        f"{now.astimezone(point.zone):%d.%m.%Y %H:%M}"
    )


def resolve_clock(point: HelpPoint, *, administrator: str, pin: str) -> bool:
    """Record that the clock is right now, whatever it was before; time goes on from here.

    False where the clock is not doubtful and nothing had to be recorded. The ledger keeps the step
    for ever, and a verification counts it. Raises NotAllowed, WrongPin,
    or AlreadyTaken where an act came in between.
    """
    key = administrator_key(point, administrator, pin)
    before = str(Ledger.get_by_id(point.id).at)
    said = say(point, Kind.CLOCK_RESOLVED, {"before": before}, signer=key)
    with open_ledger(point, signer=key, clock_resolved=True) as ledger:
        if ledger.last != before:
            raise AlreadyTaken
        now = point.clock()
        if moment(ledger.now) >= moment(ledger.last) and not point.steady.is_doubted(now):
            return False
        ledger.keep(said)
    point.steady.accept(now)
    return True
