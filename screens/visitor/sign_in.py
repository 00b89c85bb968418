"""A visitor signs in for a consultation: role, topic, name, check, ticket."""

from __future__ import annotations

from kiosk.catalogue import topics
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.visits import registration
from kiosk.words.i18n import _
from kiosk.words.people import role_name
from kiosk.words.text import NAME, SHORT, TITLE
from screens.frame.host import Host
from screens.questions import Check, Choose, ChooseOrWrite, Field, Write, walk
from screens.visitor.consent import Consents
from screens.visitor.logins import login_sentence
from screens.visitor.roles import role_choices
from screens.visitor.ticket import Ticket
from screens.widgets.choices import Choice


async def sign_in(app: Host) -> None:
    """The whole way; what was typed lives in this call alone and is gone with it."""
    visit = _SignIn(app)
    steps = [
        visit.ask_role,
        visit.ask_topic,
        visit.consents.ask,
        visit.ask_person,
        visit.confirm,
    ]
    if await walk(steps):
        await app.push_screen_wait(Ticket(visit.slip))


class _SignIn:
    """What one visitor has said so far."""

    slip: registration.Slip

    def __init__(self, app: Host) -> None:
        self._app = app
        self.consents = Consents(app)
        self._role = Role.TEACHER
        self._topics: list[topics.Topic] = []
        self._topic: topics.Topic | None = None
        self._words = ""
        self._person = {"name": "", "school_class": ""}
        self._request_id = registration.new_request_id()

    async def ask_role(self) -> bool:
        answer = await self._app.push_screen_wait(Choose(lambda: _("Who are you?"), role_choices))
        if answer is None:
            return False
        self._role = Role(answer)
        return await self._load_topics()

    async def _load_topics(self) -> bool:
        found = await self._app.attempt(
            topics.topics, self._app.point, Journal.CONSULTATIONS, self._role
        )
        self._topics = found or []
        return found is not None

    async def ask_topic(self) -> bool:
        picked = await self._app.push_screen_wait(
            ChooseOrWrite(
                lambda: _("What is your question about?"),
                lambda: [Choice(topic.code, topic.title) for topic in self._topics],
                Field(
                    "words",
                    lambda: _("Something else, in your own words"),
                    TITLE,
                    value=self._words,
                ),
            )
        )
        if picked is None:
            return False
        self._topic = next((t for t in self._topics if t.code == picked.answer), None)
        self._words = picked.words
        return True

    async def ask_person(self) -> bool | None:
        if self.consents.refused:
            return None
        fields = [
            Field(
                "name",
                lambda: _("Surname, first name, patronymic"),
                NAME,
                value=self._person["name"],
            )
        ]
        if self._role.has_class:
            fields.append(
                Field(
                    "school_class",
                    lambda: _("Class, for example 5-А"),
                    SHORT,
                    value=self._person["school_class"],
                )
            )
        values = await self._app.push_screen_wait(
            Write(lambda: _("What is your name?"), fields, hint=self._login_hint)
        )
        if values is None:
            return False
        self._person |= values
        return True

    def _login_hint(self) -> str:
        """Clause 2.2, for those who ask about a login."""
        return login_sentence(self._role) if self._topic and self._topic.access else ""

    async def confirm(self) -> bool:
        while await self._app.push_screen_wait(
            Check(lambda: _("Is everything right?"), self._lines, lambda: _("Yes, sign me in"))
        ):
            slip = await self._app.attempt(
                registration.sign_in,
                self._app.point,
                request_id=self._request_id,
                role=self._role,
                topic=self._topic.code if self._topic else None,
                words=self._words,
                name=self._person["name"],
                school_class=self._person["school_class"] if self._role.has_class else "",
                consent=self.consents.recorded,
            )
            if slip is not None:
                self.slip = slip
                return True
        return False

    def _lines(self) -> list[tuple[str, str]]:
        lines = [
            (_("You are"), role_name(self._role)),
            (_("Question"), self._topic.title if self._topic else self._words),
            (_("Name"), self.consents.shown(self._person["name"])),
        ]
        if self._role.has_class and not self.consents.refused:
            lines.append((_("Class"), self._person["school_class"]))
        return lines
