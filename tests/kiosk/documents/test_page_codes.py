"""A printed volume: codes on its pages, corrected and destroyed rows, the act that closed it."""

from __future__ import annotations

import re
from dataclasses import replace as changed

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp

from kiosk.documents import pdf
from kiosk.documents.book import Book
from kiosk.documents.cells import line
from kiosk.documents.pages import check_page
from kiosk.documents.printing import book
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.codes import parse_page_code
from kiosk.proof.forms import Journal
from kiosk.visits.days import end_days
from kiosk.words.drawing import dump
from kiosk.words.russian import counted_entries, unsigned_rows
from tests.kiosk.documents.books import request, volume
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out, sign, spend_a_day

CONSULTATIONS = Journal.CONSULTATIONS
CODE = r"[CR]\d\d(?:-\d+){3}(?:-[A-Z2-7]{4}){5}"


def printed(made: Book) -> tuple[list[str], list[list[str]]]:
    """The text of each page, and the codes that a camera reads from its picture."""
    document = pypdfium2.PdfDocument(pdf.content(made))
    texts = [
        re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()).strip() for page in document
    ]
    seen = [
        [code.text for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
        for page in document
    ]
    return texts, seen


def test_each_page_carries_a_code_that_a_camera_reads_and_the_ledger_confirms(
    point: HelpPoint,
) -> None:
    for number in range(1, 61):
        consult(point, f"Посетитель {number}")
    texts, seen = printed(book(point, CONSULTATIONS, 2025))
    assert seen[0] == []
    covered: list[int] = []
    for text, codes in zip(texts[1:], seen[1:], strict=True):
        ((scanned,), (code,)) = codes, re.findall(CODE, text)
        assert f"Код страницы: {code}" in text
        assert scanned == parse_page_code(scanned).scanned()
        assert scanned.startswith(code)
        check = check_page(point, code)
        assert (check.agrees, check.code, check.compared) == (True, code, 20)
        assert changed(check_page(point, scanned), compared=20) == check
        for row in check.rows:
            assert f"Посетитель {row.number} " in text
        covered += range(check.first, check.last + 1)
    assert covered == list(range(1, 61))


def test_a_row_that_spans_pages_counts_on_each_of_them() -> None:
    rows = [request(n, "Не печатает.") for n in (1, 2, 3)]
    rows[1] = changed(rows[1], cells={**rows[1].cells, "problem": "слово " * 2500})
    _texts, seen = printed(changed(volume(rows), size=9, head=bytes(32)))
    spans = [parse_page_code(code) for codes in seen for code in codes]
    assert len(spans) >= 3
    assert [(span.first, span.last) for span in spans] == [
        (1, 2), *[(2, 2)] * (len(spans) - 2), (2, 3)
    ]  # fmt: skip


def test_a_book_without_a_ledger_carries_no_code() -> None:
    texts, seen = printed(volume([request(1, "Не печатает.")]))
    assert seen == [[], []]
    assert "Код страницы" not in "".join(texts)


def test_corrected_rows_say_what_became_of_them(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    pin = PINS["belaya"]
    first = help_and_sign(point, staff.teacher, consult(point))
    second = help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=1)
    annul(point, staff.teacher, first, reason="Записано дважды", pin=pin)
    made = replace(point, staff.teacher, second, words={"name": "Ли"}, reason="Имя", pin=pin)
    clock.wait(days=1)
    replace(point, staff.teacher, made.entry, words={"name": "Ли Ян"}, reason="Ещё", pin=pin)
    found = book(point, CONSULTATIONS, 2025)
    assert [row.struck for row in found.rows] == [True, True, True, False]
    assert [row.remark for row in found.rows] == [
        "Аннулирована (25.11.2025, Белая И. В.). Причина: Записано дважды",
        "Заменена записью № 3 (25.11.2025, Белая И. В.). Причина: Имя",
        "Взамен записи № 2. Заменена записью № 4 (26.11.2025, Белая И. В.). Причина: Ещё",
        "Взамен записи № 3",
    ]
    for row in found.rows[2:]:
        assert (row.cells["opened"], row.cells["completed"]) == ("24.11.2025", "24.11.2025")
    assert line(found, found.rows[3])[2].endswith("[Взамен записи № 3]")
    texts, _seen = printed(found)
    for row in found.rows:
        assert row.remark in texts[1]
    assert "Исправлено: 3." in texts[-1]


def test_a_successor_in_another_year_is_named_with_its_year(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=300)
    replace(point, staff.teacher, entry, words={"name": "Ли"}, reason="Имя", pin=PINS["belaya"])
    (old,), (new,) = (book(point, CONSULTATIONS, year).rows for year in (2025, 2026))
    assert old.remark == (
        "Заменена записью № 1 за 2026/27 учебный год (20.09.2026, Белая И. В.). Причина: Имя"
    )
    assert new.remark == "Взамен записи № 1 за 2025/26 учебный год"
    assert new.cells["opened"] == "24.11.2025"


def test_destroyed_words_are_replaced_by_the_day(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    destroy(
        point, [entry], cause=Cause.REQUEST, reason="Просьба", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    found = book(point, CONSULTATIONS, 2025)
    assert found.rows[0].cells["name"] == "персональные данные уничтожены 24.11.2025"
    assert "Артёменко" not in "".join(printed(found)[0])


def test_a_drawn_signature_stands_above_the_stamp_as_a_vector(
    point: HelpPoint, staff: Staff
) -> None:
    plain = help_and_sign(point, staff.teacher, consult(point))
    entry = help_out(point, staff.teacher, consult(point))
    strokes = dump([[(500, 1000), (3000, 200), (5500, 1800)]])
    sign(point, staff.teacher, entry, pin=PINS["belaya"], strokes=strokes)
    rows = book(point, CONSULTATIONS, 2025).rows
    assert plain != entry
    assert [bool(row.drawing) for row in rows] == [False, True]
    assert "<path" in rows[1].drawing
    content = pdf.content(book(point, CONSULTATIONS, 2025))
    assert len(content) > len(pdf.content(changed(book(point, CONSULTATIONS, 2025), rows=rows[:1])))


def test_a_closed_volume_ends_with_its_act(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    pin = PINS["smirnova"]
    help_and_sign(point, staff.teacher, consult(point))
    help_out(point, staff.teacher, consult(point))
    sign_opening(point, staff.administrator, CONSULTATIONS, 2025, pin=pin)
    clock.wait(days=300)
    closing = close(point, staff.administrator, CONSULTATIONS, 2025, pin=pin, reason="Болезнь")
    texts, seen = printed(book(point, CONSULTATIONS, 2025))
    for words in (
        "В журнале пронумеровано 2 записи, с № 1 по № 2.",
        "Не подписана запись: № 2. Причина: Болезнь.",
        "Вершина реестра",
        closing.rows,
        closing.head,
        closing.digest,
        "Журнал закрыт 20.09.2026, Смирнова О. И.",
    ):
        assert words in texts[-1]
    assert "Начат: 24.11.2025, подписано: Смирнова О. И., 24.11.2025" in texts[0]
    assert "Окончен: 20.09.2026, подписано: Смирнова О. И." in texts[0]
    assert len(seen[-1]) == 2  # at the foot, and beside the closing: nothing came after it
    for code in seen[-1]:
        assert parse_page_code(code)[:5] == (CONSULTATIONS, 2025, 1, 2, closing.act)
        assert check_page(point, code).agrees


def test_the_last_page_counts_as_the_closing_act_does(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Who left without help, or was not helped on that day, is in no list of unsigned rows."""
    spend_a_day(point, clock)
    clock.wait(days=300)
    end_days(point, None)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PINS["smirnova"], reason="Уволился!")
    texts, _seen = printed(book(point, CONSULTATIONS, 2025))
    missing = "Не подписана запись: № 3. Причина: Уволился! Отпечаток"
    assert missing in texts[-1]
    counted = "Подписано: 2, без помощи: 2, не подписано: 1."
    assert counted in texts[-1]
    assert "".join(texts).count("Не подписано") == 1


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ("", ""),
        ("3", "Не подписана запись: №\u00a03"),
        ("21", "Не подписана запись: №\u00a021"),
        ("3, 7–9", "Не подписаны записи: №\u00a03, 7–9"),
        ("3–4", "Не подписаны записи: №\u00a03–4"),
    ],
)
def test_one_unsigned_row_is_not_many(numbers: str, words: str) -> None:
    assert unsigned_rows(numbers) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "пронумеровано 0 записей"),
        (1, "пронумерована 1 запись"),
        (2, "пронумеровано 2 записи"),
        (5, "пронумеровано 5 записей"),
        (11, "пронумеровано 11 записей"),
        (21, "пронумерована 21 запись"),
        (112, "пронумеровано 112 записей"),
        (1003, "пронумеровано 1003 записи"),
    ],
)
def test_the_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert counted_entries(count) == words


def test_the_school_chooses_the_words_of_its_stamp(point: HelpPoint, staff: Staff) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    own = "Подписано в пункте помощи по соглашению"
    texts, _seen = printed(book(point, CONSULTATIONS, 2025, stamp_words=own))
    assert own in texts[1]
    texts, _seen = printed(book(point, CONSULTATIONS, 2025))
    assert "Подписано простой электронной подписью" in texts[1]
