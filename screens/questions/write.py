"""Ask for a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.field import Field
from kiosk.words.i18n import _
from screens.questions.entry_form import EntryForm
from screens.questions.typing import TypingScreen


class Write(TypingScreen[dict[str, str]]):
    """Answers with the words by field."""

    def __init__(
        self,
        heading: Callable[[], str],
        fields: Sequence[Field],
        *,
        hint: Callable[[], str] = str,
        first: str = "",
    ) -> None:
        """``first`` is the field to begin with; the first empty one unless told otherwise."""
        super().__init__()
        self._heading, self._fields, self._hint = heading, tuple(fields), hint
        self._first = first
        self._values: dict[str, str] = {field.key: field.value for field in fields}

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields, for whoever goes back and returns; nothing secret."""
        return {f.key: self._values[f.key] for f in self._fields if not f.secret}

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        if self._hint():
            yield Static(self._hint(), classes="hint", markup=False)
        yield EntryForm(self._fields, self._values)
        yield Static("", id="message", markup=False)
        yield self.keyboard(shown=self.kiosk.by_touch)

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first(self._first)

    def action_next(self) -> None:
        self.query_one(EntryForm).go_on()

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self.query_one("#message", Static).update(_("Please fill in this field."))

    @on(EntryForm.Objection)
    def say_why_not(self, message: EntryForm.Objection) -> None:
        self.query_one("#message", Static).update(Content(message.sentence))

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        self.dismiss(message.values)
