"""Signing up for a session: the name, a last look, and a number with its code."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.questions.check import Said
from kiosk.questions.speech import Say, Speech
from kiosk.questions.to_read import ToRead
from kiosk.visits import sign_ups
from kiosk.visits.sign_ups import Offer, SignUp
from kiosk.ways.asker import Asker
from kiosk.ways.named import Named
from kiosk.ways.schedule_words import standing, when
from kiosk.ways.walk import Step, walk
from kiosk.words.errors import SignedUpAlready
from kiosk.words.i18n import _, pgettext
from kiosk.words.names import room_name
from kiosk.words.numerals import digit_by_digit, in_words
from kiosk.words.phrases import NAME_AT_DESK


async def sign_up(asker: Asker, offer: Offer) -> bool:
    """The whole way; False for who turned back."""
    return await _SigningUp(asker, offer).go()


class _SigningUp(Named):
    """What somebody has answered who wants to come to a session."""

    def __init__(self, asker: Asker, offer: Offer) -> None:
        super().__init__(asker)
        self._offer = offer
        self._done: SignUp | None = None

    def steps(self) -> Sequence[Step]:
        return [self.ask_consent, self.ask_person, self.confirm]

    async def go(self) -> bool:
        """Ask everything, and show the number and its code."""
        if not await walk(self.steps()) or self._done is None:
            return False
        await self._asker.ask(SignedUp(self._done))
        return True

    async def ask_person(self) -> bool | None:
        return await self._ask_name(lambda: _("Who will come?"))

    async def _is_new(self) -> bool:
        name = self._answers["name"]
        asked = self._asker.point, self._offer.session.uid, name
        if name == NAME_AT_DESK or not await self._asker.attempt(sign_ups.has_signed_up, *asked):
            return True
        await self._tell(SignedUpAlready().sentence())
        return False

    async def confirm(self) -> bool:
        if self._offer.free:
            return await self._confirm(lambda: _("Yes, sign me up"))
        return await self._confirm(lambda: _("Yes, put me on the waiting list"))

    async def _registered(self) -> bool:
        self._done = await self._asker.submit(
            sign_ups.sign_up,
            self._asker.point,
            self._offer.session.uid,
            request_id=self._request_id,
            name=self._answers["name"],
            consent=self._consent,
        )
        return self._done is not None

    def lines(self) -> list[Said]:
        session = self._offer.session
        return [
            Said(_("Session"), session.title),
            Said(_("When"), when(session)),
            Said(_("Name"), self._name(), "name"),
        ]

    def changing(self, line: str) -> Sequence[Step]:  # noqa: ARG002 - the name is all of it
        return self._naming(self.ask_person)


class SignedUp(ToRead):
    """The number, its code, and whether there is a place; it asks for nothing but to be read."""

    ends_after = 20.0

    def __init__(self, done: SignUp) -> None:
        super().__init__(
            lambda: _("You are on the waiting list") if done.waiting else _("You are signed up")
        )
        self.done = done

    def told(self) -> list[str]:
        """Whether there is a place, when and where to come."""
        session = self.done.session
        room = room_name(session.room) if session and session.room else ""
        about = [session.title, when(session), room] if session else []
        return [standing(self.done), *filter(None, about)]

    def again(self) -> Speech:
        """Everything that has to be remembered."""
        done = self.done
        waiting: Speech = ()
        number = pgettext("spoken", "Your number: {number}.")
        code = pgettext("spoken", "Your code: {code}.").format(code=digit_by_digit(done.code))
        if done.waiting:
            words = pgettext("spoken", "Your place on the waiting list: {n}.")
            waiting = (Say(words.format(n=in_words(min(done.waiting, 9999)))),)
        return (
            Say(number.format(number=digit_by_digit(str(done.number)))),
            *waiting,
            Say(code, private=True),
            *self.keys(),
        )

    def lines(self) -> list[str]:
        return [
            self.heading(),
            _("Your number: {number}").format(number=self.done.number),
            _("Your code: {code}").format(code=self.done.code),
            *self.told(),
        ]
