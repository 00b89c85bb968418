"""How the desk shows those who wait, and the visitor who is called."""

from __future__ import annotations

from textual.content import Content

from kiosk.proof.acts import State
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
from kiosk.visits.desk import Visitor
from kiosk.words.i18n import _
from kiosk.words.people import role_name
from screens.widgets.table_columns import TableColumn


def line_columns() -> list[TableColumn]:
    """The columns of the list of those who wait."""
    return [
        TableColumn(_("Ticket"), width=6),
        TableColumn(_("Who, where"), fraction=2),
        TableColumn(_("Question"), fraction=3),
        TableColumn(_("min"), width=4, right=True),
    ]


def line_row(visitor: Visitor) -> tuple[str, str, str, str]:
    """Their cells for one who waits; of who came on an earlier day, the day in place of minutes."""
    who = role_name(visitor.role) if visitor.role else _("room {room}").format(room=visitor.room)
    question = about(visitor.topic, visitor.problem)
    if visitor.is_carried_over:
        question = _("Carried over. {question}").format(question=question)
    if visitor.joined:
        question = _("{n} more. {question}").format(n=len(visitor.joined), question=question)
    if state := _how_it_stands(visitor):
        question = f"{state}. {question}"
    if visitor.is_of_today:
        return (visitor.label, who, question, str(visitor.waited_minutes))
    return (visitor.label, f"{visitor.opened:%d.%m}, {who}", question, "")


def _how_it_stands(visitor: Visitor) -> str:
    """What the visitor did with the ticket; empty for who just waits."""
    if visitor.state is State.LEFT:
        return _("cancelled, Enter restores")
    if visitor.back is not None:
        return _("{time} back").format(time=f"{visitor.back:%H:%M}")
    return _("wrong code, F2 gives a new one") if visitor.is_shut else ""


def visitor_card(visitor: Visitor | None) -> Content:
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
    lines = [who, about(visitor.topic, visitor.problem)]
    if visitor.joined:
        lines.append(_others(visitor))
    return Content("\n").join([Content.styled(head, "bold"), *map(Content, lines)])


def _others(visitor: Visitor) -> str:
    """Who joined the request, and when."""
    named = [f"{each.name or _('without a name')} {each.at:%H:%M}" for each in visitor.joined]
    return _("{n} more: {names}").format(n=len(named), names=", ".join(named))
