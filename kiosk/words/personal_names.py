"""Names of people and classes as they are typed: made tidy, and what keeps them from being names.

No dictionary judges a name: every second surname of the region is in none.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from kiosk.words.courtesy import obscene
from kiosk.words.i18n import N_, _, language
from kiosk.words.text import NAME, SHORT, clean

LONGEST = 80
"""Letters and signs of a whole name; the longest of the region has some fifty."""
_APOSTROPHES = dict.fromkeys(map(ord, "'‘‛ʹʻʼʽʾʿˈ′`´＇"), "’")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹘﹣－"), "-")
_WORD = re.compile(r"[^ -]+")
_AFTER = frozenset(["оглы", "оглу", "огли", "кызы", "кизи", "гызы"])
"""Small words that follow a father's name."""
_BETWEEN = frozenset(
    [
        *("фон", "ван", "дер", "ден", "де", "ла", "дю", "ибн", "бен", "бин", "аль", "эль", "ас"),
        *("von", "van", "der", "den", "de", "la"),
    ]
)
"""Small words that stand before a surname."""
_SCHOOL_CLASS = re.compile(
    r"(1[0-2]|[1-9])[ -]*[«\"“„'’]?([^\W\d_])?[»\"”“'’]?(?: ?кл(?:асс|\.)?)?"
)
LATIN, CYRILLIC = "ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"
"""Letters that are drawn alike, on both keyboards."""
_TWO_I = frozenset("ıİğĞ")
"""Letters of alphabets in which i and ı are two letters."""
_SMALL_I, _CAPITAL_I = str.maketrans("İI", "iı"), str.maketrans("iı", "İI")
_TO_CYRILLIC, _TO_LATIN = str.maketrans(LATIN, CYRILLIC), str.maketrans(CYRILLIC, LATIN)


class Flaw(Enum):
    """Why a text cannot be a name."""

    SIGNS = N_("A name has letters, hyphens and apostrophes only.")
    SHORT = N_("Please write the whole name, at least two letters.")
    LONG = N_("This is too long for a name.")

    def __str__(self) -> str:
        """The reason, in the language in use."""
        return _(self.value)


def tidy_name(typed: str) -> str:
    """A name as it is written: one space between words, its signs those of print, small words
    begun with a capital, what was typed in capitals alone as well; «оглы» and «фон» stay small.

    Tidying what is tidy changes nothing.
    """
    text = clean(typed, NAME).translate(_APOSTROPHES | _HYPHENS)
    text = re.sub(r" *-[ -]*", "-", text)
    text = re.sub(r" *’[ ’]*", "’", text).strip(" -’")
    words = text.split(" ")
    last = len(words) - 1
    dotted = _has_two_i(text)
    return clean(
        " ".join(
            word
            if _stays_small(word, at, last)
            else _WORD.sub(lambda part: _begun(part[0], dotted), word)
            for at, word in enumerate(words)
        ),
        NAME,
    )


def _has_two_i(text: str) -> bool:
    """True where İ and I are two letters: in the Latin alphabet of Crimean Tatar, as letters of the
    name show, or the language of the kiosk."""
    return language() == "crh_Latn" or not _TWO_I.isdisjoint(text)


def _stays_small(word: str, at: int, last: int) -> bool:
    return (word in _AFTER and at > 0) or (
        word in _BETWEEN and at < last and (at > 0 or word in {"фон", "von"})
    )


def _begun(part: str, dotted: bool) -> str:
    """A part of a name with a capital, «О’Нил» with two and «В’ячеслав» with one; of «Осман-оглу»
    the second stays as it is."""
    if part.isupper() and len(part) > 1 and "." not in part:  # initials stay
        part = (part.translate(_SMALL_I) if dotted else part).lower()
    if part in _AFTER or not part.islower():
        return part
    return re.sub(r"^(?:\w’(?![яюєї]))?\w", lambda first: _capital(first[0], dotted), part)


def _capital(letters: str, dotted: bool) -> str:
    """Capitals, where each is one letter."""
    read = letters.translate(_CAPITAL_I) if dotted else letters
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in read)


def flaw(name: str) -> Flaw | None:
    """What keeps a tidy text from being a name; None where nothing does."""
    if len(name) > LONGEST:
        return Flaw.LONG
    without_initials = re.sub(r"(?<=\b\w)\.", "", name)
    if not all(c in "-’ " or unicodedata.category(c)[0] in "LM" for c in without_initials):
        return Flaw.SIGNS
    return Flaw.SHORT if sum(map(str.isalpha, name)) < 2 else None


def of_one_script(name: str) -> bool:
    """True when the letters of a name are of one script; of two is better asked about."""
    return len({script for c in name if (script := _script(c))}) < 2


def in_one_script(name: str) -> str:
    """The name in the script of most of its letters, where those of the other are drawn alike;
    empty where they are not, and nobody can tell what was meant."""
    cyrillic = sum(_script(c) == "CYRILLIC" for c in name)
    latin = sum(_script(c) == "LATIN" for c in name)
    read = name.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
    return read if of_one_script(read) else ""


def rude_name(typed: str) -> bool:
    """True when a word that was typed in small letters has an obscene root."""
    return any(part.islower() and obscene(part) for part in re.findall(r"[^\W\d_]+", typed))


def tidy_class(typed: str) -> str:
    """A class as the school writes it, «5-А», whichever way it was typed: «5 а», «5а», «5 «А»», or
    with a Latin letter that looks like the Russian one. What is no such class is only made clean.
    """
    text = clean(typed, SHORT)
    found = _SCHOOL_CLASS.fullmatch(text.translate(_HYPHENS))
    if found is None:
        return text
    year, letter = found[1], (found[2] or "").upper().translate(_TO_CYRILLIC)
    return f"{year}-{letter}" if letter else year


def _script(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name; empty for what is none."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").split(" ")[0]
