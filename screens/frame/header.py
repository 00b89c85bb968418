"""The words of the header: the school, the time, who waits and who is on duty."""

from __future__ import annotations

from kiosk.point.point import InSight
from kiosk.visits.waiting import Board
from kiosk.words.i18n import _, day_in_short, ngettext
from kiosk.words.waits import duty_words, for_minutes
from screens.widgets.header_bar import HeaderBar


def fill(header: HeaderBar, point: InSight, board: Board | None) -> None:
    """Write school and time into a header, and what ``board`` says of line and duty."""
    now = point.clock().astimezone(point.zone)
    header.school = point.school or _("Help point")
    header.day, header.time = day_in_short(now.date()), f"{now:%H:%M}"
    if board is not None:
        header.line, header.wait = _line_words(board), "" if board.called else wait_words(board)
        header.duty = duty_words(board.duty.names, board.duty.next, now.date())


def wait_words(board: Board) -> str:
    """How long somebody will wait who comes now; empty where that cannot be said."""
    told = board.line.newcomer().minutes
    if told is None:
        return ""
    return _("wait: {minutes}").format(minutes=for_minutes(told.likely, told.least, told.most))


def _line_words(board: Board) -> str:
    if board.called:
        return _("Now called: {tickets}").format(tickets=", ".join(board.called[:3]))
    if not board.waiting:
        return _("Nobody is waiting")
    return ngettext("{n} person is waiting", "{n} people are waiting", board.waiting).format(
        n=board.waiting
    )
