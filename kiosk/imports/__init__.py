"""Readers of the files a school brings: topics, guides, the schedule, specialists.

They give checked records and know no database. A file is taken whole or not at all: what is
wrong raises ImportRefused with the line, and what cannot be opened raises CannotRead.
"""

from kiosk.imports.guides import read_guides
from kiosk.imports.schedule import read_schedule, read_week
from kiosk.imports.specialists import read_specialists
from kiosk.imports.topics import read_topics
from kiosk.words.records import Enrolment, GuideRecord, SessionRecord, TopicRecord

__all__ = [
    "Enrolment",
    "GuideRecord",
    "SessionRecord",
    "TopicRecord",
    "read_guides",
    "read_schedule",
    "read_specialists",
    "read_topics",
    "read_week",
]
