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
_STRESS = "\u0301\u0300\u030b\u030f"
"""Acute and grave, single or double."""
_DOT = "\u0307"
"""The dot that İ keeps when it becomes small."""
_DIAERESIS = "\u0308"
_LETTERS = "aа bв cс eе hн iі jј kк mм oо pр sѕ tт xх yу əә ıі ӏі"
"""A small letter and the one that it is read as, where they or their capitals are drawn alike: a as
а, but also b as в for the sake of В."""
_DRAWN_LIKE = str.maketrans(
    {
        **{pair[0]: pair[1] for pair in _LETTERS.split()},
        **dict.fromkeys("‘’‛ʹʻʼʽʾʿˈ′`´＇", "'"),
        **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"),
    }
)
_USUAL = re.compile("[!-~Ѐ-џ«»„“”–—№…]+(?: [!-~Ѐ-џ«»„“”–—№…]+)*")
"""What most people type: nothing in it is to be cleaned."""


def _allowed(character: str) -> bool:
    """True for what can stand on a screen: no controls, formats, surrogates or private use."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(words: str, limit: int = FREE) -> str:
    """One line of harmless text: NFC, no control, bidi or zero-width characters, single spaces.

    Line ends become spaces, marks stacked on one letter are capped, and what is longer than
    ``limit`` characters ends with an ellipsis.
    """
    if len(words) <= limit and _USUAL.fullmatch(words):
        return words
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


def caseless(words: str) -> str:
    """Text in which case makes no difference, and ё is read as е; letters stay what they are."""
    return unicodedata.normalize("NFC", words).casefold().replace("ё", "е")


def fold(words: str) -> str:
    """The form in which texts are searched and names compared: what looks the same is the same.

    Beyond ``caseless``, a Latin letter is read as the Cyrillic one that it is drawn like (a capital
    like a capital), every apostrophe and every dash as the one on the keyboard; stress marks and
    dots above go, and so do spaces around a hyphen. Folding what is folded changes nothing.
    """
    decomposed = unicodedata.normalize("NFD", words).casefold()
    letters = unicodedata.normalize("NFD", decomposed).translate(_DRAWN_LIKE)
    composed = unicodedata.normalize("NFC", _without_marks(letters))
    return re.sub(r" *- *", "-", composed)


def without_stress(words: str) -> str:
    """Text without the marks that show where a word is stressed; й stays й."""
    decomposed = unicodedata.normalize("NFD", words)
    return unicodedata.normalize("NFC", decomposed.translate(dict.fromkeys(map(ord, _STRESS))))


def _without_marks(letters: str) -> str:
    """Decomposed, folded text without stress marks and dots above, and with ё read as е."""
    kept: list[str] = []
    base = ""
    for character in letters:
        if not unicodedata.combining(character):
            base = character
        elif character in _STRESS + _DOT or (character == _DIAERESIS and base == "е"):
            continue
        kept.append(character)
    return "".join(kept)
