from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from kiosk.documents import csv_table
from kiosk.documents.book import Book
from kiosk.proof.forms import FORMS, Journal
from tests.kiosk.documents.books import HOSTILE, hostile, request, volume


def parsed(book: Book) -> list[list[str]]:
    text = csv_table.content(book).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True), delimiter=";", strict=True))


def test_the_file_is_what_a_russian_spreadsheet_opens() -> None:
    content = csv_table.content(volume([request(1, "Нет сети; совсем")]))
    assert content.startswith('\ufeff"№ пп";"Дата обращения"'.encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert '"Нет сети; совсем"'.encode() in content


def test_heads_and_rows_read_back() -> None:
    heads, signed, unsigned = parsed(
        volume([request(1, 'Надпись "Ой"'), request(2, "", stamp=None)])
    )
    assert heads == [column.head for column in FORMS[Journal.REQUESTS].columns]
    assert signed[3] == 'Надпись "Ой"'
    assert signed[5] == "Иванова М. П., 24.11.2026, 3F9A-27C1-0B5E"
    assert unsigned[5] == "не подписано"


def test_no_cell_begins_like_a_formula() -> None:
    rows = parsed(hostile())[1:]
    assert [row[3].removeprefix("'") for row in rows] == list(HOSTILE)
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(csv_table._RISKY)]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_risky_lead_gets_an_apostrophe_even_behind_blanks(lead: str) -> None:
    assert csv_table.neutral(lead + "1") == f"'{lead}1"
    assert csv_table.neutral(f" \u00a0{lead}1") == f"' \u00a0{lead}1"


@pytest.mark.parametrize("text", ["", "Нет сети", "а=б", "№ 1", "—"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert csv_table.neutral(text) == text


def test_a_long_text_is_kept_whole() -> None:
    assert parsed(volume([request(1, "Щ" * 10_000)]))[1][3] == "Щ" * 10_000


def test_the_same_book_gives_the_same_bytes() -> None:
    assert csv_table.content(hostile()) == csv_table.content(hostile())


def test_a_book_that_nobody_has_compared_says_so_in_its_first_row() -> None:
    marked = replace(volume([request(1, "Нет сети")]), unverified="акт 5: подпись неверна")
    first, heads, _row = parsed(marked)
    assert first == ["НЕ СВЕРЕНО. акт 5: подпись неверна."]
    assert heads == [column.head for column in FORMS[Journal.REQUESTS].columns]


@pytest.mark.parametrize(
    ("state", "words"), [("open", "не завершено"), ("left", "—"), ("", "не читается")]
)
def test_a_row_without_a_signature_says_why(state: str, words: str) -> None:
    row = replace(request(1, "Нет сети", stamp=None), state=state)
    assert parsed(volume([row]))[1][5] == words
