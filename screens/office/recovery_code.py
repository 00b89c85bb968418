"""An administrator prepares a recovery code: shown once, copied by hand, and two groups of it typed
back before it holds."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from kiosk.proof.codes import base32_typed
from kiosk.signing.recovery import GROUPS, new_code
from kiosk.staff import access, recovery
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.questions import Field, walk
from screens.questions.specialist import AskPin, Check, Way

_LINE = 4
"""So many groups stand in a line."""


async def prepare_recovery_code(app: Host, administrator: Specialist) -> None:
    """Say what the code is for, ask for the PIN, show the code, and let it hold once it was
    written down."""
    way = _Preparing(app, administrator)
    await walk([way.explain, way.ask_pin, way.show, way.ask_groups, way.finish])


class CodeShown(Check):
    """The code, for as long as somebody needs to copy it by hand."""

    idle_seconds = 600


class _Preparing(Way):
    """The code, in memory alone until the way ends."""

    def __init__(self, app: Host, administrator: Specialist) -> None:
        super().__init__(app)
        self._administrator = administrator
        self._pin, self._code = "", new_code()

    async def explain(self) -> bool:
        answer = await self._app.push_screen_wait(
            Check(
                lambda: _("Recovery code"),
                lambda: [
                    (
                        _("What it is for"),
                        _("If you forget your PIN, the code gives you a new one, once."),
                    ),
                    (
                        _("What to do"),
                        _(
                            "Copy it by hand and have it kept in a sealed envelope. It is shown now"
                            " and never again; an older code is void then."
                        ),
                    ),
                    (
                        _("Keep in mind"),
                        _(
                            "Whoever opens the envelope can sign in your name; the journals show"
                            " for ever that the code was used."
                        ),
                    ),
                ],
                lambda: _("Show the code"),
                turn_back=lambda: _("Go back"),
            )
        )
        return bool(answer)

    async def ask_pin(self) -> bool:
        """Asked first, so that nobody copies a code that then does not hold."""
        login = self._administrator.login
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("Your PIN"),
                lambda: _("Your signature makes the recovery code hold."),
                login=login,
            )
        )
        self._pin = pin or ""
        if pin is None:
            return False
        return await self._app.attempt(access.log_in, self._app.point, login, pin) is not None

    async def show(self) -> bool:
        groups = self._code.split("-")
        answer = await self._app.push_screen_wait(
            CodeShown(
                lambda: _("Copy this code by hand"),
                lambda: [
                    (
                        _("Groups {first} to {last}").format(first=at + 1, last=at + _LINE),
                        "   ".join(groups[at : at + _LINE]),
                    )
                    for at in range(0, GROUPS, _LINE)
                ],
                lambda: _("I have written it down"),
                turn_back=lambda: _("Go back"),
            )
        )
        return bool(answer)

    async def ask_groups(self) -> bool:
        """Two groups from the paper; where they differ, the code is shown again."""
        groups = self._code.split("-")
        asked = sorted(secrets.SystemRandom().sample(range(GROUPS), 2))
        self._answers = {}
        if not await self._write(
            lambda: _("Type two groups from your paper"),
            *(Field(f"group-{at}", _label(at), 8) for at in asked),
        ):
            return False
        typed = [base32_typed(self._answers[f"group-{at}"]) for at in asked]
        if typed != [groups[at] for at in asked]:
            await self._tell(_("That is not what was shown. Compare your paper with the screen."))
            return False
        return True

    async def finish(self) -> bool:
        prepared = await self._app.attempt(
            recovery.prepare,
            self._app.point,
            self._code,
            administrator=self._administrator.login,
            pin=self._pin,
        )
        if prepared is not None:
            await self._tell(_("The recovery code holds now. Seal the envelope."))
        return prepared is not None


def _label(at: int) -> Callable[[], str]:
    return lambda: _("Group {n}").format(n=at + 1)
