"""What every screen shares: header, key bar, going back, the language, the way home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Generic, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.errors import NoWidget
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, language
from kiosk.words.languages import own_name
from screens.frame.host import Host
from screens.frame.once import AnswersOnce
from screens.frame.too_small import TooSmall
from screens.widgets.choices import Choices
from screens.widgets.header_bar import HeaderBar, PageHead
from screens.widgets.key_bar import KeyBar, KeyButton, KeyHint
from screens.widgets.large_words import LARGE
from screens.widgets.page import WIDE, MarginLine

Answer = TypeVar("Answer")

DEED = "deed"
DIGITS = "123456789"
ROOMY_ROWS = 34
"""From this height on there is room for larger keys and for space between things."""


class KioskScreen(AnswersOnce[Answer], Generic[Answer]):
    """A question with a typed answer. Leaving it without one is ``dismiss(None)``."""

    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("f2", "next_language", show=False),
        Binding("f3", "other_theme", show=False),
        Binding("f4", "home", show=False),
        Binding("f8", "next_view", show=False),
        Binding("pagedown", "more", show=False),
        Binding("pageup", "more(-1)", show=False),
    ]
    DEFAULT_CSS = """
    KioskScreen { layers: default too-small; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (ROOMY_ROWS, "-tall")]
    idle_seconds: int | None = 60
    """Seconds without a touch after which the screen gives way to home; None: it never does."""
    offers_language = True
    """Visitors choose their language on every screen of theirs."""
    is_page = True
    """Visitors read a page of an exercise book; a desk has its header of two lines."""

    can_be_spoken = False
    """True for a question that the voice can ask as well."""
    says_it_saves = False
    """True while the screen itself says that something is being written down."""

    _spoken = ""
    """The language in which the screen was composed."""
    _composed = False
    _was_shown = False
    """False at first: what was styled a moment ago need not be styled again."""

    def __init__(self) -> None:
        super().__init__()
        self.set_class(self.is_page, "page")
        self._one_at_a_time = asyncio.Lock()

    @property
    def kiosk(self) -> Host:
        """The application, as what screens may ask of it."""
        return cast(Host, self.app)

    def compose(self) -> ComposeResult:
        self._spoken = language()
        self._suit_window()
        yield self.head()
        with Vertical(id="body"):
            if self.heading() and not self.is_page:
                yield Static(self.heading(), id="heading", markup=False)
            yield from self.compose_body()
        yield KeyBar([*self.key_hints(), *self._more_hint()], page=self.is_page)
        if self.is_page:
            yield MarginLine()
        yield TooSmall()

    def _suit_window(self) -> None:
        """Know the size of the window, and of the letters, before anything is laid out.

        Textual tells a screen after its first layout, and then styles and paints all of it again.
        """
        columns, rows = self.app.size
        narrow, short = columns < WIDE, rows < ROOMY_ROWS
        self.update_classes(
            {
                "-narrow": narrow,
                "-wide": not narrow,
                "-short": short,
                "-tall": not short,
                LARGE: self.is_large,
            },
            animate=False,
        )

    def head(self) -> HeaderBar:
        """What stands on top."""
        return PageHead(self.heading()) if self.is_page else HeaderBar()

    def heading(self) -> str:
        """The question, in one line."""
        return ""

    def compose_body(self) -> ComposeResult:
        """Everything between header and key bar."""
        yield from ()

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys that work here."""
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("F4", _("Home"), "home"),
            *self.language_hint(),
        ]

    @property
    def is_large(self) -> bool:
        """True where a visitor wants large print."""
        return self.kiosk.large and self.is_visitors

    @property
    def is_visitors(self) -> bool:
        """Visitors choose their view on every page of theirs."""
        return self.is_page and self.offers_language

    def view_hint(self) -> list[KeyHint]:
        """What F8 does next."""
        if not self.is_visitors:
            return []
        return [KeyHint("F8", self.kiosk.next_view_words(), "next_view")]

    def _more_hint(self) -> list[KeyHint]:
        """The way to what has no room here in large print; it comes when there is something."""
        return [KeyHint("PgDn", _("More"), "more", waits=True)] if self.is_large else []

    def language_hint(self) -> list[KeyHint]:
        if not self.offers_language:
            return []
        other = self.next_language()
        change = [KeyHint("F2", own_name(other), "next_language")] if other != language() else []
        look = [] if self.is_large else [KeyHint("F3", _("Look"), "other_theme")]
        return [*change, *look, *self.view_hint()]

    def next_language(self) -> str:
        """The language that the language key brings; the one in use where there is no other."""
        codes = self.kiosk.settings.spoken
        at = codes.index(language()) if language() in codes else -1
        return codes[(at + 1) % len(codes)]

    async def on_screen_resume(self) -> None:
        """Back from another screen, where the language may have changed."""
        self.kiosk.dress(self)
        if self._spoken and (self._spoken != language() or self.is_large != self.has_class(LARGE)):
            await self.speak_again()

    @on(KeyButton.Pressed)
    async def run_key(self, message: KeyButton.Pressed) -> None:
        message.stop()
        await self.run_action(message.hint.action)

    async def speak_again(self) -> None:
        """Compose anew in another language; what was typed is kept by the screens themselves."""
        focused = self.focused.id if self.focused else None
        await self.recompose()
        self._fill_in()
        if self.ready and focused and self.query(f"#{focused}"):
            self.query_one(f"#{focused}").focus()

    def on_mount(self) -> None:
        self._composed = True
        self._fill_in()

    def _fill_in(self) -> None:
        """Fill in what was composed, unless a quick key has left the screen meanwhile."""
        if self.ready:
            self.kiosk.dress(self)
            self.after_compose()
            self.on_resize()

    def on_resize(self) -> None:
        """Say so where the window has no room for the screen."""
        for cover in self.query(TooSmall):
            cover.measure(self.app.size)

    @property
    def ready(self) -> bool:
        """True while all of the screen stands: not before, not in between, not after leaving."""
        return self._composed and not self._pruning and self in self.app.screen_stack

    def takes_text(self, event: events.Key) -> bool:
        """True for a key that would be written into a field here."""
        return isinstance(self.focused, Input) and event.is_printable

    async def recompose(self) -> None:
        """Compose anew to the end, even for a worker that is cancelled meanwhile.

        Cancelled half-way it would take the tasks of the old widgets along, and with them the
        application that waits for the same widgets to go.
        """
        await asyncio.shield(self._recompose())

    async def _recompose(self) -> None:
        async with self._one_at_a_time:
            self._composed = False
            await super().recompose()
            self._composed = True

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """What a touch meets: the red line lies over rows and keys, and takes none from them."""
        for widget, region in self.get_widgets_at(x, y):
            if not isinstance(widget, MarginLine):
                return widget, region
        raise NoWidget(f"nothing under {x}, {y}")

    async def on_event(self, event: events.Event) -> None:
        """A key that comes while the screen is not ready was meant for the one before."""
        if isinstance(event, events.ScreenResume):
            event.refresh_styles = event.refresh_styles and self._was_shown
            self._was_shown = True
        if self.ready or not isinstance(event, events.Key):
            await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.ready and super().check_action(action, parameters)

    def after_compose(self) -> None:
        """Put the marker where the person begins."""

    def show_board(self, board: Board) -> None:
        """Show what this screen tells of the public state; most tell nothing of it."""

    def begin(self, deed: Callable[[], Coroutine[object, object, None]]) -> None:
        """Start a deed that asks and records; a second press while it goes on is ignored."""
        going_on = (worker for worker in self.workers if worker.node is self)
        if not any(worker.group == DEED and not worker.is_finished for worker in going_on):
            self.run_worker(deed, group=DEED)

    def action_back(self) -> None:
        self.dismiss(None)

    async def action_next_language(self) -> None:
        if self.offers_language and self.next_language() != language():
            await self.kiosk.speak(self.next_language())

    def action_other_theme(self) -> None:
        self.kiosk.other_theme()

    def key_was_dropped(self) -> None:
        """A key came that was not meant for this screen."""

    async def action_next_view(self) -> None:
        if self.is_visitors:
            await self.kiosk.next_view()

    def press_digit(self, event: events.Key) -> None:
        """Make the choice whose digit was typed."""
        if event.character and event.character in DIGITS:
            event.stop()
            for choices in self.query(Choices):
                choices.press_number(int(event.character))

    def action_more(self, by: int = 1) -> None:
        """Go on to what has no room here."""
        for choices in self.query(Choices):
            choices.turn_page(by)

    @on(Choices.Paged)
    def tell_of_pages(self, message: Choices.Paged) -> None:
        message.stop()
        self.show_more(message.pages > 1)

    def show_more(self, shown: bool) -> None:
        """Show on the key bar whether there is more than has room here."""
        for bar in self.query(KeyBar):
            bar.show_key("more", shown)

    def action_home(self) -> None:
        self.kiosk.go_home()
