"""Proofs for an administrator: checkpoint, verification, printed page; and what is counted."""

from __future__ import annotations

from kiosk.documents.page_report import page_lines, page_verdict
from kiosk.documents.pages import (
    PageCheck,
    check_page,
    check_rows,
    numbers_typed,
    typed_code,
)
from kiosk.journal.numbers import newest_volumes
from kiosk.point.checkpoints import make_and_keep
from kiosk.proof.forms import Journal
from kiosk.questions.choice import Choice
from kiosk.verification.report import verdict, verification_lines
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.names import volume_name
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.answers import show_answers
from screens.office.findings import CheckpointMade, Findings
from screens.office.verifying import verified
from screens.office.walking import read_walked
from screens.questions import Field
from screens.questions.specialist import Choose, Write


async def check_journals(app: Host) -> None:
    """Ask which proof or count is wanted, and show it."""
    deeds = {
        "checkpoint": _checkpoint,
        "verify": _verify,
        "page": _page,
        "rows": _rows,
        "answers": show_answers,
    }
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Check"),
            lambda: [
                Choice("checkpoint", _("Checkpoint"), _("a code to write down and keep elsewhere")),
                Choice("verify", _("Verify the journals"), _("every record and signature")),
                Choice("page", _("Check a printed page"), _("by the code at its foot")),
                Choice("rows", _("Check printed rows"), _("by their numbers")),
                Choice("answers", _("Answers before the line"), _("how often one was enough")),
            ],
            columns=1,
        )
    )
    if answer is not None:
        await deeds[answer](app)


async def _checkpoint(app: Host) -> None:
    made = await app.attempt(make_and_keep, app.point, app.settings.backup_folder)
    if made is not None:
        lines = [
            _("Code: {code}").format(code=made.checkpoint.code()),
            _("Write it down or print the sheet, and keep it away from this computer."),
            "",
            _("Acts in the ledger: {n}").format(n=made.checkpoint.size),
            _("The checkpoint is kept in {folder}").format(folder=app.settings.backup_folder),
        ]
        await app.push_screen_wait(CheckpointMade(made, lines))


async def _verify(app: Host) -> None:
    report = await verified(app)
    if report is not None:
        lines = [verdict(report), "", *verification_lines(report)]
        await app.push_screen_wait(Findings(_("Verify the journals"), lines))


async def _page(app: Host) -> None:
    """Ask until the code is right or the person turns back; what was typed stays."""
    typed = ""
    while True:
        values = await app.push_screen_wait(
            Write(
                lambda: _("The code at the foot of the page"),
                [
                    Field(
                        "code",
                        lambda: _("Code, for example C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST"),
                        120,
                        value=typed,
                    )
                ],
            )
        )
        if values is None:
            return
        typed = values["code"]
        found = await _page_of_code(app, typed)
        if found is not None:
            await _show_page(app, found, coded=True)
            if found.agrees:
                return


async def _rows(app: Host) -> None:
    """The same for a page whose code cannot be read: which journal, and which rows."""
    volumes = await app.attempt(newest_volumes, app.point) or []
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Which journal is it?"),
            lambda: [
                Choice(str(place), volume_name(journal.value, year))
                for place, (journal, year) in enumerate(volumes)
            ],
            columns=1,
        )
    )
    if answer is None:
        return
    journal, year = volumes[int(answer)]
    values = await app.push_screen_wait(
        Write(
            lambda: _("Which rows are on the page?"),
            [Field("rows", lambda: _("The first and the last number, for example 1-14"), 20)],
        )
    )
    if values is None:
        return
    found = await _page_of_rows(app, journal, year, values["rows"])
    if found is not None:
        await _show_page(app, found, coded=False)


async def _page_of_code(app: Host, typed: str) -> PageCheck | None:
    """The check of a page by its code, once the journals were verified; None where it is refused,
    which is shown, or was broken off."""
    try:
        typed_code(typed)
        return await read_walked(app, lambda point: check_page(point, typed))
    except HelpPointError as error:
        await app.push_screen_wait(Notice(error.sentence()))
        return None


async def _page_of_rows(app: Host, journal: Journal, year: int, typed: str) -> PageCheck | None:
    """The same by the numbers of its rows."""
    try:
        first, last = numbers_typed(typed)
        return await read_walked(app, lambda point: check_rows(point, journal, year, first, last))
    except HelpPointError as error:
        await app.push_screen_wait(Notice(error.sentence()))
        return None


async def _show_page(app: Host, found: PageCheck, *, coded: bool) -> None:
    lines = [page_verdict(found, coded=coded), "", *page_lines(found)]
    await app.push_screen_wait(Findings(_("Check a printed page"), lines))
