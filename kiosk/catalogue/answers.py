"""An answer before the line: the guide that gives it, and how often it was enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db import answers as rows
from db.models import Guide as GuideRow
from db.models import Topic as TopicRow
from kiosk.catalogue.topics import Guide, guides
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.people import Role
from kiosk.words.i18n import language
from kiosk.words.stored import in_language


@dataclass(frozen=True, slots=True)
class Answered:
    """How often the answer of a guide to a topic was shown, in titles of the language in use."""

    topic: str
    guide: str
    helped: int
    went_on: int


def answer_for(point: HelpPoint, topic: str | None, role: Role) -> Guide | None:
    """The guide whose answer fits a topic best: for this role rather than for anybody, in the
    language in use rather than in another. None where no guide for the role has an answer."""
    if topic is None:
        return None
    fitting = [guide for guide in guides(point, role=role, topic=topic) if guide.answer]
    spoken = language()
    return min(fitting, key=lambda g: (not g.roles, g.language != spoken), default=None)


def count_answer(point: HelpPoint, topic: str, guide: str, *, helped: bool) -> None:
    """Count that an answer helped, or that somebody went on to the line: by day, topic and guide,
    and nothing else is kept. Raises StorageUnavailable."""
    with transaction():
        rows.count_answer(point.id, point.today().isoformat(), topic, guide, helped=helped)


def answered(point: HelpPoint, since: date, until: date) -> Sequence[Answered]:
    """What was counted on some days, the most often shown first. A topic or a guide that is gone
    is named by its code."""
    found = rows.answered(point.id, since.isoformat(), until.isoformat())
    topics, known = (
        {row.code: in_language(row.titles) for row in table.select().where(table.point == point.id)}
        for table in (TopicRow, GuideRow)
    )
    return [
        Answered(topics.get(row.topic, row.topic), known.get(row.guide, row.guide), *row[2:])
        for row in found
    ]
