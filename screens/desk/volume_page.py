"""A volume of a journal: what stands in it, who opened it, and its closing."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.copies import rounds
from kiosk.journal import close
from kiosk.journal.close import VolumeCard
from kiosk.proof.forms import Journal
from kiosk.proof.rows import numbers_in_words
from kiosk.words.errors import YearNotOver
from kiosk.words.i18n import _
from kiosk.words.names import volume_name
from kiosk.words.people import Specialist
from kiosk.words.text import FREE
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.frame.specialist import SpecialistScreen
from screens.questions import Field, walk
from screens.questions.specialist import AskPin, Check, Write
from screens.widgets.key_bar import KeyHint


class VolumePage(SpecialistScreen[None]):
    """Everybody reads it; whoever answers for the journal signs its opening and closes it."""

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
                yield Static(_shown(self._card))

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
        card = await self.kiosk.attempt(close.card, self.kiosk.point, self._journal, self._year)
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
            )
        )
        if pin is not None:
            point, who = self.kiosk.point, self._specialist
            await self.kiosk.attempt(close.vouch, point, who, self._journal, self._year, pin=pin)
            self.load()

    def action_close_volume(self) -> None:
        if self._can_be_closed():
            self.begin(self._close)

    async def _close(self) -> None:
        if self._card is not None:
            if self.kiosk.point.today() < self._card.closes_from:
                early = YearNotOver(f"{self._card.closes_from:%d.%m.%Y}")
                await self.app.push_screen_wait(Notice(early.sentence()))
                return
            way = _Closing(self.kiosk, self._specialist, self._card)
            await walk([way.ask_reason, way.check, way.finish])
            self.load()


class _Closing:
    """What has been said so far; nothing is recorded before the PIN."""

    def __init__(self, app: Host, specialist: Specialist, card: VolumeCard) -> None:
        self._app, self._specialist, self._card = app, specialist, card
        self._reason = ""

    async def ask_reason(self) -> bool | None:
        if not self._card.unsigned:
            return None
        values = await self._app.push_screen_wait(
            Write(
                lambda: _("Why is the signature missing?"),
                [Field("reason", lambda: _("Reason"), FREE, value=self._reason)],
                hint=lambda: ": ".join(unsigned_line(numbers_in_words(self._card.unsigned))),
            )
        )
        if values is None:
            return False
        self._reason = values["reason"]
        return True

    async def check(self) -> bool:
        answer = await self._app.push_screen_wait(
            Check(
                self._question,
                self._lines,
                lambda: _("Yes, close it"),
                turn_back=lambda: _("Go back"),
                grave=True,
            )
        )
        return bool(answer)

    def _question(self) -> str:
        volume = volume_name(self._card.journal.value, self._card.year)
        return _("Close “{volume}”? Nothing more will be written into it.").format(volume=volume)

    def _lines(self) -> list[tuple[str, str]]:
        lines = [(_("Entries"), str(self._card.entries))]
        if self._card.unsigned:
            lines.append(unsigned_line(numbers_in_words(self._card.unsigned)))
            lines.append((_("Reason"), self._reason))
        return lines

    async def finish(self) -> bool:
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("Sign the closing"),
                lambda: (
                    _(
                        "After closing, nothing more is entered. Corrections, and that data were"
                        " destroyed, stay visible."
                    )
                    if self._card.vouched
                    else _(
                        "After closing, nothing more is entered. Your signature also stands under"
                        " the opening, which nobody has signed."
                    )
                ),
            )
        )
        if pin is None:
            return False
        closed = await self._app.attempt(
            close.close,
            self._app.point,
            self._specialist,
            self._card.journal,
            self._card.year,
            pin=pin,
            reason=self._reason,
        )
        if closed is None:
            return False
        await self._app.act(rounds.start, self._app.settings)
        await self._app.push_screen_wait(
            Notice(_("Closed. Digest of the signature: {digest}").format(digest=closed.digest))
        )
        return True


def _shown(card: VolumeCard) -> Content:
    """What is known of the volume, label by label; empty values are left out."""
    lines = [
        (_("Entries"), str(card.entries)),
        (_("Opened"), f"{card.opened:%d.%m.%Y %H:%M}"),
        (_("Opening signed by"), card.vouched or _("nobody yet")),
    ]
    if card.closing is None:
        unsigned = numbers_in_words(card.unsigned)
        everything = (_("Signatures"), _("everything is signed"))
        lines.append(unsigned_line(unsigned) if unsigned else everything)
        lines.append((_("Can be closed from"), f"{card.closes_from:%d.%m.%Y}"))
    else:
        lines += _closing_lines(card)
    parts: list[Content | str | tuple[str, str]] = []
    for label, value in lines:
        if value:
            parts += [(f"{label}: ", "bold"), Content(value), "\n"]
    return Content.assemble(*parts)


def _closing_lines(card: VolumeCard) -> list[tuple[str, str]]:
    done = card.closing
    if done is None:
        return []
    return [
        (_("Closed"), f"{done.at:%d.%m.%Y %H:%M}, {done.specialist}"),
        (_("Entries numbered"), numbered(done.first, done.last)),
        unsigned_line(done.unsigned),
        (_("Reason"), done.reason),
        (_("Digest of the rows"), done.rows),
        (_("Head of the chain"), done.head),
        (_("Act"), str(done.act)),
        (_("Digest of the signature"), done.digest),
    ]


def unsigned_line(numbers: str) -> tuple[str, str]:
    """Which rows nobody signed, as a label and their numbers; no value where there are none."""
    label = _("Entry not signed") if numbers.isdecimal() else _("Entries not signed")
    return label, _("No. {numbers}").format(numbers=numbers) if numbers else ""


def numbered(first: int, last: int) -> str:
    """The numbers of a volume; an empty text where it has none."""
    if not last:
        return ""
    numbers = f"{first}–{last}" if last > first else str(last)
    return _("No. {numbers}").format(numbers=numbers)
