"""The top of every screen: where one is, the time, the line."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class HeaderBar(Vertical):
    """A desk's two lines: school and clock above, the line and who is on duty below."""

    DEFAULT_CSS = """
    HeaderBar {
        height: 2;
        background: $primary;
        color: $background;
        Horizontal { height: 1; padding: 0 1; }
        Static { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
        .right { width: auto; text-align: right; padding-left: 2; }
        #school, #clock { text-style: bold; }
    }
    """

    school: reactive[str] = reactive("")
    day: reactive[str] = reactive("")
    time: reactive[str] = reactive("")
    line: reactive[str] = reactive("")
    wait: reactive[str] = reactive("")
    duty: reactive[str] = reactive("")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(id="school")
            yield Static(id="clock", classes="right")
        with Horizontal():
            yield Static(id="duty")
            yield Static(id="line", classes="right")

    def words(self) -> dict[str, Content]:
        """What stands where, by the id of its place."""
        return {
            "school": Content(self.school),
            "clock": Content(f"{self.day}   {self.time}"),
            "duty": Content(self.duty),
            "line": Content(self.line),
        }

    def on_mount(self) -> None:
        """Words that came while the lines were being made are shown now."""
        self.show_words()

    def show_words(self) -> None:
        """Bring every place up to date."""
        for name, words in self.words().items():
            for place in self.query(f"#{name}").results(Static):
                place.update(words)

    def watch_school(self) -> None:
        self.show_words()

    def watch_day(self) -> None:
        self.show_words()

    def watch_time(self) -> None:
        self.show_words()

    def watch_line(self) -> None:
        self.show_words()

    def watch_wait(self) -> None:
        self.show_words()

    def watch_duty(self) -> None:
        self.show_words()


class PageHead(HeaderBar):
    """A visitor's first band: the question, and at the right the line and the clock."""

    DEFAULT_CSS = """
    PageHead {
        height: 3;
        background: $background;
        color: $secondary;
        Horizontal { height: 3; padding: 1 2 0 10; }
        #heading { height: 2; color: $primary; text-style: bold; text-wrap: wrap; }
        #clock { height: 1; }
    }
    """

    def __init__(self, heading: str = "", *, status: bool = True, waits: bool = False) -> None:
        """Without ``status`` line and clock are left out, where something greater leads; with
        ``waits`` it is said how long the line takes, where the question leaves room for it."""
        super().__init__()
        self._heading, self._status, self._waits = heading, status, waits

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content(self._heading), id="heading")
            if self._status:
                yield Static(id="clock", classes="right")

    def words(self) -> dict[str, Content]:
        line = ", ".join(filter(None, (self.line, self.wait if self._waits else "")))
        return {"clock": Content.assemble(f"{line}   ", (self.time, "bold"))}
