"""Blank sheets for a day without power, written to be printed."""

from __future__ import annotations

from kiosk.documents.papers import write_rows
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.frame.host import Host
from screens.frame.notice import Notice

SHEETS = 3
"""A day of twenty-four visitors; whoever wants more does it again, the codes are others."""


async def write_sheets(app: Host, administrator: Specialist) -> None:  # noqa: ARG001 - as for every deed
    """Write sheets into the folder of exports, and say where they are."""
    file = app.settings.export_folder / f"sheets-{app.point.today():%Y-%m-%d}.pdf"
    written = await app.attempt(write_rows, app.point, SHEETS, file)
    if written is not None:
        await app.push_screen_wait(Notice(_("Written: {file}").format(file=written)))
