"""The desk: who waits, who is here, what is completed but not signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.point.point import HelpPoint
from kiosk.proof.acts import LeftReason, State
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
from kiosk.staff import agreements, specialists
from kiosk.visits import desk
from kiosk.visits.desk import Visitor
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, role_name
from screens.desk.completing import complete, sign
from screens.desk.entry_page import EntryPage
from screens.desk.journals import Journals
from screens.frame.specialist import SpecialistScreen
from screens.office.checking import check_journals
from screens.office.staff import look_after_staff
from screens.questions.specialist import AskPin
from screens.widgets.choices import Choice, Choices
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable

REFRESH_SECONDS = 3.0
CALL_NEXT, CALL_MARKED, START, RECALL = "call_next", "call_marked", "start", "recall"
NO_SHOW, GIVE_BACK, COMPLETE, CANCEL = "no_show", "give_back", "complete", "cancel"

PLAIN_DEEDS: dict[str, Callable[[HelpPoint, Specialist, int], object]] = {
    CALL_MARKED: desk.call,
    START: desk.start,
    RECALL: desk.recall,
    GIVE_BACK: desk.give_back,
    NO_SHOW: desk.no_show,
    CANCEL: partial(desk.no_show, reason=LeftReason.CANCELLED),
}
"""Deeds that need no further question."""


class Desk(SpecialistScreen[None]):
    """Leaves by Esc, or by itself after two minutes without a touch."""

    BINDINGS = [
        ("f5", "sign_first", ""),
        ("f6", "journals", ""),
        ("f7", "staff", ""),
        ("f8", "checks", ""),
        ("f10", "stop", ""),
    ]

    def __init__(self, specialist: Specialist) -> None:
        super().__init__()
        self._specialist = specialist
        self._waiting: list[Visitor] = []
        self._unsigned: list[Visitor] = []
        self._current: Visitor | None = None
        self._shown: tuple[str, ...] = ()
        self._may_sign = True

    def heading(self) -> str:
        return _("Desk: {name}").format(name=self._specialist.name)

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="desk"):
            with Vertical(id="desk-line"):
                yield VirtualTable(_line_columns(), id="waiting", empty=_("Nobody is waiting."))
            with Vertical(id="desk-work"):
                yield Static(id="current", markup=False)
                yield Vertical(id="deeds")
                yield Static(id="unsigned-head", markup=False)
                yield VirtualTable(
                    [TableColumn("№", width=5, right=True), TableColumn(_("Not signed"))],
                    id="unsigned",
                    empty=_("Everything is signed."),
                )

    def key_hints(self) -> Sequence[KeyHint]:
        hints = [
            KeyHint("Esc", _("Log out"), "back"),
            KeyHint("F5", _("Sign"), "sign_first"),
            KeyHint("F6", _("Journals"), "journals"),
        ]
        if self._specialist.is_administrator:
            hints += [
                KeyHint("F7", _("Staff"), "staff"),
                KeyHint("F8", _("Check"), "checks"),
                KeyHint("F10", _("Stop"), "stop"),
            ]
        return hints

    def on_mount(self) -> None:
        self.look_again()
        self.set_interval(REFRESH_SECONDS, self.look_again)

    async def on_screen_resume(self) -> None:
        self.look_again()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look_again(self) -> None:
        """Read the line, the visitor and the unsigned entries, and show them."""
        point, who = self.kiosk.point, self._specialist
        try:
            waiting = await self.kiosk.act(desk.waiting, point, who)
            unsigned = await self.kiosk.act(desk.unsigned, point, who)
            current = await self.kiosk.act(desk.current, point, who)
            self._may_sign = await self.kiosk.act(agreements.has_agreement, point, who)
        except HelpPointError:
            return
        if self.is_mounted:
            self._show(waiting, unsigned, current)

    def _show(
        self, waiting: list[Visitor], unsigned: list[Visitor], current: Visitor | None
    ) -> None:
        _fill(self.query_one("#waiting", VirtualTable), self._waiting, waiting)
        _fill(self.query_one("#unsigned", VirtualTable), self._unsigned, unsigned)
        self._waiting, self._unsigned, self._current = waiting, unsigned, current
        self.query_one("#current", Static).update(_card(current))
        self.query_one("#unsigned-head", Static).update(
            Content(_("Completed, not signed: {n}").format(n=len(unsigned)))
            if self._may_sign
            else Content(self._why_not_signed())
        )
        self._offer(_deeds(current))

    def _why_not_signed(self) -> str:
        if self._specialist.is_administrator:
            return _("Cannot sign: no agreement (F7)")
        return _("Cannot sign: no agreement")

    def _offer(self, deeds: Sequence[Choice]) -> None:
        """Show the buttons that make sense now; leave them alone while they stay the same."""
        answers = tuple(deed.answer for deed in deeds)
        if answers == self._shown:
            return
        self._shown = answers
        place = self.query_one("#deeds", Vertical)
        place.remove_children()
        place.mount(Choices(deeds, columns=2 if len(deeds) > 2 else 1, many=True))
        self.call_after_refresh(self._focus_deeds)

    def _focus_deeds(self) -> None:
        if not isinstance(self.focused, VirtualTable):
            for choices in self.query(Choices):
                choices.focus_first()

    @on(VirtualTable.PageWanted)
    def put_rows(self, message: VirtualTable.PageWanted) -> None:
        part = slice(message.first, message.first + message.size)
        if message.table.id == "waiting":
            rows: list[Sequence[str]] = [_line_row(visitor) for visitor in self._waiting[part]]
        else:
            rows = [(str(v.number), about(v.topic, v.problem)) for v in self._unsigned[part]]
        message.table.put(message.first, rows, edition=message.edition)

    @on(VirtualTable.RowChosen, "#waiting")
    def call_chosen(self, message: VirtualTable.RowChosen) -> None:
        if self._waiting and self._current is None:
            self._begin_deed(CALL_MARKED, self._waiting[message.index].entry)

    @on(VirtualTable.RowChosen, "#unsigned")
    def open_unsigned(self, message: VirtualTable.RowChosen) -> None:
        if self._unsigned:
            self.app.push_screen(EntryPage(self._unsigned[message.index].entry, self._specialist))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789":
            event.stop()
            for choices in self.query(Choices):
                choices.press_number(int(event.character))

    @on(Choices.Chosen)
    def do_deed(self, message: Choices.Chosen) -> None:
        self._begin_deed(message.answer, self._current.entry if self._current else 0)

    def _begin_deed(self, deed: str, entry: int) -> None:
        self.begin(partial(self._do, deed, entry))

    async def _do(self, deed: str, entry: int) -> None:
        """One deed of the desk, and a fresh look at what it changed."""
        point, who = self.kiosk.point, self._specialist
        if deed == CALL_NEXT:
            await self.kiosk.attempt(desk.call_next, point, who)
        elif deed == COMPLETE and self._current is not None:
            await complete(self.kiosk, who, self._current)
        elif deed in PLAIN_DEEDS:
            await self.kiosk.attempt(PLAIN_DEEDS[deed], point, who, entry)
        self.look_again()
        await self.kiosk.refresh_board()

    def action_sign_first(self) -> None:
        self.begin(self._sign_first)

    async def _sign_first(self) -> None:
        """Sign the oldest entry that is completed but not signed."""
        if self._unsigned:
            await sign(self.kiosk, self._specialist, self._unsigned[0].entry)
            self.look_again()

    def action_journals(self) -> None:
        self.begin(self._journals)

    async def _journals(self) -> None:
        await self.app.push_screen_wait(Journals(self._specialist))

    def action_staff(self) -> None:
        self.begin(self._staff)

    async def _staff(self) -> None:
        if self._specialist.is_administrator:
            await look_after_staff(self.kiosk, self._specialist)

    def action_checks(self) -> None:
        self.begin(self._checks)

    async def _checks(self) -> None:
        if self._specialist.is_administrator:
            await check_journals(self.kiosk)

    def action_stop(self) -> None:
        self.begin(self._stop)

    async def _stop(self) -> None:
        """End the kiosk: an administrator's PIN is the only way from inside."""
        if not self._specialist.is_administrator:
            return
        pin = await self.app.push_screen_wait(
            AskPin(
                lambda: _("Stop the kiosk"),
                lambda: _("The screen closes until somebody starts it again."),
            )
        )
        if pin is None:
            return
        login = self._specialist.login
        known = await self.kiosk.attempt(specialists.log_in, self.kiosk.point, login, pin)
        if known is not None:
            self.app.exit(0)


