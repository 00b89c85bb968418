"""Journals that were copied, moved or restored, shown to an administrator who comes to the desk."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.proof.acts import EpochCause
from kiosk.questions.choice import Choice
from kiosk.staff.settling import missing_acts, settle
from kiosk.verification.notes import histories_lost
from kiosk.words.i18n import _, ngettext
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.specialist import AskPin, Choose


async def settle_history(app: Host, administrator: Specialist) -> bool:
    """Ask what happened to the journals; the PIN records it. True once it is recorded."""
    lost = await app.attempt(missing_acts, app.point)
    if lost is None:
        return False
    cause = await app.push_screen_wait(
        Choose(
            lambda: _("What happened to the journals?"),
            lambda: [
                Choice(EpochCause.RESTORED.value, _("Restored from a copy")),
                Choice(EpochCause.MOVED.value, _("Moved to this computer or folder")),
                Choice(EpochCause.COPIED.value, _("Copied, and this copy goes on")),
            ],
            columns=1,
            hint=lambda: _hint(lost),
        )
    )
    return cause is not None and await _record(app, administrator.login, EpochCause(cause))


async def _record(app: Host, login: str, cause: EpochCause) -> bool:
    """Ask for the PIN until it is recorded, or the administrator goes back."""
    while True:
        pin = await app.push_screen_wait(
            AskPin(
                lambda: _("The journals go on from here"),
                lambda: _("Your signature says what happened, for ever, in the ledger."),
                login=login,
            )
        )
        if pin is None:
            return False
        by = {"administrator": login, "pin": pin}
        if await app.attempt(_settle, app, cause, by) is not None:
            await app.push_screen_wait(Notice(_("Recorded. Visitors can sign in again.")))
            return True


def _settle(app: Host, cause: EpochCause, by: Mapping[str, str]) -> int:
    """Leave behind what the notes in the folders prove, too."""
    lost = histories_lost(app.point, app.settings.checkpoint_folders)
    return settle(app.point, cause, *lost, administrator=by["administrator"], pin=by["pin"])


def _hint(lost: int) -> str:
    """What this kiosk knows: nothing is recorded before somebody has looked at it."""
    if not lost:
        return _(
            "They are not where they were. If two copies are in use, stop the other one first."
        )
    return ngettext(
        "{n} act that this kiosk has seen is not in them. If a newer database is at hand, leave"
        " this screen and put that one back.",
        "{n} acts that this kiosk has seen are not in them. If a newer database is at hand, leave"
        " this screen and put that one back.",
        lost,
    ).format(n=lost)
