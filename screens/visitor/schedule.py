"""The schedule: this week and next by day, a page for each session, and who signs up for one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.questions.choice import Choice
from kiosk.visits import sign_ups
from kiosk.visits.sign_ups import Offer
from kiosk.ways.my_sign_up import my_sign_up
from kiosk.ways.schedule import MINE, my_row, sign_up_words
from kiosk.ways.schedule_words import places_in_full, places_left, when
from kiosk.ways.sign_up import sign_up
from kiosk.words.i18n import _, pgettext, weekday_in_short
from kiosk.words.names import room_name
from kiosk.words.people import role_name
from screens.frame.host import Host
from screens.frame.screen import ROOMY_ROWS, KioskScreen
from screens.visitor.entering import asker, file_request, sign_in
from screens.visitor.guides import CodePage, browse_guides
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyHint
from screens.widgets.tear_off import Leaf, TearOff

OTHER_WAYS: dict[str, Callable[[Host], Awaitable[None]]] = {
    "sign_in": sign_in,
    "request": file_request,
    "guides": browse_guides,
}
"""What always works, also with an empty schedule."""
_ROOMY = 2
"""With so many deeds there is still space between the lines on a small screen."""


async def browse_schedule(app: Host) -> None:
    """The list, and the page of whatever is chosen in it."""
    marked = ""
    while (offers := await app.attempt(sign_ups.offers, app.point)) is not None:
        marked = await app.push_screen_wait(Schedule(offers, marked)) or ""
        if not offers and marked:
            await OTHER_WAYS[marked](app)
            return
        chosen = next((each for each in offers if each.session.uid == marked), None)
        if chosen is None or await _look_at(app, chosen):
            return


async def _look_at(app: Host, offer: Offer) -> bool:
    """Show a session; True for who has signed up for it."""
    while deed := await app.push_screen_wait(SessionPage(offer)):
        if deed == "calendar":
            await app.push_screen_wait(CalendarPage(app.settings.calendar_url))
        elif deed == MINE:
            await my_sign_up(asker(app))
            return False
        elif await sign_up(asker(app), offer):
            return True
    return False


class Schedule(KioskScreen[str]):
    """A band a session, the days in the margin. Answers with the uid of a session, or with another
    way where there is none."""

    DEFAULT_CSS = """
    Schedule .hint { min-height: 2; }
    """

    def __init__(self, offers: Sequence[Offer], marked: str = "") -> None:
        """The session with the uid ``marked`` was looked at before."""
        super().__init__()
        self._offers = offers
        now = self.kiosk.point.clock()
        ahead = (n for n, each in enumerate(offers) if each.session.ends > now)
        looked_at = (n for n, each in enumerate(offers) if each.session.uid == marked)
        self._at = next(looked_at, next(ahead, 0))

    def heading(self) -> str:
        return _("Sessions this week and next")

    def compose_body(self) -> ComposeResult:
        if self._offers:
            now = self.kiosk.point.clock()
            yield TearOff([_leaf(offer, now) for offer in self._offers], cursor=self._at)
            return
        words = _("No sessions are planned. Sign in or file a request, you will be called.")
        yield Static(Content(words), classes="hint")
        yield Choices(
            [
                Choice("sign_in", _("Sign in for a consultation")),
                Choice("request", _("File a technical request")),
                Choice("guides", _("Guides")),
            ],
            columns=1,
        )

    def key_hints(self) -> list[KeyHint]:
        pages = [KeyHint("PgUp", _("Earlier"), "page(-1)"), KeyHint("PgDn", _("Later"), "page(1)")]
        home = [KeyHint("F4", _("Home"), "home")]
        open_it = [KeyHint("Enter", _("Open"), "open")] if self._offers else []
        return [
            KeyHint("Esc", _("Back"), "back"),
            *open_it,
            *(pages if len(self._offers) > self._fitting else home),
            *self.language_hint()[:1],
        ]

    @property
    def _fitting(self) -> int:
        """How many sessions are in sight at once."""
        return 8 if self.app.size.height >= ROOMY_ROWS else 6

    def after_compose(self) -> None:
        for days in self.query(TearOff):
            days.focus()
        for choices in self.query(Choices):
            choices.focus_first()

    def action_open(self) -> None:
        self.query_one(TearOff).action_choose()

    def action_page(self, pages: int) -> None:
        self.query_one(TearOff).action_page(pages)

    async def speak_again(self) -> None:
        for days in self.query(TearOff):
            self._at = days.cursor
        await super().speak_again()

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(TearOff.Chosen)
    def open_session(self, message: TearOff.Chosen) -> None:
        self.dismiss(self._offers[message.index].session.uid)

    @on(Choices.Chosen)
    def go_another_way(self, message: Choices.Chosen) -> None:
        self.dismiss(message.answer)


def _leaf(offer: Offer, now: datetime) -> Leaf:
    session = offer.session
    if session.cancelled:
        notes = [_("cancelled")]
    else:
        notes = [_("going on now")] if session.is_on(now) else []
        notes += [left] if (left := places_left(offer)) and now < session.ends else []
    return Leaf(
        day=(weekday_in_short(session.day), str(session.day.day)),
        hours=session.hours,
        words=session.title,
        detail=session.specialist,
        room=room_name(session.room) if session.room else "",
        notes=tuple(notes),
    )


class SessionPage(KioskScreen[str]):
    """Everything about one session, and what can be done: sign up, look at one's own sign-up, take
    the calendar along. Answers with the deed."""

    DEFAULT_CSS = """
    SessionPage #answers { height: auto; max-height: 1fr; }
    SessionPage.-tall Choices { margin-top: 1; }
    """

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def heading(self) -> str:
        return self._offer.session.title

    def compose_body(self) -> ComposeResult:
        deeds = self._deeds()
        with VerticalScroll(
            id="answers", can_focus=False, classes="dense" if len(deeds) > _ROOMY else ""
        ):
            for label, value in self._lines():
                with Horizontal(classes="said"):
                    yield Static(Content(label), classes="label")
                    yield Static(Content(value), classes="value")
        if deeds:
            yield Choices(deeds, columns=1)

    def _deeds(self) -> list[Choice]:
        offer = self._offer
        is_open = offer.is_open(self.kiosk.point.clock())
        sign_up_now = [Choice("sign_up", sign_up_words(offer))] if is_open else []
        mine = [my_row()] if offer.session.places else []
        address = self.kiosk.settings.calendar_url
        calendar = [Choice("calendar", _("The schedule in your phone's calendar"))]
        return [*sign_up_now, *mine, *(calendar if address else [])]

    def _lines(self) -> list[tuple[str, str]]:
        session = self._offer.session
        day = when(session)
        roles = ", ".join(role_name(role) for role in sorted(session.roles))
        who = session.specialist, room_name(session.room) if session.room else ""
        lines = [
            (_("When"), _("CANCELLED: {title}").format(title=day) if session.cancelled else day),
            (_("For whom"), roles or _("everybody")),
            (_("Specialist") if session.specialist else _("Room"), ", ".join(filter(None, who))),
            (pgettext("seats", "Places"), places_in_full(self._offer)),
        ]
        return [(label, value) for label, value in lines if value]

    def key_hints(self) -> list[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("F4", _("Home"), "home"),
            *self.language_hint()[:1],
        ]

    def after_compose(self) -> None:
        for choices in self.query(Choices):
            choices.focus_first()

    def on_key(self, event: events.Key) -> None:
        self.press_digit(event)

    @on(Choices.Chosen)
    def answer(self, message: Choices.Chosen) -> None:
        self.dismiss(message.answer)


class CalendarPage(CodePage):
    """The address of the school's calendar, whose code has the page for itself."""

    def __init__(self, address: str) -> None:
        super().__init__(address)

    def leads_to(self) -> str:
        return _("The schedule in your phone's calendar")
