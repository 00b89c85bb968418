"""A moment of the past as people write it: «10:40», «вчера 9.05», «27.11 14:00», «27 ноября 14:00».

What is typed is read by the clock of the point; a day without its year is the newest such day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from kiosk.words.errors import NotAMoment, NotYet, TooLongAgo
from kiosk.words.text import caseless

LONGEST_AGO = timedelta(days=366)
"""A day before that is a mistyped one."""
_MONTHS = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
_OTHER_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BEFORE = {
    **dict.fromkeys(("сегодня", "today", "сьогодні"), 0),
    **dict.fromkeys(("вчера", "yesterday", "вчора"), 1),
    **dict.fromkeys(("позавчера", "позавчора"), 2),
}
_NOW = ("", "сейчас", "now", "зараз")
_WEEKDAYS = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
_TIME = re.compile(r"(?:(?:^|\s)(?:в|at|о)\s*)?(?<![\d.])(\d{1,2})(?:[:.\-\s]|ч\.?\s*)(\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?")
_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d]{3,})\.?(?:\s+(\d{4}))?(?:\s*г\.?)?")


def past_moment(typed: str, now: datetime) -> datetime:
    """The minute that was typed, in the zone of ``now``; an empty text is now.

    Raises NotAMoment for what nobody can read, or a day without a time; NotYet for a later one;
    TooLongAgo.
    """
    words = " ".join(caseless(typed).replace(",", " ").replace("t", " ", _is_iso(typed)).split())
    if words in _NOW:
        return now.replace(second=0, microsecond=0)
    found = _TIME.search(words)
    if found is None:
        raise NotAMoment
    try:
        clock = time(int(found[1]), int(found[2]))
    except ValueError as error:
        raise NotAMoment from error
    day = _day(words[: found.start()].strip(), now.date())
    moment = datetime.combine(day, clock, now.tzinfo)
    if moment > now:
        raise NotYet
    if now - moment > LONGEST_AGO:
        raise TooLongAgo
    return moment


def _is_iso(typed: str) -> int:
    """One where a T stands between day and time."""
    return int(re.match(r"\s*\d{4}-\d{1,2}-\d{1,2}[Tt]", typed) is not None)


def _day(words: str, today: date) -> date:
    """The day before a time of day; today where there is none."""
    if words == "":
        return today
    if words in _BEFORE:
        return today - timedelta(days=_BEFORE[words])
    if words in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(words)) % 7)
    try:
        if found := _ISO.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(words):
            return _of_year(int(found[1]), int(found[2]), found[3] or "", today)
        if found := _WORDS.fullmatch(words):
            return _of_year(int(found[1]), _month(found[2]), found[3] or "", today)
    except ValueError as error:
        raise NotAMoment from error
    raise NotAMoment


def _month(word: str) -> int:
    """The month of a word by its first letters. Raises ValueError for any other."""
    start = "мая" if word.startswith("май") else word[:3]
    return (_MONTHS if start in _MONTHS else _OTHER_MONTHS).index(start) + 1


def _of_year(day: int, month: int, year: str, today: date) -> date:
    """A day of a year, or the newest such day that has come. Raises ValueError."""
    if year:
        return date(int(year) + (2000 if len(year) < len("2025") else 0), month, day)
    newest = date(today.year, month, day) if (month, day) != (2, 29) else date(today.year, 3, 1)
    this_year = newest <= today
    return date(today.year if this_year else today.year - 1, month, day)
