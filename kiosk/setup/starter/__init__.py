"""The starter set of a new help point, with which it can serve its first visitor the same day.

Topics are ready to use. Guides and sessions are examples, marked as such in their titles, for
the school to replace with its own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.imports import (
    GuideRecord,
    SessionRecord,
    TopicRecord,
    read_guides,
    read_topics,
    read_week,
)

_HERE = Path(__file__).parent

__all__ = ["example_sessions", "starter_guides", "starter_topics"]


def starter_topics() -> list[TopicRecord]:
    """Topics of consultations by role, and kinds of problems: eight at most for each person."""
    return read_topics(_HERE / "topics.csv")


def starter_guides() -> list[GuideRecord]:
    """Example guides, with links that fit a QR code on a small screen."""
    return read_guides(_HERE / "guides.csv")


def example_sessions(monday: date, zone: ZoneInfo) -> list[SessionRecord]:
    """An example week of sessions that begins on ``monday``; another weekday is ValueError."""
    return read_week(_HERE / "schedule.csv", zone=zone, monday=monday)
