"""Closing a volume: the reason for missing signatures, a look at it, and the PIN."""

from __future__ import annotations

from kiosk.copies import rounds
from kiosk.journal import close
from kiosk.journal.volumes import VolumeCard
from kiosk.proof.rows import numbers_in_words
from kiosk.words.errors import YearNotOver
from kiosk.words.i18n import _
from kiosk.words.names import volume_name
from kiosk.words.people import Specialist
from kiosk.words.text import FREE
from screens.desk.volume_words import unsigned_line
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions import Field, walk
from screens.questions.specialist import AskPin, Check, Way


async def close_volume(app: Host, specialist: Specialist, card: VolumeCard) -> None:
    """Close it, unless its year is not over: then say from when on."""
    if app.point.today() < card.closes_from:
        early = YearNotOver(f"{card.closes_from:%d.%m.%Y}")
        await app.push_screen_wait(Notice(early.sentence()))
        return
    way = _Closing(app, specialist, card)
    await walk([way.ask_reason, way.check, way.finish])


class _Closing(Way):
    """The volume to close, and why rows stay unsigned; nothing is recorded before the PIN."""

    def __init__(self, app: Host, specialist: Specialist, card: VolumeCard) -> None:
        super().__init__(app, reason="")
        self._specialist, self._card = specialist, card

    async def ask_reason(self) -> bool | None:
        if not self._card.unsigned:
            return None
        return await self._write(
            lambda: _("Why is the signature missing?"),
            Field("reason", lambda: _("Reason"), FREE),
            hint=lambda: ": ".join(unsigned_line(numbers_in_words(self._card.unsigned))),
        )

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
            lines.append((_("Reason"), self._answers["reason"]))
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
                login=self._specialist.login,
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
            reason=self._answers["reason"],
        )
        if closed is None:
            return False
        await self._app.act(rounds.start, self._app.settings)
        await self._tell(
            _("Closed. Digest of the signature: {digest}").format(digest=closed.digest)
        )
        return True
