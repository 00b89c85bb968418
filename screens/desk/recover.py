"""A forgotten PIN: an administrator who has a recovery code ready chooses a new one by it."""

from __future__ import annotations

from kiosk.signing.recovery import recovery_key
from kiosk.staff import recovery
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.questions import Field, Way, walk
from screens.questions.new_pin import NewPin, ask_new_pin


async def recover_pin(app: Host, login: str) -> None:
    """Ask for the code and a new PIN; then the code holds no more."""
    way = _Recovering(app, login)
    await walk([way.ask_code, way.finish])


class _Recovering(Way):
    """The code as it was typed."""

    def __init__(self, app: Host, login: str) -> None:
        super().__init__(app)
        self._login = login

    async def ask_code(self) -> bool:
        """Ask until there is no typing mistake in it, or the person goes back."""
        if not await self._write(
            lambda: _("Your recovery code"),
            Field("code", lambda: _("The eight groups from the envelope"), 60),
            hint=lambda: _("Large or small letters, spaces and dashes make no difference."),
        ):
            return False
        typed = self._answers["code"], self._app.point.uid, self._login
        if await self._app.attempt(recovery_key, *typed) is None:
            return await self.ask_code()
        return True

    async def finish(self) -> bool:
        pin = await ask_new_pin(self._app, lambda: _("Choose a new PIN"), NewPin)
        if pin is None:
            return False
        code = self._answers["code"]
        recovered = await self._app.attempt(
            recovery.recover, self._app.point, self._login, code, pin=pin
        )
        if recovered is not None:
            await self._tell(
                _(
                    "Your new PIN holds; the recovery code is void. Log in, prepare another code,"
                    " and record a new agreement: before that you cannot sign."
                )
            )
        return recovered is not None
