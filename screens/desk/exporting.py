"""Write a volume to a file from the specialist's screens."""

from __future__ import annotations

from kiosk.documents.book import NOT_VERIFIED, Book
from kiosk.documents.export import Format
from kiosk.documents.printing import book, unverified_book
from kiosk.documents.publish import write_volume
from kiosk.proof.forms import Journal
from kiosk.questions.choice import Choice
from kiosk.words.errors import HelpPointError, JournalsDiffer
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.walking import read_walked
from screens.questions.specialist import Check, Choose


async def export_volume(app: Host, journal: Journal, year: int) -> None:
    """Ask for the kind of file, write it to the export folder once the journals were verified, and
    say where it is."""
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
    try:
        volume = await _read(app, journal, year)
        if volume is None:
            return
        folder = app.settings.export_folder
        written = await app.aside(write_volume, volume, Format(answer), folder)
        said = _("Written: {file}").format(file=written)
    except HelpPointError as error:
        said = error.sentence()
    await app.push_screen_wait(Notice(said))


async def _read(app: Host, journal: Journal, year: int) -> Book | None:
    """The volume; of journals that do not agree only for somebody who insists. None where the
    person turned back."""
    words = app.settings.stamp
    try:
        return await read_walked(app, lambda point: book(point, journal, year, stamp_words=words))
    except JournalsDiffer as differs:
        why = differs.why
        if not await _insists(app, differs):
            return None
    return await app.act(unverified_book, app.point, journal, year, why=why, stamp_words=words)


async def _insists(app: Host, differs: JournalsDiffer) -> bool:
    """Whether somebody wants an extract that says on every page that nobody has verified it."""
    answer = await app.push_screen_wait(
        Check(
            lambda: _("The journals do not agree: no document is made of them"),
            lambda: [
                (_("First wrong row"), f"{differs.why}."),
                (
                    _("What to do"),
                    _(
                        "Repair nothing: the administrator makes a copy (kiosk backup) and compares"
                        " the journals with an earlier one."
                    ),
                ),
            ],
            lambda: _("Write an extract marked “{mark}”").format(mark=NOT_VERIFIED),
            turn_back=lambda: _("Go back"),
            grave=True,
        )
    )
    return bool(answer)
