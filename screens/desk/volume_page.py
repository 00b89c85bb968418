"""The page of a volume: what is known of it, and the way to sign its opening and to close it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kiosk.journal import close, volumes
from kiosk.journal.volumes import VolumeCard
from kiosk.proof.forms import Journal
from kiosk.words.i18n import _
from kiosk.words.names import volume_name
from kiosk.words.people import Specialist
from screens.desk.close_volume import close_volume
from screens.desk.volume_words import card_words
from screens.frame.specialist import SpecialistScreen
from screens.questions.specialist import AskPin
from screens.widgets.key_bar import KeyHint


class VolumePage(SpecialistScreen[None]):
    """Everybody reads it; whoever answers for the journal signs its opening and closes it."""

    DEFAULT_CSS = """
    #volume { padding: 0 1; }
    """
    BINDINGS = [("f5", "vouch", ""), ("f8", "close_volume", "")]

    def __init__(self, journal: Journal, year: int, specialist: Specialist) -> None:
        super().__init__()
        self._journal, self._year, self._specialist = journal, year, specialist
        self._card: VolumeCard | None = None

    def heading(self) -> str:
        return volume_name(self._journal.value, self._year)

    def compose_body(self) -> ComposeResult:
        if self._card is not None:
            with VerticalScroll(id="volume"):
                yield Static(card_words(self._card))

    def key_hints(self) -> Sequence[KeyHint]:
        hints = [KeyHint("Esc", _("Back"), "back")]
        if self._can_be_vouched():
            hints.append(KeyHint("F5", _("Sign the opening"), "vouch"))
        if self._can_be_closed():
            hints.append(KeyHint("F8", _("Close the volume"), "close_volume"))
        return hints

    def _can_be_closed(self) -> bool:
        card = self._card
        mine = self._specialist.answers_for(self._journal)
        return card is not None and card.closing is None and mine

    def _can_be_vouched(self) -> bool:
        return self._can_be_closed() and self._card is not None and not self._card.vouched

    def on_mount(self) -> None:
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the volume and show it."""
        card = await self.kiosk.attempt(
            volumes.volume_card, self.kiosk.point, self._journal, self._year
        )
        if card is None:
            self.dismiss(None)
            return
        self._card = card
        await self.recompose()
        self.kiosk.dress(self)

    def action_vouch(self) -> None:
        if self._can_be_vouched():
            self.begin(self._vouch)

    async def _vouch(self) -> None:
        pin = await self.app.push_screen_wait(
            AskPin(
                lambda: _("Sign the opening"),
                lambda: _("Your signature says that this volume was begun as the order asks."),
                login=self._specialist.login,
            )
        )
        if pin is not None:
            point, who = self.kiosk.point, self._specialist
            await self.kiosk.attempt(
                close.sign_opening, point, who, self._journal, self._year, pin=pin
            )
            self.load()

    def action_close_volume(self) -> None:
        if self._can_be_closed():
            self.begin(self._close)

    async def _close(self) -> None:
        if self._card is not None:
            await close_volume(self.kiosk, self._specialist, self._card)
            self.load()
