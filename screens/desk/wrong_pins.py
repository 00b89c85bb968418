"""Wrong PINs since the last log-in: told after it, and on the desk until the person says «seen»."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from kiosk.staff.wrong_pins import untold, wrong_pins_sentence
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.widgets.key_bar import KeyButton, KeyHint


async def tell_wrong_pins(app: Host, specialist: Specialist, *, just_seen: int) -> None:
    """Tell somebody who has logged in of wrong PINs and what to do, unless they were all
    ``just_seen``: then the desk alone reminds of them."""
    wrong = await app.attempt(untold, app.point, specialist)
    if wrong is not None and wrong.count > just_seen:
        advice = _(
            "If it was not you, somebody is guessing your PIN: get a new one (administrator, F7)."
        )
        sentence = wrong_pins_sentence(app.point, wrong)
        await app.push_screen_wait(Notice(f"{sentence}.\n\n{advice}"))


class WrongPinsLine(Horizontal):
    """A line of the desk; it takes no room while there is nothing to tell."""

    DEFAULT_CSS = """
    WrongPinsLine { height: auto; display: none; }
    #wrong-pins { width: 1fr; height: auto; padding: 0 1; color: $error; text-style: bold; }
    WrongPinsLine KeyButton { width: auto; height: 1; }
    """

    def compose(self) -> ComposeResult:
        yield Static("", id="wrong-pins", markup=False)
        yield KeyButton(KeyHint("F9", _("Seen"), "wrong_pins_seen"))

    def tell(self, sentence: str) -> None:
        """Show a sentence; an empty one hides the line."""
        self.query_one("#wrong-pins", Static).update(sentence)
        self.display = bool(sentence)
