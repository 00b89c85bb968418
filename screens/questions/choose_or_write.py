"""Choose one of up to nine, or say it in your own words: letters go straight to the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.choice import Choice
from kiosk.questions.choose import Picked
from kiosk.questions.field import Field
from kiosk.words.i18n import _
from screens.questions.entry_form import EntryForm, FormInput
from screens.questions.typing import TypingScreen
from screens.widgets.choices import MOST, Choices

OWN_WORDS = "own words"
"""The choice that leads to the line, in large print."""


class ChooseOrWrite(TypingScreen[Picked]):
    """Digits choose; anything else that is typed begins the own words."""

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        field: Field,
        *,
        at: int = 0,
    ) -> None:
        """The marker begins ``at`` the choice that was made before."""
        super().__init__()
        self._at = at
        self._heading, self._choices, self._field = heading, choices, field
        self._values: dict[str, str] = {field.key: field.value}
        self._begun = False

    @property
    def typed(self) -> str:
        """The words so far, for whoever goes back and returns."""
        return self._values[self._field.key]

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        """In large print the own words are a choice like the others, and take their place."""
        choices = self._choices()
        if self.is_large and 0 < len(choices) < MOST:
            choices = [*choices, Choice(OWN_WORDS, self._field.label())]
        self.set_class(bool(choices), "-choosing")
        if choices:
            yield Choices(choices, many=self.is_large)
        yield EntryForm([self._field], self._values)
        yield Static("", id="message", markup=False)
        yield self.keyboard(shown=False)

    def after_compose(self) -> None:
        if self.query(Choices):
            self.query_one(Choices).focus_first(self._at)
        else:
            self.query_one(FormInput).focus()

    def _begin_words(self) -> None:
        """The line has the focus; in large print it comes in place of the choices."""
        if self.is_large:
            self.remove_class("-choosing")
        self.query_one(FormInput).focus()

    def action_back(self) -> None:
        """In large print back from the own words are the choices."""
        if self.is_large and self.query(Choices) and not self.has_class("-choosing"):
            self._begun = False
            self.show_keyboard(False)
            self.query_one(Choices).focus_first()
        else:
            super().action_back()

    def on_key(self, event: events.Key) -> None:
        """Keys that come faster than the marker moves belong to the words that were begun."""
        if not event.character:
            return
        if self.takes_text(event):
            event.stop()
            self._begun = True
            self._begin_words()
            self.query_one(FormInput).insert_text_at_cursor(event.character)
        elif event.character in "123456789" and self.query(Choices):
            event.stop()
            self.query_one(Choices).press_number(int(event.character))

    def takes_text(self, event: events.Key) -> bool:
        """Words begin with a letter or a sign, and go on with anything."""
        if self._begun or isinstance(self.focused, FormInput):
            return event.is_printable
        return (
            event.is_printable and not (event.character or " ").isdigit() and event.key != "space"
        )

    def on_descendant_focus(self) -> None:
        """A finger on the line brings the keyboard; the choices make room for it."""
        self._begun = False
        if self.kiosk.by_touch and isinstance(self.focused, FormInput):
            self.show_keyboard(True)

    def show_keyboard(self, shown: bool) -> None:
        super().show_keyboard(shown)
        for choices in self.query(Choices):
            choices.display = not shown
        self.set_class(not shown and bool(self.query(Choices)), "-choosing")
        if shown:
            self._begin_words()

    def action_next(self) -> None:
        if isinstance(self.focused, FormInput):
            self.query_one(EntryForm).go_on()
        else:
            for choices in self.query(Choices):
                choices.action_press()

    @on(Choices.Chosen)
    def answer_by_choice(self, message: Choices.Chosen) -> None:
        if message.answer == OWN_WORDS:
            self._begin_words()
            return
        self.dismiss(Picked(message.answer))

    @on(EntryForm.Filled)
    def answer_in_words(self, message: EntryForm.Filled) -> None:
        self.dismiss(Picked(None, message.values[self._field.key]))

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self.query_one("#message", Static).update(_("Please choose, or write in your own words."))

    @on(EntryForm.Objection)
    def say_why_not(self, message: EntryForm.Objection) -> None:
        self.query_one("#message", Static).update(Content(message.sentence))
