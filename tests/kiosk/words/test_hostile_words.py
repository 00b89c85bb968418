"""Hostile text in every field, from the sign-in to paper, sheets, files and the verification."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest

from db.engine import close_database
from kiosk.documents import export
from kiosk.documents.book import Book
from kiosk.documents.export import Format
from kiosk.documents.printing import book
from kiosk.journal.details import entry_details
from kiosk.journal.read import find, lines_of
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.verification.everything import verify
from kiosk.visits import desk, registration
from tests.copies import copy_point
from tests.people import PINS, Clock, Staff, at_desk, entry_of, name, sign, staff_of

HOSTILE = {
    "markup": "[b]жирно[/b] [@click=app.quit]x[/] [/] <script>alert(1)</script> &amp; #panic(1)",
    "escapes": "\x1b[31mred\x1b[0m \x1b]52;c;AAAA\x07 \x9b2J \x1b[200~ \x00\x08\x7f конец",
    "bidi": "Имя \u202eкинелО\u202c \u2066x\u2069 \u200f\u061c",
    "zero width": "И\u200bв\u200cа\u200dн\u2060о\ufeffв",
    "long": "длинно " * 1429,
    "one word": "я" * 10_000,
    "emoji": "😀👩‍👩‍👧‍👦🇷🇺 ❤️ 𝕳𝖊𝖑𝖑𝖔 漢字 שלום",
    "formula": "=cmd|' /C calc'!A0",
    "formula with space": ' \u00a0=HYPERLINK("https://example.org")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1+1)",
    "full-width": "\uff1d1+1",
    "quotes": '"; DROP TABLE entry; -- \'\';;""',
    "lines": "первая\r\nвторая\u2028третья\u2029четвёртая\x85пятая\x0bшестая",
    "marks": "а" + "\u0301\u0323" * 200,
    "lone surrogate": "a\ud800b\udfffc",
    "path": "../../etc/passwd %s %n {name} {0.__class__}",
}
LINES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
FORMULA_LEADS = ("=", "+", "-", "@", "\uff1d")


@pytest.fixture(params=HOSTILE)
def hostile_text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[str(request.param)]


@pytest.fixture
def attacked(any_point: HelpPoint, any_staff: Staff) -> HelpPoint:
    """Every hostile text in every field of a consultation and a request, completed and signed."""
    for text in HOSTILE.values():
        enter(any_point, any_staff, text)
    return any_point


def enter(point: HelpPoint, staff: Staff, text: str) -> tuple[int, int]:
    """The rows of a consultation (completed) and a request (completed) made of one text."""
    consultation = registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=None,
        words=text,
        name=text,
        school_class=text,
    )
    request = registration.file_request(
        point, request_id=new_request_id(), room=text, topic=None, description=text, name=text
    )
    rows = entry_of(consultation), entry_of(request)
    for who, row in zip((staff.teacher, staff.technician), rows, strict=True):
        desk.call(point, at_desk(point, who), row)
        desk.start(point, who, row)
        desk.complete(point, who, row, result=text, note=text)
    return rows


def harmless(text: str) -> bool:
    """No control, format, surrogate or private character, and one line."""
    kinds = {unicodedata.category(character) for character in text}
    return not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_hostile_words_are_kept_harmless_and_the_ledger_agrees(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    for text in HOSTILE.values():
        for row in enter(any_point, any_staff, text):
            shown = entry_details(any_point, row)
            kept = (shown.name, shown.school_class, shown.room, shown.topic, shown.problem)
            for value in (*kept, shown.result, shown.note):
                assert harmless(value), value
                assert len(value) <= 10_000
    assert verify(any_point).wrong is None


def test_hostile_words_can_be_searched_for(attacked: HelpPoint) -> None:
    for text in HOSTILE.values():
        for journal in Journal:
            for line in lines_of(attacked, find(attacked, journal, text)):
                assert harmless(line.who)
    assert find(attacked, Journal.REQUESTS, "DROP TABLE")


def test_hostile_names_of_school_and_point_are_kept_harmless(
    point: HelpPoint, hostile_text: str
) -> None:
    named = name(point, school=hostile_text, point_name=hostile_text)
    assert harmless(named.school)
    assert verify(named).wrong is None


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, staffed_folder: Path) -> dict[Journal, Book]:
    """Both journals full of hostile text, one entry signed."""
    folder = tmp_path_factory.mktemp("hostile")
    copy_point(staffed_folder, folder)
    place = Place(str(folder / "point.sqlite3"), folder / "point.keys")
    point = open_point(place, clock=Clock())
    people = staff_of(point)
    for text in HOSTILE.values():
        row, _request = enter(point, people, text)
    sign(point, people.teacher, row, pin=PINS["belaya"])
    named = name(point, school=HOSTILE["markup"], point_name=HOSTILE["formula"])
    made = {journal: book(named, journal, 2025) for journal in Journal}
    close_database()
    return made


@pytest.mark.parametrize("journal", Journal)
def test_no_sheet_computes_or_loses_hostile_words(
    books: dict[Journal, Book], journal: Journal
) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(export.content(books[journal], Format.XLSX)))
    cells = [cell for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    said = "\n".join(str(cell.value) for cell in cells)
    assert "=cmd|' /C calc'!A0" in said
    assert not LINES.search(said.replace("\n", ""))


@pytest.mark.parametrize("journal", Journal)
def test_no_cell_of_a_csv_is_a_formula(books: dict[Journal, Book], journal: Journal) -> None:
    text = export.content(books[journal], Format.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    columns = len(books[journal].form.columns)
    assert len(rows) == len(HOSTILE) + 1
    assert {len(row) for row in rows} == {columns}
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(FORMULA_LEADS), cell
            assert harmless(cell)


@pytest.mark.parametrize("journal", Journal)
def test_json_keeps_hostile_words_as_words(books: dict[Journal, Book], journal: Journal) -> None:
    document = json.loads(export.content(books[journal], Format.JSON))
    assert len(document["rows"]) == len(HOSTILE)
    for row in document["rows"]:
        assert all(harmless(text) for text in row["cells"].values())
    assert document["school"].startswith("[b]жирно[/b]")


@pytest.mark.parametrize("journal", Journal)
def test_paper_shows_every_hostile_row(books: dict[Journal, Book], journal: Journal) -> None:
    document = pypdfium2.PdfDocument(export.content(books[journal], Format.PDF))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    spaceless = re.sub(r"\s", "", text)
    for wanted in ("[b]жирно[/b]", "<script>alert(1)</script>", "DROPTABLE", "=cmd|'/Ccalc'!A0"):
        assert wanted in spaceless
    assert spaceless.count("я" * 20) >= 1
    assert "\x1b" not in text
    assert "\u202e" not in text
