"""What stands on the page of an entry: its cells, and what happened to it."""

from __future__ import annotations

from datetime import datetime

from kiosk.documents.book import PrintedRow
from kiosk.journal.details import EntryDetails, Happening
from kiosk.journal.read import LinkedEntry
from kiosk.proof.acts import LeftReason
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.page import about, year_in_words
from kiosk.words.consent import version_of, was_refused
from kiosk.words.i18n import _
from kiosk.words.people import came_by, channel_name, role_name
from kiosk.words.states import left_name
from screens.widgets.margin_notes import Beside

SHOWN = 3
"""Happenings that are told below a list."""


def brief(page: EntryDetails) -> list[Beside]:
    """The entry in a few lines, with what happened last."""
    last = [_happened(happening) for happening in page.history[-SHOWN:]]
    done = "; ".join(part for part in (page.result, page.note) if part)
    return [
        Beside(str(page.number), ", ".join((_who(page) or page.room, page.standing)), "head"),
        Beside("", _when(page), "quiet"),
        Beside(_("topic"), about(page.topic, page.problem)),
        *([Beside(_("result"), done)] if done else []),
        Beside(),
        *last,
    ]


def facts(page: EntryDetails) -> list[Beside]:
    """What is known of the entry, label by label; empty values are left out."""
    lines = [
        (_("ticket"), page.ticket, ""),
        (_("name"), _who(page), "bold"),
        (_("agreed"), _consent(page), ""),
        (_("room"), page.room, "bold"),
        (_("came"), _when(page), ""),
        (_("enquiry"), _enquiry(page), ""),
        (_("topic"), page.topic, "bold"),
        (_("asked"), page.problem, ""),
        (_("result"), page.result, "bold"),
        (_("note"), page.note, ""),
        (_("helped"), page.specialist, ""),
        ("✓", _signature(page), ""),
        *_corrected(page),
        ("–", left_name(LeftReason(page.left_reason)) if page.left_reason else "", ""),
    ]
    return [Beside(label, words, look) for label, words, look in lines if words]


def printed(row: PrintedRow, journal: Journal) -> list[Beside]:
    """The row as the journal prints it: its cells in the order of the form, stamp and remark."""
    look = "struck" if row.struck else ""
    cells = [
        Beside("", f"{column.head}: {row.cells[column.key]}", look)
        for column in FORMS[journal].columns
        if row.cells.get(column.key)
    ]
    stamp = row.stamp
    signed = f"{stamp.signer}, {stamp.date}, {stamp.digest}" if stamp else _("nobody has signed it")
    remarks = [Beside("!", row.remark)] if row.remark else []
    destroyed = [Beside("!", _("destroyed {day}").format(day=row.destroyed))]
    return [
        *cells,
        Beside("✓" if stamp else "", signed),
        *remarks,
        *destroyed * bool(row.destroyed),
    ]


def _who(page: EntryDetails) -> str:
    role = role_name(page.role) if page.role else ""
    role = f"{role[:1].lower()}{role[1:]}" if page.name else role
    return ", ".join(part for part in (page.name, role, page.school_class) if part)


def _when(page: EntryDetails) -> str:
    """How and when the visitor came, and how long it took."""
    at = {happening.what: happening.at for happening in reversed(page.history)}
    called, begun, done = (at.get(what) for what in ("called", "started", "entry_completed"))
    waited, helped = _minutes(page.opened, called), _minutes(begun, done)
    return ", ".join(
        part
        for part in (
            came_by(page.channel),
            f"{page.opened:%d.%m.%Y %H:%M}",
            _("waited {n} min").format(n=waited) if waited is not None else "",
            _("was helped {n} min").format(n=helped) if helped is not None else "",
        )
        if part
    )


def _minutes(begun: datetime | None, ended: datetime | None) -> int | None:
    if begun is None or ended is None or ended < begun:
        return None
    return round((ended - begun).total_seconds() / 60)


def _consent(page: EntryDetails) -> str:
    if not page.consent:
        return ""
    answer = _("refused, no name is kept") if was_refused(page.consent) else _("given")
    return _("{answer} (wording {version})").format(answer=answer, version=version_of(page.consent))


