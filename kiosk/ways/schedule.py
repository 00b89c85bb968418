"""The schedule, session by session, for those who read it line by line or hear it."""

from __future__ import annotations

from kiosk.catalogue.schedule import Session
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.visits import sign_ups
from kiosk.visits.sign_ups import Offer
from kiosk.ways.asker import Asker
from kiosk.ways.my_sign_up import my_sign_up
from kiosk.ways.schedule_words import places_left, when
from kiosk.ways.sign_up import sign_up
from kiosk.words.i18n import _, pgettext

MINE = "mine"


async def read_schedule(asker: Asker) -> bool:
    """The sessions that are still to come; who chooses one hears where and with whom, and can sign
    up where there are places. False: nobody was helped to the end yet."""
    marked = ""
    while offers := await asker.attempt(sign_ups.offers, asker.point):
        chosen = await asker.ask(_which(offers, marked))
        if not chosen:
            return False
        marked = chosen
        if chosen == MINE:
            await my_sign_up(asker)
            continue
        offer = offers[int(chosen)]
        if not offer.is_open(asker.point.clock()):
            await asker.tell(_details(offer))
        elif await asker.ask(_whether(offer)) == "sign_up" and await sign_up(asker, offer):
            return True
    if offers is not None:
        await asker.tell(
            _("No sessions are planned. Sign in or file a request, you will be called.")
        )
    return False


def _which(offers: list[Offer], marked: str) -> Choose:
    return Choose(lambda: _("Sessions this week and next"), lambda: _rows(offers), marked=marked)


def _rows(offers: list[Offer]) -> list[Choice]:
    has_places = any(offer.session.places for offer in offers)
    mine = [my_row()] if has_places else []
    return [*(Choice(str(n), _line(each.session)) for n, each in enumerate(offers)), *mine]


def my_row() -> Choice:
    """For who has signed up before."""
    return Choice(MINE, _("My sign-up"), _("give the place back"))


def _whether(offer: Offer) -> Choose:
    return Choose(
        lambda: _details(offer),
        lambda: [Choice("sign_up", sign_up_words(offer)), Choice("back", _("Back"))],
    )


def sign_up_words(offer: Offer) -> str:
    """What signing up comes to now."""
    return _("Sign up") if offer.free else _("Join the waiting list")


def _line(session: Session) -> str:
    """A session in one line, the day first."""
    title = session.title
    if session.cancelled:
        title = _("CANCELLED: {title}").format(title=title)
    return f"{when(session)}: {title}"


def _details(offer: Offer) -> str:
    """Where it is and with whom, and how many places are left."""
    session = offer.session
    said = _line(session), _room(session.room), session.specialist, places_left(offer)
    return ", ".join(part for part in said if part)


def _room(room: str) -> str:
    """The room without an abbreviation, which nobody would understand by ear."""
    return pgettext("spoken", "room {room}").format(room=room) if room[:1].isdigit() else room
