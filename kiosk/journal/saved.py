"""What a specialist looks for again and again, kept under a name. It is no act and no evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import peewee as pw

from db.models import SavedSearch as Row
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.words.errors import MissingWords
from kiosk.words.people import Specialist
from kiosk.words.text import SHORT, TITLE, clean, fold

MOST = 6
"""Searches that one specialist keeps; another one takes the place of the oldest."""
_SURE = 3
"""Letters of a word that can tell a name."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under its name; ``wanted`` is what was typed."""

    name: str
    journal: Journal
    wanted: str


def saved_searches(point: HelpPoint, specialist: Specialist) -> list[SavedSearch]:
    """What a specialist has kept, the oldest first."""
    rows = Row.select().where(*_own(point, specialist)).order_by(Row.id)
    return [SavedSearch(row.name, Journal(row.journal), row.wanted) for row in rows]


def save_search(
    point: HelpPoint, specialist: Specialist, name: str, journal: Journal, wanted: str
) -> None:
    """Keep a search; one with the same name is replaced. Raises MissingWords without a name."""
    name = clean(name, SHORT)
    if not name:
        raise MissingWords
    with transaction():
        Row.delete().where(*_own(point, specialist), Row.name == name).execute()
        rows = list(Row.select(Row.id).where(*_own(point, specialist)).order_by(Row.id.desc()))
        Row.delete().where(Row.id.in_([row.id for row in rows[MOST - 1 :]])).execute()
        Row.insert(
            point=point.id,
            specialist=specialist.id,
            name=name,
            journal=journal.value,
            wanted=clean(wanted, TITLE),
        ).execute()


def drop_search(point: HelpPoint, specialist: Specialist, name: str) -> None:
    """Keep a search no longer."""
    with transaction():
        Row.delete().where(*_own(point, specialist), Row.name == name).execute()


def forget_searches(point: HelpPoint, names: Iterable[str]) -> int:
    """Delete what anybody keeps that may name one of some people, whose data are destroyed; how
    many searches there were. A part of a name is enough, in any case."""
    parts = {part for name in names for part in fold(name).split() if len(part) >= _SURE}
    rows = Row.select().where(Row.point == point.id)
    ids = [row.id for row in rows if _may_name(f"{row.name} {row.wanted}", parts)]
    return int(Row.delete().where(Row.id.in_(ids)).execute()) if ids else 0


def _may_name(text: str, parts: Collection[str]) -> bool:
    """Whether a word of a text is within a part of a name, or the part in it but for an ending."""
    words = [word for word in re.findall(r"[\w-]+", fold(text)) if len(word) >= _SURE]
    stems = {part[: max(_SURE, len(part) - 1)] for part in parts}
    return any(
        any(word in part for part in parts) or any(stem in word for stem in stems) for word in words
    )


def _own(point: HelpPoint, specialist: Specialist) -> tuple[pw.Expression, pw.Expression]:
    return Row.point == point.id, Row.specialist == specialist.id
