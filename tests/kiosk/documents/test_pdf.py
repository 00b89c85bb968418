from __future__ import annotations

import ctypes
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from kiosk.documents import pdf, typesetter
from kiosk.documents.book import Book
from kiosk.documents.printable import BOX, FONTS, printable
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.page import Stamp
from tests.kiosk.documents.books import (
    HOSTILE,
    SCHOOL,
    STAMP,
    consultation,
    hostile,
    request,
    volume,
)
from tests.kiosk.documents.coverage import covered

MM = 72 / 25.4


def opened(book: Book) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.content(book))


def pages(book: Book) -> list[str]:
    """The text of each page with every run of blanks as one space."""
    return [
        re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()).strip() for page in opened(book)
    ]


def unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("journal", Journal)
def test_the_cover_carries_the_school_the_appendix_and_the_title_word_for_word(
    journal: Journal,
) -> None:
    cover = pages(volume([], journal))[0]
    for words in (SCHOOL, FORMS[journal].appendix, FORMS[journal].title, "2026/27", "01.09.2026"):
        assert words in cover


@pytest.mark.parametrize("journal", Journal)
def test_the_heads_stand_in_order_on_every_page_of_rows(journal: Journal) -> None:
    rows = [
        request(n, "Не печатает.") if journal is Journal.REQUESTS else consultation(n, "КТП", "Ли")
        for n in range(1, 41)
    ]
    body = pages(volume(rows, journal))[1:]
    assert len(body) >= 2
    heads = unspaced("".join(column.head for column in FORMS[journal].columns))
    for text in body:
        assert heads in unspaced(text)


def test_every_page_says_which_sheet_of_how_many_it_is() -> None:
    texts = pages(volume([request(n, "Не печатает.") for n in range(1, 41)]))
    for number, text in enumerate(texts, start=1):
        assert text.endswith(f"Страница {number} из {len(texts)}")


def test_numbers_names_and_signatures_can_be_read_back() -> None:
    name = "Гаврилюк Олександр Їжакович, Ємільянова Ґанна, Ñişan Ğaraylı"
    text = pages(volume([consultation(7, "Загрузка КТП", name)], Journal.CONSULTATIONS))[1]
    assert name in text
    assert "7 23.11.2026 Загрузка КТП" in text
    assert "Иванова М. П. 24.11.2026 3F9A-27C1-0B5E" in text
    assert "Не подписано" not in text


def test_an_unsigned_row_says_so_in_words() -> None:
    text = pages(volume([request(1, "Не печатает.", stamp=None), request(2, "Нет сети.")]))[1]
    assert text.count("Не подписано") == 1
    assert text.index("Не печатает.") < text.index("Не подписано") < text.index("Нет сети.")


def test_the_last_page_counts_the_rows_and_tells_when_it_was_printed() -> None:
    rows = [request(n, "Не печатает.", stamp=None if n % 3 else STAMP) for n in range(1, 31)]
    last = pages(volume(rows))[-1]
    assert "Всего записей: 30. Подписано: 10, не подписано: 20." in last
    assert "Напечатано: 23.11.2026 15:30" in last


def test_a_row_that_ended_without_help_is_not_called_unsigned() -> None:
    absent = replace(request(2, "Никого.", stamp=None), state="left")
    rows = [request(1, "Нет сети."), absent, request(3, "Не печатает.", stamp=None)]
    *_cover, body = pages(volume(rows))
    assert body.count("Не подписано") == 1
    assert "Никого. — " in body
    assert "Всего записей: 3. Подписано: 1, без помощи: 1, не подписано: 1." in body


def test_a_row_under_which_somebody_waits_is_not_called_unsigned() -> None:
    waiting = replace(request(1, "Нет сети.", stamp=None), state="open")
    *_cover, body = pages(volume([waiting, request(2, "Не печатает.", stamp=None)]))
    assert (body.count("Не завершено"), body.count("Не подписано")) == (1, 1)
    assert "Всего записей: 2. Подписано: 0, не завершено: 1, не подписано: 1." in body


def test_a_book_that_nobody_has_compared_says_so_across_every_page() -> None:
    rows = [request(n, "Не печатает.") for n in range(1, 41)]
    marked = replace(volume(rows), unverified="Реестр, акт 5: подпись неверна", size=0)
    texts = pages(marked)
    assert len(texts) >= 3
    for text in texts:
        assert text.count("НЕ СВЕРЕНО") == 2  # across the page, and with the reason at its foot
        assert "НЕ СВЕРЕНО. Реестр, акт 5: подпись неверна. Страница" in text
        assert "Код страницы" not in text
    assert "НЕ СВЕРЕНО" not in "".join(pages(volume(rows)))


def test_an_empty_volume_prints_its_heads_and_counts_nothing() -> None:
    last = pages(volume([]))[-1]
    assert "Описание проблемы" in last
    assert "Всего записей: 0." in last


