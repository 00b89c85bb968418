"""The agreement on electronic signatures: written to be printed, recorded once it is signed."""

from __future__ import annotations

from datetime import date

from kiosk.documents.papers import write_agreement
from kiosk.questions.choice import Choice
from kiosk.staff import agreements
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.enrolled import ask_enrolled
from screens.questions import Field, walk
from screens.questions.specialist import AskPin, Choose, Way

PRINT, SIGNED = "print", "signed"


async def agree(app: Host, administrator: Specialist) -> None:
    """Print the agreement with somebody, or record that it was signed on paper."""
    person = await ask_enrolled(app, lambda: _("With whom is the agreement?"))
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


class _Recording(Way):
    """The day on the paper; nothing is recorded before the PIN."""

    def __init__(self, app: Host, administrator: Specialist, person: Specialist) -> None:
        super().__init__(app)
        self._administrator, self._person = administrator, person
        self._day = app.point.today()

    async def ask_day(self) -> bool:
        """Ask until it is a day on which the agreement can have been signed."""
        self._answers["day"] = self._dotted()
        if not await self._write(
            lambda: _("When was the agreement signed?"),
            Field("day", lambda: _("Day, for example 01.09.2026"), 10),
        ):
            return False
        day = day_of(self._answers["day"])
        if day is None:
            await self._tell(_("Type the day like this: 01.09.2026."))
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
                login=self._administrator.login,
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
        await self._tell(_("Recorded. {name} can sign now.").format(name=self._person.name))
        return True


def day_of(typed: str) -> date | None:
    """A day as dd.mm.yyyy, or None."""
    try:
        day, month, year = map(int, typed.strip().split("."))
        return date(year, month, day)
    except ValueError:
        return None
