"""What the check of a printed page found, in sentences."""

from __future__ import annotations

from kiosk.documents.pages import PageCheck
from kiosk.proof.acts import Kind
from kiosk.verification.report import compared
from kiosk.words.i18n import _
from kiosk.words.names import volume_name


def page_verdict(check: PageCheck, *, coded: bool) -> str:
    """What a check of a page comes to; a code proves the ledger, eyes compare the paper."""
    if check.undecided:
        return _("CANNOT DECIDE: {what}").format(what=check.why)
    if check.why:
        return _("WRONG: {what}").format(what=check.why)
    if coded:
        return _("The code is right. Compare the rows on the paper with these.")
    return _("These rows are in order. Compare them and their code with the paper.")


def page_lines(check: PageCheck) -> list[str]:
    """A page as the ledger has it, and what happened to its rows since."""
    lines = [f"{volume_name(check.journal.value, check.year)}, № {check.first}–{check.last}"]
    if check.compared:
        lines.append(compared(check.compared))
    for row in check.rows:
        lines += ["", *(f"{head}: {words}" for head, words in row.cells.items() if words)]
    if check.later:
        lines += ["", _("After the page was printed:")]
    for one in check.later:
        named = {"number": one.number, "what": _later_name(one.kind), "day": one.day}
        lines.append("  " + _("№ {number}: {what}, {day:%d.%m.%Y}").format(**named))
    if check.code:
        lines += ["", _("Code of these rows today: {code}").format(code=check.code)]
    return lines


def _later_name(kind: Kind) -> str:
    """What happened to a row, in the language in use."""
    return {
        Kind.ENTRY_COMPLETED: _("completed"),
        Kind.ENTRY_LEFT: _("ended without help"),
        Kind.ENTRY_CARRIED: _("carried over to another day"),
        Kind.ENTRY_LAPSED: _("not held"),
        Kind.ENTRY_WITHDRAWN: _("withdrawn by the visitor"),
        Kind.ENTRY_RESTORED: _("put back into the line"),
        Kind.ENTRY_DEFERRED: _("the visitor waits longer"),
        Kind.ENTRY_SIGNED: _("signed"),
        Kind.ENTRY_ANNULLED: _("annulled"),
        Kind.ENTRY_RESTATED: _("replaced"),
        Kind.DATA_DESTROYED: _("personal data destroyed"),
    }.get(kind, kind.value)
