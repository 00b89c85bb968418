"""A new PIN for somebody who forgot theirs, or whose PIN became known."""

from __future__ import annotations

from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.enrolled import ask_enrolled
from screens.questions.new_pin import ask_new_pin
from screens.questions.specialist import AskPin, NewPin


async def renew_pin(app: Host, administrator: Specialist) -> None:
    """Ask who, the administrator's PIN, and the new one twice; then renew it."""
    person = await ask_enrolled(app, lambda: _("Who gets a new PIN?"))
    if person is None:
        return
    admin_pin = await app.push_screen_wait(
        AskPin(
            lambda: _("The administrator's PIN"),
            lambda: _("Your signature gives {name} a new key.").format(name=person.name),
            login=administrator.login,
        )
    )
    if admin_pin is None:
        return
    pin = await ask_new_pin(
        app, lambda: _("Now {name} chooses a PIN").format(name=person.name), NewPin
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
        sentence = _("{name} has a new PIN. It needs a new agreement before it can sign.")
        await app.push_screen_wait(Notice(sentence.format(name=person.name)))
