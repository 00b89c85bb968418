"""Who comes and who helps, in the order's words (clauses 1.3, 3.1 and 3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.proof import people
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Duty, Role
from kiosk.words.i18n import _


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
        return people.answers_for(self.duty, self.journals, journal)

    def may_correct(self, journal: Journal, *, is_signer: bool) -> bool:
        """True for who may annul or replace a signed entry of a journal; ``is_signer`` says
        whether they signed it themselves."""
        return people.may_correct(self.duty, self.journals, journal, is_signer=is_signer)


def role_name(role: Role) -> str:
    """A visitor's role in the language in use."""
    return {
        Role.ADMINISTRATION: _("School administration"),
        Role.TEACHER: _("Teacher"),
        Role.CLASS_TEACHER: _("Class teacher"),
        Role.GUARDIAN: _("Parent or guardian"),
        Role.PUPIL: _("Pupil"),
    }[role]


def channel_name(channel: Channel) -> str:
    """How somebody asked, by the order's words (clause 3.2), in the language in use."""
    return {
        Channel.EMAIL: _("E-mail"),
        Channel.MESSAGE: _("Message of the e-journal"),
        Channel.ONLINE: _("On line or by phone"),
        Channel.IN_PERSON: _("In person"),
    }[channel]


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


def came_by(channel: Channel) -> str:
    """How a visitor came, in the language in use."""
    return {
        Channel.IN_PERSON: _("in person"),
        Channel.EMAIL: _("by e-mail"),
        Channel.MESSAGE: _("by message"),
        Channel.ONLINE: _("on-line"),
    }[channel]


def ticket_label(series: str, number: int) -> str:
    """A ticket as it is called out, by the letter of its line and its number: К-07."""
    return f"{series}-{number:02}"
