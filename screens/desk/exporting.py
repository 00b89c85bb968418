"""Write a volume to a file from the specialist's screens."""

from __future__ import annotations

from kiosk.documents.export import Format
from kiosk.documents.publish import write_volume
from kiosk.proof.forms import Journal
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.specialist import Choose
from screens.widgets.choices import Choice


async def export_volume(app: Host, journal: Journal, year: int) -> None:
    """Ask for the kind of file, write it to the export folder, and say where it is."""
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Export the journal as"),
            lambda: [
                Choice("pdf", "PDF", _("to print and to keep")),
                Choice("xlsx", "XLSX", _("for Excel and LibreOffice")),
                Choice("csv", "CSV", _("a table as plain text")),
                Choice("json", "JSON", _("for other programs")),
            ],
        )
    )
    if answer is None:
        return
    written = await app.attempt(
        write_volume,
        app.point,
        journal,
        year,
        Format(answer),
        app.settings.export_folder,
        app.settings.stamp,
    )
    if written is not None:
        await app.push_screen_wait(Notice(_("Written: {file}").format(file=written)))
