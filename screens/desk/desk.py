"""The desk: who waits, who is here, what is completed but not signed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.proof.acts import State
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
from kiosk.questions.choice import Choice
from kiosk.signing.lockout import WrongPins
from kiosk.staff import agreements, desks, recovery, wrong_pins
from kiosk.visits import desk
from kiosk.visits.desk import Visitor
from kiosk.words.errors import DeskIsClosed, HelpPointError
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.deeds import CALL_MARKED, RESTORE, deeds_with, do
from screens.desk.enquiry import record_enquiry
from screens.desk.entry_page import EntryPage
from screens.desk.journals import Journals
from screens.desk.line import line_columns, line_row, visitor_card
from screens.desk.signing import sign, sign_sheet
from screens.desk.wrong_pins import WrongPinsLine
from screens.frame.notice import Notice
from screens.frame.specialist import SpecialistScreen
from screens.office.checking import check_journals
from screens.office.staff import look_after_staff
from screens.office.stop import stop_kiosk
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable

ROOMY = 100
"""Columns that a bar with every key of an administrator needs."""
REFRESH_SECONDS = 3.0


class Desk(SpecialistScreen[None]):
    """Where a specialist works until Esc, or until two minutes have passed without a touch."""

    DEFAULT_CSS = """
    #desk-line { width: 5fr; }
    #desk-work { width: 4fr; padding-left: 1; }
    #current { height: auto; min-height: 4; max-height: 6; }
    #deeds { height: 6; }
    Desk.-tall #deeds { height: 8; }
    #alone { height: 1; padding: 0 1; color: $accent; display: none; }
    Desk.-tall WrongPinsLine { margin-bottom: 1; }
    Desk.-wide #wrong-pins { width: auto; }
    #deeds Choices { grid-gutter: 0 1; }
    #deeds ChoiceButton { padding-right: 0; }
    #unsigned-head { height: 1; text-style: bold; color: $accent; margin-top: 1; }
    """
    BINDINGS = [
        ("f2", "enquiry", ""),
        ("f4", "new_code", ""),
        ("f3", "carry_over", ""),
        ("f5", "sign", ""),
        ("f6", "journals", ""),
        ("f7", "staff", ""),
        ("f8", "checks", ""),
        ("f9", "wrong_pins_seen", ""),
        ("f10", "stop", ""),
    ]

    def __init__(self, specialist: Specialist) -> None:
        super().__init__()
        self._specialist = specialist
        self._waiting: list[Visitor] = []
        """The line, and below it who withdrew today."""
        self._unsigned: list[Visitor] = []
        self._current: Visitor | None = None
        self._offered: tuple[str, ...] = ()
        """The deeds that the buttons stand for."""
        self._may_sign = True
        self._wrong_pins: WrongPins | None = None
        self._is_alone = False
        """Whether nobody could replace this administrator's PIN."""

    def heading(self) -> str:
        return _("Desk: {name}").format(name=self._specialist.name)

    def compose_body(self) -> ComposeResult:
        yield WrongPinsLine()
        yield Static(
            _("You are the only administrator: prepare a recovery code (F7)"),
            id="alone",
            markup=False,
        )
        with Horizontal(id="desk"):
            with Vertical(id="desk-line"):
                yield VirtualTable(line_columns(), id="waiting", empty=_("Nobody is waiting."))
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
        """Every key where there is room for all; else those that are needed every day."""
        roomy, administers = self.app.size.width >= ROOMY, self._specialist.is_administrator
        hints = [
            (True, KeyHint("Esc", _("Log out"), "back")),
            (True, KeyHint("F2", _("Enquiry"), "enquiry")),
            (roomy or not administers, KeyHint("F3", _("Carry over"), "carry_over")),
            (roomy, KeyHint("F4", _("New code"), "new_code")),
            (True, KeyHint("F5", _("Sign"), "sign")),
            (True, KeyHint("F6", _("Journals"), "journals")),
            (administers, KeyHint("F7", _("Staff"), "staff")),
            (administers, KeyHint("F8", _("Check"), "checks")),
            (administers and roomy, KeyHint("F10", _("Stop"), "stop")),
        ]
        return [hint for shown, hint in hints if shown]

    def on_mount(self) -> None:
        self.look_again()
        self.set_interval(REFRESH_SECONDS, self.look_again)

    async def on_screen_resume(self) -> None:
        self.look_again()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look_again(self) -> None:
        """Read the line, the visitor and the unsigned entries, and show them."""
        point, who = self.kiosk.point, self._specialist
        if self.app.screen is self and not desks.is_open(point, who):
            self.begin(self._end)
        try:
            waiting = await self.kiosk.act(desk.waiting, point, who)
            waiting += await self.kiosk.act(desk.withdrawn, point, who)
            unsigned = await self.kiosk.act(desk.unsigned, point, who)
            current = await self.kiosk.act(desk.current, point, who)
            self._may_sign = await self.kiosk.act(agreements.has_agreement, point, who)
            self._wrong_pins = await self.kiosk.act(wrong_pins.untold, point, who)
            alone = await self.kiosk.act(recovery.is_alone, point)
            self._is_alone = alone and who.is_administrator
        except HelpPointError:
            return
        if self.is_mounted:
            self._show(waiting, unsigned, current)

    async def _end(self) -> None:
        """The desk has been open for too long: say so before anything more is typed at it."""
        await self.app.push_screen_wait(Notice(DeskIsClosed().sentence()))
        self.kiosk.go_home()

    def _show(
        self, waiting: list[Visitor], unsigned: list[Visitor], current: Visitor | None
    ) -> None:
        _fill(self.query_one("#waiting", VirtualTable), self._waiting, waiting)
        _fill(self.query_one("#unsigned", VirtualTable), self._unsigned, unsigned)
        self._waiting, self._unsigned, self._current = waiting, unsigned, current
        self.query_one("#current", Static).update(visitor_card(current))
        self.query_one("#unsigned-head", Static).update(Content(self._unsigned_head()))
        wrong, point = self._wrong_pins, self.kiosk.point
        sentence = wrong_pins.wrong_pins_sentence(point, wrong) if wrong else ""
        self.query_one(WrongPinsLine).tell(sentence)
        self.query_one("#alone").display = self._is_alone
        self._offer(deeds_with(current))

    def _unsigned_head(self) -> str:
        if self._may_sign:
            return _("Completed, not signed: {n}").format(n=len(self._unsigned))
        if self._specialist.is_administrator:
            return _("Cannot sign: no agreement (F7)")
        return _("Cannot sign: no agreement")

    def _offer(self, deeds: Sequence[Choice]) -> None:
        """Show the buttons that make sense now; leave them alone while they stay the same."""
        answers = tuple(deed.answer for deed in deeds)
        if answers == self._offered:
            return
        self._offered = answers
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
            rows: list[Sequence[str]] = [line_row(visitor) for visitor in self._waiting[part]]
        else:
            rows = [(str(v.number), about(v.topic, v.problem)) for v in self._unsigned[part]]
        message.table.put(message.first, rows, edition=message.edition)

    @on(VirtualTable.RowChosen, "#waiting")
    def call_chosen(self, message: VirtualTable.RowChosen) -> None:
        for visitor in self._waiting[message.index : message.index + 1]:
            if visitor.state is State.LEFT:
                self.begin(partial(self._do, RESTORE, visitor))
            elif self._current is None:
                self.begin(partial(self._do, CALL_MARKED, visitor))

    @on(VirtualTable.RowChosen, "#unsigned")
    def open_unsigned(self, message: VirtualTable.RowChosen) -> None:
        if self._unsigned:
            self.app.push_screen(EntryPage(self._unsigned[message.index].entry, self._specialist))

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def do_deed(self, message: Choices.Chosen) -> None:
        self.begin(partial(self._do, message.answer, self._current))

    async def _do(self, deed: str, visitor: Visitor | None) -> None:
        """One deed of the desk, and a fresh look at what it changed."""
        await do(self.kiosk, self._specialist, deed, visitor)
        self.look_again()
        await self.kiosk.refresh_board()

    def action_carry_over(self) -> None:
        self.begin(self._carry_over)

    async def _carry_over(self) -> None:
        """Let the marked visitor wait on after the end of this day."""
        marked = self.query_one("#waiting", VirtualTable).cursor
        for visitor in self._waiting[marked : marked + 1]:
            if visitor.state is State.LEFT:
                return
            words = _("{label}: the entry waits on and does not end with this day.")
            if visitor.journal is Journal.REQUESTS:
                words = _("{label}: a request does not end with the day, it waits on by itself.")
            elif not await self._attempt_to_carry(visitor):
                return
            await self.app.push_screen_wait(Notice(words.format(label=visitor.label)))
            self.look_again()

    async def _attempt_to_carry(self, visitor: Visitor) -> bool:
        told = self.kiosk.point, self._specialist, visitor.entry
        return await self.kiosk.attempt(desk.carry_over, *told) is not None

    def action_enquiry(self) -> None:
        self.begin(partial(record_enquiry, self.kiosk, self._specialist))

    def action_new_code(self) -> None:
        self.begin(self._new_code)

    async def _new_code(self) -> None:
        """Another code for the ticket of the marked visitor, to be told."""
        marked = self.query_one("#waiting", VirtualTable).cursor
        for visitor in self._waiting[marked : marked + 1]:
            told = self.kiosk.point, self._specialist, visitor.entry
            code = await self.kiosk.attempt(desk.new_code, *told)
            if code is not None:
                words = _("{label}: the new code is {code}.")
                words = words.format(label=visitor.label, code=code)
                await self.app.push_screen_wait(Notice(words))
                self.look_again()

    def action_sign(self) -> None:
        self.begin(self._sign)

    async def _sign(self) -> None:
        """Sign the entry that the marker stands on, or else what is ticked on the day's sheet."""
        table = self.query_one("#unsigned", VirtualTable)
        if not self._unsigned:
            return
        if table.has_focus:
            await sign(self.kiosk, self._specialist, self._unsigned[table.cursor].entry)
        else:
            await sign_sheet(self.kiosk, self._specialist)
        self.look_again()

    def action_wrong_pins_seen(self) -> None:
        self.begin(self._mark_told)

    async def _mark_told(self) -> None:
        """The specialist has seen the wrong PINs that are shown."""
        if self._wrong_pins is not None:
            told = (self.kiosk.point, self._specialist, self._wrong_pins)
            await self.kiosk.attempt(wrong_pins.mark_told, *told)
            self.look_again()

    def action_journals(self) -> None:
        self.begin(self._journals)

    async def _journals(self) -> None:
        await self.app.push_screen_wait(Journals(self._specialist))

    def action_staff(self) -> None:
        self._begin_office(partial(look_after_staff, self.kiosk, self._specialist))

    def action_checks(self) -> None:
        self._begin_office(partial(check_journals, self.kiosk))

    def action_stop(self) -> None:
        self._begin_office(partial(stop_kiosk, self.kiosk, self._specialist))

    def _begin_office(self, deed: Callable[[], Coroutine[object, object, None]]) -> None:
        """Begin what only an administrator may do; nothing for others."""
        if self._specialist.is_administrator:
            self.begin(deed)


def _fill(table: VirtualTable, old: list[Visitor], new: list[Visitor]) -> None:
    """Show a list anew where it has changed; the marker stays where it was."""
    if old == new:
        return
    cursor = table.cursor
    table.show(len(new))
    table.cursor = min(cursor, max(0, len(new) - 1))