def _fill(table: VirtualTable, old: list[Visitor], new: list[Visitor]) -> None:
    """Show a list anew where it has changed; the marker stays where it was."""
    if old == new:
        return
    cursor = table.cursor
    table.show(len(new))
    table.cursor = min(cursor, max(0, len(new) - 1))


def _line_columns() -> list[TableColumn]:
    return [
        TableColumn(_("Ticket"), width=6),
        TableColumn(_("Who, where"), fraction=2),
        TableColumn(_("Question"), fraction=3),
        TableColumn(_("min"), width=4, right=True),
    ]


def _line_row(visitor: Visitor) -> tuple[str, str, str, str]:
    who = role_name(visitor.role) if visitor.role else _("room {room}").format(room=visitor.room)
    question = about(visitor.topic, visitor.problem)
    return (visitor.label, who, question, str(visitor.waited_minutes))


def _card(visitor: Visitor | None) -> Content:
    """Who is in front of the specialist, in a few lines."""
    if visitor is None:
        return Content(_("Nobody is called. Enter in the list calls the marked one."))
    head = {
        State.CALLED: _("Called: {label}"),
        State.IN_SERVICE: _("Being helped: {label}"),
    }[visitor.state].format(label=visitor.label)
    place = visitor.school_class or (
        _("room {room}").format(room=visitor.room) if visitor.journal is Journal.REQUESTS else ""
    )
    who = ", ".join(part for part in (visitor.name, place) if part)
    return Content.assemble(
        (head, "bold"), "\n", Content(who), "\n", Content(about(visitor.topic, visitor.problem))
    )


def _deeds(visitor: Visitor | None) -> list[Choice]:
    """What can be done with the visitor in this state."""
    if visitor is None:
        return [Choice(CALL_NEXT, _("Call the next"))]
    if visitor.state is State.CALLED:
        return [
            Choice(START, _("Start")),
            Choice(RECALL, _("Call again")),
            Choice(NO_SHOW, _("Did not come")),
            Choice(GIVE_BACK, _("Back to the line")),
        ]
    return [Choice(COMPLETE, _("Complete")), Choice(CANCEL, _("Not needed any more"))]
