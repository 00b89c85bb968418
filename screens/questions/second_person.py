"""Ask somebody who stands by for their PIN, which signs as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.questions.choice import Choice
from kiosk.questions.field import Field
from kiosk.staff.witness import SecondPerson
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from screens.frame.host import Host
from screens.questions.specialist import AskPin, ChooseOrWrite
from screens.widgets.choices import MOST


async def ask_second_person(
    app: Host, people: Sequence[Specialist], why: Callable[[], str]
) -> SecondPerson | None:
    """Who of these ``people`` stands by, and their PIN; None where the person goes back. ``why``
    says what they sign."""
    picked = await app.push_screen_wait(
        ChooseOrWrite(
            lambda: _("Who signs as well?"),
            lambda: [Choice(p.login, p.name, p.post or duty_name(p.duty)) for p in people[:MOST]],
            Field("login", lambda: _("or type the short login"), 60),
        )
    )
    if picked is None:
        return None
    login = (picked.answer or picked.words).strip().lower()
    name = next((person.name for person in people if person.login == login), login)
    pin = await app.push_screen_wait(
        AskPin(lambda: _("PIN of the second person: {name}").format(name=name), why, login=login)
    )
    return None if pin is None else SecondPerson(login, pin)
