"""What the readers hand over: plain values, checked and clean, one record for each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty, Role


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic of a consultation, or a kind of problem for the journal of requests."""

    code: str
    journal: Journal
    roles: frozenset[Role]
    """Who is offered it; empty means everybody, as kinds of problems always are."""
    titles: dict[str, str]
    """Title by language code; Russian is always there."""
    position: int
    access: bool
    """True when the question is about login details, which differ by role (clause 2.2)."""


@dataclass(frozen=True, slots=True)
class GuideRecord:
    """A guide or a video that a visitor may take away as a link (clause 3.7)."""

    code: str
    titles: dict[str, str]
    url: str
    kind: str
    """``text`` or ``video``."""
    language: str
    roles: frozenset[Role]
    topics: tuple[str, ...]
    """Codes of the topics it answers."""
    descriptions: dict[str, str]
    position: int
    answers: dict[str, str] = field(default_factory=dict)
    """What it answers in three lines, by language; empty where it asks to be read."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session of the schedule (clause 3.6) at one moment."""

    uid: str
    """The same session keeps its uid when it is moved and imported again."""
    titles: dict[str, str]
    roles: frozenset[Role]
    """Whom it is for; empty means everybody."""
    specialist: str
    room: str
    starts: datetime
    """Aware, in the point's zone; so is ``ends``."""
    ends: datetime
    places: int | None
    """None when the number of places is not limited."""
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A specialist to enrol. A PIN never stands in a file: it is chosen at the kiosk."""

    login: str
    name: str
    post: str
    duty: Duty
    journals: frozenset[Journal]
