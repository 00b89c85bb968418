"""An administrator enrols specialists at the kiosk, and keeps their agreements and PINs."""

from __future__ import annotations

from dataclasses import replace

from kiosk.proof.people import Duty, journals_of
from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from kiosk.words.text import NAME, SHORT
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.agreeing import agree, renew_pin
from screens.questions import Field, walk
from screens.questions.new_pin import ask_new_pin
from screens.questions.specialist import AskPin, Choose, Write
from screens.widgets.choices import Choice

NEW = "+"
"""The answer for somebody who is not on the list; no login contains it."""


async def look_after_staff(app: Host, administrator: Specialist) -> None:
    """Enrol somebody, an agreement, or a new PIN."""
    deeds = {"enrol": enrol_somebody, "agreement": agree, "pin": renew_pin}
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Staff"),
            lambda: [
                Choice("enrol", _("Enrol somebody")),
                Choice("agreement", _("Agreement"), _("print it, or record that it was signed")),
                Choice("pin", _("New PIN"), _("forgotten, or known to somebody else")),
            ],
            columns=1,
        )
    )
    if answer is not None:
        await deeds[answer](app, administrator)


async def enrol_somebody(app: Host, administrator: Specialist) -> None:
    """Who, what duty, the administrator's PIN, and the new specialist's own."""
    way = _Enrolling(app, administrator)
    await walk([way.ask_who, way.ask_duty, way.ask_words, way.ask_administrator, way.finish])


class _Enrolling:
    """What has been said so far; nothing is recorded before the last step."""

    def __init__(self, app: Host, administrator: Specialist) -> None:
        self._app, self._administrator = app, administrator
        self._invited: Specialist | None = None
        self._duty = Duty.TEACHER
        self._said = {"name": "", "login": "", "post": ""}
        self._admin_pin = ""

    async def ask_who(self) -> bool | None:
        people = await self._app.attempt(specialists.invited, self._app.point) or []
        if not people:
            return None
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("Whom do you enrol?"),
                lambda: [
                    Choice(NEW, _("Somebody new")),
                    *(Choice(p.login, p.name, p.post) for p in people),
                ],
            )
        )
        self._invited = next((p for p in people if p.login == answer), None)
        if answer == NEW and self._said["login"] in {p.login for p in people}:
            self._said = {"name": "", "login": "", "post": ""}
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
            self._said = {"name": person.name, "login": person.login, "post": person.post}
            return None
        fields = [
            Field("name", lambda: _("Surname, first name, patronymic"), NAME),
            Field("login", lambda: _("Short login, letters and digits"), 20),
            Field("post", lambda: _("Post (may stay empty)"), SHORT, optional=True),
        ]
        values = await self._app.push_screen_wait(
            Write(
                lambda: _("The new specialist"),
                [replace(field, value=self._said[field.key]) for field in fields],
            )
        )
        if values is None:
            return False
        self._said |= values
        return True

    async def ask_administrator(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("The administrator's PIN"),
                lambda: _("Your signature admits {name}.").format(name=self._said["name"]),
            )
        )
        self._admin_pin = pin or ""
        return pin is not None

    async def finish(self) -> bool:
        name = self._said["name"]
        pin = await ask_new_pin(
            self._app, lambda: _("Now {name} chooses a PIN").format(name=name), Write
        )
        if pin is None:
            return False
        wanted = specialists.Enrolment(
            self._said["login"],
            name,
            self._said["post"],
            self._duty,
            self._invited.journals if self._invited else journals_of(self._duty),
        )
        person = await self._app.attempt(
            specialists.enrol,
            self._app.point,
            wanted,
            pin=pin,
            administrator=self._administrator.login,
            admin_pin=self._admin_pin,
        )
        if person is None:
            return False
        await self._app.push_screen_wait(Notice(_("Enrolled: {name}.").format(name=person.name)))
        return True
