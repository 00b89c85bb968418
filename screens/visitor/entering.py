"""A visitor's ways to a ticket, asked by screens."""

from __future__ import annotations

from kiosk.questions import check, consent, names
from kiosk.ways import answer, my_sign_up, request, sign_up, ticket, tickets
from kiosk.ways import sign_in as signing_in
from screens.frame.host import Host
from screens.questions.asker import SCREENS, ScreenAsker, Screens
from screens.visitor.answer import Answer
from screens.visitor.check import Check
from screens.visitor.consent import AskConsent
from screens.visitor.my_ticket import AskTicket, my_ticket
from screens.visitor.names import WriteNames
from screens.visitor.sign_up import SignedUp
from screens.visitor.ticket import Ticket
from screens.visitor.tickets import Tickets

VISITOR: Screens = {
    **SCREENS,
    check.Check: Check,
    consent.AskConsent: lambda q: AskConsent(q.asked, q.whose),
    names.WriteNames: lambda q: WriteNames(q),
    answer.Answer: lambda q: Answer(q),
    ticket.Ticket: lambda q: Ticket(q.slip),
    sign_up.SignedUp: SignedUp,
    my_sign_up.NumberAndCode: lambda q: AskTicket(
        q.fields[0].value, heading=q.heading, label=q.fields[0].label, hint=q.hint
    ),
    tickets.Tickets: lambda q: Tickets(q.slips, q.names),
}
"""A visitor's screens."""


def asker(app: Host) -> ScreenAsker:
    """Asks by a visitor's screens, or by the voice while it is on."""
    return ScreenAsker(app, VISITOR, my_ticket)


async def sign_in(app: Host) -> None:
    """Sign in for a consultation."""
    await signing_in.sign_in(asker(app))


async def file_request(app: Host) -> None:
    """File a technical request."""
    await request.file_request(asker(app))
