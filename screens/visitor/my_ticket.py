"""«My ticket»: number and code, then the place in the line, and what can be changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.proof.acts import State
from kiosk.proof.forms import Journal
from kiosk.questions.choice import Choice
from kiosk.visits import my_ticket as tickets
from kiosk.visits.codes import DIGITS
from kiosk.visits.forecast import Interval
from kiosk.visits.my_ticket import MyTicket
from kiosk.visits.waiting import the_room
from kiosk.words.i18n import _, ngettext
from kiosk.words.names import room_name
from kiosk.words.waits import in_minutes
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.frame.screen import KioskScreen
from screens.questions import Check, Choose, Field
from screens.questions.entry_form import EntryForm
from screens.widgets.big_text import BigText, number_size
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyHint
from screens.widgets.pin_pad import PinPad

NUMBER_LENGTH = 8
SHOWN_SECONDS = 30
"""How long a ticket may stand on the screen without a touch."""
AWAY_MINUTES = (15, 30, 45, 60, 90, 120, 180, 240)
"""After how long somebody can say that they come back, rounded up to ``_ROUND`` minutes."""
_ROUND = 5


async def my_ticket(app: Host) -> None:
    """Ask for number and code, and show the ticket until its holder is done."""
    number = ""
    while asked := await app.push_screen_wait(AskTicket(number)):
        number = asked["number"]
        ticket = await app.attempt(tickets.find, app.point, number, asked["code"])
        if ticket is not None:
            await _show(app, ticket)
            return


async def _show(app: Host, ticket: MyTicket) -> None:
    shown: MyTicket | None = ticket
    while shown is not None and (deed := await app.push_screen_wait(TicketPage(shown))):
        await _DEEDS[deed](app, shown)
        await app.refresh_board()
        shown = await app.attempt(tickets.look, app.point, ticket.entry)
        if shown is not None and shown.state not in (State.WAITING, State.CALLED):
            return


async def _let_pass(app: Host, ticket: MyTicket) -> None:
    changed = await app.attempt(tickets.let_pass, app.point, ticket.entry)
    if changed is not None:
        words = _("You let one person pass. {before}.").format(before=_before(changed.before))
        await app.push_screen_wait(Notice(words))


async def _come_back(app: Host, ticket: MyTicket) -> None:
    times = [f"{at:%H:%M}" for at in _times(app)]
    question = Choose(
        lambda: _("When will you be back?"), lambda: [Choice(each, each) for each in times]
    )
    answer = await app.push_screen_wait(question)
    if answer is None:
        return
    at = time.fromisoformat(answer)
    if await app.attempt(tickets.come_back, app.point, ticket.entry, at) is not None:
        words = _("Nobody calls you before {time}. Your place stays yours.")
        await app.push_screen_wait(Notice(words.format(time=answer)))


async def _cancel(app: Host, ticket: MyTicket) -> None:
    question = Check(
        lambda: _("Cancel your ticket?"),
        lambda: [(_("Ticket"), ticket.label)],
        lambda: _("Yes, cancel it"),
        turn_back=lambda: _("No, keep it"),
        grave=True,
    )
    if not await app.push_screen_wait(question):
        return
    if await app.attempt(tickets.withdraw, app.point, ticket.entry) is not None:
        words = _("{label} is cancelled. If you change your mind today, go to the desk.")
        await app.push_screen_wait(Notice(words.format(label=ticket.label)))


_DEEDS: dict[str, Callable[[Host, MyTicket], Awaitable[None]]] = {
    "pass": _let_pass,
    "later": _come_back,
    "cancel": _cancel,
}


def times_to_come_back(now: datetime, ends: time | None) -> list[datetime]:
    """The times of today at which somebody can come back, before the day ends."""
    begun = now - timedelta(seconds=now.second, microseconds=now.microsecond)
    rounded = begun + timedelta(minutes=-begun.minute % _ROUND)
    offered = [rounded + timedelta(minutes=minutes) for minutes in AWAY_MINUTES]
    return [at for at in offered if at.date() == now.date() and (ends is None or at.time() < ends)]


def _times(app: Host) -> list[datetime]:
    now = app.point.clock().astimezone(app.point.zone)
    return times_to_come_back(now, app.settings.day_end)


class AskTicket(KioskScreen[dict[str, str]]):
    """Answers with the number as it was typed, and the code; its digits are not shown."""

    DEFAULT_CSS = """
    #asked { height: auto; }
    #asked Vertical { height: auto; }
    #asked .hint { margin-bottom: 1; }
    #asked EntryForm, .page.-short #asked EntryForm.-pair { layout: vertical; }
    .page.-short #asked EntryForm.-pair .field:last-of-type { width: 1fr; }
    AskTicket #message { height: 1; color: $error; text-style: bold; }
    """
    BINDINGS = [Binding("f6", "next", show=False)]

    def __init__(
        self,
        number: str = "",
        *,
        heading: Callable[[], str] = lambda: _("My ticket"),
        label: Callable[[], str] = lambda: _("Number of the ticket"),
        hint: Callable[[], str] = lambda: _("Both stand on your ticket."),
    ) -> None:
        super().__init__()
        self._heading, self._label, self._hint = heading, label, hint
        self._values = {"number": number, "code": ""}

    def heading(self) -> str:
        return self._heading()

    def compose_body(self) -> ComposeResult:
        number = Field("number", self._label, NUMBER_LENGTH)
        code = Field("code", lambda: _("Code"), DIGITS, secret=True)
        with Horizontal(id="asked"):
            with Vertical():
                yield Static(Content(self._hint()), classes="hint")
                yield EntryForm([number, code], self._values)
                yield Static("", id="message", markup=False)
            yield PinPad(_("OK"))

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Next"), "next"),
            KeyHint("F4", _("Home"), "home"),
            *self.language_hint()[:1],
        ]

    def after_compose(self) -> None:
        self.query_one(EntryForm).focus_first()

    def action_next(self) -> None:
        self.query_one(EntryForm).go_on()

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self.query_one("#message", Static).update(_("Please fill in this field."))

    @on(EntryForm.Filled)
    def answer(self, message: EntryForm.Filled) -> None:
        self.dismiss(message.values)


class TicketPage(KioskScreen[str]):
    """A ticket's number, its place, the next step, and what can be changed; answers with a deed.

    The marker stands on no deed by itself: Enter is done with it.
    """

    AUTO_FOCUS = ""
    idle_seconds = SHOWN_SECONDS
    DEFAULT_CSS = """
    #numbers { height: auto; }
    #numbers BigText { margin: 0 0 0 2; }
    #ticket-number { color: $primary; }
    #before { width: auto; height: auto; padding: 2 0 0 2; }
    #before .label { width: auto; }
    #next-step { height: 2; padding: 0 2; border-top: hkey $secondary; text-style: bold; }
    TicketPage.-tall #numbers { margin-bottom: 1; }
    TicketPage.-tall #next-step { height: 3; }
    """
    BINDINGS = [
        Binding("enter,space", "done", show=False),
        Binding("down,up", "look_at_deeds", show=False),
    ]

    def __init__(self, ticket: MyTicket) -> None:
        super().__init__()
        self._ticket = ticket

    def heading(self) -> str:
        return _("My ticket")

    def compose_body(self) -> ComposeResult:
        ticket = self._ticket
        with Horizontal(id="numbers"):
            size = number_size(self.app.size.height)
            yield BigText(ticket.label, id="ticket-number", size=size)
            if ticket.state is State.WAITING:
                with Vertical(id="before"):
                    yield Static(Content(_("before you")), classes="label")
                    yield BigText(str(ticket.before))
        yield Static(Content(self._next_step()), id="next-step")
        deeds = self._deeds()
        if deeds:
            yield Choices(deeds, columns=1)

    def _next_step(self) -> str:
        ticket, board = self._ticket, self.kiosk.board
        requested = ticket.journal is Journal.REQUESTS
        room = the_room(board.on_duty) if board and not requested else ""
        if ticket.state is not State.WAITING:
            return _("You are called: please go to the specialist")
        if ticket.back is not None:
            return _("You come back at {time}").format(time=f"{ticket.back:%H:%M}")
        if requested:
            return _("You may go: a specialist will come to the room")
        said = _("Wait here: you will be called"), _to(room), _when(ticket.minutes)
        return " ".join(part for part in said if part)

    def _deeds(self) -> list[Choice]:
        """A request waits by itself: it can only be cancelled."""
        ticket = self._ticket
        if ticket.state is not State.WAITING:
            return []
        cancel = Choice("cancel", _("Cancel the ticket"), _("we ask once more"))
        if ticket.journal is Journal.REQUESTS or not ticket.can_defer:
            return [cancel]
        later = Choice("later", _("Come back later"), _("your place stays yours"))
        one = Choice("pass", _("Let one person pass"), _("change places with the next"))
        may_pass = ticket.behind and ticket.back is None
        may_leave = bool(_times(self.kiosk))
        return [*([one] if may_pass else []), *([later] if may_leave else []), cancel]

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Done"), "done"),
            *self.language_hint()[:1],
        ]

    def after_compose(self) -> None:
        self.set_focus(None)

    def action_done(self) -> None:
        self.dismiss(None)

    def action_look_at_deeds(self) -> None:
        for choices in self.query(Choices):
            choices.focus_first()

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(message.answer)


def _to(room: str) -> str:
    return f"({room_name(room)})" if room else ""


def _when(minutes: Interval | None) -> str:
    return in_minutes(minutes.likely, minutes.least, minutes.most) if minutes else ""


def _before(count: int) -> str:
    if not count:
        return _("You are next")
    return ngettext("{n} person before you", "{n} people before you", count).format(n=count)
