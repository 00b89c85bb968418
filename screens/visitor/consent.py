"""The question whether the name may be written down, where the school keeps names by consent."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.choice import Choice
from kiosk.words.consent import Consent
from kiosk.words.i18n import _, language, pgettext
from kiosk.words.languages import SCHOOL
from screens.frame.screen import KioskScreen
from screens.widgets.choices import Choices

_ANSWERS = {"yes": True, "no": False}


class AskConsent(KioskScreen[bool]):
    """The school's wording and two answers, of which neither is chosen beforehand."""

    DEFAULT_CSS = """
    #wording { height: 1fr; padding: 0 1; }
    """
    idle_seconds = 180

    def __init__(self, asked: Consent, whose: str = "") -> None:
        """``whose`` is the name of who is asked among several."""
        super().__init__()
        self._asked, self._whose = asked, whose

    def heading(self) -> str:
        return _("May we write down your name?")

    def compose_body(self) -> ComposeResult:
        if self._whose:
            yield Static(Content(self._whose), classes="value")
        if language() not in {SCHOOL, *self._asked.translated}:
            yield Static(_("The school gave this text in Russian only."), classes="hint")
        with VerticalScroll(id="wording"):
            yield Static(Content(self._asked.in_language().text))
        yield Static(_("You will be helped either way."), classes="hint")
        yield Choices(
            [
                Choice("yes", _("Yes, I agree"), short=pgettext("drawn", "Yes")),
                Choice("no", _("No, help me without my name"), short=pgettext("drawn", "No")),
            ],
            classes="confirm",
        )

    def after_compose(self) -> None:
        self.query_one("#wording").focus()

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(_ANSWERS[message.answer])