def _signature(page: EntryDetails) -> str:
    """Who signed when, and the digest that stands on paper too."""
    if page.signed is None:
        return ""
    who = next((each.who for each in page.history if each.what == "entry_signed"), "")
    return _("signed by {who}, {day}, code {digest}").format(
        who=who or page.specialist, day=f"{page.signed:%d.%m.%Y %H:%M}", digest=page.digest
    )


def _enquiry(page: EntryDetails) -> str:
    """How and when somebody asked who did not come to the kiosk; late ones say so as in print."""
    if page.asked is None:
        return ""
    told = f"{channel_name(page.channel)}, {page.asked:%d.%m.%Y %H:%M}"
    return f"{told}. {page.late}" if page.late else told


def _corrected(page: EntryDetails) -> list[tuple[str, str, str]]:
    """What the entry stands for, and what became of it."""
    lines = []
    if page.corrects:
        old = _numbered(page.corrects, page)
        lines.append(("", _("in place of {number}").format(number=old), ""))
    if page.correction:
        done = page.correction
        when = f"{done.at:%d.%m.%Y %H:%M}"
        lines.append(("!", ", ".join((page.standing, done.who, when)), "bold"))
        if done.reason:
            lines.append(("", f"«{done.reason}»", ""))
    if page.destroyed:
        gone = _("destroyed {day}").format(day=f"{page.destroyed:%d.%m.%Y}")
        lines.append(("!", f"{_('Personal data')}: {gone}", ""))
    return lines


def _numbered(other: LinkedEntry, page: EntryDetails) -> str:
    """A number, with the school year where it is another than the page's."""
    year = "" if other.year == page.year else f" ({year_in_words(other.year)})"
    return f"№\u00a0{other.number}{year}"


def history(page: EntryDetails) -> list[Beside]:
    """Everything that happened to the entry, the oldest first, day by day."""
    notes: list[Beside] = []
    day = None
    for happening in page.history:
        if happening.at.date() != day:
            day = happening.at.date()
            notes.append(Beside("", f"{day:%d.%m.%Y}", "quiet"))
        notes += _told(happening)
    return notes


def _told(happening: Happening) -> list[Beside]:
    """What happened, by whom, and what was written down with it."""
    what = happenings().get(happening.what, happening.what)
    act = "" if happening.act is None else _("act {n}").format(n=happening.act)
    who = " · ".join(part for part in (happening.who, act) if part)
    reason = [Beside("", f"«{happening.reason}»")] if happening.reason else []
    beside = [Beside("", who, "quiet")] if who else []
    return [Beside(f"{happening.at:%H:%M}", what, "bold"), *beside, *reason]


def _happened(happening: Happening) -> Beside:
    """One happening in one line."""
    what = happenings().get(happening.what, happening.what)
    words = " · ".join(part for part in (what, happening.who, happening.reason) if part)
    return Beside(f"{happening.at:%H:%M}", words)


def happenings() -> dict[str, str]:
    """What can happen to an entry, in the language in use."""
    return {
        "entry_opened": _("signed in"),
        "entry_asked": _("an enquiry was written down"),
        "entry_recorded": _("an enquiry was written down with the help that was given"),
        "entry_completed": _("recorded as completed"),
        "entry_signed": _("signed"),
        "entry_left": _("recorded as ended without help"),
        "entry_carried": _("carried over to another day"),
        "entry_lapsed": _("not held by the end of the day"),
        "entry_withdrawn": _("withdrawn by the visitor"),
        "entry_restored": _("put back into the line"),
        "entry_deferred": _("the visitor waits longer"),
        "entry_annulled": _("annulled"),
        "entry_restated": _("written in the place of another entry"),
        "entry_replaced": _("replaced by another entry"),
        "data_destroyed": _("personal data destroyed"),
        "called": _("called"),
        "recalled": _("called again"),
        "returned": _("put back into the line"),
        "started": _("help began"),
        "completed": _("completed"),
        "no_show": _("did not come"),
        "cancelled": _("cancelled"),
    }
