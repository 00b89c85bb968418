"""Sessions, their places and who has one, in the words of screens and ways."""

from __future__ import annotations

from kiosk.catalogue.schedule import Session
from kiosk.visits.sign_ups import Offer, SignUp
from kiosk.words.i18n import _, day_in_words


def when(session: Session) -> str:
    """Day and hours of a session."""
    return f"{day_in_words(session.day)}, {session.hours}"


def places_left(offer: Offer) -> str:
    """How many of a session's places are free, in a word or two; empty where they are not
    counted."""
    if not offer.session.places:
        return ""
    return _("{n} left").format(n=offer.free) if offer.free else _("fully booked")


def places_in_full(offer: Offer) -> str:
    """The same with all the places, or with how many wait for one."""
    places = offer.session.places
    if not places:
        return _("not limited")
    if offer.free:
        return _("{free} of {n} are free").format(free=offer.free, n=places)
    waiting = _("on the waiting list: {n}").format(n=offer.waiting)
    return f"{places_left(offer)}, {waiting}" if offer.waiting else places_left(offer)


def standing(done: SignUp) -> str:
    """Whether somebody has a place."""
    if done.session is None:
        return _("This session is not in the schedule any more.")
    if done.session.cancelled:
        return _("This session is cancelled.")
    if done.waiting:
        return _("You are number {n} on the waiting list").format(n=done.waiting)
    return _("You have a place")
