"""Text as people type it, made harmless once on its way in, and as it is compared."""

from __future__ import annotations

import re
import unicodedata

NAME = 120
"""Longest name, in characters; longer text is cut with an ellipsis."""
SHORT = 60
"""Longest room, class or post."""
TITLE = 200
"""Longest topic or title."""
FREE = 10_000
"""Longest description, result or note."""

_BLANKS = "\u3164\u115f\u1160\uffa0\u2800"
_STACK = 4
"""Combining marks allowed on one letter: enough for any script, too few for a tower."""


def _allowed(character: str) -> bool:
    """True for what can stand on a screen: no controls, formats, surrogates or private use."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(words: str, limit: int = FREE) -> str:
    """One line of harmless text: NFC, no control, bidi or zero-width characters, single spaces.

    Line ends become spaces, marks stacked on one letter are capped, and what is longer than
    ``limit`` characters ends with an ellipsis.
    """
    spaced = "".join(
        " " if character.isspace() or character in _BLANKS else character for character in words
    )
    letters: list[str] = []
    stacked = 0
    for character in unicodedata.normalize("NFC", spaced):
        if not _allowed(character):
            continue
        stacked = stacked + 1 if unicodedata.combining(character) else 0
        if stacked <= _STACK:
            letters.append(character)
    line = unicodedata.normalize("NFC", re.sub(r" +", " ", "".join(letters)).strip())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def fold(words: str) -> str:
    """The form in which texts are compared and searched: caseless, with ё read as е."""
    return unicodedata.normalize("NFC", words).casefold().replace("ё", "е")
