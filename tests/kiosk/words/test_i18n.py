"""The language in use: messages, plurals, days, and errors as sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kiosk.words import errors, i18n
from kiosk.words.i18n import _, day_in_short, day_in_words, ngettext
from kiosk.words.languages import offered


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", {1: "строка", 2: "строки", 5: "строк", 11: "строк", 21: "строка", 112: "строк"}),
        ("en", {1: "row", 2: "rows", 5: "rows", 21: "rows"}),
        ("uk", {1: "рядок", 2: "рядки", 5: "рядків", 11: "рядків", 21: "рядок", 112: "рядків"}),
    ],
)
def test_a_number_takes_the_plural_that_fits(code: str, said: dict[int, str]) -> None:
    i18n.use(code)
    for count, word in said.items():
        sentence = ngettext("{n} row imported.", "{n} rows imported.", count).format(n=count)
        assert re.search(rf"\b{word}\b", sentence), sentence


def test_the_language_in_use_decides_and_can_be_changed_back() -> None:
    russian = _("Nobody is waiting.")
    i18n.use("en")
    assert _("Nobody is waiting.") == "Nobody is waiting."
    i18n.use("ru")
    assert _("Nobody is waiting.") == russian != "Nobody is waiting."


def test_an_empty_message_stays_empty() -> None:
    assert _("") == ""


@pytest.mark.parametrize("code", ["xx", "crh_Cyrl"])
def test_a_language_that_is_not_offered_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        i18n.use(code)
    assert i18n.language() == "ru"


def test_days_are_said_as_people_say_them() -> None:
    assert day_in_words(date(2026, 11, 23)) == "понедельник, 23 ноября"
    assert day_in_short(date(2026, 11, 23)) == "пн, 23 ноября"
    i18n.use("en")
    assert day_in_words(date(2026, 11, 23)) == "Monday, 23 November"
    i18n.use("uk")
    assert day_in_words(date(2026, 11, 23)) == "понеділок, 23 листопада"
    assert day_in_short(date(2026, 11, 29)) == "нд, 29 листопада"


@pytest.mark.parametrize("code", offered())
def test_every_error_is_a_whole_sentence_in_every_language(code: str) -> None:
    i18n.use(code)
    words = ("a", "b", "c")
    for kind in errors.HelpPointError.__subclasses__():
        taken = kind.__init__.__code__.co_argcount - 1 if "__init__" in vars(kind) else 0
        error = kind(*words[:taken])
        if kind is not errors.WrongDatabase:
            assert len(error.sentence()) > 10
            assert str(error) == error.sentence()
            assert "{" not in error.sentence()
