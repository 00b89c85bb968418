"""Who comes and who helps, in the order's words (clauses 1.3, 3.1 and 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.proof.forms import Journal
from kiosk.words.i18n import _


class Role(StrEnum):
    """Who a visitor is (clause 1.3)."""

    ADMINISTRATION = "administration"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    GUARDIAN = "guardian"
    PUPIL = "pupil"

    @property
    def has_class(self) -> bool:
        """True where the visitor belongs to a class of the school."""
        return self in (Role.GUARDIAN, Role.PUPIL)


class Duty(StrEnum):
    """What a specialist is to the help point (clause 3.1)."""

    ADMINISTRATOR = "administrator"
    TECHNICAL = "technical"
    TEACHER = "teacher"


class Channel(StrEnum):
    """How the visitor came (clause 3.2)."""

    IN_PERSON = "in_person"
    EMAIL = "email"
    MESSAGE = "message"
    ONLINE = "online"


def journals_of(duty: Duty) -> frozenset[Journal]:
    """The journals a duty keeps: requests the technical support (clause 3.4), consultations the
    e-journal administrator and experienced teachers (clauses 3.1 and 3.5)."""
    kept = Journal.REQUESTS if duty is Duty.TECHNICAL else Journal.CONSULTATIONS
    return frozenset({kept})


def answers_for(duty: Duty, journals: Iterable[str], journal: Journal) -> bool:
    """Whether somebody with this duty, who keeps these journals, is responsible for a journal."""
    keeps = journal.value in set(journals)
    return duty is Duty.ADMINISTRATOR or (duty is Duty.TECHNICAL and keeps)


@dataclass(frozen=True, slots=True)
class Specialist:
    """Somebody who helps, as the other rooms see them; no secret is in here."""

    id: int
    login: str
    name: str
    post: str
    duty: Duty
    journals: frozenset[Journal]

    @property
    def is_administrator(self) -> bool:
        return self.duty is Duty.ADMINISTRATOR

    def answers_for(self, journal: Journal) -> bool:
        """True for the person responsible: the e-journal administrator for both journals, the
        technical support for its own."""
        return answers_for(self.duty, self.journals, journal)


def role_name(role: Role) -> str:
    """A visitor's role in the language in use."""
    return {
        Role.ADMINISTRATION: _("School administration"),
        Role.TEACHER: _("Teacher"),
        Role.CLASS_TEACHER: _("Class teacher"),
        Role.GUARDIAN: _("Parent or guardian"),
        Role.PUPIL: _("Pupil"),
    }[role]


def duty_name(duty: Duty) -> str:
    """A specialist's duty in the language in use."""
    return {
        Duty.ADMINISTRATOR: _("E-journal administrator"),
        Duty.TECHNICAL: _("Technical specialist"),
        Duty.TEACHER: _("Experienced teacher"),
    }[duty]


def journal_name(journal: Journal) -> str:
    """A journal's everyday name in the language in use."""
    return {
        Journal.REQUESTS: _("Technical requests"),
        Journal.CONSULTATIONS: _("Consultations"),
    }[journal]
