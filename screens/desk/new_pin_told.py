"""A PIN that was replaced: its holder is told after log-in until they confirm that they know."""

from __future__ import annotations

from kiosk.point.point import HelpPoint
from kiosk.proof.history import Renewal
from kiosk.staff.renewals import mark_told, untold
from kiosk.staff.specialists import names_by_login
from kiosk.words.days import local
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.specialist import Check


async def tell_new_pin(app: Host, specialist: Specialist) -> None:
    """Tell somebody who has logged in how they got their PIN; asked again after every log-in until
    they confirm it."""
    found = await app.attempt(lambda: _read(app.point, specialist))
    if not found:
        return
    day, by, witness = found
    knows = await app.push_screen_wait(
        Check(
            lambda: _("Your PIN was replaced on {day}").format(day=day),
            lambda: [
                (_("Replaced by"), by),
                (_("Second signature"), witness or _("without a second signature")),
            ],
            lambda: _("I know of it"),
            turn_back=lambda: _("I do not know of it"),
        )
    )
    if knows:
        await app.attempt(mark_told, app.point, specialist)
    else:
        await app.push_screen_wait(Notice(_advice()))


def _read(point: HelpPoint, specialist: Specialist) -> tuple[str, str, str] | tuple[()]:
    """The day, the administrator or the recovery code, and who stood by; nothing where there is
    nothing to tell."""
    renewal: Renewal | None = untold(point, specialist)
    if renewal is None:
        return ()
    names = names_by_login(point)
    day = f"{local(renewal.at, point.zone):%d.%m.%Y}"
    by = names[renewal.by] if renewal.by else _("the recovery code")
    return day, by, names.get(renewal.witness, "")


def _advice() -> str:
    return _(
        "Tell the head of the school: somebody may have signed in your name since that day. The"
        " journal shows every signature with its day."
    )
