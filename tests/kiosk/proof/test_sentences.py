"""Everything that can be found wrong has a sentence, in Russian and in English, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kiosk.proof import sentences
from kiosk.proof.forms import Journal
from kiosk.proof.sentences import (
    CODES,
    COMPARED,
    JOURNALS,
    MISTAKEN,
    NO_CODE,
    PAGES,
    UNDECIDED,
    UNUSABLE,
    WRONG,
    Pair,
    excuse_of,
    in_both,
    printable,
    sentence_of,
    volume_in_words,
    where_in_words,
)
from kiosk.proof.wrong import Unusable, Wrong
from kiosk.verification.sentences import reason_of
from kiosk.verification.sentences import where_in_words as where_in_kiosk
from kiosk.words.i18n import use
from kiosk.words.languages import offered

PROOF = Path(sentences.__file__).parent
KIOSK = PROOF.parent
CATALOGUE = KIOSK / "locale" / "ru" / "LC_MESSAGES" / "kiosk.po"
IN_TABLES = {
    *("acts_outside", "agreement_differs", "changed_since", "entry_gone", "head_elsewhere"),
    *("row_gone", "stray_words", "table_differs", "unknown_enrolment", "unknown_entry"),
    "volume_gone",
}
"""What only the kiosk can find: the tables of a database against its acts."""
PLACE_OF_CODE = {"Wrong": 0, "Unusable": 0, "need": 1, "_compare": 2, "Code": 1, "PageAnswer": 0}
"""Which argument of a call is a code."""


def sources(*rooms: str) -> Iterator[Path]:
    """The modules of these rooms, but for the sentences themselves."""
    for room in rooms:
        yield from (path for path in (KIOSK / room).glob("*.py") if path.name != "sentences.py")


def raised(*rooms: str) -> set[str]:
    """Every code that stands in a call that raises or answers with one, and every text that is
    returned or appended where a code is awaited."""
    found = set()
    for path in sources(*rooms):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found |= set(_codes_in(node))
    return found


def _codes_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        at = PLACE_OF_CODE.get(node.func.id)
        given = node.args[at : at + 1] if at is not None else []
    elif isinstance(node, ast.Return) or (isinstance(node, ast.Tuple) and len(node.elts) > 1):
        given = [node.value] if isinstance(node, ast.Return) else node.elts[:1]
    else:
        given = []
    for inner in (each for one in given if one is not None for each in ast.walk(one)):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def codes_called(*rooms: str) -> set[str]:
    """The codes that calls name as they stand."""
    found = set()
    for path in sources(*rooms):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = PLACE_OF_CODE.get(node.func.id, 99)
                for given in node.args[at : at + 1]:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        found.add(given.value)
    return found


@pytest.mark.as_written
def test_every_code_with_a_sentence_is_raised_somewhere() -> None:
    said = {*WRONG, *UNUSABLE, *UNDECIDED, *PAGES, *CODES}
    assert said - raised("proof", "verification") == set()


@pytest.mark.as_written
def test_every_code_that_is_raised_has_a_sentence() -> None:
    said = {*WRONG, *UNUSABLE, *UNDECIDED, *PAGES, *CODES}
    assert codes_called("proof") - said == set()
    assert codes_called("verification") - said == IN_TABLES


@pytest.mark.parametrize("code", [*WRONG, *sorted(IN_TABLES)])
def test_the_kiosk_says_every_code_in_its_reader_s_language(code: str) -> None:
    said = {}
    for language in offered():
        use(language)
        said[language] = reason_of(code)
    russian, english = said["ru"], said["en"]
    assert len(set(said.values())) == len(offered())
    assert all(re.search("[а-яё]", words) for words in said.values() if words != english)
    assert not re.search("[а-яё]", english)
    assert (russian, english) == WRONG.get(code, (russian, english))


def test_the_catalogue_and_the_proof_say_the_same_in_russian() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file)}
    assert {english for _russian, english in WRONG.values()} <= catalogue.keys()
    for russian, english in pairs():
        assert not english or catalogue.get(english, russian) == russian


def pairs() -> list[Pair]:
    """Every pair of sentences."""
    answers = [pair for _status, headline, added in PAGES.values() for pair in (headline, added)]
    tables = (WRONG, UNUSABLE, UNDECIDED, CODES, COMPARED, MISTAKEN, NO_CODE, JOURNALS)
    return [*(pair for table in tables for pair in table.values()), *answers]


def test_every_sentence_is_there_in_both_languages_and_names_the_same_values() -> None:
    for russian, english in pairs():
        assert bool(russian) == bool(english)
        fields = re.findall(r"{\w+", russian), re.findall(r"{\w+", english)
        assert fields[0] == fields[1]
        assert not re.search("[а-яё]", english)
        assert not english or re.search("[А-Яа-яё]", russian)


def test_no_two_codes_say_the_same() -> None:
    for table in (WRONG, UNUSABLE, UNDECIDED, CODES, COMPARED, MISTAKEN, NO_CODE):
        assert len({russian for russian, _ in table.values()}) == len(table)
        assert len({english for _, english in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("where", "russian", "english"),
    [
        (("act", 5), "Реестр, акт 5", "Ledger, act 5"),
        (
            ("act", 5, "requests", 2025, 3),
            "Реестр, акт 5 (технические заявки 2025/26, запись № 3)",
            "Ledger, act 5 (technical requests 2025/26, entry 3)",
        ),
        (
            ("entry", "consultations", 2099, 1),
            "консультации 2099/00, запись № 1",
            "consultations 2099/00, entry 1",
        ),
        (
            ("cell", "name", "entry", "requests", 2025, 3),
            "технические заявки 2025/26, запись № 3, «name»",
            "technical requests 2025/26, entry 3, «name»",
        ),
        (("cell", "zone", "file", "x.json"), "x.json, «zone»", "x.json, «zone»"),
        (("file", "checkpoints"), "checkpoints", "checkpoints"),
        (("person", "belaya"), "keys.json, belaya", "keys.json, belaya"),
    ],
)
def test_a_place_is_named_for_the_person_who_has_to_look(
    where: tuple[object, ...], russian: str, english: str
) -> None:
    assert where_in_words(where) == (russian, english)


def test_what_cannot_be_read_is_an_act_or_something_else() -> None:
    assert sentence_of(Wrong("unreadable", "act", 5)) == (
        "Реестр, акт 5: акт не читается",
        "Ledger, act 5: the act cannot be read",
    )
    assert sentence_of(Wrong("unreadable", "file", "x")) == (
        "x: не читается",
        "x: it cannot be read",
    )


def test_why_nothing_can_be_checked_is_told_with_what_it_is_about() -> None:
    assert excuse_of(Unusable("file_large", name="x")) == (
        "Файл слишком велик: x",
        "The file is too large: x",
    )
    assert in_both(UNDECIDED["zone_unknown"], {"zone": "Луна"})[1].startswith(
        "This Python does not know the time zone Луна"
    )


def test_a_volume_is_named_by_journal_and_school_year() -> None:
    assert [volume_in_words(journal.value, 2025)[1] for journal in Journal] == [
        "technical requests 2025/26",
        "consultations 2025/26",
    ]


def test_nothing_moves_about_on_the_screen() -> None:
    assert printable("а\x1b[2J\x00\x7f\x80\x9f\r\n я") == "а?[2J?????? я"


@pytest.mark.parametrize(
    ("where", "named"),
    [
        (("act", 5, "requests", 2025, 3), "Ledger, act 5"),
        (("entry", "requests", 2025, 3), "Technical requests 2025/26, entry 3"),
        (("volume", "requests", 2025), "Technical requests 2025/26"),
        (("person", "belaya"), "Specialist belaya"),
        (("key", "0a"), "Key 0a"),
        (("point",), "Names of school and point"),
        (("numbers",), "Numbers of entries"),
        (("beside",), "Wordings and drawings"),
    ],
)
def test_the_kiosk_names_a_place_in_its_own_words(where: tuple[object, ...], named: str) -> None:
    use("en")
    assert where_in_kiosk(where) == named
