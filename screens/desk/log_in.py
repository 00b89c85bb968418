"""The way to the desk: who are you, your PIN, and then the desk until you leave."""

from __future__ import annotations

from kiosk.staff import access, specialists
from kiosk.words.errors import HelpPointError, PinPaused, WrongPin
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from screens.desk.desk import Desk
from screens.desk.wrong_pins import tell_wrong_pins
from screens.frame.host import Host
from screens.frame.patience import with_patience
from screens.office.settle_clock import settle_clock
from screens.questions import AskPin, ChooseOrWrite, Field, Way, walk
from screens.widgets.choices import Choice


async def work_at_desk(app: Host) -> None:
    """Log in, and work until the specialist leaves."""
    way = _LogIn(app)
    if await walk([way.ask_who, way.ask_pin]) and way.specialist:
        await tell_wrong_pins(app, way.specialist, just_seen=way.slips)
        await settle_clock(app, way.specialist)
        await app.push_screen_wait(Desk(way.specialist))


class _LogIn(Way):
    """Who wants to log in, and who has. As long as nobody has, a visitor may have come here."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self._login = ""
        self.slips = 0
        """Wrong PINs for this login that the person here was told of one by one."""
        self.specialist: Specialist | None = None

    async def ask_who(self) -> bool:
        people = await self._app.attempt(specialists.enrolled, self._app.point)
        if people is None:
            return False
        picked = await self._app.push_screen_wait(
            ChooseOrWrite(
                lambda: _("Specialist: choose your name"),
                lambda: [Choice(p.login, p.name, p.post or duty_name(p.duty)) for p in people],
                Field("login", lambda: _("or type your short login"), 60),
            )
        )
        if picked is None:
            return False
        self._login, self.slips = picked.answer or picked.words, 0
        return True

    async def ask_pin(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("Your PIN"),
                lambda: _("Type your PIN and press Enter."),
                login=self._login,
            )
        )
        if pin is None:
            return False
        try:
            self.specialist = await with_patience(
                self._app,
                _("The PIN is being checked. After many wrong ones it takes longer."),
                self._app.act(access.log_in, self._app.point, self._login, pin),
            )
        except HelpPointError as error:
            self.slips += isinstance(error, WrongPin) and not isinstance(error, PinPaused)
            await self._tell(error.sentence())
            return await self.ask_pin()
        return True
