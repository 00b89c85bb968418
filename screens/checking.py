"""Proofs for an administrator: a checkpoint, a verification, and a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.i18n import _
from kiosk.journal.checkpoints import save_checkpoint
from kiosk.journal.pages import PageCheck, check_page
from kiosk.journal.verification import verify
from kiosk.reports import page_verdict, verification_lines
from screens.base import KioskScreen
from screens.questions import Choose, Field, Write
from screens.widgets.choices import Choice
from screens.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from screens.app import KioskApp


class Findings(KioskScreen[None]):
    """What a check found, line by line."""

    idle_seconds = 120
    offers_language = False

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._lines = heading, lines

    def heading(self) -> str:
        return self._heading

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="volume"):
            for line in self._lines:
                yield Static(Content(line))

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back")]

    def after_compose(self) -> None:
        self.query_one(VerticalScroll).focus()


async def check_journals(app: KioskApp) -> None:
    """Ask which proof is wanted, and show it."""
    deeds = {"checkpoint": _checkpoint, "verify": _verify, "page": _page}
    answer = await app.push_screen_wait(
        Choose(
            lambda: _("Check"),
            lambda: [
                Choice("checkpoint", _("Checkpoint"), _("a code to write down and keep outside")),
                Choice("verify", _("Verify the journals"), _("every record and signature")),
                Choice("page", _("Check a printed page"), _("by the code at its foot")),
            ],
            columns=1,
            specialist=True,
        )
    )
    if answer is not None:
        await deeds[answer](app)


async def _checkpoint(app: KioskApp) -> None:
    folder = app.settings.backup_folder
    made = await app.attempt(save_checkpoint, app.point, backups=folder)
    if made is not None:
        lines = [
            _("Code: {code}").format(code=made.code()),
            _("Acts in the ledger: {n}").format(n=made.size),
            _("The checkpoint is kept in {folder}").format(folder=folder),
        ]
        await app.push_screen_wait(Findings(_("Checkpoint"), lines))


async def _verify(app: KioskApp) -> None:
    report = await app.attempt(verify, app.point)
    if report is not None:
        await app.push_screen_wait(Findings(_("Verify the journals"), verification_lines(report)))


async def _page(app: KioskApp) -> None:
    values = await app.push_screen_wait(
        Write(
            lambda: _("The code at the foot of the page"),
            [Field("code", lambda: _("Code, for example C26-1-14-57-ABCD-EFGH-IJKL"), 60)],
            specialist=True,
        )
    )
    if values is None:
        return
    found = await app.attempt(check_page, app.point, values["code"])
    if found is not None:
        await app.push_screen_wait(Findings(_("Check a printed page"), _page_lines(found)))


def _page_lines(found: PageCheck) -> list[str]:
    """The verdict first, then the rows to compare by eye."""
    verdict = page_verdict(found)
    rows = [
        f"{row.number}: " + " · ".join(cell for cell in row.cells.values() if cell)
        for row in found.rows
    ]
    return [verdict, "", *rows]
