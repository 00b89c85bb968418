"""Somebody enrolled: the agreement on electronic signatures, and a new PIN."""

from __future__ import annotations

from datetime import date

from kiosk.documents.papers import write_agreement
from kiosk.staff import agreements, specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions import Field, walk
from screens.questions.new_pin import ask_new_pin
from screens.questions.specialist import AskPin, Choose, ChooseOrWrite, Write
from screens.widgets.choices import Choice

PRINT, SIGNED = "print", "signed"


async def ask_enrolled(app: Host, heading: str) -> Specialist | None:
    """One of those who can log in, chosen or named by login."""
    people = await app.attempt(specialists.enrolled, app.point) or []
    picked = await app.push_screen_wait(
        ChooseOrWrite(
            lambda: heading,
            lambda: [Choice(p.login, p.name, p.post or duty_name(p.duty)) for p in people[:9]],
            Field("login", lambda: _("or type the short login"), 60),
        )
    )
    if picked is None:
        return None
    login = (picked.answer or picked.words).strip().lower()
    return next((person for person in people if person.login == login), None)


async def agree(app: Host, administrator: Specialist) -> None:
    """Print the agreement with somebody, or record that it was signed on paper."""
    person = await ask_enrolled(app, _("With whom is the agreement?"))
    if person is None:
        return
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Agreement on electronic signatures: {name}").format(name=person.name),
            lambda: [
                Choice(PRINT, _("Write it as PDF"), _("to print and to sign on paper")),
                Choice(SIGNED, _("Signed on paper"), _("record the day; then the PIN can sign")),
            ],
            columns=1,
        )
    )
    if answer == PRINT:
        folder = app.settings.export_folder
        written = await app.attempt(write_agreement, app.point, person.login, folder)
        if written is not None:
            await app.push_screen_wait(Notice(_("Written: {file}").format(file=written)))
    elif answer == SIGNED:
        way = _Recording(app, administrator, person)
        await walk([way.ask_day, way.finish])


class _Recording:
    """The day on the paper; nothing is recorded before the PIN."""

    def __init__(self, app: Host, administrator: Specialist, person: Specialist) -> None:
        self._app, self._administrator, self._person = app, administrator, person
        self._day = app.point.today()

    async def ask_day(self) -> bool:
        values = await self._app.push_screen_wait(
            Write(
                lambda: _("When was the agreement signed?"),
                [Field("day", lambda: _("Day, for example 01.09.2026"), 10, value=self._dotted())],
            )
        )
        if values is None:
            return False
        day = day_of(values["day"])
        if day is None:
            await self._app.push_screen_wait(Notice(_("Type the day like this: 01.09.2026.")))
            return await self.ask_day()
        login = self._person.login
        if not await self._app.attempt(agreements.checked_day, self._app.point, login, day):
            return await self.ask_day()
        self._day = day
        return True

    def _dotted(self) -> str:
        return f"{self._day:%d.%m.%Y}"

    async def finish(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("The administrator's PIN"),
                lambda: _("Your signature says that {name} signed the agreement on {day}.").format(
                    name=self._person.name, day=self._dotted()
                ),
            )
        )
        if pin is None:
            return False
        digest = await self._app.attempt(
            agreements.record_agreement,
            self._app.point,
            self._person.login,
            signed_on=self._day,
            administrator=self._administrator.login,
            admin_pin=pin,
        )
        if digest is None:
            return False
        await self._app.push_screen_wait(
            Notice(_("Recorded. {name} can sign now.").format(name=self._person.name))
        )
        return True


def day_of(typed: str) -> date | None:
    """A day as dd.mm.yyyy, or None."""
    try:
        day, month, year = map(int, typed.strip().split("."))
        return date(year, month, day)
    except ValueError:
        return None


async def renew_pin(app: Host, administrator: Specialist) -> None:
    """A new PIN for somebody enrolled: the administrator's PIN, then the new one twice."""
    person = await ask_enrolled(app, _("Who gets a new PIN?"))
    if person is None:
        return
    admin_pin = await app.push_screen_wait(
        AskPin(
            lambda: _("The administrator's PIN"),
            lambda: _("Your signature gives {name} a new key.").format(name=person.name),
        )
    )
    if admin_pin is None:
        return
    pin = await ask_new_pin(
        app, lambda: _("Now {name} chooses a PIN").format(name=person.name), Write
    )
    if pin is None:
        return
    renewed = await app.attempt(
        specialists.renew,
        app.point,
        person.login,
        pin=pin,
        administrator=administrator.login,
        admin_pin=admin_pin,
    )
    if renewed is not None:
        await app.push_screen_wait(
            Notice(
                _("{name} has a new PIN. It needs a new agreement before it can sign.").format(
                    name=person.name
                )
            )
        )
