"""Signing, from PIN to acknowledgement, over one INSERT and its commit with the same pragmas.

The PIN's stretching is set aside: it costs 120 ms on purpose, so it is turned down here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from db.engine import close_database
from kiosk.machine.place import Place
from tests.bench.report import say
from tests.bench.signin import WARM_UP, plain_database, seconds
from tests.people import PINS, Clock, consult, furnish, help_out, sign, staff_of
from tests.pin_cost import make_pins_cheap

ROUNDS = 300
LIMIT = 6.0


def measure(rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians in seconds: a signature, an INSERT with its commit."""
    make_pins_cheap()
    signed: list[float] = []
    inserted: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        point = furnish(Place(str(Path(folder, "day.sqlite3")), Path(folder, "keys")), Clock())
        teacher, pin = staff_of(point).teacher, PINS["belaya"]
        plain = plain_database(Path(folder, "plain.sqlite3"))
        insert = "INSERT INTO entry (name, at) VALUES ('Петренко Мария', '2026-11-24T07:40Z')"
        for number in range(rounds + WARM_UP):
            entry = help_out(point, teacher, consult(point))
            act = seconds(lambda entry=entry: sign(point, teacher, entry, pin=pin))
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
    say("signing", figures, act / row, LIMIT, "×")
