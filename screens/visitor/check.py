"""A visitor checks what was answered, changes a line of it, and sees it being written down."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from kiosk.questions import check
from kiosk.questions.check import CONFIRMED, Said
from kiosk.questions.choice import Choice
from kiosk.words.i18n import _, pgettext
from screens.frame.screen import ROOMY_ROWS, KioskScreen
from screens.questions.check import NAMED_SECONDS
from screens.widgets.choices import Choices
from screens.widgets.finger import finger
from screens.widgets.key_bar import KeyHint
from screens.widgets.large_words import LargeWords, is_large
from screens.widgets.more_below import MoreBelow

SAID_SECONDS = 0.3
"""What is written down by then needs no words."""
_LEAST = 3
"""Rows of a line and of the choice, where there is room."""
_BESIDE, _BESIDE_TALL = 8, 12
"""Rows of the screen beside the lines and the choice: head, bar, and between them."""


class Line(Horizontal, can_focus=True):
    """One line of what was answered; pressed, it is asked again, if it can be."""

    DEFAULT_CSS = """
    Line {
        height: auto;
        .number { width: 8; padding: 1 2 0 0; text-align: right; }
        .number { color: $secondary; text-style: bold; }
        .change { width: auto; color: $secondary; }
    }
    Line:focus {
        .number { color: $accent; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "press", show=False),
    ]

    class Pressed(Message):
        """This line is to be changed."""

        def __init__(self, change: str) -> None:
            super().__init__()
            self.change = change

    def __init__(self, number: int, said: Said, rows: int) -> None:
        """A line at least so many rows high."""
        super().__init__(id=f"line-{number}" if said.change else None)
        self.can_focus = bool(said.change)
        self._number, self._said, self._rows = number, said, rows

    def compose(self) -> ComposeResult:
        yield Static(self._digit(), classes="number", markup=False)
        if is_large(self):
            with Vertical(classes="said"):
                yield Static(Content(f"{self._said.label}   {self._change}"), classes="label")
                yield LargeWords(self._said.value)
            return
        with Horizontal(classes="said") as said:
            said.styles.min_height = self._rows
            yield Static(Content(self._said.label), classes="label")
            yield Static(Content(self._said.value), classes="value")
            yield Static(Content(self._change), classes="change")

    @property
    def _change(self) -> str:
        return _("change") if self.can_focus else ""

    def _digit(self) -> str:
        if not self.can_focus:
            return ""
        return f"{'►' if self.has_focus else ' '}  {self._number}"

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        for number in self.query(".number").results(Static):
            number.update(self._digit())

    def action_move(self, by: int) -> None:
        move(self, by)

    def action_press(self) -> None:
        if self.can_focus:
            self.post_message(self.Pressed(self._said.change))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.focus()
        self.action_press()


class Confirm(Choices):
    """The one choice below the lines; arrows lead to them."""

    def action_move(self, by: int) -> None:
        move(self, by)


def move(widget: Widget, by: int) -> None:
    """Put the marker on what comes after a widget, or before it."""
    if by > 0:
        widget.screen.focus_next()
    else:
        widget.screen.focus_previous()


class Check(KioskScreen[str]):
    """What was answered, each line to be changed by its digit, by Enter or by a finger, and the
    choice that writes it down. The screen stays until that is done."""

    idle_seconds: int | None = NAMED_SECONDS
    DEFAULT_CSS = """
    #lines { height: auto; }
    #leaving { height: auto; padding: 0 2; text-style: bold; }
    """

    def __init__(self, question: check.Check) -> None:
        super().__init__()
        self._question = question
        self._warned = False

    def heading(self) -> str:
        return self._question.heading()

    def compose_body(self) -> ComposeResult:
        said, down = self._question.said(), max(_LEAST, finger(self.app).height)
        height = self.app.size.height
        room = height - down - (_BESIDE if height < ROOMY_ROWS else _BESIDE_TALL)
        rows = max(_LEAST - 1, min(down, room // max(1, len(said))))
        with MoreBelow(id="lines") as lines:
            if not self.is_large:
                lines.styles.max_height = room
            number = 0
            for each in said:
                number += bool(each.change)
                yield Line(number, each, rows)
        yield Static(Content(leaving_words() if self._warned else ""), id="leaving")
        choice = Choice(CONFIRMED, self._question.confirm(), short=pgettext("drawn", "Yes"))
        with Confirm([choice], columns=1, digits=False, classes="confirm") as confirm:
            if not self.is_large:
                confirm.styles.height = down + 1

    def after_compose(self) -> None:
        self.query_one(Confirm).focus_first()

    def _more_hint(self) -> list[KeyHint]:
        return [KeyHint("PgDn", _("More"), "more", waits=True)]

    @on(MoreBelow.Changed)
    def tell_of_more(self, message: MoreBelow.Changed) -> None:
        message.stop()
        self.show_more(message.more)

    def action_more(self, by: int = 1) -> None:
        self.query_one(MoreBelow).turn(by)

    def on_key(self, event: events.Key) -> None:
        lines = [line for line in self.query(Line) if line.can_focus]
        if event.character and event.character in "123456789"[: len(lines)]:
            event.stop()
            lines[int(event.character) - 1].action_press()

    @on(Line.Pressed)
    def change(self, message: Line.Pressed) -> None:
        if not self.says_it_saves:
            self.dismiss(message.change)

    @on(Choices.Chosen)
    def confirm(self) -> None:
        self.begin(self._keep)

    async def _keep(self) -> None:
        self.says_it_saves, self._warned = True, False
        said = self.set_timer(SAID_SECONDS, self._say)
        try:
            done = await self._question.record()
        finally:
            said.stop()
            self.says_it_saves = False
        if done:
            self.dismiss(CONFIRMED)
        elif self.ready:
            self.query_one("#leaving", Static).update("")
            self.remove_class("-saving")
            self.query_one(Confirm).ask_again()

    def _say(self) -> None:
        if self.ready and self.says_it_saves:
            self.add_class("-saving")
            self.query_one(Confirm).wait(CONFIRMED, _("Writing it down…"))

    def action_back(self) -> None:
        if self.says_it_saves:
            self.action_home()
        else:
            super().action_back()

    def action_home(self) -> None:
        """Whoever leaves while it is being written down is told first what that means."""
        if self.says_it_saves and not self._warned:
            self._warned = True
            self.query_one("#leaving", Static).update(Content(leaving_words()))
        else:
            super().action_home()


def leaving_words() -> str:
    """What leaving means while it is being written down."""
    return _(
        "It is still being written down. Stay here for your number, or press F4 once more to leave:"
        " the entry may be made all the same."
    )
