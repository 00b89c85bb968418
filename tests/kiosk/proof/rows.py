"""A row of a journal as a bundle says it, to be changed in one cell."""

from __future__ import annotations

from kiosk.proof.bundle import BundleRow

AT = "2025-11-24T06:00:00.000Z"
SALT = bytes(range(32))


def row(**cells: object) -> BundleRow:
    """A signed consultation of a teacher, otherwise than told."""
    return BundleRow(
        **{
            "journal": "consultations",
            "year": 2025,
            "number": 3,
            "request_id": "r",
            "state": "signed",
            "role": "teacher",
            "channel": "in_person",
            "name": "Королёва Анна Сергеевна",
            "school_class": "",
            "room": "",
            "topic_title": "Отметки",
            "problem": "",
            "result": "Показано",
            "note": "",
            "left_reason": "",
            "salt": SALT,
            "day": "2025-11-24",
            "series": "К",
            "ticket": 2,
            "opened_at": AT,
            "completed_at": AT,
            "signed_at": AT,
            "held_on": "",
            "carried_on": "",
            "consent": "",
            "destroyed_at": None,
            "login": "belaya",
            **cells,
        }  # type: ignore[arg-type]
    )
