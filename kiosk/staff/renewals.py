"""Replaced PINs: shown at log-in for a month, and told to the person until they confirm it."""

from __future__ import annotations

from datetime import date

from db.models import SigningKey
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import shifted
from kiosk.proof.history import Renewal
from kiosk.words.days import local, stamp
from kiosk.words.errors import PeopleDiffer
from kiosk.words.people import Specialist

SHOWN_DAYS = 30
"""For so long everybody at the log-in sees whose PIN was replaced."""


def replaced_lately(point: HelpPoint) -> dict[str, date]:
    """By login: on which day of the point somebody's PIN was replaced within the last
    ``SHOWN_DAYS``. Nothing where the acts about people do not hold: then nobody logs in at all."""
    try:
        renewed = point.who().renewed.values()
    except PeopleDiffer:
        return {}
    since = shifted(stamp(point.clock()), -SHOWN_DAYS * 24 * 3600)
    lately = (renewal for renewal in renewed if renewal.at >= since)
    return {renewal.login: local(renewal.at, point.zone).date() for renewal in lately}


def untold(point: HelpPoint, specialist: Specialist) -> Renewal | None:
    """How somebody got the PIN that they have now, unless they confirmed it or had no other before.

    Raises PeopleDiffer."""
    key = _key(point, specialist)
    told = SigningKey.get(SigningKey.point == point.id, SigningKey.key_id == key).told_at
    return None if told else point.who().renewed.get(key)


def mark_told(point: HelpPoint, specialist: Specialist) -> None:
    """Somebody has confirmed that they know of their new PIN. That is no evidence, only a memory of
    whom to tell."""
    mine = (SigningKey.point == point.id) & (SigningKey.key_id == _key(point, specialist))
    with transaction():
        told = SigningKey.update(told_at=stamp(point.clock()))
        told.where(mine, SigningKey.told_at.is_null()).execute()


def _key(point: HelpPoint, specialist: Specialist) -> str:
    """The name of the key that somebody has now, as the acts say."""
    return str(point.who().specialists[specialist.login]["key"])
