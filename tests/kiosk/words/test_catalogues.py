"""The catalogues of all languages, each kind of fault with a broken one that must be caught."""

from __future__ import annotations

import gettext
from collections.abc import Callable

import pytest
from babel import Locale

from kiosk.words.languages import LANGUAGES, LOCALE, messages, offered
from tests.catalogues import catalogue, faults, said_in_code, stale, texts, written

every_language = pytest.mark.parametrize("code", LANGUAGES)


def test_the_program_says_a_few_hundred_things() -> None:
    assert len(said_in_code()) > 200


@every_language
def test_a_catalogue_is_in_order_and_whole_where_it_is_offered(code: str) -> None:
    assert [*faults(code, written(code), whole=code in offered())] == []


def test_russian_english_and_ukrainian_are_offered() -> None:
    assert offered() == ("ru", "en", "uk")


def test_every_folder_of_the_catalogues_is_a_language() -> None:
    assert {folder.name for folder in LOCALE.iterdir()} == set(LANGUAGES)


def swap(old: str, new: str) -> Callable[[str], str]:
    def break_it(po: str) -> str:
        assert old in po
        return po.replace(old, new, 1)

    return break_it


BROKEN: dict[str, Callable[[str], str]] = {
    "not translated": swap('msgid "Ticket"\nmsgstr "Талон"', 'msgid "Ticket"\nmsgstr ""'),
    "doubtful": swap('msgid "Ticket"', '#, fuzzy\nmsgid "Ticket"'),
    "not in the catalogue": swap('msgid "Ticket"\nmsgstr "Талон"\n', ""),
    "not said any more": swap(
        'msgid "Ticket"', 'msgid "Tickets"\nmsgstr "Талони"\n\nmsgid "Ticket"'
    ),
    "obsolete": lambda po: po + '\n#~ msgid "Tickets"\n#~ msgstr "Талони"\n',
    "other fields": swap("{n} людина", "{m} людина"),
    "another plural rule": swap("n%100!=11 ? 0", "n%100!=12 ? 0"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_catalogue_is_caught(fault: str) -> None:
    broken = BROKEN[fault](written("uk").decode())
    assert fault in {said.split(":")[0] for said in faults("uk", broken.encode())}


def test_a_field_that_is_lost_is_caught() -> None:
    broken = swap("Вас записано", "Вас записано {n}")(written("uk").decode())
    assert [*faults("uk", broken.encode())] == ["other fields: You are signed in"]


def test_a_form_that_is_lost_is_caught() -> None:
    broken = swap('msgstr[2] "{n} людей"\n', "")(written("uk").decode())
    assert [*faults("uk", broken.encode())] == ["not translated: {n} person"]


def test_an_unfinished_catalogue_may_lack_words_and_nothing_else() -> None:
    po = BROKEN["not translated"](written("uk").decode())
    assert [*faults("uk", po.encode(), whole=False)] == []
    half = swap('msgstr[1] "{n} людини"', 'msgstr[1] ""')(po)
    assert [*faults("uk", half.encode(), whole=False)] == ["not translated: {n} person"]


@every_language
def test_the_compiled_catalogue_says_what_the_written_one_says(code: str) -> None:
    assert [*stale(code, written(code), messages(code))] == []


def test_a_catalogue_that_was_not_compiled_again_is_caught() -> None:
    for old, new in (('"Талон"', '"Квиток"'), ('"{n} людей"', '"{n} осіб"'), ('"липня"', '"июля"')):
        changed = swap(old, new)(written("uk").decode())
        assert len([*stale("uk", changed.encode(), messages("uk"))]) == 1


@every_language
def test_the_compiled_plural_rule_is_that_of_the_language(code: str) -> None:
    compiled = gettext.translation("kiosk", LOCALE, languages=[code])
    rule = gettext.c2py(LANGUAGES[code].plural)  # type: ignore[attr-defined]
    counts = range(1001)
    assert [compiled.plural(n) for n in counts] == [rule(n) for n in counts]  # type: ignore[attr-defined]
    assert {rule(n) for n in counts} == set(range(LANGUAGES[code].forms))


@pytest.mark.parametrize("code", offered())
def test_the_plural_rule_is_that_of_cldr(code: str) -> None:
    rule = gettext.c2py(LANGUAGES[code].plural)  # type: ignore[attr-defined]
    pairs = {(rule(n), Locale(code).plural_form(n)) for n in range(1001)}
    assert len(pairs) == LANGUAGES[code].forms


def test_ukrainian_words_have_no_russian_letter_and_no_typewriter_apostrophe() -> None:
    for message in catalogue("uk", written("uk")):
        for text in texts(message) if message.id else ():
            assert not set(text.lower()) & set("ыэёъ") or "НЕ СВЕРЕНО" in text, text
            assert "'" not in text, text
