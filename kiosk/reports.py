"""What a verification found, in sentences."""

from __future__ import annotations

from kiosk.i18n import _
from kiosk.journal.verification import Report


def verification_lines(report: Report) -> list[str]:
    """What was checked, line by line, and the verdict last."""
    lines = [
        _("Acts in the ledger: {n}").format(n=report.acts),
        _("Signatures checked: {n}").format(n=report.signatures),
        _("Volumes compared: {n}").format(n=report.volumes),
        _("Entries compared cell by cell: {n}").format(n=report.entries),
        _("Signed: {n}").format(n=report.signed),
        _("Completed, not signed: {n}").format(n=report.unsigned),
        _("Checkpoints matched: {n}").format(n=report.checkpoints),
        _("Head of the chain: {head}").format(head=report.head),
    ]
    if report.wrong:
        return [*lines[:2], _("WRONG: {what}").format(what=report.wrong)]
    return [*lines, _("Everything agrees.")]
