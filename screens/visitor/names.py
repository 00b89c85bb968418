"""The next name of several, below those that are there already."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kiosk.questions import names
from kiosk.words.i18n import _, ngettext
from screens.questions import Write
from screens.widgets.key_bar import KeyHint
from screens.widgets.page import WIDE


class WriteNames(Write):
    """Answers with one name; Enter in the empty field ends the list, Esc takes up the last name."""

    DEFAULT_CSS = """
    #names { height: auto; max-height: 4; margin-bottom: 1; }
    WriteNames.-tall #names { max-height: 10; }
    WriteNames.-short.-keys {
        #names { max-height: 1; margin-bottom: 0; }
        #ending { display: none; }
    }
    """
    idle_seconds = 120

    def __init__(self, question: names.WriteNames) -> None:
        super().__init__(question.heading, question.fields)
        self._question = question

    def compose_body(self) -> ComposeResult:
        self.set_class(self.kiosk.by_touch, "-keys")
        if self._question.names:
            yield Static(Content(self._newest_first()), id="names", classes="value")
        form, *others = super().compose_body()
        yield form
        if self._question.end_words():
            yield Static(Content(self._question.end_words()), id="ending", classes="hint")
        yield from others

    def enter_words(self) -> str:
        return _("Next (empty: done)") if self._question.end_words() else super().enter_words()

    def show_keyboard(self, shown: bool) -> None:
        """Keys need the room of all but the newest names."""
        super().show_keyboard(shown)
        self.set_class(shown, "-keys")

    def _newest_first(self) -> str:
        """The names with their places: where there is no room for all, the newest are seen."""
        n = len(self._question.names)
        count = ngettext("{n} name is there:", "{n} names are there:", n).format(n=n)
        numbered = reversed([*enumerate(self._question.names, start=1)])
        return f"{count} " + " · ".join(f"{number} {name}" for number, name in numbered)

    def key_hints(self) -> Sequence[KeyHint]:
        back, *others = super().key_hints()
        if not self._question.names:
            return [back, *others]
        if self.app.size.width < WIDE:  # the key itself works all the same
            others = [hint for hint in others if hint.action != "next_view"]
        return [KeyHint("Esc", _("Last name"), "back"), *others]
