"""Draw every screen: ``python -m tests.gallery [folder]``, usually by ``make pictures``.

The day, the keys and the PINs are examples that are the same every time, so that a picture changes
only when its screen does.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from db.engine import close_database
from db.models import Guide
from kiosk.machine.settings import Settings
from kiosk.point.point import HelpPoint
from kiosk.setup.example_day import example_day
from kiosk.speech.voice import Voice
from kiosk.staff.desks import open_desk
from kiosk.visits.desk import call_next
from kiosk.words.consent import Consent
from kiosk.words.drawing import Strokes
from kiosk.words.errors import StorageUnavailable
from kiosk.words.stored import pack_titles
from screens.app import KioskApp
from screens.frame.idle import IdleWarning
from screens.frame.trouble import Trouble
from tests.blind import Recorder
from tests.copies import copy_point
from tests.gallery_evidence import draw_clock, draw_evidence, draw_history
from tests.people import consult
from tests.picturing import Gallery

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
SIZES = ((80, 24), (120, 40))
SPOKEN = ("ru", "en")
IN_SHORT = {"uk": ("home", "board", "ticket")}
"""Languages of which a few pictures are enough."""
NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 9, 5, tzinfo=UTC)
WORDING = Consent(
    "2026-09",
    "Я согласен (согласна) на то, чтобы школа записала мои фамилию, имя и отчество, роль и класс в"
    " журнал консультаций и хранила их пять лет.\n\nСогласие можно отозвать у администратора"
    " электронного журнала: тогда имя будет уничтожено, а номер записи останется.",
)
SIGNATURE: Strokes = (
    tuple(
        (
            900 + 38 * step + round(420 * math.cos(step / 5)),
            1000 + round((620 - 4 * step) * math.sin(step / 4)),
        )
        for step in range(100)
    ),
    ((1200, 1650), (3000, 1560), (5300, 1600)),
)
"""Loops that grow smaller, and a flourish below."""
NOTICES = """# Каникулы с 28 декабря по 10 января

