"""Tours through every screen. Each pauses at a screen, yields its name, and goes on from there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from db.models import Guide
from kiosk.signing.lockout import FREE_TRIES
from kiosk.speech.voice import Voice
from kiosk.words.errors import StorageUnavailable
from kiosk.words.i18n import _
from kiosk.words.stored import pack_titles
from screens.frame.idle import IdleWarning
from screens.frame.trouble import Trouble
from screens.questions.specialist import NewPin
from screens.widgets.big_text import BigText
from tests.blind import Recorder
from tests.people import consult, plan_workshop
from tests.screens.guest import Guest

Tour = Callable[[Guest], AsyncIterator[str]]


async def consultation(person: Guest) -> AsyncIterator[str]:
    """A guardian signs in for a consultation."""
    yield "home"
    await person.press("1", then="Choose")
    yield "roles"
    await person.press("1", then="ChooseOrWrite")
    yield "topics"
    await person.press("1", then="Write")
    await person.fill("Ли Яна")
    await person.write("2-В")
    yield "name"
    await person.press("f5")
    yield "name with keyboard"
    await person.press("enter", then="Check")
    yield "check"
    await person.press("enter", then="Ticket")
    yield "ticket"
    await person.press("f4", then="Home")
    answer = pack_titles({"ru": "Откройте «Неделю».", "en": "Open “Week”.", "uk": "Тиждень."})
    await person.app.act(lambda: Guide.update(answers=answer).execute())
    await person.press("1", "6", "3", "2", then="Answer")
    yield "answer before the line"
    await person.press("enter", then="WriteNames")
    await person.fill("Пак Яна", "Ким Анна")
    yield "names of several"
    await person.press("enter", then="Check")
    await person.press("enter", then="Tickets")
    yield "tickets of several"
    await person.press("f4", then="Home")


async def spoken(person: Guest) -> AsyncIterator[str]:
    """A teacher is asked by the voice, and somebody looks over their shoulder."""
    person.app.voice = Voice(Recorder())
    await person.press("f8", "f8", then="SpokenQuestion")
    yield "headphones"
    await person.press("5", "5", "8", "8")
    yield "spoken roles"
    await person.press("5", "5", *"444145")
    yield "spoken name"
    await person.press("#", "2", "#", "#")
    await person.until(lambda: person.reads("Is everything right?"))
    await person.settle()
    yield "spoken check"
    await person.press("#")
    await person.until(lambda: person.reads("You are signed in"))
    await person.settle()
    yield "spoken ticket"
    await person.press("f4", then="Home")


async def request(person: Guest) -> AsyncIterator[str]:
    """Somebody files a technical request."""
    await person.press("2", then="Write")
    yield "room"
    await person.fill("215", then="ChooseOrWrite")
    yield "kinds"
    await person.press("1", then="Write")
    yield "description"
    await person.fill("Нет сети")
    await person.until(lambda: person.reads("Who asks?"))
    await person.fill("Ли Яна", then="Check")
    yield "check of a request"
    await person.press("enter", then="Ticket")
    yield "ticket of a request"
    await person.press("f4", then="Home")
    await person.press("2", then="Write")
    await person.fill("каб. 215", then="ChooseOrWrite")
    await person.press("1", then="Choose")
    yield "known request"
    await person.press("1", then="Write")
    await person.fill("Мирный Пётр", then="Check")
    yield "check of who joins"
    await person.press("enter", then="Ticket")
    yield "ticket of who joined"
    await person.press("f4", then="Home")


async def reading(person: Guest) -> AsyncIterator[str]:
    """What can be read without signing in."""
    await person.press("3", then="Schedule")
    yield "schedule"
    await person.press("enter", then="SessionPage")
    yield "session"
    await person.press("escape", then="Schedule")
    await person.press("escape", then="Home")
    plan_workshop(person.app.point)
    await person.press("3", then="Schedule")
    await person.press("enter", then="SessionPage")
    yield "session with places"
    await person.press("1", then="Write")
    await person.fill("Ли Яна", then="Check")
    await person.press("enter", then="SignedUp")
    yield "signed up"
    await person.press("enter", then="Home")
    person.clock.wait(days=60)
    await person.press("3", then="Schedule")
    yield "empty schedule"
    await person.press("f4", then="Home")
    person.clock.wait(days=-60)
    await person.press("4", then="Choose")
    yield "audiences"
    await person.press("1", then="Guides")
    yield "guides"
    await person.press("enter", then="GuidePage")
    yield "guide"
    await person.press("f4", then="Home")
    slip = await person.app.act(consult, person.app.point)
    await person.press("5", then="AskTicket")
    await person.fill(slip.label)
    yield "number and code"
    await person.fill(slip.code, then="TicketPage")
    yield "my ticket"
    await person.press("f4", then="Home")
    await person.press("6", then="Choose")
    yield "logins"
    await person.press("1", then="Choose")
    yield "login"
    await person.press("escape", then="Choose")
    await person.app.push_screen(IdleWarning(15))
    await person.at("IdleWarning")
    yield "idle"
    person.app.pop_screen()
    await person.press("f4", then="Home")
    person.app.settings.notices_file.write_text("# Каникулы\n\nДо января.\n\n* вход", "utf-8")
    person.app.look_at_notices()
    await person.until(lambda: "Каникулы" in person.text)
    await person.settle()
    yield "home with notices"
    await person.press("7", then="NoticesPage")
    yield "notices"
    await person.press("f4", then="Home")


async def desk(person: Guest) -> AsyncIterator[str]:
    """A specialist logs in, helps and signs."""
    await person.press("f10", then="ChooseOrWrite")
    yield "specialists"
    await person.press(*"smirnova")
    await person.press("enter", then="AskPin")
    yield "pin"
    await person.fill(person.example.pins["smirnova"], then="Desk")
    await person.until(lambda: person.reads("Call the next"))
    yield "desk"
    await person.press("1")
    await person.until(lambda: person.reads("Called: {label}", label=""))
    await person.settle()
    yield "desk with a called visitor"
    await person.press("1")
    await person.until(lambda: person.reads("Being helped: {label}", label=""))
    await person.settle()
    yield "desk with a visitor being helped"
    await person.press("1", then="ChooseOrWrite")
    yield "completing"
    await person.press("1", then="SignEntry")
    yield "signing"
    await person.press("escape", then="Desk")
    await person.press("f5", then="DaySheet")
    yield "the day's sheet"
    await person.press("space", "enter")
    yield "the day's sheet with a tick"
    await person.press("escape", then="Desk")
    await person.press("f2", then="EnquiryScreen")
    yield "enquiry: the way"
    await person.press("8")
    yield "enquiry: who"
    await person.write("Королёва Анна Сергеевна, 5а")
    await person.press("enter")
    await person.until(lambda: len(person.app.screen.query("#topics ChoiceButton")) > 1)
    await person.settle()
    yield "enquiry: about what"
    await person.press("1")
    yield "enquiry: what was done"
    await person.press("1")
    yield "enquiry: when"
    for _part in range(5):
        await person.press("escape")
    await person.at("Desk")
    await person.press("f6", then="Journals")
    await person.until(lambda: "Щербакова" in person.text)
    yield "journals"
    await person.press("enter", then="EntryPage")
    yield "entry"
    await person.press("escape", then="Journals")
    await person.press("f7", then="Choose")
    yield "exporting"
    await person.press("escape", then="Journals")
    await person.press("f8", then="VolumePage")
    await person.until(lambda: person.reads("Entries"))
    yield "volume"
    await person.press("escape", then="Journals")
    await person.press("f9", then="SignUps")
    yield "sign-ups"
    await person.press("escape", then="Journals")
    await person.press("f5")
    yield "the other journal"
    await person.press("escape", then="Desk")
    await person.press("f7", then="Choose")
    yield "staff"
    await person.press("1", then="Choose")
    await person.until(lambda: person.reads("What is their duty?"))
    yield "duties"
    await person.press("3", then="Write")
    yield "new specialist"
    await person.press("escape", then="Choose")
    await person.press("escape", then="Desk")
    await person.press("f8", then="Choose")
    yield "checks"
    await person.press("2", then="Findings")
    yield "verified"
    await person.press("escape", then="Desk")
    await person.press("f10", then="AskPin")
    yield "stopping"
    await person.press("escape", then="Desk")
    await person.press("escape", then="Home")
    await person.app.push_screen(Trouble(StorageUnavailable()))
    await person.at("Trouble")
    yield "trouble"


async def pins(person: Guest) -> AsyncIterator[str]:
    """Wrong PINs, the pause after them, what is told of them, and a new PIN."""
    await person.press("f10", then="ChooseOrWrite")
    await person.press(*"smirnova")
    await person.press("enter", then="AskPin")
    for _try in range(FREE_TRIES + 1):
        await person.fill("111111", then="Notice")
        yield "a wrong PIN"
        await person.press("enter", then="AskPin")
    await person.until(lambda: bool(person.app.screen.query_one(BigText).text))
    yield "pause"
    await person.press("escape", then="ChooseOrWrite")
    await person.press("escape", then="Home")
    await person.log_in("belaya")  # another's PIN ends the pause
    await person.press("escape", then="Home")
    await person.work_as("smirnova")
    await person.until(lambda: person.reads("Seen"))
    yield "desk with wrong PINs"
    await person.app.push_screen(NewPin(lambda: _("Now {name} chooses a PIN").format(name="Ли")))
    await person.at("NewPin")
    yield "new PIN"
    await person.press("escape", then="Desk")
    await person.press("escape", then="Home")


VISITOR_TOURS = (consultation, request, reading, spoken)
TOURS = (*VISITOR_TOURS, desk, pins)
