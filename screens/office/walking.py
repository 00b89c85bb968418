"""The walk over the ledger before something of the journals leaves, in the kiosk's own process.

It is taken in short steps, and whoever signs in meanwhile has the database in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from textual import work

from kiosk.point.point import HelpPoint
from kiosk.verification.notes import compare_notes
from kiosk.verification.present import has_walked, walk_a_step, walk_to_head
from kiosk.words.errors import HelpPointError, JournalsDiffer
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.office.bar import BarScreen

UNSEEN_SECONDS = 1.0
"""So long a walk may take without a bar."""
_Read = TypeVar("_Read")


async def read_walked(app: Host, reading: Callable[[HelpPoint], _Read]) -> _Read | None:
    """Walk the ledger to its present head and read something from it; None where somebody broke
    the walk off. Raises JournalsDiffer, and what ``reading`` raises."""
    again = await app.act(has_walked, app.point)
    try:
        return await _walk_and_read(app, reading)
    except JournalsDiffer:
        if not again:
            raise
    return await _walk_and_read(app, reading)  # from the first act: what is wrong first is named


async def _walk_and_read(app: Host, reading: Callable[[HelpPoint], _Read]) -> _Read | None:
    began, done, size = time.monotonic(), 0, 1
    while done < size and time.monotonic() - began < UNSEEN_SECONDS:
        done, size = await app.act(walk_a_step, app.point)
    if done < size:
        ended = await app.push_screen_wait(Walking())
        if isinstance(ended, HelpPointError):
            raise ended
        if ended is None:
            return None
    await app.act(_compare, app)
    return await app.act(reading, app.point)


def _compare(app: Host) -> None:
    walk_to_head(app.point, compare_notes(app.point, app.settings.checkpoint_folders))


class Walking(BarScreen[bool | HelpPointError]):
    """Walks to the end of the ledger. Answers True there, with what is wrong, or None to break
    off."""

    def heading(self) -> str:
        return _("Before anything is printed, the journals are verified")

    def after_compose(self) -> None:
        self.walk_on()

    @work(exclusive=True, group="walk")
    async def walk_on(self) -> None:
        """Step by step to the end, unless the screen is left before."""
        done, size = 0, 1
        try:
            while done < size:
                done, size = await self.kiosk.act(walk_a_step, self.kiosk.point)
                self.show_progress(done, size)
        except HelpPointError as error:
            self.dismiss(error)
        else:
            self.dismiss(True)
