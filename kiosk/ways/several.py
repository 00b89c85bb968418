"""Several with one question: role, topic and class once, then name by name; a ticket for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.point.saying import new_request_id
from kiosk.questions.check import Said
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.consent import AskConsent
from kiosk.questions.field import Field, Part
from kiosk.questions.names import WriteNames
from kiosk.visits import registration
from kiosk.visits.registration import Member, Slip
from kiosk.ways.asker import Asker
from kiosk.ways.consultation import SignIn, class_field
from kiosk.ways.named import NAME_PARTS
from kiosk.ways.objections import no_name
from kiosk.ways.roles import role_choices
from kiosk.ways.ticket import Ticket
from kiosk.ways.tickets import Tickets
from kiosk.ways.walk import Step, walk
from kiosk.words.consent import was_refused
from kiosk.words.i18n import _, pgettext
from kiosk.words.personal_names import tidy_class
from kiosk.words.phrases import NAME_AT_DESK
from kiosk.words.text import NAME, fold

MOST = 30
"""So many come together at most: a class with who leads it."""


class Several(SignIn):
    """What those who come together have answered so far."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(asker)
        self._members: list[Member] = []
        self._half = ""
        """What was typed of the next name when somebody went back to the one before."""
        self._slips: Sequence[Slip] = ()

    def steps(self) -> Sequence[Step]:
        return [
            self.ask_role,
            self.ask_topic,
            self.ask_answer,
            self.ask_class,
            self.ask_names,
            self.confirm,
        ]

    def roles(self) -> list[Choice]:
        return role_choices()

    def hint(self) -> str:
        return _("Role, question and class are asked once, then name by name.")

    async def go(self) -> bool:
        if not await walk(self.steps()):
            return False
        for slip in self._slips:
            await self._asker.expect(slip.entry)
        if len(self._slips) == 1:
            await self._asker.ask(Ticket(self._slips[0], self._asker.board))
        else:
            await self._asker.ask(Tickets(self._slips, self._names(), self._asker.board))
        return True

    async def ask_class(self) -> bool | None:
        """The class of all; nothing to ask in a role without one."""
        if not self._role.has_class:
            return None
        answered = await self._write(lambda: _("Which class is it about?"), class_field())
        self._answers["school_class"] = tidy_class(self._answers["school_class"])
        return answered

    async def ask_names(self) -> bool:
        """Name after name until an empty one. Back takes the last one into the field again, and
        Enter goes on through those that stand after it."""
        at = min(len(self._members), MOST - 1)
        typed: str | None = None
        while at < MOST:
            is_next = at == len(self._members)
            before = self._half if is_next else self._members[at].name
            question = self._name_question(at, before if typed is None else typed)
            words = await self._asker.ask(question)
            typed = None
            if words is None:
                self._half = question.typed["name"] if is_next else self._half
                if not at:
                    return False
                at -= 1
            elif not words["name"].strip():
                if is_next:
                    return True
                del self._members[at]
            else:
                self._answers["name"] = words["name"]
                member = await self._member(at)
                if member is None:
                    typed = self._answers["name"]
                    continue
                self._half = "" if is_next else self._half
                self._members[at : at + 1] = [member] if member.name else []
                at += bool(member.name)
        return True

    def _name_question(self, at: int, value: str) -> WriteNames:
        """The question for a place in the list; the first name must be there."""
        others = bool(self._members)
        first, *rest = NAME_PARTS
        if at:
            first = Part(
                lambda: pgettext("spoken", "Surname of the next one"),
                shortest=first.shortest,
                teach=lambda: pgettext("spoken", "When nobody is left — pound."),
            )
        field = Field(
            "name",
            lambda: _("Surname, first name, patronymic"),
            NAME,
            optional=others,
            value=value,
            objection=lambda words: no_name(words) if words.strip() else "",
            parts=(first, *rest),
            later=NAME_AT_DESK,
            private=True,
        )
        return WriteNames(
            lambda: _("Whose name is next?") if at else _("Whose name is first?"),
            field,
            self._names()[:at],
        )

    async def _member(self, at: int) -> Member | None:
        """Who was just named, without a name where they are left out; None to write it again."""
        if not await self._settle_name():
            return None
        name = self._answers["name"]
        known = self._members[at] if at < len(self._members) else None
        if known is None or fold(known.name) != fold(name):
            stands = await self._stands(at, name)
            if stands is None:
                return None
            if not stands:
                return Member(new_request_id(), "")
        consent = await self._consent_of(name)
        if consent is None:
            return None
        if known is not None:
            return replace(known, name=name, consent=consent)
        return Member(new_request_id(), name, consent)

    async def _stands(self, at: int, name: str) -> bool | None:
        """Ask about a name that is in the list twice, or took a ticket just now: False to leave it
        out, None to write it again."""
        if name == NAME_AT_DESK:
            return True
        others = [member.name for n, member in enumerate(self._members) if n != at]
        if fold(name) in map(fold, others):
            heading, leave = _("This name is in the list already"), _("leave it out")
        elif await self._asker.attempt(
            registration.has_just_come, self._asker.point, self.journal, name
        ):
            heading, leave = _("Have you taken a ticket already?"), _("you keep that ticket")
        else:
            return True
        answer = await self._asker.ask(
            Choose(
                lambda: heading,
                lambda: [
                    Choice("leave", _("Yes, do not sign in twice"), leave),
                    Choice("new", _("No, sign in"), _("you get another ticket")),
                ],
                columns=1,
            )
        )
        return None if answer is None else answer == "new"

    async def _consent_of(self, name: str) -> str | None:
        """What the entry will say of consent, which each gives alone; None to go back."""
        asked = self._asker.settings.asked
        if asked is None:
            return ""
        agreed = await self._asker.ask(AskConsent(asked, name))
        return None if agreed is None else asked.in_language().answered(agreed)

    def _names(self) -> list[str]:
        """The list as it is shown: who did not agree is not named."""
        return [_("not written down") if was_refused(m.consent) else m.name for m in self._members]

    async def confirm(self) -> bool:
        return await self._confirm(lambda: _("Yes, sign us in"))

    async def _registered(self) -> bool:
        slips = await self._asker.submit(
            registration.sign_in_all,
            self._asker.point,
            self._members,
            role=self._role,
            topic=self._topic.code if self._topic else None,
            words=self._answers["words"],
            school_class=self._answers["school_class"] if self._role.has_class else "",
        )
        self._slips = slips or ()
        return bool(slips)

    def private(self) -> frozenset[str]:
        return frozenset({self._listed(), self._answers["school_class"]})

    def _listed(self) -> str:
        return ", ".join(self._names())

    def lines(self) -> list[Said]:
        lines = self._asked_lines()
        if self._role.has_class:
            lines.append(self._class_line())
        names = _("Names: {n}").format(n=len(self._members))
        return [*lines, Said(names, self._listed(), "names")]

    def _naming(self, ask_person: Step) -> Sequence[Step]:  # noqa: ARG002 - a list, not a person
        return [self.ask_names]
