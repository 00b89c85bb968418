"""Letters of the on-screen keyboard: three rows a language, as its typists know them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layout:
    """The letter rows of one language, in lower case, and its own name, short enough for a key.

    ``alphabet`` has the letters in the order that everybody learned, for who looks for them on two
    pages; ``capitals`` holds the letters whose capital is not what Unicode's default says.
    """

    name: str
    top: str
    middle: str
    bottom: str
    alphabet: str
    capitals: dict[str, str] = field(default_factory=dict)

    def capital(self, letter: str) -> str:
        """The letter with Shift."""
        return self.capitals.get(letter, letter.upper())

    @property
    def sample(self) -> str:
        """A capital beside its small letter, for the Shift key: «Аа» in the layout's alphabet."""
        letter = "а" if "а" in self.top + self.middle else "a"
        return self.capital(letter) + letter

    def pages(self, across: int) -> list[list[str]]:
        """The alphabet, then the signs of names, on pages of two rows of at most so many keys."""
        rest = [sign for sign in self.top + self.middle + self.bottom if sign not in self.alphabet]
        keys = [*self.alphabet, *dict.fromkeys((*rest, "-", "."))]
        count = -(-len(keys) // (2 * across))
        each = -(-len(keys) // count)
        return [keys[at : at + each] for at in range(0, len(keys), each)]


_RUSSIAN = (
    "йцукенгшщзхъ",
    "фывапролджэё",
    "ячсмитьбю-",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
)
"""Crimean Tatar writes къ, гъ, нъ and дж with the same letters."""

_LATIN = "abcdefghijklmnopqrstuvwxyz"

LAYOUTS: dict[str, Layout] = {
    "ru": Layout("Русский", *_RUSSIAN),
    "en": Layout("English", "qwertyuiop@_", "asdfghjkl'/:", "zxcvbnm,.-", _LATIN),
    "uk": Layout(
        "Українська",
        "йцукенгшщзхї",
        "фівапролджєґ",
        "ячсмитьбю'",
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    ),
    "crh_Cyrl": Layout("Къырымтатар", *_RUSSIAN),
    "crh_Latn": Layout(
        "Qırımtatar",
        "qwertyuıopğü",
        "asdfghjklşiñ",
        "zxcvbnmöçâ",
        "aâbcçdefgğhıijklmnñoöpqrsştuüvwxyz",
        {"i": "İ", "ı": "I"},
    ),
}
"""Layouts by language code."""

SIGNS = ("1234567890", "-+=@#№%&*/", '()!?:;"_')
"""Digits and signs, in place of letters."""

PAGED_SIGNS = "1234567890,?!:№/"
"""Digits and the signs of a sentence, where few keys stand in a row."""

SIGNS_MARKS = ("'", ".")
LETTER_MARKS = (",", ".")
"""Marks left and right of the space key, beside digits and beside letters."""
