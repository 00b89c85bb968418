"""A whole sign-in over one INSERT and its commit with the same pragmas, measured in turn."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import peewee as pw

from db.engine import close_database, pragmas
from kiosk.catalogue.topics import topics
from kiosk.machine.settings import Settings
from kiosk.point.saying import new_request_id
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.setup.example_day import example_day
from kiosk.visits.registration import sign_in
from tests.bench.report import say

ROUNDS = 400
WARM_UP = 20
LIMIT = 3.0


def plain_database(path: Path) -> Any:
    """A connection of the library that the help point uses, with the same pragmas."""
    connection = pw.sqlite3.connect(str(path), isolation_level=None)  # type: ignore[attr-defined]
    for name, value in pragmas().items():
        connection.execute(f"PRAGMA {name}={value}")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT, at TEXT)")
    return connection


def seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def measure(rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians in seconds: a sign-in, an INSERT with its commit."""
    signed: list[float] = []
    inserted: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        point, _pins = example_day(Settings(database=str(Path(folder, "day.sqlite3"))).place)
        topic = topics(point, Journal.CONSULTATIONS, Role.TEACHER)[0].code
        plain = plain_database(Path(folder, "plain.sqlite3"))
        insert = "INSERT INTO entry (name, at) VALUES ('Петренко Мария', '2026-11-24T07:40Z')"
        for number in range(rounds + WARM_UP):
            act = seconds(
                lambda: sign_in(
                    point,
                    request_id=new_request_id(),
                    role=Role.TEACHER,
                    topic=topic,
                    name="Петренко Мария Ивановна",
                )
            )
            row = seconds(lambda: plain.execute(insert))
            if number >= WARM_UP:
                signed.append(act)
                inserted.append(row)
        plain.close()
        close_database()
    return median(signed), median(inserted)


if __name__ == "__main__":
    act, row = measure()
    figures = f"{act * 1000:.2f} ms, one INSERT with its commit {row * 1000:.2f} ms"
    say("sign-in", figures, act / row, LIMIT, "×")
