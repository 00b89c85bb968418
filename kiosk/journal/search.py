"""What people type to find entries, read as conditions: words, numbers, tickets, days, months,
states, and who helped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.search import (
    Condition,
    Corrected,
    HasNumber,
    HasText,
    HasTicket,
    HeldEarlier,
    HelpedBy,
    InState,
    OfYear,
    Opened,
)
from kiosk.proof.acts import LeftReason, State
from kiosk.proof.forms import FORMS, Journal
from kiosk.words.days import bounds
from kiosk.words.i18n import N_, in_every_language, months_by_name
from kiosk.words.text import TITLE, clean, fold

STATES: tuple[tuple[str, Condition], ...] = (
    (N_("search: waiting"), InState(State.WAITING)),
    (N_("search: called"), InState(State.CALLED)),
    (N_("search: being helped"), InState(State.IN_SERVICE)),
    (N_("search: not signed; completed, not signed; unsigned"), InState(State.COMPLETED)),
    (N_("search: signed"), InState(State.SIGNED)),
    (N_("search: ended without help; without help"), InState(State.LEFT)),
    (N_("search: did not come; no-show"), InState(State.LEFT, LeftReason.NO_SHOW)),
    (N_("search: cancelled"), InState(State.LEFT, LeftReason.CANCELLED)),
    (N_("search: not held"), InState(State.LEFT, LeftReason.NOT_HELD)),
    (N_("search: withdrawn by the visitor; withdrawn"), InState(State.LEFT, LeftReason.WITHDRAWN)),
    (N_("search: corrected"), Corrected()),
    (N_("search: annulled"), Corrected(replaced=False)),
    (N_("search: replaced"), Corrected(annulled=False)),
    (N_("search: entered later"), HeldEarlier()),
)
"""What states are called by whoever looks for them, the words apart by semicolons. The first one
is what a filter writes into the search line."""
HELPER = N_("search: helped:; helper:")
"""What stands before a specialist who is looked for as nothing else."""
_DAYS = N_("search: today"), N_("search: yesterday")
_YEAR_WORDS = {"г", "г.", "год", "года", "году", "р", "р.", "року"}
_SURNAME = 3
"""Letters of a surname that are enough to mean a specialist."""
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“]*)“')
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|20\d{2}))?\.?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|20\d{2})")
_ISO = re.compile(r"(20\d{2})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})\.(20\d{2})")
_ISO_MONTH = re.compile(r"(20\d{2})-(\d{1,2})")
_SCHOOL_YEAR = re.compile(r"(20\d{2})/(\d{2})")
_TICKET = re.compile(r"(\w)-?(\d{1,4})")

Conditions = Sequence[Condition]


@dataclass(frozen=True, slots=True)
class Helper:
    """A specialist who may be looked for: the id of the row, and the full name."""

    id: int
    name: str


def words_for(message: str) -> list[str]:
    """The words that stand for one of these messages, in every language; the one in use first."""
    found = [said.partition(":")[2].split(";") for said in in_every_language(message)]
    return list(dict.fromkeys(" ".join(words.split()) for said in found for words in said))


def read_query(
    wanted: str, journal: Journal, *, today: date, zone: ZoneInfo, helpers: Sequence[Helper] = ()
) -> list[Conditions]:
    """What was typed to find entries of a journal, as conditions of which one of each sequence has
    to hold.

    Dates and months without a year are the last ones that have been. What is quoted is only looked
    for in the words of entries. What looks the same is the same, as ``fold`` says.
    """
    return list(_Query(journal, today, zone, helpers).read(clean(wanted, TITLE)))


class _Vocabulary(NamedTuple):
    """The words with a meaning of their own, folded, in every language."""

    months: dict[str, int]
    months_after_a_day: dict[str, int]
    phrases: list[tuple[list[str], Condition]]
    """States, those of many words first."""
    before_helpers: list[str]
    days_ago: dict[str, int]


@cache
def _vocabulary() -> _Vocabulary:
    phrases = [
        (words.split(), condition)
        for message, condition in STATES
        for words in map(_plain, words_for(message))
    ]
    return _Vocabulary(
        _folded(months_by_name(after_a_day=False)),
        _folded(months_by_name(after_a_day=True)),
        sorted(phrases, key=lambda phrase: -len(phrase[0])),
        [_plain(words) for words in words_for(HELPER)],
        {_plain(word): ago for ago, day in enumerate(_DAYS) for word in words_for(day)},
    )


class _Query:
    def __init__(
        self, journal: Journal, today: date, zone: ZoneInfo, helpers: Sequence[Helper]
    ) -> None:
        self._series = FORMS[journal].ticket_series
        self._today, self._zone = today, zone
        self._helpers = [(fold(helper.name).split()[:1], helper.id) for helper in helpers]
        self._known = _vocabulary()

    def read(self, wanted: str) -> Iterator[Conditions]:
        for quoted in _QUOTED.finditer(wanted):
            inside = next(filter(None, quoted.groups()), "")
            yield from ([HasText(word)] for word in fold(inside).split())
        plain = _QUOTED.sub(" ", wanted).replace("№", " № ")
        words = [word for word in _plain(plain).split() if word]
        at = 0
        while at < len(words):
            taken, conditions = self._next(words[at:])
            at += taken
            if conditions:
                yield conditions

    def _next(self, words: list[str]) -> tuple[int, Conditions]:
        """How many words were read, and what they mean."""
        if words[0] == "№":
            number = words[1] if len(words) > 1 else ""
            return (2, [HasNumber(int(number))]) if _is_number(number) else (1, [])
        for phrase, condition in self._known.phrases:
            if words[: len(phrase)] == phrase:
                return len(phrase), [condition]
        for read in (self._helper, self._day_in_words, self._month_in_words):
            if (found := read(words)) is not None:
                return found
        day = self._day(words[0])
        if day is not None:
            return 1 + _year_word(words[1:]), [self._opened(day)]
        return 1, self._month(words[0]) or self._word(words[0])

    def _helper(self, words: list[str]) -> tuple[int, Conditions] | None:
        """Who helped: «помог: Белая», with or without the space."""
        for prefix in self._known.before_helpers:
            if words[0].startswith(prefix):
                rest = words[0].removeprefix(prefix)
                name = rest or (words[1] if len(words) > 1 else "")
                return 1 if rest else 2, [HelpedBy(self._helpers_named(name) or (0,))]
        return None

    def _helpers_named(self, word: str) -> tuple[int, ...]:
        found = (row for names, row in self._helpers if names and names[0].startswith(word))
        return tuple(found) if len(word) >= _SURNAME else ()

    def _day_in_words(self, words: list[str]) -> tuple[int, Conditions] | None:
        """«24 ноября», «24 ноября 2026 года», «сегодня»."""
        if (ago := self._known.days_ago.get(words[0])) is not None:
            return 1, [self._opened(self._today - timedelta(days=ago))]
        month = self._known.months_after_a_day.get(words[1]) if len(words) > 1 else None
        if month is None or not _is_number(words[0]):
            return None
        taken, year = _year(words[2:])
        day = self._past(year, month, int(words[0]))
        return None if day is None else (2 + taken, [self._opened(day)])

    def _month_in_words(self, words: list[str]) -> tuple[int, Conditions] | None:
        """«ноябрь», «ноябрь 2025»."""
        month = self._known.months.get(words[0])
        if month is None:
            return None
        taken, year = _year(words[1:])
        return 1 + taken, [self._in_month(year, month)]

    def _month(self, word: str) -> Conditions:
        """«11.2025», «2025-11», and a whole school year, «2025/26»."""
        if match := _SCHOOL_YEAR.fullmatch(word):
            year, ends = map(int, match.groups())
            return [OfYear(year)] if ends == (year + 1) % 100 else []
        if match := _MONTH.fullmatch(word):
            month, year = map(int, match.groups())
        elif match := _ISO_MONTH.fullmatch(word):
            year, month = map(int, match.groups())
        else:
            return []
        return [self._in_month(year, month)] if 1 <= month <= 12 else []

    def _day(self, word: str) -> date | None:
        """24.11.2026, 24.11.26, 24.11, 24/11/2026, 2026-11-24."""
        if match := _ISO.fullmatch(word):
            year, month, day = match.groups()
        elif match := _DOTTED.fullmatch(word) or _SLASHED.fullmatch(word):
            day, month, year = match.groups()
        else:
            return None
        whole = None if year is None else int(year) if len(year) > 2 else 2000 + int(year)
        return self._past(whole, int(month), int(day))

    def _past(self, year: int | None, month: int, day: int) -> date | None:
        """A day; without a year the last one that has been. None where there is no such day."""
        try:
            if year is not None:
                return date(year, month, day)
            this_year = date(self._today.year, month, day)
            return this_year if this_year <= self._today else this_year.replace(this_year.year - 1)
        except ValueError:
            return None

    def _opened(self, day: date) -> Condition:
        return Opened(*bounds(day, self._zone))

    def _in_month(self, year: int | None, month: int) -> Condition:
        """A month; without a year the last one that has begun."""
        if year is None:
            year = self._today.year - (month > self._today.month)
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        return Opened(*bounds(first, self._zone, (after - first).days))

    def _word(self, word: str) -> Conditions:
        """A word of the entry, or its number, its ticket, or who helped."""
        found: list[Condition] = [HasText(word)]
        if _is_number(word):
            found.append(HasNumber(int(word)))
        if (match := _TICKET.fullmatch(word)) and match[1] == fold(self._series):
            found.append(HasTicket(self._series, int(match[2])))
        if helpers := self._helpers_named(word):
            found.append(HelpedBy(helpers))
        return found


def _folded(named: dict[str, int]) -> dict[str, int]:
    return {fold(name): number for name, number in named.items()}


def _plain(words: str) -> str:
    """Folded words without the commas between them."""
    return " ".join(word.strip(",;") for word in fold(words).split())


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 10


def _year(words: list[str]) -> tuple[int, int | None]:
    """A year at the beginning of some words: how many they are, and which year."""
    if not words or not re.fullmatch(r"20\d{2}", words[0]):
        return 0, None
    return 1 + _year_word(words[1:]), int(words[0])


def _year_word(words: list[str]) -> int:
    return int(bool(words) and words[0] in _YEAR_WORDS)
