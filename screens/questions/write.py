"""Write a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from kiosk.i18n import _
from screens.base import KioskScreen
from screens.questions.entry_form import EntryForm, Field
from screens.widgets.key_bar import KeyHint
from screens.widgets.on_screen_keyboard import OnScreenKeyboard

__all__ = ["Field", "Write"]


class Write(KioskScreen[dict[str, str]]):
    """Answers with the words by field. F5 brings the keyboard on the screen and takes it away."""

    BINDINGS = [Binding("f5", "keyboard", show=False), Binding("f6", "next", show=False)]

    def __init__(
        self,
        heading: Callable[[], str],
        fields: Sequence[Field],
        *,
        hint: Callable[[], str] = str,
        specialist: bool = False,
        never_idle: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._fields, self._hint = heading, tuple(fields), hint
        self._values: dict[str, str] = {field.key: field.value for field in fields}
        if specialist:
            self.idle_seconds, self.offers_language = 120, False
        if never_idle:
            self.idle_seconds = None

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        if self._hint():
            yield Static(self._hint(), classes="hint", markup=False)
        yield EntryForm(self._fields, self._values)
        yield Static("", id="message", markup=False)
        yield self.kiosk.keyboard(shown=self.kiosk.by_touch)

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Next"), "next"),
            KeyHint("F5", _("Keyboard"), "keyboard"),
            *self.language_hint()[:1],
        ]

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first()

    def action_keyboard(self) -> None:
        keyboard = self.query_one(OnScreenKeyboard)
        keyboard.display = not keyboard.display

    async def action_next(self) -> None:
        form = self.query_one(EntryForm)
        focused = next((one for one in form.inputs if one.has_focus), None)
        if focused is None:
            form.submit()
        else:
            await focused.action_submit()

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self.query_one("#message", Static).update(_("Please fill in this field."))

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        self.dismiss(message.values)
