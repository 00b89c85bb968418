"""May the name be written down? Asked only where the school keeps names by consent."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.words.consent import Consent
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.screen import KioskScreen
from screens.widgets.choices import Choice, Choices

_ANSWERS = {"yes": True, "no": False}


class Consents:
    """A visitor's answer, kept while they walk back and forth through the questions."""

    recorded = ""
    """What the entry will say of it; empty where the school asks for no consent."""
    refused = False

    def __init__(self, app: Host) -> None:
        self._app = app

    async def ask(self) -> bool | None:
        """A step of a walk: nothing to ask where the school does not rely on consent."""
        asked = self._app.settings.asked
        if asked is None:
            return None
        agreed = await self._app.push_screen_wait(AskConsent(asked))
        if agreed is None:
            return False
        self.recorded, self.refused = asked.answered(agreed), not agreed
        return True

    def shown(self, name: str) -> str:
        """The name, or that none is kept."""
        return _("not written down") if self.refused else name


class AskConsent(KioskScreen[bool]):
    """The school's wording and two answers, of which neither is chosen beforehand."""

    idle_seconds = 180

    def __init__(self, asked: Consent) -> None:
        super().__init__()
        self._asked = asked

    def heading(self) -> str:
        return _("May we write down your name?")

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="wording"):
            yield Static(Content(self._asked.text))
        yield Static(_("You will be helped either way."), classes="hint")
        yield Choices(
            [Choice("yes", _("Yes, I agree")), Choice("no", _("No, help me without my name"))],
            classes="confirm",
        )

    def after_compose(self) -> None:
        self.query_one("#wording").focus()

    def on_key(self, event: object) -> None:
        character = getattr(event, "character", None)
        if character in ("1", "2"):
            self.query_one(Choices).press_number(int(character))

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(_ANSWERS[message.answer])
