"""Numbers in words, for a voice: engines read «2 минуты» as «два минуты»."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.words.i18n import language


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class _Slavic(NamedTuple):
    """The number words of a language that counts as Russian does."""

    ones: tuple[str, ...]
    tens: tuple[str, ...]
    hundreds: tuple[str, ...]
    thousands: tuple[str, str, str]
    """As one, a few and many take it."""
    feminine: dict[int, str]


_SLAVIC = {
    "ru": _Slavic(
        _words(
            "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
            " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
        ),
        _words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"),
        _words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"),
        ("тысяча", "тысячи", "тысяч"),
        {1: "одна", 2: "две"},
    ),
    "uk": _Slavic(
        _words(
            "нуль один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять"
            " тринадцять чотирнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять дев’ятнадцять"
        ),
        _words("двадцять тридцять сорок п’ятдесят шістдесят сімдесят вісімдесят дев’яносто"),
        _words("сто двісті триста чотириста п’ятсот шістсот сімсот вісімсот дев’ятсот"),
        ("тисяча", "тисячі", "тисяч"),
        {1: "одна", 2: "дві"},
    ),
}
_EN = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")


def in_words(number: int, *, feminine: bool = False) -> str:
    """A number from 0 to 9999 in the language in use; Slavic ones in the gender asked for."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    slavic = _SLAVIC.get(language())
    return _in_slavic(slavic, number, feminine) if slavic else _english(number)


def digit_by_digit(digits: str) -> str:
    """«ноль восемь» for 08: as numbers of tickets and codes are told."""
    return ", ".join(in_words(int(digit)) for digit in digits)


def _in_slavic(said: _Slavic, number: int, feminine: bool) -> str:
    words = []
    thousands, rest = divmod(number, 1000)
    if thousands:
        form = 0 if thousands == 1 else 1 if thousands in (2, 3, 4) else 2
        words += [_in_slavic(said, thousands, True), said.thousands[form]]
    if rest >= 100:
        words.append(said.hundreds[rest // 100 - 1])
    if rest % 100 >= 20:
        words.append(said.tens[rest % 100 // 10 - 2])
    last = rest % 100 if rest % 100 < 20 else rest % 10
    if last or not number:
        words.append((feminine and said.feminine.get(last)) or said.ones[last])
    return " ".join(words)


def _english(number: int) -> str:
    words = []
    if number >= 1000:
        words += [_EN[number // 1000], "thousand"]
    if number % 1000 >= 100:
        words += [_EN[number % 1000 // 100], "hundred"]
    if number % 100 >= 20:
        words.append(_EN_TENS[number % 100 // 10 - 2])
    last = number % 100 if number % 100 < 20 else number % 10
    if last or not number:
        words.append(_EN[last])
    return " ".join(words)
