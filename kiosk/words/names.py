"""Volumes and entries as people name them."""

from __future__ import annotations

import re

from kiosk.proof.forms import Journal
from kiosk.proof.history import Place
from kiosk.proof.page import year_in_words
from kiosk.words.i18n import _
from kiosk.words.people import journal_name
from kiosk.words.text import clean, fold

_ROOM_WORDS = (
    "кабинет",
    "каб",
    "аудитория",
    "ауд",
    "комната",
    "комн",
    "к",
    "room",
    "rm",
    "no",
    "n",
)
_ROOM_WORD = re.compile(rf"({'|'.join(map(fold, _ROOM_WORDS))})(?=\d)")
"""What people write before the number of a room, as it is compared."""


def volume_name(journal: str, year: int) -> str:
    """A volume by its journal and school year: «Consultations 2026/27»."""
    return f"{journal_name(Journal(journal))} {year_in_words(year)}"


def entry_name(place: Place) -> str:
    """An entry by its volume and number."""
    journal, year, number = place
    return _("{volume}, entry {number}").format(volume=volume_name(journal, year), number=number)


def sign_up_name(number: int) -> str:
    """Somebody's place at a session by its number."""
    return _("sign-up No. {number}").format(number=number)


def column_name(column: str) -> str:
    """A column of an entry as the screens call it; one that is on no screen keeps its own name."""
    return {
        "name": _("Name"),
        "school_class": _("Class"),
        "room": _("Room"),
        "topic_title": _("Topic"),
        "problem": _("Description"),
        "result": _("Result"),
        "note": _("Note"),
        "state": _("State"),
        "specialist": _("Specialist"),
        "consent": _("Consent"),
        "asked": _("When it was asked"),
    }.get(column, column)


def room_name(room: str) -> str:
    """A numbered room as «room 214»; one with a name of its own, such as the library, as it is."""
    return _("room {room}").format(room=room) if room[:1].isdigit() else room


def room_key(room: str) -> str:
    """The form in which rooms are compared: «каб. 214 а», «№214-А» and «214А» are one room."""
    letters = re.sub(r"[\W_]+", "", fold(clean(room)))
    word = _ROOM_WORD.match(letters)
    return letters[word.end() :] if word else letters
