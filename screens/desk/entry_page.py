"""One entry of a journal with everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.journal import read
from kiosk.journal.read import Happening, Page, Place
from kiosk.proof.acts import LeftReason, State
from kiosk.visits import desk
from kiosk.words.consent import version_of, was_refused
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, journal_name, role_name
from kiosk.words.states import left_name
from screens.desk.completing import complete, sign
from screens.desk.correcting import correct_entry
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint


class EntryPage(SpecialistScreen[None]):
    """Read it; sign it where it is one's own and completed."""

    BINDINGS = [("f5", "sign", ""), ("f8", "complete", "")]

    def __init__(self, entry: int, specialist: Specialist) -> None:
        super().__init__()
        self._entry, self._specialist = entry, specialist
        self._page: Page | None = None

    def compose_body(self) -> ComposeResult:
        page = self._page
        if page is None:
            return
        head = _("{journal}, entry No. {number}: {state}").format(
            journal=journal_name(page.journal), number=page.number, state=page.standing
        )
        yield Static(Content.styled(head, "bold"), id="entry-head")
        with Horizontal(id="entry"):
            yield VerticalScroll(Static(_cells(page)))
            yield VerticalScroll(Static(_history(page)), can_focus=False)

    def key_hints(self) -> Sequence[KeyHint]:
        hints = [KeyHint("Esc", _("Back"), "back")]
        if self._can_be_corrected():
            hints.append(KeyHint("F8", _("Correct"), "complete"))
        if self._can_be_signed():
            hints.append(KeyHint("F5", _("Sign"), "sign"))
        if self._can_be_completed():
            hints.append(KeyHint("F8", _("Complete anew"), "complete"))
        return hints

    def _can_be_signed(self) -> bool:
        """True for a completed entry of the specialist's own."""
        page = self._page
        return (
            page is not None
            and page.state is State.COMPLETED
            and page.specialist_login == self._specialist.login
        )

    def _can_be_completed(self) -> bool:
        """True for one that can be signed, with its words still there."""
        return self._can_be_signed() and self._page is not None and not self._page.destroyed

    def _can_be_corrected(self) -> bool:
        """True for a signed entry, for its signer and whoever answers for the journal."""
        page = self._page
        if page is None or page.state is not State.SIGNED or page.correction or page.destroyed:
            return False
        who = self._specialist
        own = page.specialist_login == who.login and page.journal in who.journals
        return own or who.answers_for(page.journal)

    def on_mount(self) -> None:
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the entry and show it."""
        page = await self.kiosk.attempt(read.page, self.kiosk.point, self._entry)
        if page is None:
            self.dismiss(None)
            return
        self._page = page
        await self.recompose()
        self.kiosk.dress(self)

    def action_sign(self) -> None:
        if self._can_be_signed():
            self.begin(self._sign)

    def action_complete(self) -> None:
        """Put the words right: before signing by completing anew, afterwards by a correction."""
        if self._can_be_completed():
            self.begin(self._complete_again)
        elif self._can_be_corrected():
            self.begin(self._correct)

    async def _correct(self) -> None:
        if self._page is not None:
            await correct_entry(self.kiosk, self._specialist, self._page)
            self.load()

    async def _complete_again(self) -> None:
        visitor = await self.kiosk.attempt(desk.visitor, self.kiosk.point, self._entry)
        if visitor is not None:
            await complete(self.kiosk, self._specialist, visitor)
            self.load()

    async def _sign(self) -> None:
        if self._can_be_signed():
            await sign(self.kiosk, self._specialist, self._entry)
            self.load()


def _consent(page: Page) -> str:
    if not page.consent:
        return ""
    answer = _("refused, no name is kept") if was_refused(page.consent) else _("given")
    return _("{answer} (wording {version})").format(answer=answer, version=version_of(page.consent))


def _cells(page: Page) -> Content:
    """What is known of the entry, label by label; empty values are left out."""
    role = role_name(page.role) if page.role else ""
    who = f"{page.name}, {role[:1].lower()}{role[1:]}" if page.name and role else page.name or role
    opened = f"{page.opened:%d.%m.%Y %H:%M}"
    lines = [
        (_("Ticket"), f"{page.ticket}, {opened}"),
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
    parts: list[Content | str | tuple[str, str]] = []
    for label, value in lines:
        if value:
            parts += [(f"{label}: ", "bold"), Content(value), "\n"]
    return Content.assemble(*parts)


def _corrected(page: Page) -> list[tuple[str, str]]:
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


def _numbered(place: Place, page: Page) -> str:
    """A number, with the school year where it is another than the page's."""
    year = "" if place.year == page.year else f" ({place.year}/{(place.year + 1) % 100:02})"
    return f"№ {place.number}{year}"


def _day(at: datetime) -> str:
    return f"{at:%d.%m.%Y}"


def _history(page: Page) -> Content:
    parts: list[Content | str | tuple[str, str]] = [(_("History"), "bold"), "\n"]
    for happening in page.history:
        parts += [Content(_happening(happening)), "\n"]
    return Content.assemble(*parts)


def _happening(happening: Happening) -> str:
    what = _words().get(happening.what, happening.what)
    act = "" if happening.act is None else _("act {n}").format(n=happening.act)
    at = f"{happening.at:%d.%m %H:%M}"
    return " · ".join(part for part in (at, what, happening.who, act, happening.reason) if part)


def _words() -> dict[str, str]:
    """What can happen to an entry, in the language in use."""
    return {
        "entry_opened": _("signed in"),
        "entry_completed": _("recorded as completed"),
        "entry_signed": _("signed"),
        "entry_left": _("recorded as ended without help"),
        "entry_annulled": _("annulled"),
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
