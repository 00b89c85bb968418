"""An answer before the line: three lines of it, the code of its guide, and two choices."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.ways import answer
from kiosk.words.addresses import uri
from kiosk.words.i18n import _
from screens.frame.screen import KioskScreen
from screens.widgets.big_text import BigText
from screens.widgets.choices import Choices
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.qr_code import QrCode


class Answer(KioskScreen[str]):
    """Answers with the chosen answer; the marker stands on signing in all the same."""

    DEFAULT_CSS = """
    Answer PageHead { display: none; }
    #sheet { height: 1fr; }
    #answer-words { width: 1fr; height: 100%; padding: 1 0 0 0; }
    #answer-words #heading { color: $primary; text-style: bold; padding: 0 2; height: auto; }
    #large { color: $primary; }
    #already { max-height: 2; }
    #answer { max-height: 4; }
    #room { height: 1fr; }
    #stub { width: 34; height: 100%; }
    #stub QrCode { width: 33; height: 17; }
    #address { width: 33; padding: 0 1; height: auto; text-align: center; }
    #aim { width: 33; height: auto; text-align: center; }
    Answer.-tall #answer-words { padding: 2 0 0 0; }
    Answer.-tall #stub { padding-top: 2; }
    """

    def __init__(self, question: answer.Answer) -> None:
        super().__init__()
        self._question = question

    def heading(self) -> str:
        return _("Perhaps there is an")

    def head(self) -> HeaderBar:
        """The answer is a page of its own, from the top of the screen."""
        return PageHead(status=False)

    def compose_body(self) -> ComposeResult:
        guide = self._question.guide
        already = _("already: {title}").format(title=guide.title)
        with Horizontal(id="sheet", classes="whole"):
            with Vertical(id="answer-words"):
                yield Static(Content(self.heading()), id="heading")
                yield BigText(_("ANSWER"), id="large")
                yield Static(Content(already), id="already", classes="value")
                yield Static(Content(guide.answer), id="answer", classes="hint")
                yield Static(id="room")
                yield Choices(self._question.rows(), classes="confirm")
            with Vertical(id="stub"):
                yield QrCode(uri(guide.url), too_small=guide.url)
                yield Static(Content(guide.url.removeprefix("https://")), id="address")
                yield Static(Content(_("A guide: point your camera")), id="aim")

    def after_compose(self) -> None:
        self.query_one(Choices).buttons[self._question.at].focus()

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def choose(self, message: Choices.Chosen) -> None:
        self.dismiss(message.answer)
