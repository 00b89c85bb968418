"""One person after the other, line by line."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress

from kiosk.copies.rounds import Rounds
from kiosk.machine.settings import Settings
from kiosk.plain.asker import LineAsker, how_to_begin
from kiosk.plain.lines import Ended, Left, Lines
from kiosk.point.opening import keep_open, open_to_work
from kiosk.visits.days import end_days
from kiosk.ways.front import receive
from kiosk.words.errors import HelpPointError, NotNamedYet
from kiosk.words.i18n import _, use

_STOPS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
"""What keys at a terminal send to end or stop a program; a kiosk goes on."""


def show_lines(settings: Settings, lines: Lines | None = None) -> None:
    """Receive people until the input ends. Raises NotNamedYet before the first run, and whatever
    hinders opening the help point."""
    lines = lines or Lines()
    if sys.stdin.isatty():
        for stop in _STOPS:
            signal.signal(stop, signal.SIG_IGN)
    point = open_to_work(settings.place, watched=True)
    if not point.is_named:
        raise NotNamedYet
    rounds = Rounds(settings)
    with suppress(Ended):
        while True:
            with suppress(HelpPointError):
                point = keep_open(point, settings.place)
                end_days(point, settings.day_end)
                rounds.look(point, point.clock())
            use(settings.language)
            lines.say(how_to_begin())
            asker = LineAsker(settings, point, lines)
            asker.waits = True
            try:
                asyncio.run(receive(asker))
            except Left:
                lines.say(_("Nothing was typed for long. What was typed is wiped."))
            lines.clear_away()
