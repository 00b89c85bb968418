"""The way to the desk: who are you, your PIN, and then the desk until you leave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from kiosk.questions.choice import Choice
from kiosk.staff import desks, recovery, specialists
from kiosk.staff.access import login_typed
from kiosk.staff.renewals import replaced_lately
from kiosk.words.errors import (
    ClockDoubted,
    HelpPointError,
    LedgerSetBack,
    PinPaused,
    WrongPin,
)
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from screens.desk.desk import Desk
from screens.desk.forgotten import FORGOTTEN, AskPin
from screens.desk.new_pin_told import tell_new_pin
from screens.desk.recover import recover_pin
from screens.desk.wrong_pins import tell_wrong_pins
from screens.frame.host import Host
from screens.frame.patience import with_patience
from screens.office.settle_clock import settle_clock
from screens.office.settle_history import settle_history
from screens.questions import ChooseOrWrite, Field, Way, walk

Settling = Callable[[Host, Specialist], Awaitable[bool]]
"""Asks an administrator about what keeps acts from being kept; True once it is settled."""


async def work_at_desk(app: Host) -> None:
    """Log in, and work until the specialist leaves; on the way home the desk is closed."""
    way = _LogIn(app)
    if await walk([way.ask_who, way.ask_pin]) and way.specialist:
        await tell_wrong_pins(app, way.specialist, just_seen=way.slips)
        await tell_new_pin(app, way.specialist)
        await app.push_screen_wait(Desk(way.specialist))


class _LogIn(Way):
    """Who wants to log in, and who has. As long as nobody has, a visitor may have come here."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self._login = ""
        self._people: list[Specialist] = []
        self.slips = 0
        """Wrong PINs for this login that the person here was told of one by one."""
        self.specialist: Specialist | None = None

    async def ask_who(self) -> bool:
        people = await self._app.attempt(specialists.enrolled, self._app.point)
        if people is None:
            return False
        replaced = await self._app.act(replaced_lately, self._app.point)
        picked = await self._app.push_screen_wait(
            ChooseOrWrite(
                lambda: _("Specialist: choose your name"),
                lambda: [
                    Choice(p.login, p.name, _detail(p, replaced.get(p.login))) for p in people
                ],
                Field("login", lambda: _("or type your short login"), 60),
            )
        )
        if picked is None:
            return False
        self._login, self._people = login_typed(picked.answer or picked.words), people
        self.slips = 0
        return True

    async def ask_pin(self) -> bool:
        code = await self._app.attempt(recovery.is_prepared, self._app.point, self._login)
        pin = await self._app.push_screen_wait(AskPin(self._login, offers_code=bool(code)))
        if pin == FORGOTTEN:
            await recover_pin(self._app, self._login)
            return await self.ask_pin()
        return pin is not None and await self._open_desk(pin)

    async def _open_desk(self, pin: str) -> bool:
        """Check the PIN and open the desk; what is refused is told, and the PIN asked for again."""
        try:
            self.specialist = await with_patience(
                self._app,
                _("The PIN is being checked. After many wrong ones it takes longer."),
                self._app.act(desks.open_desk, self._app.point, self._login, pin),
            )
        except ClockDoubted as error:
            return await self._settled(settle_clock, error) and await self._open_desk(pin)
        except LedgerSetBack as error:
            return await self._settled(settle_history, error) and await self._open_desk(pin)
        except HelpPointError as error:
            self.slips += isinstance(error, WrongPin) and not isinstance(error, PinPaused)
            await self._tell(error.sentence())
            return await self.ask_pin()
        return True

    async def _settled(self, settle: Settling, error: HelpPointError) -> bool:
        """The PIN was right, but no act can be kept: an administrator may settle what keeps it, and
        everybody else is told."""
        person = next((p for p in self._people if p.login == self._login), None)
        if person is not None and person.is_administrator:
            return await settle(self._app, person)
        await self._tell(error.sentence())
        return False


def _detail(person: Specialist, replaced: date | None) -> str:
    """What stands below a name: the post, or that the PIN was replaced lately."""
    if replaced is not None:
        return _("PIN replaced on {day}").format(day=f"{replaced:%d.%m}")
    return person.post or duty_name(person.duty)
