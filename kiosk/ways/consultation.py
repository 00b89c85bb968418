"""One visitor signs in for a consultation: role, topic, name, check, ticket."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.catalogue import answers
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.questions.check import Said
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.field import Field, Part
from kiosk.visits import registration
from kiosk.visits.registration import Slip
from kiosk.ways.answer import Answer
from kiosk.ways.asker import Asker
from kiosk.ways.objections import rude
from kiosk.ways.roles import login_sentence, role_choices
from kiosk.ways.visit import Visit
from kiosk.ways.walk import Step
from kiosk.words.courtesy import courteous
from kiosk.words.i18n import _, pgettext
from kiosk.words.people import role_name
from kiosk.words.personal_names import tidy_class
from kiosk.words.phrases import ANOTHER_QUESTION, CLASS_AT_DESK
from kiosk.words.text import SHORT, TITLE

_CLASS = (
    Part(
        lambda: pgettext("spoken", "Class, its number"),
        digits=True,
        objection=lambda digits: _no_class(digits),
    ),
    Part(lambda: pgettext("spoken", "Letter of the class"), optional=True),
)
"""A class as it is written on a keypad."""
_CLASS_BUTTONS = (tuple(map(str, range(1, 12))), tuple("АБВГДЕЖЗИКЛ"))
"""The classes of a school, number and letter: letters that are taken for another are left out."""
SEVERAL = "several"
"""The answer of those who come with one question together."""


class Helped(Exception):
    """An answer before the line was enough: nobody signs in."""


class SignIn(Visit):
    """What one visitor has answered so far: ``words`` where no topic was chosen."""

    journal = Journal.CONSULTATIONS

    chose_several = False
    """True for who turned to the way of those who come together."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(asker, words="", school_class="")
        self._role = Role.TEACHER
        self._shown: set[tuple[tuple[str, str], bool]] = set()
        """The answers that were shown, by topic and guide, and whether they helped: each is counted
        once."""
        self._asked_for = ""
        """The role once it was chosen: the marker goes back to it."""

    def steps(self) -> Sequence[Step]:
        return [
            self.ask_role,
            self.ask_topic,
            self.ask_answer,
            self.ask_consent,
            self.ask_person,
            self.confirm,
        ]

    async def ask_role(self) -> bool:
        answer = await self._asker.ask(
            Choose(lambda: _("Who are you?"), self.roles, hint=self.hint, marked=self._asked_for)
        )
        self.chose_several = answer == SEVERAL
        if answer is None or self.chose_several:
            return False
        self._role, self._asked_for = Role(answer), answer
        return await self._load_topics(Journal.CONSULTATIONS, self._role)

    def roles(self) -> list[Choice]:
        """Who can come; below them, until somebody is named, the way of those who come together."""
        together = [Choice(SEVERAL, _("Several of us, one question"))]
        return [*role_choices(), *([] if self._answers["name"] else together)]

    def hint(self) -> str:
        """What stands above the roles."""
        return ""

    async def ask_topic(self) -> bool:
        while True:
            picked = await self._pick_topic(
                lambda: _("What is your question about?"),
                Field(
                    "words",
                    lambda: _("Something else, in your own words"),
                    TITLE,
                    value=self._answers["words"],
                    later=ANOTHER_QUESTION,
                ),
            )
            if picked is None:
                return False
            if courteous(picked.words):
                self._answers["words"] = picked.words
                return True
            self._answers["words"] = ""
            if not await self._says_otherwise():
                self._answers["words"] = ANOTHER_QUESTION
                return True

    async def ask_answer(self) -> bool | None:
        """What a guide answers to the topic; nothing to ask where none does. Raises Helped."""
        asked = self._asker.point, self._topic.code if self._topic else None, self._role
        guide = await self._asker.attempt(answers.answer_for, *asked)
        if guide is None or self._topic is None:
            return None
        answer = await self._asker.ask(Answer(guide))
        if answer is None:
            return False
        shown, helped = (self._topic.code, guide.code), answer == "helped"
        if (shown, helped) not in self._shown:
            self._shown.add((shown, helped))
            await self._asker.attempt(
                answers.count_answer, self._asker.point, *shown, helped=helped
            )
        if helped:
            await self._tell(_("Good. Come again if anything is left."))
            raise Helped
        return True

    async def ask_person(self, first: str = "") -> bool | None:
        answered = await self._ask_name(
            lambda: _("What is your name?"),
            *([class_field()] if self._role.has_class else []),
            hint=self._login_hint,
            first=first,
        )
        self._answers["school_class"] = tidy_class(self._answers["school_class"])
        return answered

    def _login_hint(self) -> str:
        """Clause 2.2, for those who ask about a login."""
        return login_sentence(self._role) if self._topic and self._topic.access else ""

    async def confirm(self) -> bool:
        return await self._confirm(lambda: _("Yes, sign me in"))

    async def register(self) -> Slip | None:
        return await self._asker.submit(
            registration.sign_in,
            self._asker.point,
            request_id=self._request_id,
            role=self._role,
            topic=self._topic.code if self._topic else None,
            words=self._answers["words"],
            name=self._answers["name"],
            school_class=self._answers["school_class"] if self._role.has_class else "",
            consent=self._consent,
        )

    def lines(self) -> list[Said]:
        lines = [*self._asked_lines(), Said(_("Name"), self._name(), "name")]
        if self._role.has_class and not self._nameless:
            lines.append(self._class_line())
        return lines

    def _asked_lines(self) -> list[Said]:
        """Who asks, and what."""
        question = self._topic.title if self._topic else self._answers["words"]
        return [
            Said(_("You are"), role_name(self._role), "role"),
            Said(_("Question"), question, "topic"),
        ]

    def _class_line(self) -> Said:
        return Said(_("Class"), self._answers["school_class"], "class")

    def changing(self, line: str) -> Sequence[Step]:
        match line:
            case "role":
                return [self.ask_role, self._ask_other_topic, self._ask_missing_class]
            case "topic":
                return [self.ask_topic]
            case "class":
                return [self.ask_class]
            case _:
                return self._naming(self.ask_person)

    async def _ask_other_topic(self) -> bool | None:
        """Another question where the role has no such topic."""
        offered = self._topic is None or any(t.code == self._topic.code for t in self._topics)
        return None if offered else await self.ask_topic()

    async def _ask_missing_class(self) -> bool | None:
        known = self._answers["school_class"] or not self._role.has_class
        return None if known else await self.ask_class()

    async def ask_class(self) -> bool | None:
        """The class, where it is asked with the name."""
        return await self.ask_person("school_class")


def class_field() -> Field:
    """The class of a pupil, or of a guardian's child."""
    return Field(
        "school_class",
        lambda: _("Class, for example 5-А"),
        SHORT,
        objection=rude,
        parts=_CLASS,
        joint="-",
        later=CLASS_AT_DESK,
        private=True,
        buttons=_CLASS_BUTTONS,
    )


def _no_class(digits: str) -> str:
    """Why a number is that of no class; empty where there is one."""
    if 1 <= int(digits) <= 11:
        return ""
    return pgettext("spoken", "There is no such class. A number from one to eleven.")
