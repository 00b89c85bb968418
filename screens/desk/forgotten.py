"""The question for the PIN at log-in, with a way for who forgot it and has a recovery code."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.words.i18n import _
from screens import questions
from screens.widgets.key_bar import KeyHint

FORGOTTEN = ""
"""The answer of who forgot the PIN; no PIN is empty."""


class AskPin(questions.AskPin):
    """Answers with the digits, or FORGOTTEN; that where the login has a recovery code
    (``offers_code``)."""

    BINDINGS = [("f8", "forgotten", "")]

    def __init__(self, login: str, *, offers_code: bool) -> None:
        super().__init__(
            lambda: _("Your PIN"), lambda: _("Type your PIN and press Enter."), login=login
        )
        self._offers_code = offers_code

    def key_hints(self) -> Sequence[KeyHint]:
        hint = KeyHint("F8", _("Forgot your PIN?"), "forgotten")
        return [*super().key_hints(), *([hint] if self._offers_code else [])]

    def action_forgotten(self) -> None:
        if self._offers_code:
            self.dismiss(FORGOTTEN)
