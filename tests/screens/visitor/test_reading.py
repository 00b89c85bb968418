"""What can be read without signing in: the schedule, the guides, where to get a login."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.catalogue.schedule import save_sessions
from kiosk.catalogue.topics import save_guides
from kiosk.proof.people import Role
from kiosk.ways.roles import OFTEN_FIRST, login_sentence
from kiosk.words.addresses import uri
from kiosk.words.i18n import day_in_short, use
from kiosk.words.languages import offered
from kiosk.words.records import GuideRecord, SessionRecord
from screens.visitor.schedule import DAY
from screens.widgets.key_bar import KeyBar, KeyButton
from screens.widgets.qr_code import QrCode
from screens.widgets.virtual_table import VirtualTable
from tests.pictures import blocks_to_image, read_twice
from tests.screens.conftest import Opener
from tests.screens.guest import LARGE, SMALL, Guest
from tests.screens.hostile import MARKUP, STEERS, UNCLOSED, harmless


def session(person: Guest, **said: object) -> SessionRecord:
    """A session two hours from now; ``said`` changes what it says."""
    starts = person.app.point.clock().astimezone(person.app.point.zone) + timedelta(hours=2)
    record = {
        "uid": "test",
        "titles": {"ru": "Приём родителей", "en": "Parents"},
        "roles": frozenset({Role.GUARDIAN}),
        "specialist": "Белая И. В.",
        "room": "12",
        "starts": starts,
        "ends": starts + timedelta(hours=1),
        "places": 7,
        "cancelled": False,
    }
    return SessionRecord(**{**record, **said})  # type: ignore[arg-type]


async def test_the_schedule_begins_today_and_a_session_has_a_page(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.app.act(save_sessions, person.app.point, [session(person)])
        await person.press("3", then="Schedule")
        assert person.reads("Sessions this week and next")
        assert "Приём родителей" in person.text
        await person.press("enter", then="SessionPage")
        for words in ("вторник, 24 ноября", "12:40–13:40", "Родитель", "Белая И. В.", "12", "7"):
            assert words in person.text
        await person.press("escape", then="Schedule")
        await person.press("escape", then="Home")


@pytest.mark.parametrize("code", offered())
def test_no_day_of_the_schedule_is_cut(code: str) -> None:
    use(code)
    days = [day_in_short(date(2026, 1, 1) + timedelta(days=n)) for n in range(7 * 53)]
    assert max(map(len, days)) <= DAY
    use("ru")


async def test_a_cancelled_session_says_so(kiosk: Opener) -> None:
    async with kiosk() as person:
        record = session(person, cancelled=True)
        await person.app.act(save_sessions, person.app.point, [record])
        await person.press("3", then="Schedule")
        await person.until(lambda: "ОТМЕНЕНО: Приём" in person.text)
        await person.press("enter", then="SessionPage")
        assert "ОТМЕНЕНО: вторник, 24 ноября, 12:40–13:40" in person.text


async def test_an_empty_schedule_says_what_still_works(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=60)
        await person.press("3", then="Schedule")
        assert person.reads(
            "No sessions are planned. Sign in or file a request, you will be called."
        )
        await person.press("enter", "down")
        assert person.screen == "Schedule"


async def test_guides_are_found_by_audience_topic_and_words(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("4", then="Choose")
        await person.press("3", then="Choose")
        assert person.reads("What is it about?")
        await person.press("1", then="Guides")
        assert person.app.screen.query_one(VirtualTable).count == 3
        await person.write("ПЕРВЫЙ вход")
        assert person.app.screen.query_one(VirtualTable).count == 1
        await person.press("enter", then="GuidePage")
        assert person.app.screen.query_one(QrCode).text == "https://example.org/ej/vhod"
        assert "https://example.org/ej/vhod" in person.text
        assert "текст" in person.text
        await person.press("escape", then="Guides")
        await person.write("ъъъ")
        assert person.reads("No guide was found. Try another word or sign in for a consultation.")
        await person.press("enter")
        assert person.screen == "Guides"


async def test_the_arrows_move_in_the_list_while_the_search_has_the_keys(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("4", then="Choose")
        await person.press("1", then="Guides")
        await person.press("down", "down", "enter", then="GuidePage")
        assert person.app.screen.query_one(QrCode).text == "https://example.org/ej/ktp"


async def test_everybody_learns_where_to_get_a_login(kiosk: Opener) -> None:
    async with kiosk(size=LARGE) as person:
        await person.press("6", then="Choose")
        assert sorted(OFTEN_FIRST) == sorted(Role)
        for number, role in enumerate(OFTEN_FIRST, start=1):
            await person.press(str(number))
            await person.until(lambda: person.reads(login_sentence(role)))  # noqa: B023 - at once
            await person.press("escape")
            await person.until(lambda: person.reads("Who needs a login?"))
        await person.press("1")
        await person.until(lambda: person.reads("Thank you, that is all"))
        await person.press("enter", then="Home")


async def test_where_to_get_a_login_leads_on_to_a_ticket(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("6", then="Choose")
        await person.press("3")
        await person.until(lambda: person.reads("Thank you, that is all"))
        await person.press("2")
        await person.until(lambda: person.reads("Who are you?"))
        await person.press("3", then="ChooseOrWrite")
        await person.press("2", then="Write")
        await person.fill("Ли Яна", then="Check")
        await person.press("enter", then="Ticket")


@pytest.mark.parametrize("words", [MARKUP, UNCLOSED, STEERS])
async def test_hostile_imports_are_shown_as_harmless_letters(kiosk: Opener, words: str) -> None:
    guide = GuideRecord(
        code="hostile",
        titles={"ru": words, "en": words},
        descriptions={"ru": words, "en": words},
        url="https://example.org/" + words,
        kind="text",
        language="ru",
        roles=frozenset(),
        topics=(),
        position=1,
    )
    async with kiosk() as person:
        record = session(person, titles={"ru": words}, room=words, specialist=words)
        await person.app.act(save_sessions, person.app.point, [record])
        await person.app.act(save_guides, person.app.point, [guide])
        await person.app.refresh_board()
        await person.settle()
        assert harmless(person)
        await person.press("3", then="Schedule")
        await person.settle()
        assert harmless(person)
        await person.press("enter", then="SessionPage")
        assert harmless(person)
        await person.press("f4", then="Home")
        await person.press("4", then="Choose")
        await person.press("1", then="Guides")
        await person.settle()
        assert harmless(person)
        await person.press("enter", then="GuidePage")
        assert harmless(person)


def address_of(length: int) -> str:
    """A web address of so many bytes with letters that only a URI can carry."""
    start = "https://школа.рф/журнал/"
    return start + "x" * (length - len(uri(start)))


def the_way_back(person: Guest) -> KeyButton:
    """The one key for it that stands on the screen."""
    screen = person.app.screen
    shown = [
        key
        for bar in screen.query(KeyBar)
        for key in bar.query(KeyButton)
        if bar.display and "Esc" in str(key.render())
    ]
    (back,) = shown
    assert screen.region.contains_region(back.region)
    return back


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("length", [66, 75, 84, 90])
async def test_a_long_address_is_read_by_two_readers(
    kiosk: Opener, size: tuple[int, int], length: int
) -> None:
    async with kiosk(size=size) as person:
        address = address_of(length)
        record = GuideRecord(
            code="long",
            titles={"ru": "Долгий адрес"},
            descriptions={"ru": "Как найти журнал"},
            url=address,
            kind="text",
            language="ru",
            roles=frozenset(),
            topics=(),
            position=99,
        )
        await person.app.act(save_guides, person.app.point, [record])
        await person.press("4", then="Choose")
        await person.press("1", then="Guides")
        await person.write("долгий")
        await person.press("enter", then="GuidePage")
        code = person.app.screen.query_one(QrCode)
        picture = blocks_to_image([list(strip) for strip in code.render_lines(code.size.region)])
        assert read_twice(picture) == [uri(address)] * 2
        await person.touch(the_way_back(person), then="Guides")
