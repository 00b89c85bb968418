"""The letters on a telephone's keys, and what each is called aloud."""

from __future__ import annotations

from kiosk.words.i18n import language, pgettext
from kiosk.words.numerals import in_words

_KEYS = {
    "ru": ("абвг", "деёжз", "ийкл", "мноп", "рсту", "фхцч", "шщъы", "ьэюя"),
    "uk": ("абвгґ", "деєжз", "иіїйкл", "мноп", "рсту", "фхцч", "шщь", "юя"),
    "en": ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"),
}
SIGNS = "-’ "
"""What the first key writes where no letter waits: hyphen, apostrophe, space."""
_CALLED = {
    "ru": (
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "а бэ вэ гэ дэ е ё жэ зэ и и_краткое ка эль эм эн о пэ эр эс тэ у эф ха цэ че ша ща"
        " твёрдый_знак ы мягкий_знак э ю я",
    ),
    "uk": (
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "а бе ве ге ґе де е є же зе и і ї йот ка ел ем ен о пе ер ес те у еф ха це че ша ща"
        " м’який_знак ю я",
    ),
}
_NAMES = {
    code: dict(zip(letters, (name.replace("_", " ") for name in names.split()), strict=True))
    for code, (letters, names) in _CALLED.items()
}


def letters_on(key: str) -> str:
    """The letters of a key from 2 to 9, in the language in use; the signs of key 1."""
    return SIGNS if key == "1" else _KEYS.get(language(), _KEYS["ru"])[int(key) - 2]


def letter_name(letter: str) -> str:
    """What a letter, a digit or a sign is called."""
    if letter.isdecimal():
        return in_words(int(letter))
    named = {
        "-": pgettext("spoken", "hyphen"),
        "’": pgettext("spoken", "apostrophe"),
        " ": pgettext("spoken", "space"),
        ".": pgettext("spoken", "full stop"),
    }
    called = _NAMES.get(language(), _NAMES["ru"])
    return named.get(letter) or called.get(letter.lower(), letter)


def spelled(words: str) -> str:
    """Words letter by letter."""
    return ", ".join(map(letter_name, words))
