"""The schedule: this week and next by day, and a page for each session."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.catalogue import schedule
from kiosk.catalogue.schedule import Session
from kiosk.words.i18n import _, day_in_short, day_in_words, pgettext
from kiosk.words.people import role_name
from screens.frame.host import Host
from screens.frame.screen import KioskScreen
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable

Days = list[tuple[date, list[Session]]]


async def browse_schedule(app: Host) -> None:
    """The list, and the page of whatever is chosen in it."""
    days = await app.attempt(schedule.two_weeks, app.point)
    if days is not None:
        await app.push_screen_wait(Schedule(days))


DAY = 17
"""Cells of the longest day in any language, such as «Wed, 23 September»."""


class Schedule(KioskScreen[None]):
    """One line a session, the day named where it changes."""

    def __init__(self, days: Days) -> None:
        super().__init__()
        self._sessions = [session for _day, sessions in days for session in sessions]

    def heading(self) -> str:
        return _("Sessions this week and next")

    def compose_body(self) -> ComposeResult:
        yield VirtualTable(
            [
                TableColumn(_("Day"), width=DAY),
                TableColumn(_("Hours"), width=11),
                TableColumn(_("Session"), fraction=3),
                TableColumn(_("Room"), width=8),
            ],
            len(self._sessions),
            empty=_("No sessions are planned. Sign in or file a request, you will be called."),
        )

    def key_hints(self) -> list[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("↑↓ Enter", _("Open"), "open"),
            *self.language_hint(),
        ]

    def after_compose(self) -> None:
        table = self.query_one(VirtualTable)
        table.focus()
        today = self.kiosk.point.today()
        coming = (n for n, session in enumerate(self._sessions) if session.day >= today)
        table.cursor = next(coming, 0)

    def action_open(self) -> None:
        self.query_one(VirtualTable).action_choose()

    @on(VirtualTable.PageWanted)
    def put_sessions(self, message: VirtualTable.PageWanted) -> None:
        rows = [self._row(n) for n in range(message.first, message.first + message.size)]
        message.table.put(message.first, rows, edition=message.edition)

    def _row(self, number: int) -> tuple[str, str, str, str]:
        session = self._sessions[number]
        day = day_in_short(session.day)
        title = session.title
        if session.cancelled:
            title = _("CANCELLED: {title}").format(title=title)
        first = number == 0 or self._sessions[number - 1].day != session.day
        return (day if first else "", session.hours, title, session.room)

    @on(VirtualTable.RowChosen)
    def open_session(self, message: VirtualTable.RowChosen) -> None:
        if self._sessions:
            self.app.push_screen(SessionPage(self._sessions[message.index]))


class SessionPage(KioskScreen[None]):
    """Everything about one session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def heading(self) -> str:
        return self._session.title

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for label, value in self._lines():
                with Horizontal(classes="said"):
                    yield Static(Content(label), classes="label")
                    yield Static(Content(value), classes="value")

    def _lines(self) -> list[tuple[str, str]]:
        session = self._session
        when = f"{day_in_words(session.day)}, {session.hours}"
        roles = ", ".join(role_name(role) for role in sorted(session.roles))
        places = str(session.places) if session.places else _("not limited")
        lines = [
            (_("When"), _("CANCELLED: {title}").format(title=when) if session.cancelled else when),
            (_("For whom"), roles or _("everybody")),
            (_("Specialist"), session.specialist),
            (_("Room"), session.room),
            (pgettext("seats", "Places"), places),
        ]
        return [(label, value) for label, value in lines if value]
