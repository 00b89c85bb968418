"""One entry of a journal with everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.journal import details
from kiosk.journal.details import EntryDetails
from kiosk.proof.acts import State
from kiosk.visits import desk
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, journal_name
from screens.desk.completing import complete
from screens.desk.correcting import correct_entry
from screens.desk.entry_words import cells, history
from screens.desk.signing import sign
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint


class EntryPage(SpecialistScreen[None]):
    """Read it; sign it where it is one's own and completed."""

    DEFAULT_CSS = """
    #entry-head { height: auto; color: $primary; margin-bottom: 1; padding: 0 1; }
    #entry VerticalScroll { width: 1fr; padding: 0 1; }
    """
    BINDINGS = [("f5", "sign", ""), ("f8", "complete", "")]

    def __init__(self, entry: int, specialist: Specialist) -> None:
        super().__init__()
        self._entry, self._specialist = entry, specialist
        self._page: EntryDetails | None = None

    def compose_body(self) -> ComposeResult:
        page = self._page
        if page is None:
            return
        head = _("{journal}, entry No. {number}: {state}").format(
            journal=journal_name(page.journal), number=page.number, state=page.standing
        )
        yield Static(Content.styled(head, "bold"), id="entry-head")
        with Horizontal(id="entry"):
            yield VerticalScroll(Static(cells(page)))
            yield VerticalScroll(Static(history(page)), can_focus=False)

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
        return who.may_correct(page.journal, is_signer=page.specialist_login == who.login)

    def on_mount(self) -> None:
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the entry and show it."""
        page = await self.kiosk.attempt(details.entry_details, self.kiosk.point, self._entry)
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
