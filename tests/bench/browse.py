"""Journals of 100,000 entries at the desk: ``python -m tests.bench.browse [entries] [address]``.

Milliseconds until a journal is open, for jumps, and for searches with and without hits. The rows
are written in bulk and without acts, as only reading them is measured, into a SQLite file or into
an empty PostgreSQL database that ``address`` names.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from db import writes
from db.dialect import is_postgres
from db.engine import close_database, current
from db.migrations import m0008_browser
from kiosk.journal import read
from kiosk.journal.facts import SEARCHED, search_text
from kiosk.machine.place import Place
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import school_year
from kiosk.proof.forms import Journal
from kiosk.words.days import stamp
from tests.bench.report import say
from tests.people import Clock, furnish

ENTRIES, ROUNDS, PAGE = 100_000, 7, 128
OPENS_MS, JUMPS_MS, HITS_MS, NOTHING_MS = 100, 30, 100, 300
SIGNED = 0.995
YEAR = timedelta(days=80)
"""How long the visits of a school year last here."""
SOUGHT = (
    "Семёнова",
    "ткач анна отметка",
    "памятка",
    "журнал",
    "5",
    "К-07",
    "№ 31",
    "не подписано",
    "белая ноябрь",
    "24.11.2025",
    "щербова-399 денис 5-б",
    "такого нет",
    "ъъ",
)
TALKS = Journal.CONSULTATIONS
STEMS = (
    *("Артём", "Семён", "Ткач", "Мельн", "Корол", "Юрч", "Щерб", "Бел", "Ковал", "Смирн"),
    *("Григ", "Петр", "Иван", "Сидор", "Куз"),
)
ENDS = ["енко", "ова", "ик", "ёва", "чук", "акова", "ая", "ёв", "овская", "ин"]
GIVEN = ["Анна", "Татьяна", "Денис", "Лёша", "Галина", "Пётр", "Нина", "Олег", "Мария", "Фёдор"]
FATHERS = ["Сергеевна", "Юрьевна", "Олегович", "Петровна", "Фёдоровна", "Ильич"]
ASKED = "не открывается журнал класса, нужна отметка за четверть, забыт пароль родителя"


def _words(chance: random.Random) -> dict[str, str]:
    """What somebody said, from some thousands of names and words."""
    surname = f"{chance.choice(STEMS)}{chance.choice(ENDS)}-{chance.randrange(400)}"
    return {
        **dict.fromkeys(SEARCHED, ""),
        "name": f"{surname} {chance.choice(GIVEN)} {chance.choice(FATHERS)}",
        "school_class": f"{chance.randrange(1, 12)}-{chance.choice('АБВГ')}",
        "topic_title": "Как выставить итоговую отметку",
        "problem": " ".join(chance.sample(ASKED.split(), 5)) + f" {chance.randrange(30000)}",
        "result": "Объяснено и выдана памятка",
    }


def fill(point: HelpPoint, entries: int) -> None:
    """Write consultations of ten school years."""
    chance = random.Random(15)
    database, newest = current(), school_year(point.today())
    mark = "%s" if is_postgres(database) else "?"
    numbers = entries // 10
    for year in range(newest - 9, newest + 1):
        began = point.clock() - timedelta(days=365 * (newest - year) + (year < newest) * 80) - YEAR
        volume: dict[str, writes.Value] = {"point_id": point.id, "journal": TALKS.value}
        volume |= {"year": year, "last_number": numbers, "opened_at": stamp(began)}
        volume_id = writes.insert("volume", **volume)
        rows = [
            _row(chance, point, volume_id, number, began + number * YEAR / numbers)
            for number in range(1, numbers + 1)
        ]
        columns, marks = ", ".join(rows[0]), ", ".join([mark] * len(rows[0]))
        values = [tuple(row.values()) for row in rows]
        with database.atomic():
            database.cursor().executemany(
                f"INSERT INTO entry ({columns}) VALUES ({marks})",
                values,
            )
    with database.atomic():
        m0008_browser.fill_index(database)
    database.execute_sql("VACUUM ANALYZE" if is_postgres(database) else "ANALYZE")


def _row(
    chance: random.Random, point: HelpPoint, volume: int, number: int, opened: datetime
) -> dict[str, writes.Value]:
    words, day = _words(chance), opened.date().isoformat()
    at = stamp(opened)
    return {
        **words,
        "search": search_text(*(words[name] for name in SEARCHED)),
        "point_id": point.id,
        "volume_id": volume,
        "number": number,
        "request_id": f"{volume}/{number}",
        "state": "signed" if chance.random() < SIGNED else "completed",
        "role": "teacher",
        "channel": "in_person",
        "left_reason": "",
        "salt": bytes(32),
        "day": day,
        "series": "К",
        "ticket": number % 40 + 1,
        "specialist_id": number % 3 + 1,
        "opened_at": at,
        "called_at": at,
        "started_at": at,
        "completed_at": at,
        "signed_at": at,
    }


def milliseconds(deed: Callable[[], object]) -> float:
    """The median of some rounds."""
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        deed()
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


def measure(point: HelpPoint) -> None:
    """Measure at a point that ``fill`` has filled, and say it."""
    year = school_year(point.today())

    def opens() -> read.Contents:
        contents = read.contents(point, TALKS, year)
        read.lines(point, TALKS, year, contents.size - PAGE + 1, contents.size)
        return contents

    def shows(first: int) -> Callable[[], object]:
        return lambda: read.lines(point, TALKS, year, max(1, first), max(1, first) + PAGE - 1)

    def finds(wanted: str) -> Callable[[], object]:
        def found() -> None:
            ids = read.find(point, TALKS, wanted)
            read.lines_of(point, ids[:PAGE])

        return found

    say("the journal opens", "", milliseconds(opens), OPENS_MS, " ms")
    size = read.contents(point, TALKS, year).size
    for name, first in (("a page down", size - 2 * PAGE), ("the end", 1), ("a month", size // 2)):
        say(f"jump: {name}", "", milliseconds(shows(first)), JUMPS_MS, " ms")
    for wanted in SOUGHT:
        count = len(read.find(point, TALKS, wanted))
        limit = HITS_MS if count else NOTHING_MS
        say(f"search: {wanted}", f"{count} found", milliseconds(finds(wanted)), limit, " ms")


def main(entries: int, address: str) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = address or str(Path(folder, "journals.sqlite3"))
        point = furnish(Place(file, Path(folder, "keys")), Clock())
        began = time.perf_counter()
        fill(point, entries)
        print(f"{entries} entries written in {time.perf_counter() - began:.0f} s")
        measure(point)
        close_database()


if __name__ == "__main__":
    _program, *told = sys.argv
    main(int(told[0]) if told else ENTRIES, "".join(told[1:]))
