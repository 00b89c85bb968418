"""What stands on the page of an entry: its cells, and what happened to it."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from kiosk.journal.details import EntryDetails, Happening
from kiosk.journal.read import LinkedEntry
from kiosk.proof.acts import LeftReason
from kiosk.proof.page import year_in_words
from kiosk.words.consent import version_of, was_refused
from kiosk.words.i18n import _
from kiosk.words.people import channel_name, role_name
from kiosk.words.states import left_name
from screens.desk.labels import labelled


def _consent(page: EntryDetails) -> str:
    if not page.consent:
        return ""
    answer = _("refused, no name is kept") if was_refused(page.consent) else _("given")
    return _("{answer} (wording {version})").format(answer=answer, version=version_of(page.consent))


def cells(page: EntryDetails) -> Content:
    """What is known of the entry, label by label; empty values are left out."""
    role = role_name(page.role) if page.role else ""
    who = f"{page.name}, {role[:1].lower()}{role[1:]}" if page.name and role else page.name or role
    opened = f"{page.opened:%d.%m.%Y %H:%M}"
    lines = [
        (_("Ticket"), f"{page.ticket}, {opened}"),
        (_("Enquiry"), _enquiry(page)),
        (_("Name"), ", ".join(part for part in (who, page.school_class) if part)),
        (_("Consent"), _consent(page)),
        (_("Room"), page.room),
        (_("Topic"), page.topic),
        (_("Description"), page.problem),
        (_("Result"), page.result),
        (_("Note"), page.note),
        (_("Specialist"), page.specialist),
        (_("Completed"), f"{page.completed:%d.%m.%Y %H:%M}" if page.completed else ""),
        (_("Signed"), f"{page.signed:%d.%m.%Y %H:%M}  {page.digest}" if page.signed else ""),
        *_corrected(page),
        (_("Ended"), left_name(LeftReason(page.left_reason)) if page.left_reason else ""),
    ]
    return labelled(lines)


def _enquiry(page: EntryDetails) -> str:
    """How and when somebody asked who did not come to the kiosk; late ones say so as in print."""
    if page.asked is None:
        return ""
    told = f"{channel_name(page.channel)}, {page.asked:%d.%m.%Y %H:%M}"
    return f"{told}. {page.late}" if page.late else told


def _corrected(page: EntryDetails) -> list[tuple[str, str]]:
    """What the entry stands for, and what became of it."""
    lines = []
    if page.corrects:
        lines.append((_("Replaces entry"), _numbered(page.corrects, page)))
    if page.correction:
        done = page.correction
        when = f"{done.at:%d.%m.%Y %H:%M}"
        lines.append((_("Corrected"), ", ".join((page.standing, done.who, when))))
        lines.append((_("Reason"), done.reason))
    if page.destroyed:
        lines.append((_("Personal data"), _("destroyed {day}").format(day=_day(page.destroyed))))
    return lines


def _numbered(other: LinkedEntry, page: EntryDetails) -> str:
    """A number, with the school year where it is another than the page's."""
    year = "" if other.year == page.year else f" ({year_in_words(other.year)})"
    return f"№ {other.number}{year}"


def _day(at: datetime) -> str:
    return f"{at:%d.%m.%Y}"


def history(page: EntryDetails) -> Content:
    """Everything that happened to the entry, the oldest first."""
    parts: list[Content | str | tuple[str, str]] = [(_("History"), "bold"), "\n"]
    for happening in page.history:
        parts += [Content(_happening(happening)), "\n"]
    return Content.assemble(*parts)


def _happening(happening: Happening) -> str:
    what = _happenings().get(happening.what, happening.what)
    act = "" if happening.act is None else _("act {n}").format(n=happening.act)
    at = f"{happening.at:%d.%m %H:%M}"
    return " · ".join(part for part in (at, what, happening.who, act, happening.reason) if part)


def _happenings() -> dict[str, str]:
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
