"""Letters of the on-screen keyboard: three rows a language, as its typists know them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layout:
    """The letter rows of one language, in lower case, and its own name, short enough for a key.

    ``capitals`` holds the letters whose capital is not what Unicode's default says.
    """

    name: str
    top: str
    middle: str
    bottom: str
    capitals: dict[str, str] = field(default_factory=dict)

    def capital(self, letter: str) -> str:
        """The letter with Shift."""
        return self.capitals.get(letter, letter.upper())

    @property
    def sample(self) -> str:
        """A capital beside its small letter, for the Shift key: «Аа» in the layout's alphabet."""
        letter = "а" if "а" in self.top + self.middle else "a"
        return self.capital(letter) + letter


_RUSSIAN = ("йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю-")
"""Crimean Tatar writes къ, гъ, нъ and дж with the same letters."""

LAYOUTS: dict[str, Layout] = {
    "ru": Layout("Русский", *_RUSSIAN),
    "en": Layout("English", "qwertyuiop@_", "asdfghjkl'/:", "zxcvbnm,.-"),
    "uk": Layout("Українська", "йцукенгшщзхї", "фівапролджєґ", "ячсмитьбю'"),
    "crh_Cyrl": Layout("Къырымтатар", *_RUSSIAN),
    "crh_Latn": Layout(
        "Qırımtatar", "qwertyuıopğü", "asdfghjklşiñ", "zxcvbnmöçâ", {"i": "İ", "ı": "I"}
    ),
}
"""Layouts by language code."""

SIGNS = ("1234567890", "-+=@#№%&*/", '()!?:;"_')
"""Digits and signs, in place of letters."""

SIGNS_MARKS = ("'", ".")
LETTER_MARKS = (",", ".")
"""Marks left and right of the space key, beside digits and beside letters."""
