"""Topics and guides: what visitors choose from. Filled by imports and the starter set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db import writes
from db.models import Guide as GuideRow
from db.models import Topic as TopicRow
from kiosk.machine.transaction import transaction
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.words.records import GuideRecord, TopicRecord
from kiosk.words.stored import in_language, pack_set, pack_titles, unpack_set
from kiosk.words.text import fold


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as a visitor sees it; ``access`` marks questions about logins (clause 2.2)."""

    code: str
    titles: str
    access: bool

    @property
    def title(self) -> str:
        """The title in the language in use now."""
        return in_language(self.titles)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as a visitor sees it; ``kind`` is text or video, ``language`` a language code."""

    code: str
    titles: str
    descriptions: str
    url: str
    kind: str
    language: str
    roles: frozenset[Role]
    topics: frozenset[str]
    answers: str = "{}"

    @property
    def title(self) -> str:
        """The title in the language in use now."""
        return in_language(self.titles)

    @property
    def description(self) -> str:
        """The description in the language in use now."""
        return in_language(self.descriptions)

    @property
    def answer(self) -> str:
        """What it answers, in the language in use now; empty where nobody has written that."""
        return in_language(self.answers)


def topics(point: HelpPoint, journal: Journal, role: Role | None = None) -> list[Topic]:
    """The topics of a journal in their order; with a role, those for that role."""
    rows = (
        TopicRow.select()
        .where(TopicRow.point == point.id, TopicRow.journal == journal.value, TopicRow.active)
        .order_by(TopicRow.position, TopicRow.id)
    )
    return [
        Topic(row.code, row.titles, bool(row.access))
        for row in rows
        if role is None or _meant_for(row.roles, role)
    ]


def guides(
    point: HelpPoint, *, role: Role | None = None, topic: str | None = None, search: str = ""
) -> list[Guide]:
    """The guides for a role and a topic whose title or description holds every searched word."""
    rows = (
        GuideRow.select()
        .where(GuideRow.point == point.id, GuideRow.active)
        .order_by(GuideRow.position, GuideRow.id)
    )
    if topic is not None:
        rows = rows.where(GuideRow.topics.contains(f" {topic} "))
    words = fold(search).split()
    return [
        _guide(row)
        for row in rows
        if (role is None or _meant_for(row.roles, role)) and _has_words(row, words)
    ]


def guide_for(point: HelpPoint, topic: str | None, role: Role | None) -> Guide | None:
    """The guide that fits a topic best: the role's own first, then anybody's."""
    if topic is None:
        return None
    fitting = [_guide(row) for row in writes.guides_about(point.id, topic)]
    own = (guide for guide in fitting if role is None or not guide.roles or role in guide.roles)
    return next(own, fitting[0] if fitting else None)


def save_topics(point: HelpPoint, records: Iterable[TopicRecord]) -> int:
    """Make the topics what the records say: known codes change, the others are no longer offered.

    Returns how many there are.
    """
    saved = list(records)
    with transaction():
        TopicRow.update(active=False).where(TopicRow.point == point.id).execute()
        for record in saved:
            row = TopicRow.get_or_none(
                TopicRow.point == point.id, TopicRow.code == record.code
            ) or TopicRow(point=point.id, code=record.code)
            row.journal, row.titles = record.journal.value, pack_titles(record.titles)
            row.roles, row.access = _pack_roles(record.roles), record.access
            row.position, row.active = record.position, True
            row.save()
    return len(saved)


def save_guides(point: HelpPoint, records: Iterable[GuideRecord]) -> int:
    """Make the guides what the records say, as ``save_topics`` does."""
    saved = list(records)
    with transaction():
        GuideRow.update(active=False).where(GuideRow.point == point.id).execute()
        for record in saved:
            row = GuideRow.get_or_none(
                GuideRow.point == point.id, GuideRow.code == record.code
            ) or GuideRow(point=point.id, code=record.code)
            row.titles, row.descriptions = map(pack_titles, (record.titles, record.descriptions))
            row.answers = pack_titles(record.answers)
            row.url, row.kind, row.language = record.url, record.kind, record.language
            row.roles, row.topics = _pack_roles(record.roles), pack_set(frozenset(record.topics))
            row.position, row.active = record.position, True
            row.save()
    return len(saved)


def _pack_roles(roles: Iterable[Role]) -> str:
    return pack_set(frozenset(role.value for role in roles))


def _meant_for(packed_roles: str, role: Role) -> bool:
    """Whether something is for a role; what names no roles is for everybody."""
    roles = unpack_set(packed_roles)
    return not roles or role.value in roles


def _has_words(row: GuideRow, words: list[str]) -> bool:
    """Whether every word stands in a guide's titles, descriptions or address."""
    text = fold(f"{row.titles} {row.descriptions} {row.url}")
    return all(word in text for word in words)


def _guide(row: GuideRow | writes.GuideRow) -> Guide:
    return Guide(
        code=row.code,
        titles=row.titles,
        descriptions=row.descriptions,
        url=row.url,
        kind=row.kind,
        language=row.language,
        roles=frozenset(Role(value) for value in unpack_set(row.roles)),
        topics=unpack_set(row.topics),
        answers=row.answers,
    )
