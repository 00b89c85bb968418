"""Who comes and who helps, in the order's words (clauses 1.3, 3.1 and 3.2), and who may do what."""

from __future__ import annotations

from enum import Enum
from typing import Collection

from .forms import Journal


class Role(str, Enum):
    """Who a visitor is (clause 1.3)."""

    ADMINISTRATION = "administration"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    GUARDIAN = "guardian"
    PUPIL = "pupil"

    __str__ = str.__str__

    @property
    def has_class(self) -> bool:
        """True where the visitor belongs to a class of the school."""
        return self in (Role.GUARDIAN, Role.PUPIL)


class Duty(str, Enum):
    """What a specialist is to the help point (clause 3.1)."""

    ADMINISTRATOR = "administrator"
    TECHNICAL = "technical"
    TEACHER = "teacher"

    __str__ = str.__str__


class Channel(str, Enum):
    """How the visitor came (clause 3.2)."""

    IN_PERSON = "in_person"
    EMAIL = "email"
    MESSAGE = "message"
    ONLINE = "online"

    __str__ = str.__str__


def journals_of(duty: Duty) -> frozenset[Journal]:
    """The journals a duty keeps: requests the technical support (clause 3.4), consultations the
    e-journal administrator and experienced teachers (clauses 3.1 and 3.5)."""
    kept = Journal.REQUESTS if duty is Duty.TECHNICAL else Journal.CONSULTATIONS
    return frozenset({kept})


def answers_for(duty: Duty, journals: Collection[str], journal: str) -> bool:
    """Whether somebody with this duty, who keeps these journals, is responsible for a journal: the
    e-journal administrator for both, the technical support for its own."""
    return duty is Duty.ADMINISTRATOR or (duty is Duty.TECHNICAL and journal in journals)


def may_correct(duty: Duty, journals: Collection[str], journal: str, *, is_signer: bool) -> bool:
    """Whether somebody may annul or replace a signed entry: its signer, who still keeps the
    journal, or the person responsible for it."""
    return answers_for(duty, journals, journal) or (is_signer and journal in journals)
