"""Which of those who can log in is meant."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.questions.choice import Choice
from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from screens.frame.host import Host
from screens.questions import Field
from screens.questions.specialist import ChooseOrWrite
from screens.widgets.choices import MOST


async def ask_enrolled(app: Host, heading: Callable[[], str]) -> Specialist | None:
    """Somebody chosen from the list, or named by login; None where nobody of that name is."""
    people = await app.attempt(specialists.enrolled, app.point) or []
    picked = await app.push_screen_wait(
        ChooseOrWrite(
            heading,
            lambda: [Choice(p.login, p.name, p.post or duty_name(p.duty)) for p in people[:MOST]],
            Field("login", lambda: _("or type the short login"), 60),
        )
    )
    if picked is None:
        return None
    login = (picked.answer or picked.words).strip().lower()
    return next((person for person in people if person.login == login), None)
