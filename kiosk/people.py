"""Who comes to the help point and who helps there, in the regulation's own words."""

from __future__ import annotations

from enum import StrEnum

from kiosk.forms import Journal


class Role(StrEnum):
    """Who a visitor is (clause 1.3); the value is the word kept in files and in the database."""

    ADMINISTRATION = "administration"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    GUARDIAN = "guardian"
    PUPIL = "pupil"


class Duty(StrEnum):
    """What a specialist answers for (clause 3.1)."""

    ADMINISTRATOR = "administrator"
    TECHNICAL = "technical"
    TEACHER = "teacher"


_JOURNALS = {
    Duty.ADMINISTRATOR: frozenset({Journal.CONSULTATIONS}),
    Duty.TECHNICAL: frozenset({Journal.REQUESTS}),
    Duty.TEACHER: frozenset({Journal.CONSULTATIONS}),
}


def journals_of(duty: Duty) -> frozenset[Journal]:
    """The journals a specialist keeps unless told otherwise (clauses 3.1, 3.4 and 3.5)."""
    return _JOURNALS[duty]
