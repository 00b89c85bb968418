"""How often an answer before the line was enough: numbers of a day, nothing of anybody."""

from __future__ import annotations

from typing import NamedTuple

from db.writes import execute


class AnsweredRow(NamedTuple):
    """Topic and guide by their codes, and how many it helped or went on to the line."""

    topic: str
    guide: str
    helped: int
    went_on: int


def count_answer(point: int, day: str, topic: str, guide: str, *, helped: bool) -> None:
    """Count one more who was shown the answer of a guide."""
    execute(
        "INSERT INTO answered (point_id, day, topic, guide, helped, went_on)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (point_id, day, topic, guide) DO UPDATE SET"
        " helped = answered.helped + excluded.helped,"
        " went_on = answered.went_on + excluded.went_on",
        (point, day, topic, guide, int(helped), int(not helped)),
    )


def answered(point: int, since: str, until: str) -> list[AnsweredRow]:
    """What was counted on the days from ``since`` to ``until``, the most often shown first."""
    found = execute(
        "SELECT topic, guide, CAST(sum(helped) AS INTEGER), CAST(sum(went_on) AS INTEGER)"
        " FROM answered WHERE point_id = ? AND day BETWEEN ? AND ? GROUP BY topic, guide"
        " ORDER BY sum(helped) + sum(went_on) DESC, topic, guide",
        (point, since, until),
    )
    return [*map(AnsweredRow._make, found)]