Пункт помощи закрыт. Вопросы можно задать [на сайте школы](https://школа.рф/вопросы).

* пароль от журнала напомнит классный руководитель, до 27 декабря
* технические заявки принимаются, как всегда

# Собрание родителей пятых классов

3 декабря в 18:00, актовый зал. После него покажем, как войти в электронный дневник.
"""
NOTICES_EN = """# Holidays from 28 December to 10 January

The help point is closed. Ask [at the school's site](https://school.ru/questions).

* your class teacher has your gradebook password, until 27 December
* technical requests are taken as always

# Parents of the fifth classes meet

On 3 December at 18:00 in the hall. Afterwards we show how to open the diary.
"""
ANSWER = {
    "ru": "Откройте дневник и нажмите «Неделя»: отметки, задания и пропуски стоят рядом.",
    "en": "Open the diary and press “Week”: marks, homework and absences stand side by side.",
}
DATABASE = "help-point.sqlite3"


async def draw_first_run(gallery: Gallery) -> None:
    await gallery.until("Write")
    await gallery.write("Школа-гимназия № 1")
    await gallery.press("enter")
    await gallery.write("Пункт помощи по электронному журналу")
    await gallery.keep("first-run-names")
    await gallery.press("enter", then="ChooseOrWrite")
    await gallery.keep("first-run-zone")
    await gallery.press("enter", then="Write")
    await gallery.write("Смирнова Ольга Ивановна")
    await gallery.press("enter")
    await gallery.write("smirnova")
    await gallery.keep("first-run-administrator")
    await gallery.press("enter", "enter")
    await gallery.write("204815")
    await gallery.press("enter")
    await gallery.keep("first-run-pin")
    await gallery.write("204815")
    await gallery.press("enter", then="Notice")
    await gallery.keep("first-run-ready")


async def draw_home_closed(gallery: Gallery) -> None:
    await gallery.until("Home")
    await gallery.keep("home-closed")


async def draw_visitor(gallery: Gallery) -> None:
    await gallery.until("Home")
    await gallery.keep("home")
    with patch("screens.app.BOARD_AFTER_SECONDS", 0):
        await gallery.app.tick()
        await gallery.keep("board")
    await gallery.press("x")  # a key takes the board away
    await gallery.press("1", then="Choose")
    await gallery.keep("roles")
    await gallery.press("1", then="ChooseOrWrite")
    await gallery.keep("topics")
    await gallery.press("1", then="Write")
    await gallery.press("f5")
    await gallery.write("Петренко Мария Ивановна")
    await gallery.keep("name")
    await gallery.press("enter")
    await gallery.write("5-А")
    await gallery.press("enter", then="Check")
    await gallery.keep("check")
    await gallery.press("enter", then="Ticket")
    await gallery.keep("ticket")
    await gallery.press("enter", then="Home")


async def draw_several(gallery: Gallery) -> None:
    await gallery.until("Home")
    await gallery.press("1", then="Choose")
    await gallery.press("6", then="Choose")
    await gallery.press("1", then="ChooseOrWrite")
    await gallery.app.act(lambda: Guide.update(answers=pack_titles(ANSWER)).execute())
    await gallery.press("2", then="Answer")
    await gallery.keep("answer")
    await gallery.press("enter", then="Write")
    await gallery.write("5-А")
    await gallery.press("enter", then="WriteNames")
    for name in ("Гончар Вера Сергеевна", "Дорош Илья Петрович", "Заяц Нина Олеговна"):
        await gallery.write(name)
        await gallery.press("enter", then="WriteNames")
    await gallery.keep("several-names")
    await gallery.press("enter", then="Check")
    await gallery.keep("several-check")
    await gallery.press("enter", then="Tickets")
    await gallery.keep("several-tickets")
    await gallery.press("enter", then="Home")


async def draw_request(gallery: Gallery) -> None:
    await gallery.press("2", then="Write")
    await gallery.write("312")
    await gallery.keep("request-room")
    await gallery.press("enter", then="ChooseOrWrite")
    await gallery.keep("request-kind")
    await gallery.press("1", then="Write")
    await gallery.write("На двух компьютерах нет доступа в Интернет")
    await gallery.keep("request-description")
    await gallery.press("enter")
    await gallery.write("Гончар Вера Сергеевна")
    await gallery.keep("request-name")
    await gallery.press("enter", then="Check")
    await gallery.keep("request-check")
    await gallery.press("enter", then="Ticket")
    await gallery.keep("request-ticket")
    await gallery.press("enter", then="Home")
    await gallery.press("2", then="Write")
    await gallery.write("каб. 312")
    await gallery.press("enter", then="ChooseOrWrite")
    await gallery.press("1", then="Choose")
    await gallery.keep("request-known")
    await gallery.press("f4", then="Home")


async def draw_reading(gallery: Gallery) -> None:
    await gallery.press("3", then="Schedule")
    await gallery.keep("schedule")
    await gallery.press("down", "enter", then="SessionPage")
    await gallery.keep("session")
    await gallery.press("1", then="Write")
    await gallery.write("Ли Яна")
    await gallery.press("enter", then="Check")
    await gallery.press("enter", then="SignedUp")
    await gallery.keep("signed-up")
    await gallery.press("enter", then="Home")
    await gallery.press("4", then="Choose")
    await gallery.keep("guides-audience")
    await gallery.press("1", then="Guides")
    await gallery.keep("guides")
    await gallery.press("enter", then="GuidePage")
    await gallery.keep("guide")
    await gallery.press("f4", then="Home")
    await draw_my_ticket(gallery)
    await gallery.press("6", then="Choose")
    await gallery.keep("logins")
    await gallery.press("1", then="Choose")
    await gallery.keep("login")
    await gallery.press("escape", then="Choose")
    await gallery.press("f4", then="Home")
    await draw_notices(gallery)


async def draw_notices(gallery: Gallery) -> None:
    """What the school tells, beside the database for as long as it is drawn."""
    file = gallery.app.settings.notices_file
    for path, text in ((file, NOTICES), (file.with_name("notices.en.md"), NOTICES_EN)):
        path.write_text(text, "utf-8")
    await _look(gallery)
    await gallery.keep("home-notices")
    await gallery.press("7", then="NoticesPage")
    await gallery.keep("notices")
    await gallery.press("f4", then="Home")
    for path in file.parent.glob("notices*.md"):
        path.unlink()
    await _look(gallery)


async def _look(gallery: Gallery) -> None:
    """Home with what the school tells by now."""
    gallery.app.look_at_notices()
    await gallery.app.workers.wait_for_complete(
        [worker for worker in gallery.app.workers if worker.group == "notices"]
    )


async def draw_my_ticket(gallery: Gallery) -> None:
    slip = await gallery.app.act(consult, gallery.app.point, "Журавель Ия Олеговна")
    await gallery.app.refresh_board()
    await gallery.press("5", then="AskTicket")
    await gallery.write(slip.label)
    await gallery.press("enter")
    await gallery.write(slip.code)
    await gallery.keep("my-ticket-code")
    await gallery.press("enter", then="TicketPage")
    await gallery.keep("my-ticket")
    await gallery.press("1", then="Choose")
    await gallery.keep("my-ticket-later")
    await gallery.press("escape", then="TicketPage")
    await gallery.press("2", then="Check")
    await gallery.keep("my-ticket-cancel")
    await gallery.press("1", then="Notice")
    await gallery.press("enter", then="Home")


async def draw_desk(gallery: Gallery, pin: str) -> None:
    await gallery.press("f10", then="ChooseOrWrite")
    await gallery.keep("specialists")
    await gallery.press(*"smirnova", "enter", then="AskPin")
    await gallery.keep("pin")
    await gallery.write(pin)
    await gallery.press("enter", then="Desk")
    await gallery.keep("desk")
    await gallery.press("1")
    await gallery.keep("desk-called")
    await gallery.press("1")
    await gallery.keep("desk-helping")
    await gallery.press("1", then="ChooseOrWrite")
    await gallery.keep("complete")
    await gallery.press("1", then="SignEntry")
    await gallery.keep("sign")
    await gallery.write(pin)
    await gallery.press("enter", then="Notice")
    await gallery.keep("signed")
    await gallery.press("enter", then="Desk")
    await gallery.press("f5", then="DaySheet")
    await gallery.press("space")
    await gallery.keep("sheet")
    await gallery.press("escape", then="Desk")


async def draw_enquiry(gallery: Gallery, pin: str) -> None:
    """A mother's message of yesterday, from the way it came to the moment before it is an entry."""
    await gallery.come_to_desk(pin)
    await gallery.press("f2", then="EnquiryScreen")
    await gallery.press("2")
    await gallery.keep("enquiry")
    await gallery.press("8")
    await gallery.write("Королёва Анна Сергеевна, 5а")
    await gallery.press("enter")
    await gallery.keep("enquiry-topic")
    await gallery.press("3")
    await gallery.keep("enquiry-done")
    await gallery.press("2", "tab")
    await gallery.write("вчера 16:30")
    await gallery.keep("enquiry-record")


async def draw_books(gallery: Gallery) -> None:
    await gallery.press("f6", then="Journals")
    await gallery.keep("journals")
    await gallery.write("королева")
    await gallery.press("enter")
    await gallery.keep("search")
    await gallery.press("enter", then="EntryPage")
    await gallery.keep("entry")
    await gallery.press("escape", then="Journals")
    await gallery.press("f7", then="Choose")
    await gallery.keep("export")
    await gallery.press("escape", then="Journals")
    await gallery.press("f8", then="VolumePage")
    await gallery.keep("volume")
    await gallery.press("escape", then="Journals")
    await gallery.press("f5")
    await gallery.keep("journals-requests")
    await gallery.press("escape", then="Desk")
    await gallery.press("f7", then="Choose")
    await gallery.keep("staff")
    await gallery.press("1")
    await gallery.settle()
    await gallery.keep("staff-duty")
    await gallery.press("3", then="Write")
    await gallery.keep("staff-name")
    await gallery.press("escape", then="Choose")
    await gallery.press("escape", then="Desk")
    await gallery.press("f8", then="Choose")
    await gallery.keep("checks")
    await gallery.press("2", then="Findings")
    await gallery.keep("verified")
    await gallery.press("escape", then="Desk")
    await gallery.press("f10", then="AskPin")
    await gallery.keep("stop")
    await gallery.press("escape", then="Desk")
    await gallery.press("escape", then="Home")


async def draw_consent(gallery: Gallery) -> None:
    await gallery.until("Home")
    await gallery.press("1", then="Choose")
    await gallery.press("1", then="ChooseOrWrite")
    await gallery.press("1", then="AskConsent")
    await gallery.keep("consent")


async def draw_voice(gallery: Gallery, app: KioskApp) -> None:
    await gallery.until("Home")
    app.voice = Voice(Recorder())
    await gallery.press("f8", "f8", then="SpokenQuestion")
    await gallery.keep("voice-headphones")
    for name, keys in (("voice-roles", "5588"), ("voice-name", "55444145")):
        for key in keys:
            app._guard.deliberate()
            await gallery.press(key)
        await gallery.keep(name)


def _call_next(point: HelpPoint, pin: str) -> None:
    call_next(point, open_desk(point, "smirnova", pin))


async def draw_large(gallery: Gallery, pin: str) -> None:
    """The ways of a visitor in large print."""
    await gallery.until("Home")
    await gallery.press("f8")
    await gallery.keep("large-home")
    await gallery.press("4")
    await gallery.keep("large-others")
    await gallery.press("escape")
    await gallery.press("1", then="Choose")
    await gallery.keep("large-roles")
    await gallery.press("1", then="ChooseOrWrite")
    await gallery.keep("large-topics")
    await gallery.press("1", then="Write")
    await gallery.write("Петренко Мария Ивановна")
    await gallery.press("enter")
    await gallery.write("5-А")
    await gallery.keep("large-name")
    await gallery.press("enter", then="Check")
    await gallery.keep("large-check")
    await gallery.press("enter", then="Ticket")
    await gallery.keep("large-ticket")
    await gallery.press("pagedown")
    await gallery.keep("large-overleaf")
    await gallery.press("enter", then="Home")
    await gallery.app.act(_call_next, gallery.app.point, pin)
    await gallery.app.refresh_board()
    await gallery.press("f8")
    with patch("screens.app.BOARD_AFTER_SECONDS", 0):
        await gallery.app.tick()
        await gallery.keep("large-board")
    await gallery.press("x")


async def draw_by_hand(gallery: Gallery, pin: str) -> None:
    await gallery.come_to_desk(pin)
    await gallery.press("f5", then="DrawSignature")
    await gallery.keep("pad")
    await gallery.draw(SIGNATURE)
    await gallery.keep("pad-drawn")


async def draw_calm_pages(gallery: Gallery, app: KioskApp) -> None:
    await gallery.press("1", then="Choose")
    await app.push_screen(IdleWarning(15))
    await gallery.keep("idle")
    await gallery.press("enter", then="Choose")
    await gallery.press("escape", then="Home")
    await app.push_screen(Trouble(StorageUnavailable()))
    await gallery.keep("trouble")


@contextmanager
def same_every_time(seed: int) -> Iterator[None]:
    """Keys, salts, names of requests and PINs of an example that nobody has to keep secret, on a
    machine in Moscow; each ``seed`` gives others."""
    dice = random.Random(seed)
    with (
        patch.dict("os.environ", TZ="Europe/Moscow"),
        patch.multiple(
            "secrets",
            token_bytes=dice.randbytes,
            token_hex=lambda size: dice.randbytes(size).hex(),
            randbelow=dice.randrange,
        ),
        patch("nacl.secret.random", dice.randbytes),
    ):
        yield


def prepare(folder: Path) -> str:
    """An example day in ``folder``; returns the administrator's PIN."""
    with same_every_time(20261124):
        _point, pins = example_day(Settings(database=str(folder / DATABASE)).place, now=lambda: NOW)
    close_database()
    return pins[0].pin


async def draw(
    day: Path | None,
    size: tuple[int, int],
    code: str,
    walk: Callable[[Gallery, KioskApp], object],
    target: Path,
    now: datetime = NOW,
    only: Collection[str] = (),
    **chosen: Any,
) -> None:
    """One walk through a kiosk of its own, over a copy of ``day`` or from nothing; of its pictures
    ``only`` those named are kept, if any are."""
    target = target.absolute()
    with (
        tempfile.TemporaryDirectory(prefix="gallery-") as place,
        contextlib.chdir(place),
        patch("screens.app.BOARD_AFTER_SECONDS", math.inf),  # a slow drawing is no empty hall
        same_every_time(20261125),  # nothing in the walk is named as something in the example is
    ):
        if day is not None:
            copy_point(day, Path(place))
        folders = {"backups": "backups", "exports": "exports", "day_ends": ""}
        settings = Settings(
            database=str(Path(place) / DATABASE), language=code, **folders, **chosen
        )
        app = KioskApp(settings, clock=lambda: now)
        suffix = f"{code}.{size[0]}x{size[1]}"
        async with app.run_test(size=size, notifications=True) as pilot:
            result = walk(Gallery(pilot, app, target, suffix, only), app)
            assert asyncio.iscoroutine(result)
            await result
    close_database()


async def draw_all(target: Path) -> None:
    """Every screen in every size and language."""
    with tempfile.TemporaryDirectory(prefix="example-") as folder:
        day = Path(folder)
        pin = prepare(day)

        async def whole_day(gallery: Gallery, app: KioskApp) -> None:
            await draw_visitor(gallery)
            await draw_request(gallery)
            await draw_reading(gallery)
            await draw_desk(gallery, pin)
            await draw_books(gallery)
            await draw_calm_pages(gallery, app)

        async def large(gallery: Gallery, _app: KioskApp) -> None:
            await draw_large(gallery, pin)

        async def by_hand(gallery: Gallery, _app: KioskApp) -> None:
            await draw_by_hand(gallery, pin)

        async def enquiry(gallery: Gallery, _app: KioskApp) -> None:
            await draw_enquiry(gallery, pin)

        async def evidence(gallery: Gallery, _app: KioskApp) -> None:
            await draw_evidence(gallery, pin)

        async def clock(gallery: Gallery, _app: KioskApp) -> None:
            await draw_clock(gallery, pin)

        async def history(gallery: Gallery, _app: KioskApp) -> None:
            await draw_history(gallery, pin)

        for size in SIZES:
            for code in SPOKEN:
                await draw(None, size, code, lambda g, _app: draw_first_run(g), target)
                await draw(day, size, code, lambda g, _app: draw_home_closed(g), target, SUNDAY)
                await draw(day, size, code, whole_day, target)
                await draw(day, size, code, lambda g, _app: draw_consent(g), target, asked=WORDING)
                await draw(day, size, code, draw_voice, target)
                await draw(day, size, code, lambda g, _app: draw_several(g), target)
                await draw(day, size, code, large, target)
                await draw(day, size, code, by_hand, target, drawn_signature=True)
                await draw(day, size, code, enquiry, target)
                await draw(day, size, code, evidence, target)
                await draw(day, size, code, clock, target, NOW - timedelta(days=1))
                await draw(day, size, code, history, target)
            for code, only in IN_SHORT.items():
                await draw(day, size, code, lambda g, _app: draw_visitor(g), target, only=only)


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.svg"):
        old.unlink()
    asyncio.run(draw_all(target))
    pictures = list(target.glob("*.svg"))
    size = sum(picture.stat().st_size for picture in pictures)
    print(f"{len(pictures)} pictures, {size / 1e6:.1f} MB: {target}")


if __name__ == "__main__":
    main()
