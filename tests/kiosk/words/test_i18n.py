from __future__ import annotations

import gettext
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kiosk.commands.help import WORDS
from kiosk.words import errors, i18n
from kiosk.words.i18n import LANGUAGES, LOCALE, _, day_in_short, day_in_words, ngettext

ROOT = Path(__file__).parents[3]
PLURALS = {"ru": 3, "en": 2}
BORROWED = WORDS
"""Another library's sentences, which may say less in translation."""
_FIELD = re.compile(r"\{[^{}]*\}")


@cache
def catalogue(code: str) -> Catalog:
    with (LOCALE / code / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        return read_po(file, locale=code)


@cache
def said_in_code() -> frozenset[tuple[str, str | tuple[str, ...]]]:
    """Context and message id of everything that the program marks for translation."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    said = set()
    for floor in ("kiosk", "screens"):
        found = extract_from_dir(ROOT / floor, [("**.py", "python")], keywords=keywords)
        for _file, _line, message, _comments, context in found:
            said.add((context or "", tuple(message) if isinstance(message, list) else message))
    return frozenset(said)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def messages(code: str) -> list[Message]:
    return [message for message in catalogue(code) if message.id]


def test_the_program_says_a_few_hundred_things() -> None:
    assert len(said_in_code()) > 200


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_the_program_says_is_in_the_catalogue(code: str) -> None:
    kept = {(message.context or "", ids(message)) for message in messages(code)}
    said = {
        (context, (message,) if isinstance(message, str) else message)
        for context, message in said_in_code()
    }
    assert said - kept == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_is_translated_and_nothing_is_doubtful(code: str) -> None:
    missing = [message.id for message in messages(code) if not all(texts(message))]
    doubtful = [message.id for message in messages(code) if message.fuzzy]
    assert (missing, doubtful) == ([], [])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_plural_has_every_form_of_its_language(code: str) -> None:
    plural = [message for message in messages(code) if message.pluralizable]
    assert plural
    assert {len(texts(message)) for message in plural} == {PLURALS[code]}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_names_the_fields_of_its_message(code: str) -> None:
    for message in messages(code):
        wanted = {field for text in ids(message) for field in _FIELD.findall(text)}
        for text in texts(message):
            assert set(_FIELD.findall(text)) <= wanted, message.id
        named = {field for text in texts(message) for field in _FIELD.findall(text)}
        assert named == wanted or message.id in BORROWED, message.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_written_one_says(code: str) -> None:
    compiled = gettext.translation("kiosk", LOCALE, languages=[code])
    for message in messages(code):
        first = ids(message)[0]
        if message.context:
            assert compiled.pgettext(message.context, first) == texts(message)[0]
        elif not message.pluralizable:
            assert compiled.gettext(first) == texts(message)[0]
        else:
            one, many = ids(message)
            said = {compiled.ngettext(one, many, count) for count in (1, 2, 5)}
            assert said == set(texts(message))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", {1: "строка", 2: "строки", 5: "строк", 11: "строк", 21: "строка", 112: "строк"}),
        ("en", {1: "row", 2: "rows", 5: "rows", 21: "rows"}),
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


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        i18n.use("xx")
    assert i18n.language() == "ru"


def test_days_are_said_as_people_say_them() -> None:
    assert day_in_words(date(2026, 11, 23)) == "понедельник, 23 ноября"
    assert day_in_short(date(2026, 11, 23)) == "пн, 23 ноября"
    i18n.use("en")
    assert day_in_words(date(2026, 11, 23)) == "Monday, 23 November"


@pytest.mark.parametrize("code", LANGUAGES)
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
