"""A visitor's ticket on paper: a narrow page, handed to a queue of the printing system."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.documents import qr
from kiosk.documents.printable import FONTS, printable
from kiosk.documents.typesetter import PdfNotMade, rendered
from kiosk.machine.printing import NotHandedOver, hand_over
from kiosk.words.addresses import uri
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import N_

log = logging.getLogger("kiosk.documents.paper_ticket")

TEMPLATE = Path(__file__).with_name("ticket.typ")
_REASON = 200
"""Letters of a reason that go into the log."""


class TicketNotPrinted(HelpPointError):
    """There is no paper; the ticket is valid all the same."""

    words = N_("The ticket was not printed: remember the number")


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """What stands on a ticket of paper, in the visitor's words; no name is among it."""

    school: str
    heading: str
    label: str
    steps: tuple[str, ...]
    """What to do now, line by line."""
    room: str
    code: str
    """Opens «My ticket»; empty where the ticket has none."""
    code_words: str
    at: datetime
    """In the point's zone."""
    guide: str
    guide_url: str
    """Empty where no guide fits."""
    guide_words: str
    language: str
    """The language of all these words, which the kiosk may have left when they are printed."""


def ticket_page(ticket: PaperTicket) -> bytes:
    """The ticket as a page as long as it needs. Raises PdfNotMade."""
    words = {
        "title": f"{ticket.school}, {ticket.label}",
        "school": ticket.school,
        "heading": ticket.heading,
        "label": ticket.label,
        "room": ticket.room,
        "code": ticket.code,
        "code-words": ticket.code_words,
        "guide": ticket.guide,
        "guide-words": ticket.guide_words,
        "at": f"{ticket.at:%d.%m.%Y %H:%M}",
    }
    data = {
        **{name: printable(text) for name, text in words.items()},
        "steps": [printable(step) for step in ticket.steps],
        "lang": ticket.language,
        "qr": qr.svg(uri(ticket.guide_url)) if ticket.guide_url else "",
    }
    job = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "data": json.dumps(data, ensure_ascii=False),
        "fonts": str(FONTS),
        "moment": int(ticket.at.timestamp()),
    }
    return rendered(json.dumps(job, ensure_ascii=False).encode())


def print_ticket(ticket: PaperTicket, queue: str) -> None:
    """Set a ticket and hand it to a queue; it may take as long as both may. Raises
    TicketNotPrinted; the log says why."""
    try:
        hand_over(ticket_page(ticket), queue)
    except (PdfNotMade, NotHandedOver) as error:
        reason = " ".join(error.reason.split())[:_REASON]
        log.warning("ticket: not printed on %s: %s", queue, reason)
        raise TicketNotPrinted from error
