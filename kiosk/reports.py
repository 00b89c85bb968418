"""What a verification found, in sentences."""

from __future__ import annotations

import sys

import click

from kiosk.i18n import _
from kiosk.journal.names import volume_name
from kiosk.journal.pages import PageCheck
from kiosk.journal.verification import Report
from kiosk.journal.walk import Progress
from kiosk.ledger.note import Checkpoint
from kiosk.record import Kind

LONG = 20_000
"""Acts from which on a person wants to see that something happens."""


def verification_lines(report: Report) -> list[str]:
    """What was checked, line by line, and the verdict last."""
    lines = [
        _("Acts in the ledger: {n}").format(n=report.acts),
        _("Signatures checked: {n}").format(n=report.signatures),
        _("Volumes compared: {n}").format(n=report.volumes),
        _("Entries compared cell by cell: {n}").format(n=report.entries),
        _("Signed: {n}").format(n=report.signed),
        _("Completed, not signed: {n}").format(n=report.unsigned),
        _("Corrected: {n}, personal data destroyed: {m}").format(
            n=report.corrected, m=report.destroyed
        ),
        _("Gaps in the numbers: {n}").format(n=report.gaps),
        _("Signed on a later day than completed: {n}").format(n=report.late),
        _("Signed without a recorded agreement: {n}").format(n=report.unagreed),
        _("Steps of the clock settled by an administrator: {n}").format(n=report.clock_steps),
        _("Checkpoints matched: {n}").format(n=report.checkpoints),
        *(_left_behind(checkpoint) for checkpoint in report.left_behind),
        _("Head of the chain: {head}").format(head=report.head),
    ]
    if report.wrong:
        return [*lines[:2], _("WRONG: {what}").format(what=report.wrong)]
    return [*lines, _("Everything agrees.")]


def progress_bar() -> Progress | None:
    """A bar for a long walk on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, size: int) -> None:
        if size >= LONG:
            cells = 40 * done // max(size, 1)
            end = "\n" if done >= size else ""
            bar = "█" * cells + "░" * (40 - cells)
            click.echo(f"\r{bar} {done} / {size}{end}", nl=False, err=True)

    return show


def _left_behind(checkpoint: Checkpoint) -> str:
    return _(
        "ATTENTION: the checkpoint over {n} acts ({code}) is of before a backup was restored;"
        " what the backup did not have is not here."
    ).format(n=checkpoint.size, code=checkpoint.code())


def page_verdict(check: PageCheck, *, coded: bool = True) -> str:
    """What a check of a page proves: the acts of its rows, never the ink; ``coded`` where the code
    on the paper was checked, too."""
    if check.why:
        return check.why
    if coded:
        return _("The code is right. Compare the rows on paper with these.")
    return _("The rows are in order. Compare the code and the rows with the paper.")


def page_lines(check: PageCheck, *, coded: bool = True) -> list[str]:
    """A page as the ledger has it, what happened to its rows since, and the verdict last."""
    lines = [f"{volume_name(check.journal.value, check.year)}, № {check.first}–{check.last}"]
    for row in check.rows:
        lines += ["", *(f"{head}: {words}" for head, words in row.cells.items() if words)]
    if check.later:
        lines += ["", _("After the page was printed:")]
    for one in check.later:
        named = {"number": one.number, "what": _later_name(one.kind), "day": one.day}
        lines.append("  " + _("№ {number}: {what}, {day:%d.%m.%Y}").format(**named))
    lines += ["", _("Code of these rows today: {code}").format(code=check.code)]
    if check.why:
        return [*lines, _("WRONG: {what}").format(what=check.why)]
    return [*lines, page_verdict(check, coded=coded)]


def _later_name(kind: Kind) -> str:
    """What happened to a row, in the language in use."""
    return {
        Kind.ENTRY_COMPLETED: _("completed"),
        Kind.ENTRY_LEFT: _("ended without help"),
        Kind.ENTRY_SIGNED: _("signed"),
        Kind.ENTRY_ANNULLED: _("annulled"),
        Kind.ENTRY_REPLACED: _("replaced"),
        Kind.DATA_DESTROYED: _("personal data destroyed"),
    }.get(kind, kind.value)
