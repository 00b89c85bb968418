"""The question whether the name may be written down, where the school keeps names by consent."""

from __future__ import annotations

from kiosk.questions.question import Question
from kiosk.words.consent import Consent
from kiosk.words.i18n import _


class AskConsent(Question[bool]):
    """The school's wording and two answers, of which neither is chosen beforehand."""

    def __init__(self, asked: Consent) -> None:
        super().__init__(lambda: _("May we write down your name?"))
        self.asked = asked
