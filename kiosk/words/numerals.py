"""Numbers in words, for a voice: engines read «2 минуты» as «два минуты»."""

from __future__ import annotations

from kiosk.words.i18n import language


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_RU = _words(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_RU_TENS = _words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_RU_HUNDREDS = _words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_EN = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")


def in_words(number: int, *, feminine: bool = False) -> str:
    """A number from 0 to 9999 in the language in use; Russian ones in the gender asked for."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    return _russian(number, feminine) if language() == "ru" else _english(number)


def digit_by_digit(digits: str) -> str:
    """«ноль восемь» for 08: as numbers of tickets and codes are told."""
    return ", ".join(in_words(int(digit)) for digit in digits)


def _russian(number: int, feminine: bool) -> str:
    words = []
    thousands, rest = divmod(number, 1000)
    if thousands:
        one, few = thousands == 1, thousands in (2, 3, 4)
        words += [_russian(thousands, True), "тысяча" if one else "тысячи" if few else "тысяч"]
    if rest >= 100:
        words.append(_RU_HUNDREDS[rest // 100 - 1])
    if rest % 100 >= 20:
        words.append(_RU_TENS[rest % 100 // 10 - 2])
    last = rest % 100 if rest % 100 < 20 else rest % 10
    if last or not number:
        words.append({1: "одна", 2: "две"}.get(last, _RU[last]) if feminine else _RU[last])
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
