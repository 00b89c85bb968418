"""A new PIN for somebody who forgot theirs, or whose PIN became known."""

from __future__ import annotations

from kiosk.questions.choice import Choice
from kiosk.staff import specialists
from kiosk.staff.witness import SecondPerson
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.office.enrolled import ask_enrolled
from screens.questions import walk
from screens.questions.new_pin import ask_new_pin
from screens.questions.second_person import ask_second_person
from screens.questions.specialist import AskPin, Check, Choose, NewPin, Way

SECOND, ALONE = "second", "alone"


async def renew_pin(app: Host, administrator: Specialist) -> None:
    """Ask who, whether somebody is at hand who signs as well, the administrator's PIN, and the new
    one twice; then renew it."""
    person = await ask_enrolled(app, lambda: _("Who gets a new PIN?"))
    if person is not None:
        way = _Renewing(app, administrator, person)
        await walk([way.ask_second, way.ask_own_pin, way.finish])


class _Renewing(Way):
    """Who gets a new PIN, and who signs."""

    def __init__(self, app: Host, administrator: Specialist, person: Specialist) -> None:
        super().__init__(app)
        self._administrator, self._person = administrator, person
        self._second: SecondPerson | None = None
        self._own_pin = ""

    async def ask_second(self) -> bool:
        """Somebody at hand signs as well; without, the administrator is told what that means."""
        barred = self._person.login, self._administrator.login
        people = await self._app.attempt(specialists.who_may_stand_by, self._app.point, *barred)
        if people is None:
            return False
        if not people:
            return await self._go_alone()
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("Is a third person at hand?"),
                lambda: [
                    Choice(SECOND, _("Yes, they sign as well"), _("with their own PIN, here")),
                    Choice(ALONE, _("No, nobody"), _("the new PIN is marked in the journals")),
                ],
                columns=1,
                hint=lambda: _("A second signature shows that {name} knows of the new PIN.").format(
                    name=self._person.name
                ),
            )
        )
        if answer == ALONE:
            return await self._go_alone() or await self.ask_second()
        return answer == SECOND and (await self._ask_them(people) or await self.ask_second())

    async def _ask_them(self, people: list[Specialist]) -> bool:
        self._second = await ask_second_person(
            self._app,
            people,
            lambda: _("Your signature says that {name} gets a new PIN and knows of it.").format(
                name=self._person.name
            ),
        )
        return self._second is not None

    async def _go_alone(self) -> bool:
        """Whether the administrator goes on without a second signature, knowing what it means."""
        self._second = None
        answer = await self._app.push_screen_wait(
            Check(
                lambda: _("Go on without a second signature?"),
                self._meaning,
                lambda: _("Go on without"),
                turn_back=lambda: _("Go back"),
                grave=True,
            )
        )
        return bool(answer)

    def _meaning(self) -> list[tuple[str, str]]:
        return [
            (
                _("In the journals, for ever"),
                _("“without a second signature”: verifications and the list of keys show it."),
            ),
            (
                _("What was signed with the old PIN"),
                _(
                    "{name} can annul or replace it only with the PIN of a third person as well,"
                    " who has been enrolled for at least 30 days."
                ).format(name=self._person.name),
            ),
        ]

    async def ask_own_pin(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("The administrator's PIN"),
                lambda: _("Your signature gives {name} a new key.").format(name=self._person.name),
                login=self._administrator.login,
            )
        )
        self._own_pin = pin or ""
        return pin is not None

    async def finish(self) -> bool:
        name = self._person.name
        pin = await ask_new_pin(
            self._app, lambda: _("Now {name} chooses a PIN").format(name=name), NewPin
        )
        if pin is None:
            return False
        renewed = await self._app.attempt(
            specialists.renew,
            self._app.point,
            self._person.login,
            pin=pin,
            administrator=self._administrator.login,
            admin_pin=self._own_pin,
            second=self._second,
        )
        if renewed is not None:
            sentence = _("{name} has a new PIN. It needs a new agreement before it can sign.")
            await self._tell(sentence.format(name=name))
        return renewed is not None
