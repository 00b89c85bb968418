"""Who has signed up for a specialist's sessions; who lost their code is taken off the list here."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from kiosk.catalogue.schedule import Session
from kiosk.visits import sign_ups
from kiosk.visits.sign_ups import Attendee
from kiosk.ways.schedule_words import when
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.specialist import SpecialistScreen
from screens.questions.specialist import Check
from screens.widgets.key_bar import KeyHint
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable

Expected = tuple[Session, Attendee]
"""Somebody who has signed up, and for what."""


async def show_sign_ups(app: Host, specialist: Specialist) -> None:
    """Read the list and show it, and again when somebody was taken off it, until the specialist
    goes back."""
    while (found := await app.attempt(sign_ups.expected, app.point, specialist)) is not None:
        people = [(session, each) for session, those in found for each in those]
        chosen = await app.push_screen_wait(SignUps(people))
        if chosen is None:
            return
        await _take_off(app, *chosen)


async def _take_off(app: Host, session: Session, who: Attendee) -> None:
    question = Check(
        lambda: _("Take off the list?"),
        lambda: [
            (_("Session"), session.title),
            (_("When"), when(session)),
            (_("Name"), _name(who)),
        ],
        lambda: _("Yes, take off the list"),
        turn_back=lambda: _("Keep it"),
        grave=True,
    )
    if await app.push_screen_wait(question):
        await app.attempt(sign_ups.cancel, app.point, who.number)


class SignUps(SpecialistScreen[Expected]):
    """One row for everybody who comes, in the order of the sessions and of the numbers; answers
    with whoever is to be taken off."""

    def __init__(self, people: Sequence[Expected]) -> None:
        super().__init__()
        self._people = people

    def heading(self) -> str:
        return _("Signed up for sessions")

    def compose_body(self) -> ComposeResult:
        yield VirtualTable(
            [
                TableColumn(_("Session"), fraction=3),
                TableColumn("№", width=5, right=True),
                TableColumn(_("Name"), fraction=3),
                TableColumn(_("Place"), width=12),
            ],
            len(self._people),
            empty=_("Nobody has signed up."),
        )

    def key_hints(self) -> Sequence[KeyHint]:
        take_off = [KeyHint("Enter", _("Take off the list"), "take_off")] if self._people else []
        return [KeyHint("Esc", _("Back"), "back"), *take_off]

    def after_compose(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_take_off(self) -> None:
        self.query_one(VirtualTable).action_choose()

    @on(VirtualTable.RowChosen)
    def answer(self, message: VirtualTable.RowChosen) -> None:
        if self._people:
            self.dismiss(self._people[message.index])

    @on(VirtualTable.PageWanted)
    def put_rows(self, message: VirtualTable.PageWanted) -> None:
        rows = [self._cells(n) for n in range(message.first, message.first + message.size)]
        message.table.put(message.first, rows, edition=message.edition)

    def _cells(self, at: int) -> tuple[str, str, str, str]:
        """The session stands beside the first of its people."""
        session, each = self._people[at]
        first = at == 0 or self._people[at - 1][0].uid != session.uid
        title = f"{session.starts:%d.%m %H:%M} {session.title}" if first else ""
        place = _("waiting: {n}").format(n=each.waiting) if each.waiting else _("has one")
        return title, str(each.number), _name(each), place


def _name(who: Attendee) -> str:
    return who.name or _("not written down")
