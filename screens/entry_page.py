"""One entry of a journal with everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.errors import HelpPointError
from kiosk.i18n import _
from kiosk.journal import reading
from kiosk.journal.reading import Happening, Page
from kiosk.journal.states import LeftReason, State, left_name, state_name
from kiosk.people import Specialist, journal_name, role_name
from screens.base import KioskScreen
from screens.completing import sign
from screens.widgets.key_bar import KeyHint


class EntryPage(KioskScreen[None]):
    """Read it; sign it where it is one's own and completed."""

    idle_seconds = 120
    offers_language = False
    BINDINGS = [("f5", "sign", "")]

    def __init__(self, entry: int, specialist: Specialist) -> None:
        super().__init__()
        self._entry, self._specialist = entry, specialist
        self._page: Page | None = None

    def compose_body(self) -> ComposeResult:
        yield Static(id="entry-head", markup=False)
        with Horizontal(id="entry"):
            yield VerticalScroll(Static(id="entry-cells", markup=False))
            yield VerticalScroll(Static(id="entry-history", markup=False), can_focus=False)

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back"), KeyHint("F5", _("Sign"), "sign")]

    def on_mount(self) -> None:
        super().on_mount()
        self.load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read the entry and show it."""
        try:
            page = await self.kiosk.act(reading.page, self.kiosk.point, self._entry)
        except HelpPointError as error:
            self.query_one("#entry-head", Static).update(Content(error.sentence()))
            return
        self._page = page
        head = _("{journal}, entry No. {number}: {state}").format(
            journal=journal_name(page.journal), number=page.number, state=state_name(page.state)
        )
        self.query_one("#entry-head", Static).update(Content.styled(head, "bold"))
        self.query_one("#entry-cells", Static).update(_cells(page))
        self.query_one("#entry-history", Static).update(_history(page))

    @work(exclusive=True, group="deed")
    async def action_sign(self) -> None:
        if self._page is not None and self._page.state is State.COMPLETED:
            await sign(self.kiosk, self._specialist, self._entry)
            self.load()


def _cells(page: Page) -> Content:
    """What is known of the entry, label by label; empty values are left out."""
    who = ", ".join(part for part in (page.name, role_name(page.role) if page.role else "") if part)
    opened = f"{page.opened:%d.%m.%Y %H:%M}"
    lines = [
        (_("Ticket"), f"{page.ticket}, {opened}"),
        (_("Name"), ", ".join(part for part in (who, page.school_class) if part)),
        (_("Room"), page.room),
        (_("Topic"), page.topic),
        (_("Description"), page.problem),
        (_("Result"), page.result),
        (_("Note"), page.note),
        (_("Specialist"), page.specialist),
        (_("Completed"), f"{page.completed:%d.%m.%Y %H:%M}" if page.completed else ""),
        (_("Signed"), f"{page.signed:%d.%m.%Y %H:%M}  {page.digest}" if page.signed else ""),
        (_("Ended"), left_name(LeftReason(page.left_reason)) if page.left_reason else ""),
    ]
    parts: list[Content | str | tuple[str, str]] = []
    for label, value in lines:
        if value:
            parts += [(f"{label}: ", "bold"), Content(value), "\n"]
    return Content.assemble(*parts)


def _history(page: Page) -> Content:
    parts: list[Content | str | tuple[str, str]] = [(_("History"), "bold"), "\n"]
    for happening in page.history:
        parts += [Content(_happening(happening)), "\n"]
    return Content.assemble(*parts)


def _happening(happening: Happening) -> str:
    what = _words().get(happening.what, happening.what)
    act = "" if happening.act is None else _("act {n}").format(n=happening.act)
    at = f"{happening.at:%d.%m %H:%M}"
    return " · ".join(part for part in (at, what, happening.who, act) if part)


def _words() -> dict[str, str]:
    """What can happen to an entry, in the language in use."""
    return {
        "entry_opened": _("signed in"),
        "entry_completed": _("recorded as completed"),
        "entry_signed": _("signed"),
        "entry_left": _("recorded as ended without help"),
        "called": _("called"),
        "recalled": _("called again"),
        "returned": _("put back into the line"),
        "started": _("help began"),
        "completed": _("completed"),
        "no_show": _("did not come"),
        "cancelled": _("cancelled"),
    }
