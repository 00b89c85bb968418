"""The words of the header: the school, the time, who waits and who is on duty."""

from __future__ import annotations

from kiosk.point.point import HelpPoint
from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, day_in_short, ngettext
from screens.widgets.header_bar import HeaderBar


def fill(header: HeaderBar, point: HelpPoint, board: Board | None) -> None:
    """Write school and time into a header, and what ``board`` says of line and duty."""
    now = point.clock().astimezone(point.zone)
    header.school = point.school or _("Help point")
    header.day, header.time = day_in_short(now.date()), f"{now:%H:%M}"
    if board is not None:
        header.line = _line_words(board)
        header.duty = _duty_words(board)


def _line_words(board: Board) -> str:
    if board.called:
        return _("Now called: {tickets}").format(tickets=", ".join(board.called[:3]))
    if not board.waiting:
        return _("Nobody is waiting")
    return ngettext("{n} person is waiting", "{n} people are waiting", board.waiting).format(
        n=board.waiting
    )


def _duty_words(board: Board) -> str:
    names = ", ".join(dict.fromkeys(s.specialist for s in board.on_duty if s.specialist))
    if names:
        return _("On duty: {names}").format(names=names)
    return _("Nobody is on duty now")