def test_hostile_texts_are_printed_as_texts() -> None:
    text = unspaced("".join(pages(hostile())[1:]))
    for words in HOSTILE:
        assert text.count(unspaced(printable(words))) >= 2


def test_characters_without_a_glyph_become_visible_boxes() -> None:
    text = unspaced(pages(volume([request(1, "до 😀 после")]))[1])
    assert f"до{BOX}после" in text


def test_every_character_of_the_coverage_table_can_be_set() -> None:
    letters = "".join(map(chr, covered(FONTS.glob("*.ttf"))))
    book = volume([request(1, " ".join(letters), stamp=Stamp(letters, "24.11.2026", letters))])
    assert BOX not in "".join(pages(book))


def test_a_text_taller_than_a_page_loses_nothing() -> None:
    words = [f"слово{n:04}" for n in range(1000)]
    book = volume([request(1, " ".join(words), note=" ".join(words[:300])), request(2, "Конец.")])
    text = " ".join(pages(book)[1:])
    assert all(text.count(word) == (2 if n < 300 else 1) for n, word in enumerate(words))


def test_ten_thousand_letters_without_a_space_stay_inside_their_column() -> None:
    document = opened(volume([request(1, "Щ" * 10_000)]))
    edges = []
    for page in list(document)[1:]:
        text = page.get_textpage()
        edges += [
            text.get_charbox(place)
            for place in range(text.count_chars())
            if text.get_text_range(place, 1) == "Щ"
        ]
    assert len(edges) == 10_000
    assert min(left for left, _, _, _ in edges) >= 88 * MM
    assert max(right for _, _, right, _ in edges) <= 179 * MM


def test_a_broken_word_reads_back_whole() -> None:
    name = "Ведомость_успеваемости_7А_за_первую_четверть_2026-2027_учебного_года.xlsx"
    text = unspaced(pages(volume([request(1, f"Файл {name} не открыт", note=name)]))[1])
    assert text.count(name) == 2


def test_a_row_of_a_few_lines_never_breaks_across_pages() -> None:
    rows = [
        request(n, f"начало{n:03} " + "поломка и ещё раз поломка " * 12 + f"конец{n:03}")
        for n in range(1, 31)
    ]
    texts = pages(volume(rows))
    for number in range(1, 31):
        begins = [f"начало{number:03}" in text for text in texts]
        assert begins == [f"конец{number:03}" in text for text in texts]


def test_the_same_book_gives_the_same_bytes() -> None:
    assert pdf.content(hostile()) == pdf.content(hostile())


def test_the_file_declares_pdf_a_3b_and_carries_tags_and_a_title() -> None:
    content = pdf.content(volume([request(1, "Не печатает.")]))
    assert b"<pdfaid:part>3</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    document = pypdfium2.PdfDocument(content)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert document.get_metadata_value("Title") == FORMS[Journal.REQUESTS].title


@pytest.mark.parametrize(
    ("zone", "instant"),
    [("Europe/Simferopol", "20261123213000"), ("Asia/Vladivostok", "20261123143000")],
)
def test_the_file_says_the_true_instant_in_utc_and_the_page_the_local_time(
    zone: str, instant: str
) -> None:
    late = datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo(zone))
    made = replace(volume([request(1, "Не печатает.")]), printed_at=late)
    document = opened(made)
    for key in ("CreationDate", "ModDate"):
        assert document.get_metadata_value(key) == f"D:{instant}Z"
    xmp = re.findall(rb"<xmp:(?:Create|Modify)Date>(.*?)</xmp", pdf.content(made))
    assert [datetime.fromisoformat(each.decode()) for each in xmp] == [late, late]
    assert "Напечатано: 24.11.2026 00:30" in pages(made)[-1]


def test_every_font_is_embedded() -> None:
    embedded: dict[str, int] = {}
    for page in opened(hostile()):
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(item.raw)
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            embedded[name.value.decode()] = pdfium.FPDFFont_GetIsEmbedded(font)
    assert len(embedded) >= 4
    assert set(embedded.values()) == {1}


def test_every_page_is_a4_landscape() -> None:
    for page in opened(volume([request(1, "Не печатает.")])):
        assert page.get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.1)


def test_a_template_can_read_nothing_but_its_data(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна")
    job = {
        "template": f'#read("{secret}")',
        "data": "{}",
        "fonts": str(FONTS),
        "moment": 0,
    }
    with pytest.raises(typesetter.PdfNotMade):
        typesetter.rendered(json.dumps(job).encode())


def test_a_typesetter_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "PATIENCE", 0.01)
    monkeypatch.setattr(typesetter, "PACE", 1_000_000_000)
    with pytest.raises(typesetter.PdfNotMade):
        pdf.content(volume([request(1, "Не печатает.")]))


def test_a_typesetter_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text('#panic("нет бумаги")', encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", broken)
    with pytest.raises(typesetter.PdfNotMade) as failure:
        pdf.content(volume([]))
    assert "нет бумаги" in failure.value.reason
