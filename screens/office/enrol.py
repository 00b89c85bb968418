"""An administrator enrols a specialist at the kiosk."""

from __future__ import annotations

from kiosk.proof.people import Duty, journals_of
from kiosk.questions.choice import Choice
from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from kiosk.words.records import Enrolment
from kiosk.words.text import NAME, SHORT
from screens.frame.host import Host
from screens.questions import Field, walk
from screens.questions.new_pin import ask_new_pin
from screens.questions.specialist import AskPin, Choose, NewPin, Way

SOMEBODY_NEW = "+"
"""The answer for somebody who is not on the list; no login contains it."""
NOTHING_KNOWN = {"name": "", "login": "", "post": ""}


async def enrol_somebody(app: Host, administrator: Specialist) -> None:
    """Who, what duty, the administrator's PIN, and the new specialist's own."""
    way = _Enrolling(app, administrator)
    await walk([way.ask_who, way.ask_duty, way.ask_words, way.ask_administrator, way.finish])


class _Enrolling(Way):
    """Who is enrolled: one of those on the list, or somebody new; recorded by the last step."""

    def __init__(self, app: Host, administrator: Specialist) -> None:
        super().__init__(app, **NOTHING_KNOWN)
        self._administrator = administrator
        self._invited: Specialist | None = None
        self._duty = Duty.TEACHER
        self._admin_pin = ""

    async def ask_who(self) -> bool | None:
        people = await self._app.attempt(specialists.invited, self._app.point) or []
        if not people:
            return None
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("Whom do you enrol?"),
                lambda: [
                    Choice(SOMEBODY_NEW, _("Somebody new")),
                    *(Choice(p.login, p.name, p.post) for p in people),
                ],
            )
        )
        self._invited = next((p for p in people if p.login == answer), None)
        if answer == SOMEBODY_NEW and self._answers["login"] in {p.login for p in people}:
            self._answers |= NOTHING_KNOWN
        return answer is not None

    async def ask_duty(self) -> bool | None:
        if self._invited:
            self._duty = self._invited.duty
            return None
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("What is their duty?"),
                lambda: [Choice(duty.value, duty_name(duty)) for duty in Duty],
                columns=1,
            )
        )
        self._duty = Duty(answer) if answer else self._duty
        return answer is not None

    async def ask_words(self) -> bool | None:
        if self._invited:
            person = self._invited
            self._answers |= {"name": person.name, "login": person.login, "post": person.post}
            return None
        return await self._write(
            lambda: _("The new specialist"),
            Field("name", lambda: _("Surname, first name, patronymic"), NAME, capitals=True),
            Field("login", lambda: _("Short login, letters and digits"), 20),
            Field("post", lambda: _("Post (may stay empty)"), SHORT, optional=True),
        )

    async def ask_administrator(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("The administrator's PIN"),
                lambda: _("Your signature admits {name}.").format(name=self._answers["name"]),
                login=self._administrator.login,
            )
        )
        self._admin_pin = pin or ""
        return pin is not None

    async def finish(self) -> bool:
        name = self._answers["name"]
        pin = await ask_new_pin(
            self._app, lambda: _("Now {name} chooses a PIN").format(name=name), NewPin
        )
        if pin is None:
            return False
        person = await self._app.attempt(
            specialists.enrol,
            self._app.point,
            self._enrolment(),
            pin=pin,
            administrator=self._administrator.login,
            admin_pin=self._admin_pin,
        )
        if person is None:
            return False
        await self._tell(_("Enrolled: {name}.").format(name=person.name))
        return True

    def _enrolment(self) -> Enrolment:
        return Enrolment(
            self._answers["login"],
            self._answers["name"],
            self._answers["post"],
            self._duty,
            self._invited.journals if self._invited else journals_of(self._duty),
        )
