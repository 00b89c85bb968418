"""Time and memory of a PDF of a thousand entries: ``python -m tests.bench.pdf [entries]``."""

from __future__ import annotations

import resource
import sys
import time
from datetime import UTC, datetime

from kiosk.documents import pdf
from kiosk.documents.book import Book, PrintedRow
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp
from tests.bench.report import say

MOST_SECONDS, MOST_MEGABYTES = 3.0, 300.0
"""For a thousand entries."""

PROBLEMS = (
    "Не открывается страница входа в электронный журнал: «Соединение не защищено».",
    "Принтер не печатает.",
    "Нет сети на рабочем месте учителя; после грозы не горит индикатор на коммутаторе,"
    " соседние кабинеты работают. Кабель проверен, перезагрузка не помогла.",
)


def book(entries: int) -> Book:
    """A volume of requests as a school would have it, three rows of four signed."""
    rows = [
        PrintedRow(
            number,
            {
                "number": str(number),
                "opened": "23.11.2026",
                "room": f"Кабинет № {number % 60}",
                "problem": PROBLEMS[number % len(PROBLEMS)] + f" Обращение {number}.",
                "completed": "24.11.2026",
                "note": "Заменён кабель питания" if number % 3 else "",
            },
            Stamp("Иванова М. П.", "24.11.2026", "3F9A-27C1-0B5E") if number % 4 else None,
            state="signed" if number % 4 else "completed",
        )
        for number in range(1, entries + 1)
    ]
    school = "МБОУ г. Керчи РК «Школа-гимназия № 1»"
    return Book(
        Journal.REQUESTS,
        school,
        "Кабинет 12",
        2026,
        "01.09.2026",
        datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
        rows,
        size=3 * entries,
        head=bytes(32),
    )


def measure(entries: int = 1000) -> tuple[float, float, int]:
    """Seconds, peak megabytes of the typesetter's process, and the size of the PDF in bytes."""
    volume = book(entries)
    began = time.perf_counter()
    size = len(pdf.content(volume))
    seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, size


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seconds, megabytes, size = measure(count)
    figures = f"{count} entries, file of {size / 1e6:.1f} MB"
    say("PDF, time", figures, seconds, MOST_SECONDS, " s")
    say("PDF, peak memory", figures, megabytes, MOST_MEGABYTES, " MB")
