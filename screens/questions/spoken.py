"""Any question while it is spoken: the keys of a telephone's pad are enough, the eye may follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.question import Question
from kiosk.questions.speech import Say
from kiosk.questions.write import Write
from kiosk.speech.talk import Talk
from kiosk.words.i18n import _, pgettext
from screens.frame.screen import KioskScreen
from screens.widgets.key_bar import KeyHint

A = TypeVar("A")

SPOKEN_SECONDS = 120
"""Seconds without a touch: whoever listens presses less often than who looks."""
SAVING_SECONDS = 0.5
"""What is done by then needs no words."""
_KEYS = {"enter": "#", "escape": "*", "backspace": "*", "up": "2", "down": "8"}
"""Keys of a keyboard by those of a telephone's pad; digits, * and # are themselves."""


class SpokenQuestion(KioskScreen[A]):
    """Draws what is heard, row by row, and passes every key on to the question."""

    idle_seconds = SPOKEN_SECONDS
    DEFAULT_CSS = """
    #rows { height: 1fr; }
    #rows Static { height: auto; padding: 0 2; margin-bottom: 1; }
    #rows .marked { color: $primary; text-style: bold; }
    """

    def __init__(self, question: Question[A]) -> None:
        super().__init__()
        self._question = question
        self._talk: Talk[A] | None = None
        self._drawn = question.sheet()

    def heading(self) -> str:
        return self._question.heading()

    def compose_body(self) -> ComposeResult:
        sheet = self._drawn = self._question.sheet()
        with VerticalScroll(id="rows", can_focus=False):
            for number, row in enumerate([*sheet.rows, *([sheet.field] if sheet.field else [])]):
                marked = number == sheet.marker
                yield Static(
                    Content(f"► {row}" if marked else row), classes="marked" if marked else ""
                )

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("*", _("Back"), "back"),
            KeyHint("#", _("Next"), "next"),
            *self.view_hint(),
            *self.language_hint()[:1],
        ]

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(1, self._tick)

    def after_compose(self) -> None:
        """It is read when it appears, and anew in another language."""
        if self._talk is None or self._spoken_before != self._spoken:
            self._talk = Talk(self._question, self.kiosk.voice)
            self._spoken_before = self._spoken
            self._talk.begin()

    _spoken_before = ""

    def takes_text(self, event: events.Key) -> bool:
        """Letters that come fast are all taken, one after the other."""
        return isinstance(self._question, Write) and bool(event.is_printable)

    async def on_key(self, event: events.Key) -> None:
        key = _KEYS.get(event.key) or (event.character or "")
        if not key.isprintable() or len(key) != 1:
            return
        event.stop()
        event.prevent_default()
        await self._press(key)

    async def action_back(self) -> None:  # type: ignore[override]
        await self._press("*")

    async def action_next(self) -> None:
        await self._press("#")

    async def _press(self, key: str) -> None:
        if self._talk is None or self.says_it_saves or not self.ready:
            return
        reply = self._talk.press(key)
        if reply.back:
            self.dismiss(None)
        elif reply.answer is not None:
            self.begin(partial(self._settle, reply.answer))
        else:
            await self.draw()

    async def draw(self) -> None:
        """Draw what the key changed."""
        if self._question.sheet() != self._drawn:
            await self.recompose()
            self._fill_in()

    async def _settle(self, answer: A) -> None:
        self.says_it_saves = True
        said = self.set_timer(SAVING_SECONDS, self._say_it_saves)
        try:
            settled = await self._question.settle(answer)
        finally:
            said.stop()
            self.says_it_saves = False
        if settled is not None:
            self.dismiss(settled)
        elif self.ready and self._talk:
            self._talk.begin()

    def key_was_dropped(self) -> None:
        """The key has cut the speech off: it is said again, for nobody sees a bar that blinks."""
        if self._talk and not self.says_it_saves:
            self._talk.begin()

    def _say_it_saves(self) -> None:
        if self.says_it_saves:
            self.kiosk.voice.say((Say(pgettext("spoken", "Saving.")),))

    def _tick(self) -> None:
        if (
            self.ready
            and self._talk
            and self.app.screen is self
            and self._talk.tick(self.kiosk.patience)
        ):
            self.dismiss(None)
