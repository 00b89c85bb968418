"""A form of one-line fields, with a keyboard on the screen for those who came by touch."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from kiosk.questions.field import Field
from kiosk.words.text import SHORT
from screens.widgets.large_words import LargeWords, is_large

PREFIX = "field-"
"""Before a field's key in its widget's id, so that no stylesheet mistakes one for a place."""


class FormInput(Input):
    """An input that neither selects, copies nor suggests."""

    ALLOW_SELECT = False

    virtual_size = reactive(Size(0, 0))
    """Longer words need no other place on the screen: a letter lays nothing out anew."""

    asked: Field | None = None
    """What is written here."""

    class Left(Message):
        """The person moves up or down out of the field."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.stop()
            self.post_message(self.Left(-1 if event.key == "up" else 1))


class EntryForm(VerticalScroll, can_focus=False):
    """Fields one below the other. Enter goes to the next empty one; after the last it is filled."""

    DEFAULT_CSS = """
    EntryForm {
        height: auto;
        max-height: 1fr;
        .field { width: 1fr; height: auto; }
        Label { padding: 0 1; color: $foreground; }
        FormInput { height: 3; border: solid $secondary; background: $surface; color: $foreground; }
        FormInput:focus { border: solid $primary; }
    }
    """

    class Typed(Message):
        """Something was written or erased."""

    class Filled(Message):
        """Every field that must be filled is."""

        def __init__(self, values: dict[str, str]) -> None:
            super().__init__()
            self.values = values

    class StillEmpty(Message):
        """Enter was pressed, but a field still wants words."""

    class Objection(Message):
        """Enter was pressed, but the words of a field are not taken."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, fields: Sequence[Field], values: dict[str, str] | None = None) -> None:
        """``values`` is kept up to date while the person types."""
        super().__init__()
        self._fields = tuple(fields)
        self.set_class(len(fields) == 2 and fields[1].limit <= SHORT, "-pair")
        self.values = values if values is not None else {}

    def compose(self) -> ComposeResult:
        for field in self._fields:
            with Vertical(classes="field"):
                yield Label(Content(field.label()))
                line = FormInput(
                    self.values.get(field.key, field.value),
                    id=PREFIX + field.key,
                    placeholder=field.example(),
                    password=field.secret,
                    max_length=field.limit,
                    restrict=r"\d*" if field.secret else None,
                    select_on_focus=False,
                )
                line.asked = field
                yield line
                if is_large(self) and not field.secret:
                    yield LargeWords(self.values.get(field.key, field.value), end=True)

    def focus_first(self, key: str = "") -> None:
        """Begin with the field of this key, or with the first empty one."""
        inputs = self.inputs
        asked = (one for one in inputs if one.id == PREFIX + key or not (key or one.value))
        next(asked, inputs[0]).focus()

    @property
    def inputs(self) -> list[FormInput]:
        return list(self.query(FormInput))

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.input.id:
            self.values[message.input.id.removeprefix(PREFIX)] = message.value
        if message.input.parent:
            for drawn in message.input.parent.query_children(LargeWords):
                drawn.text = message.value
        self.post_message(self.Typed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.go_on()

    def go_on(self) -> None:
        """To the next field, or from the last one on to the answer."""
        inputs = self.inputs
        at = next((n for n, one in enumerate(inputs) if one.has_focus), len(inputs))
        if at + 1 < len(inputs):
            inputs[at + 1].focus()
        else:
            self.submit()

    def on_form_input_left(self, message: FormInput.Left) -> None:
        message.stop()
        inputs = self.inputs
        at = next((n for n, one in enumerate(inputs) if one.has_focus), 0) + message.by
        if 0 <= at < len(inputs):
            inputs[at].focus()
        elif message.by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def submit(self) -> None:
        """Answer with the values, or go to the first field that wants words or other words."""
        values = {(one.id or "").removeprefix(PREFIX): one.value for one in self.inputs}
        for field in self._fields:
            if not field.optional and not values[field.key].strip():
                self.query_one(f"#{PREFIX}{field.key}", FormInput).focus()
                self.post_message(self.StillEmpty())
                return
        for field in self._fields:
            if sentence := field.objection(values[field.key]):
                self.query_one(f"#{PREFIX}{field.key}", FormInput).focus()
                self.post_message(self.Objection(sentence))
                return
        self.post_message(self.Filled(values))
