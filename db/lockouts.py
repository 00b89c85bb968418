"""Wrong PINs in a row, as they are kept: one row for a person and one for a kiosk.

In plain SQL like ``db.writes``: every PIN and every signature passes here.
"""

from __future__ import annotations

from typing import NamedTuple

from db.writes import execute, whole, word


class LockoutRow(NamedTuple):
    """A subject's wrong PINs in a row and the seconds to wait after the last one.

    ``edition`` changes whenever the row does, so that a program sees what another one counted.
    """

    failures: int
    wait: int
    edition: str


def lock_lockouts(person: str, kiosk: str) -> tuple[LockoutRow, LockoutRow]:
    """What is kept of a person and of a kiosk, which nobody else can change before the end of this
    transaction. One without a wrong PIN gets a row that says so."""
    found = execute(
        "INSERT INTO lockout (subject, failures, wait) VALUES (?, 0, 0), (?, 0, 0)"
        " ON CONFLICT (subject) DO UPDATE SET failures = lockout.failures"
        " RETURNING subject, failures, wait, edition",
        (person, kiosk),
    )
    kept = {
        subject: LockoutRow(whole(failures), whole(wait), word(edition))
        for subject, failures, wait, edition in found
    }
    return kept[person], kept[kiosk]


def keep_lockout(subject: str, now: LockoutRow) -> None:
    """Write down the wrong PINs of a subject whose row is locked."""
    execute(
        "UPDATE lockout SET failures = ?, wait = ?, edition = ? WHERE subject = ?", (*now, subject)
    )


def forget_lockout(subject: str) -> None:
    """Keep nothing of a subject's wrong PINs any more."""
    execute("DELETE FROM lockout WHERE subject = ?", (subject,))
