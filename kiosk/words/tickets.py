"""How a ticket is called out."""

from __future__ import annotations

from db.models import Ticket


def ticket_label(ticket: Ticket) -> str:
    """A ticket's short number: К-07."""
    return f"{ticket.series}-{ticket.number:02}"
