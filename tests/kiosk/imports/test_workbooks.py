from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.imports import read_topics
from kiosk.imports.sheets import LAST_LINE
from kiosk.words.errors import HelpPointError
from tests.kiosk.imports.samples import refusal, sessions, unread, workbook, written

HEADS = ("Дата", "Начало", "Конец", "Название", "Кабинет", "Мест", "Отменено")


def test_a_workbook_gives_real_dates_times_and_numbers(tmp_path: Path) -> None:
    row = (datetime(2026, 11, 24), time(9, 30), time(11), "Занятие", 203, 12.0, True)
    (found,) = sessions(workbook(tmp_path, HEADS, row))
    assert found.starts.isoformat() == "2026-11-24T09:30:00+03:00"
    assert found.ends.isoformat() == "2026-11-24T11:00:00+03:00"
    assert (found.room, found.places, found.cancelled) == ("203", 12, True)


@pytest.mark.parametrize(
    "cell",
    [time(9, 30), timedelta(hours=9, minutes=30), 9.5 / 24, 9.3, "9.30", "09:30", "09:30:00"],
)
def test_half_past_nine_is_known_however_excel_keeps_it(tmp_path: Path, cell: object) -> None:
    (found,) = sessions(workbook(tmp_path, HEADS, (date(2026, 11, 24), cell, "23:00", "x")))
    assert (found.starts.hour, found.starts.minute) == (9, 30)


@pytest.mark.parametrize("cell", [24, -1, 9.75, 1e300, "утром", True, timedelta(days=2)])
def test_a_cell_that_is_no_time_is_refused(tmp_path: Path, cell: object) -> None:
    path = workbook(tmp_path, HEADS, (date(2026, 11, 24), cell, "23:00", "x"))
    assert refusal(sessions, path).line == 2


def test_a_date_where_words_belong_is_refused_at_its_row(tmp_path: Path) -> None:
    good = (date(2026, 11, 24), "9:00", "10:00", "x", "1")
    wrong = (date(2026, 11, 25), "9:00", "10:00", "x", datetime(2026, 2, 1))
    error = refusal(sessions, workbook(tmp_path, HEADS, good, [], wrong))
    assert error.line == 4
    assert "Кабинет" in error.reason


def repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """The workbook with some of its parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return written(path.parent, stream.getvalue(), "changed.xlsx")


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    rows = (("code", "journal", "title"), ("a", "заявки", "Нет Интернета"))
    return workbook(tmp_path, *rows)


def test_the_workbook_of_the_next_tests_is_good(topics: Path) -> None:
    assert [topic.code for topic in read_topics(repacked(topics, {}))] == ["a"]


def test_a_workbook_that_swells_is_not_opened(topics: Path) -> None:
    unread(read_topics, repacked(topics, {"xl/media/zeros.bin": b"\0" * 30_000_000}))


def test_a_workbook_of_countless_parts_is_not_opened(topics: Path) -> None:
    unread(read_topics, repacked(topics, {f"part{number}": b"x" for number in range(600)}))


def test_a_workbook_that_declares_entities_is_not_opened(topics: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    unread(read_topics, repacked(topics, {"xl/worksheets/sheet1.xml": bomb}))


def test_a_row_number_far_away_does_not_spin(topics: Path) -> None:
    def row(number: int) -> str:
        words = ("code", "journal", "title") if number == 1 else (f"a{number}", "заявки", "x")
        cells = (
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{word}</t></is></c>'
            for letter, word in zip("ABC", words, strict=True)
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(row(number) for number in (1, 2, 1048576)).encode()
        + b"</sheetData></worksheet>"
    )
    path = repacked(topics, {"xl/worksheets/sheet1.xml": sheet})
    assert refusal(read_topics, path).line == LAST_LINE + 1


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04 not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_zip_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    unread(read_topics, written(tmp_path, content, "table.xlsx"))


def test_a_workbook_with_flipped_bytes_is_read_or_refused_by_name(topics: Path) -> None:
    content, chance = topics.read_bytes(), random.Random(7)
    refused = 0
    for _round in range(150):
        damaged = bytearray(content)
        for _flip in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_topics(written(topics.parent, bytes(damaged), "damaged.xlsx"))
        except HelpPointError:
            refused += 1
    assert refused > 20


def test_a_sheet_with_wrong_xml_values_is_refused_by_name(topics: Path) -> None:
    with zipfile.ZipFile(topics) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    chance = random.Random(11)
    for _round in range(100):
        damaged = bytearray(sheet)
        damaged[chance.randrange(len(damaged))] = chance.choice(b'<>"/ x9\xff')
        try:
            read_topics(repacked(topics, {"xl/worksheets/sheet1.xml": bytes(damaged)}))
        except HelpPointError as error:
            assert error.sentence()
