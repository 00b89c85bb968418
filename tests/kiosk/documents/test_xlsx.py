from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.documents import xlsx
from kiosk.documents.book import Book
from kiosk.proof.forms import FORMS, Journal
from tests.kiosk.documents.books import HOSTILE, SCHOOL, hostile, request, volume

HEAD = 6


def sheet(book: Book) -> Worksheet:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx.content(book)))
    found = workbook.active
    assert isinstance(found, Worksheet)
    return found


def values(found: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in found[row]]


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Simferopol", 21), ("Asia/Vladivostok", 14), ("UTC", 0)]
)
def test_the_workbook_says_the_true_instant_in_utc(zone: str, hour: int) -> None:
    late = datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo(zone))
    content = xlsx.content(replace(volume([]), printed_at=late))
    said = openpyxl.load_workbook(io.BytesIO(content)).properties
    instant = datetime(2026, 11, 24 if hour == 0 else 23, hour, 30)
    assert (said.created, said.modified) == (instant, instant)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert f"{instant:%Y-%m-%dT%H:%M:%SZ}" in parts.read("docProps/core.xml").decode()


@pytest.mark.parametrize("journal", Journal)
def test_the_sheet_carries_the_school_the_title_and_the_heads_in_order(journal: Journal) -> None:
    found = sheet(volume([], journal))
    form = FORMS[journal]
    assert [found.cell(row, 1).value for row in (1, 2, 3)] == [form.appendix, SCHOOL, form.title]
    assert values(found, HEAD) == [column.head for column in form.columns]


def test_the_sheet_prints_on_a4_landscape_with_heads_on_every_page() -> None:
    found = sheet(volume([]))
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert found.print_title_rows == f"${HEAD}:${HEAD}"
    assert found.freeze_panes == f"A{HEAD + 1}"
    with zipfile.ZipFile(io.BytesIO(xlsx.content(volume([])))) as parts:
        assert "Страница &amp;P из &amp;N" in parts.read("xl/worksheets/sheet1.xml").decode()


def test_a_row_reads_back_with_its_signature_in_words() -> None:
    found = sheet(volume([request(1, "Нет сети", note="кабель"), request(2, "Ещё", stamp=None)]))
    assert values(found, HEAD + 1) == [
        "1",
        "23.11.2026",
        "Учительская",
        "Нет сети",
        "24.11.2026",
        "Иванова М. П., 24.11.2026, 3F9A-27C1-0B5E",
        "кабель",
    ]
    assert found.cell(HEAD + 2, 6).value == "не подписано"
    absent = replace(request(1, "Никого", stamp=None), state="left")
    assert sheet(volume([absent])).cell(HEAD + 1, 6).value == "—"
    assert found.cell(HEAD + 1, 4).alignment.wrap_text


def test_hostile_texts_stay_texts_without_formulas_or_links() -> None:
    found = sheet(hostile())
    for row, text in enumerate(HOSTILE, start=HEAD + 1):
        cell = found.cell(row, 4)
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        # ECMA-376 writes a literal _x0041_ as _x005F_x0041_; openpyxl hands it over unread.
        assert str(cell.value).replace("_x005F_", "_") == text
    with zipfile.ZipFile(io.BytesIO(xlsx.content(hostile()))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("letters", ["Щ" * 10_000, "слово " * 1_600 + "конец"])
def test_long_texts_are_kept_whole(letters: str) -> None:
    assert sheet(volume([request(1, letters)])).cell(HEAD + 1, 4).value == letters


@pytest.mark.parametrize("letter", ["Щ", "😀"])
def test_a_text_longer_than_a_cell_is_cut_where_all_can_see(letter: str) -> None:
    kept = sheet(volume([request(1, letter * 40_000)])).cell(HEAD + 1, 4).value
    assert isinstance(kept, str)
    assert kept.endswith(letter + xlsx.CUT)
    assert xlsx.LONGEST - 1 <= len(kept.encode("utf-16-le")) // 2 <= xlsx.LONGEST


def test_a_cell_that_the_writer_refuses_stops_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "fitting", lambda text: text)
    with pytest.raises(xlsx.SheetRefused):
        xlsx.content(volume([request(1, "Щ" * 40_000)]))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert xlsx.content(hostile()) == xlsx.content(hostile())


def test_a_sheet_that_nobody_has_compared_says_so_above_all_and_on_every_printed_page() -> None:
    marked = replace(volume([request(1, "Нет сети")]), unverified="акт 5: подпись неверна")
    found = sheet(marked)
    assert found.cell(1, 1).value == "НЕ СВЕРЕНО. акт 5: подпись неверна."
    assert values(found, HEAD + 1) == [column.head for column in FORMS[Journal.REQUESTS].columns]
    assert (found.freeze_panes, found.print_title_rows) == (
        f"A{HEAD + 2}",
        f"${HEAD + 1}:${HEAD + 1}",
    )
    with zipfile.ZipFile(io.BytesIO(xlsx.content(marked))) as parts:
        printed = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;C&amp;14&amp;BНЕ СВЕРЕНО</oddHeader>" in printed
