"""What can be read without signing in: the schedule, the guides, where to get a login."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PIL.Image import Image

from kiosk.catalogue.schedule import save_sessions
from kiosk.catalogue.topics import save_guides
from kiosk.proof.people import Role
from kiosk.ways.roles import OFTEN_FIRST, login_sentence
from kiosk.words.addresses import uri
from kiosk.words.i18n import _, use, weekday_in_short
from kiosk.words.languages import offered
from kiosk.words.records import GuideRecord, SessionRecord
from screens.widgets.big_text import BigText
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar, KeyButton
from screens.widgets.qr_code import QrCode
from screens.widgets.tear_off import NOTE
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
        soon = session(person)
        now = soon.starts - timedelta(hours=3)
        going_on = session(person, uid="now", titles={"ru": "Практикум"}, starts=now, places=None)
        await person.app.act(save_sessions, person.app.point, [going_on, soon])
        await person.press("3", then="Schedule")
        assert person.reads("Sessions this week and next")
        assert "9:40–13:40 Практикум каб. 12 идёт сейчас" in person.text
        assert "12:40–13:40 Приём родителей каб. 12 мест: 7" in person.text
        await person.press("down", "f2", "enter", then="SessionPage")
        await person.press("f2")
        for words in ("вторник, 24 ноября, 12:40–13:40", "Родитель", "Белая И. В., каб. 12"):
            assert words in person.text
        assert "свободно 7 из 7" in person.text
        await person.press("escape", then="Schedule")
        await person.press("up", "enter", then="SessionPage")
        assert "Мест без ограничения" in person.text
        assert not person.app.screen.query(Choices)
        await person.press("enter", "1")
        assert person.screen == "SessionPage"
        await person.press("escape", then="Schedule")
        await person.press("escape", then="Home")


@pytest.mark.parametrize("code", offered())
def test_no_day_and_no_note_of_the_schedule_is_cut(code: str) -> None:
    use(code)
    days = [weekday_in_short(date(2026, 1, 1) + timedelta(days=n)) for n in range(7)]
    assert max(map(len, days)) <= 3
    notes = [_("going on now"), _("cancelled"), _("fully booked"), _("{n} left").format(n=999)]
    assert max(map(len, notes)) <= NOTE
    use("ru")


async def test_a_cancelled_session_says_so_and_takes_nobody(kiosk: Opener) -> None:
    async with kiosk() as person:
        record = session(person, cancelled=True)
        await person.app.act(save_sessions, person.app.point, [record])
        await person.press("3", then="Schedule")
        assert "каб. 12 отменено" in person.text
        await person.press("enter", then="SessionPage")
        assert "ОТМЕНЕНО: вторник, 24 ноября, 12:40–13:40" in person.text
        assert not person.reads("Sign up")
        await person.press("1", then="AskTicket")


async def test_an_empty_schedule_leads_to_what_always_works(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.clock.wait(days=60)
        for keys, screen in (("1", "Choose"), ("2", "Write"), ("down down enter", "Choose")):
            await person.press("3", then="Schedule")
            assert person.reads(
                "No sessions are planned. Sign in or file a request, you will be called."
            )
            await person.press(*keys.split(), then=screen)
            await person.press("f4", then="Home")


async def test_somebody_signs_up_and_gives_the_place_back_by_the_code(kiosk: Opener) -> None:
    async with kiosk() as person:
        record = session(person, places=1)
        await person.app.act(save_sessions, person.app.point, [record])
        before = await person.entries()
        codes = []
        for name, button in (("Ли Яна", "Sign up"), ("Ким Ян", "Join the waiting list")):
            await person.press("3", then="Schedule")
            await person.press("enter", then="SessionPage")
            assert person.reads(button)
            await person.press("1", then="Write")
            await person.fill(name, then="Check")
            await person.press("enter", then="SignedUp")
            number, code = person.app.screen.query(BigText)
            codes.append((number.text, code.text))
            if name == "Ли Яна":
                assert person.reads("You have a place")
            else:
                assert person.reads("You are number {n} on the waiting list", n=1)
            await person.press("f2")
            assert "Number and code open" in person.text
            await person.press("f2", "enter", then="Home")
        await person.press("3", then="Schedule")
        assert "мест нет" in person.text
        await person.press("enter", then="SessionPage")
        await person.press("1", then="Write")
        await person.fill("ли  яна", then="Notice")
        await person.press("enter", then="Write")
        await person.press("escape", then="SessionPage")
        (mine, mine_code), other = codes
        await person.press("2", then="AskTicket")
        await person.fill(mine, "1111" if mine_code != "1111" else "2222", then="Notice")
        await person.press("enter", then="AskTicket")
        await person.press("enter")  # the number is still there
        await person.fill(mine_code, then="Choose")
        assert person.reads("You have a place")
        await person.press("enter", then="Schedule")  # the marker stands on keeping it
        await person.press("enter", then="SessionPage")
        await person.press("2", then="AskTicket")
        await person.fill(mine, mine_code, then="Choose")
        await person.press("2", then="Notice")
        await person.press("enter", then="Schedule")
        await person.press("enter", then="SessionPage")
        await person.press("2", then="AskTicket")
        await person.fill(*other, then="Choose")
        assert person.reads("You have a place")
        assert await person.entries() == before


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_calendar_is_taken_along_by_its_code(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    address = "https://школа.рф/пункт/занятия.ics"
    async with kiosk(size=size, calendar_url=address) as person:
        await person.app.act(save_sessions, person.app.point, [session(person)])
        await person.press("3", then="Schedule")
        await person.press("enter", then="SessionPage")
        deeds = person.app.screen.query_one(Choices).buttons
        assert [button.region.height >= 3 for button in deeds] == [True] * 3
        await person.press("3", then="CalendarPage")
        assert read_twice(picture_of(person)) == [uri(address)] * 2
        await person.press("escape", then="SessionPage")


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


def picture_of(person: Guest) -> Image:
    """The code on the screen as a camera sees it."""
    code = person.app.screen.query_one(QrCode)
    return blocks_to_image([list(strip) for strip in code.render_lines(code.size.region)])


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
        assert read_twice(picture_of(person)) == [uri(address)] * 2
        await person.touch(the_way_back(person), then="Guides")
