"""The question whether the name may be written down, where the school keeps names by consent."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.questions.choice import Choice
from kiosk.questions.question import Reply, list_keys
from kiosk.questions.rows import Rows
from kiosk.questions.speech import TICK, Say, Speech, sentence
from kiosk.words.consent import Consent
from kiosk.words.i18n import _, pgettext


class AskConsent(Rows[bool]):
    """The school's wording and two answers, of which neither is chosen beforehand."""

    at = -1

    def __init__(self, asked: Consent, whose: str = "") -> None:
        """``whose`` is the name of who is asked among several."""
        super().__init__(
            lambda: _("May we write down your name?"), lambda: _("You will be helped either way.")
        )
        self.asked, self.whose = asked, whose

    def rows(self) -> Sequence[Choice]:
        return [Choice("yes", _("Yes, I agree")), Choice("no", _("No, help me without my name"))]

    def take(self, choice: Choice) -> Reply[bool]:
        return Reply((TICK,), answer=choice.answer == "yes")

    def load(self) -> Speech:
        whose = (Say(sentence(self.whose), private=True),) if self.whose else ()
        return (
            *whose,
            Say(sentence(self.heading())),
            Say(sentence(self.asked.text)),
            Say(sentence(self.hint())),
            Say(pgettext("spoken", "Do you agree? Eight — to the answers. Five — choose.")),
            *self._row(),
        )

    def keys(self) -> Speech:
        return super().keys() if self.at >= 0 else (list_keys(),)

    def lines(self) -> list[str]:
        heading, *rest = super().lines()
        whose = [self.whose] if self.whose else []
        return [*whose, heading, *self.asked.text.splitlines(), *rest]
