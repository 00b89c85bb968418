"""What is said of a session's places, and of whoever has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.catalogue.schedule import Session
from kiosk.visits.sign_ups import Offer, SignUp
from kiosk.ways.schedule import sign_up_words
from kiosk.ways.schedule_words import places_in_full, places_left, standing, when
from kiosk.ways.sign_up import SignedUp
from kiosk.words.i18n import use
from kiosk.words.stored import pack_titles

STARTS = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
WORKSHOP = Session(
    id=1,
    titles=pack_titles({"ru": "Практикум"}),
    roles=frozenset(),
    specialist="Белая И. В.",
    room="12",
    starts=STARTS,
    ends=STARTS + timedelta(hours=1),
    places=2,
    cancelled=False,
    uid="workshop",
)


@pytest.mark.parametrize(
    ("places", "taken", "short", "full"),
    [
        (None, 0, "", "без ограничения"),
        (2, 0, "мест: 2", "свободно 2 из 2"),
        (2, 1, "мест: 1", "свободно 1 из 2"),
        (2, 2, "мест нет", "мест нет"),
        (2, 5, "мест нет", "мест нет, в списке ожидания: 3"),
    ],
)
def test_places_are_told_in_short_and_in_full(
    places: int | None, taken: int, short: str, full: str
) -> None:
    offer = Offer(replace(WORKSHOP, places=places), taken)
    assert (places_left(offer), places_in_full(offer)) == (short, full)


def test_the_button_says_what_signing_up_comes_to() -> None:
    assert sign_up_words(Offer(WORKSHOP, 1)) == "Записаться на занятие"
    assert sign_up_words(Offer(WORKSHOP, 2)) == "Встать в список ожидания"


@pytest.mark.parametrize(
    ("session", "waiting", "said"),
    [
        (WORKSHOP, 0, "Место за вами"),
        (WORKSHOP, 3, "Вы 3-й в списке ожидания"),
        (replace(WORKSHOP, cancelled=True), 0, "Это занятие отменено."),
        (None, 0, "Этого занятия больше нет в расписании."),
    ],
)
def test_whether_there_is_a_place_is_told(session: Session | None, waiting: int, said: str) -> None:
    assert standing(SignUp(7, session, waiting)) == said


def test_who_signed_up_reads_number_code_and_where_to_come() -> None:
    place, waiting = (SignedUp(SignUp(7, WORKSHOP, n, code="0412")) for n in (0, 1))
    assert when(WORKSHOP) == "вторник, 24 ноября, 14:00–15:00"
    lines = ["Вы записаны на занятие", "Ваш номер: 7", "Ваш код: 0412", "Место за вами"]
    assert place.lines() == [*lines, "Практикум", when(WORKSHOP), "каб. 12"]
    assert waiting.lines()[0] == "Вы в списке ожидания"
    said = [say.text for say in waiting.again()]
    assert "Ваше место в списке ожидания: один." in said
    (private,) = [say.text for say in waiting.again() if getattr(say, "private", False)]
    assert private == "Ваш код: ноль, четыре, один, два."
    use("en")
    assert place.lines()[1] == "Your number: 7"
    use("ru")
