"""Whether a text speaks of a person: names in Russian change their endings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kiosk.words.text import fold, without_stress

_ENDINGS = ("ая", "яя", "ый", "ий", "ой", "ец", "ок", "ек", *"аяьйоеыиу")
"""What a name loses when it is declined, the longest first; the last three of two letters have a
vowel that comes and goes."""
_LONGEST = 4
"""Letters that a case can add to what is left."""
_SHORT = 3
"""A name of so few letters is also the beginning of other words: it counts with a capital alone."""


def mentioned(text: str, names: Iterable[str]) -> bool:
    """True where a text names one of some people, in any case: by surname, or by first name and
    patronymic together; letters that look the same are the same."""
    words = re.findall(r"\w+", without_stress(text))
    return any(_names(words, name) for name in set(names))


def _names(words: list[str], name: str) -> bool:
    surname, *given = without_stress(name).split() or [""]
    parts = re.findall(r"\w+", surname)
    if any(_is_there(part, words) for part in parts):
        return True
    return len(given) > 1 and all(_is_there(part, words) for part in given[:2])


def _is_there(part: str, words: list[str]) -> bool:
    wanted = fold(part)
    stem = wanted
    for ending in _ENDINGS:
        if wanted.endswith(ending) and len(wanted) - len(ending) >= _SHORT - 1:
            stem = wanted.removesuffix(ending)
            break
    longest = len(stem) + _LONGEST
    return any(
        fold(word).startswith(stem)
        and len(word) <= longest
        and (len(stem) > _SHORT or word[:1].isupper())
        for word in words
    )
