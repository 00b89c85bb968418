from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imports import read_topics
from kiosk.imports.tables import ROWS, FileRow, read_table
from kiosk.words.errors import CannotRead, ImportRefused
from kiosk.words.text import clean
from tests.kiosk.imports.samples import refusal, unread, workbook, written

COLUMNS = ("code", "title_ru", "room")
TEXT = "код;название;кабинет\na1;Отметки, четверть;203\n"


def table(path: Path) -> list[FileRow]:
    return read_table(path, COLUMNS, ("code",))


def cells(path: Path) -> list[tuple[int, dict[str, object]]]:
    return [(row.line, dict(row.cells)) for row in table(path)]


WANTED = [(2, {"code": "a1", "title_ru": "Отметки, четверть", "room": "203"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_is_read_in_the_encodings_that_schools_save(tmp_path: Path, encoding: str) -> None:
    assert cells(written(tmp_path, TEXT.encode(encoding))) == WANTED


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_separator_is_found_from_the_heads(tmp_path: Path, separator: str, end: str) -> None:
    text = TEXT.replace("Отметки, четверть", '"Отметки, четверть"').replace(";", separator)
    assert cells(written(tmp_path, text.replace("\n", end))) == WANTED


def test_quoted_heads_and_cells_keep_separators_and_line_ends(tmp_path: Path) -> None:
    text = '"код";"название"\na;"первая; и ""вторая""\nстрока"\nb;конец\n'
    found = cells(written(tmp_path, text))
    assert found[0] == (2, {"code": "a", "title_ru": 'первая; и "вторая"\nстрока'})
    assert found[1][0] == 4


def test_blank_lines_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    found = cells(written(tmp_path, "\ncode;title\n\n;;\n  ;\nb;x\n"))
    assert found == [(6, {"code": "b", "title_ru": "x"})]


def test_heads_are_known_in_any_case_and_order(tmp_path: Path) -> None:
    found = cells(written(tmp_path, "НАЗВАНИЕ (рус);Room;КОД\nx;1;a\n"))
    assert found == [(2, {"title_ru": "x", "room": "1", "code": "a"})]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("code;titel\na;b\n", 1, "titel"),
        ("code;код\na;b\n", 1, "код"),
        ("\n\ntitle;room\na;b\n", 3, "code"),
        ("code;title;\na;b;stray\n", 2, ""),
        ("code;title\na;b;c\n", 2, ""),
        ('code;title\na;b\nc;"open\nd;e\n', 3, ""),
        ("code;title\na;" + "x" * 200_000 + "\n", 2, ""),
        ("code;title\na;b" + ";" * 100 + "\n", 2, "64"),
        ("code;title\n", 1, ""),
        ("", 1, ""),
        (" ; \n\n", 1, ""),
    ],
)
def test_a_broken_table_is_refused_at_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    error = refusal(table, written(tmp_path, text))
    assert error.line == line
    assert words in error.reason


def test_a_table_has_a_limit_of_rows(tmp_path: Path) -> None:
    lines = ["code;title", *(f"a{number};b" for number in range(ROWS))]
    assert len(table(written(tmp_path, "\n".join(lines)))) == ROWS
    assert refusal(table, written(tmp_path, "\n".join([*lines, "z;z"]))).line == ROWS + 2


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    unread(table, written(tmp_path, TEXT + "\n" * 5 * 1024 * 1024))


@pytest.mark.parametrize("content", [b"code;title\na\0b;c\n", b"\xd0\xcf\x11\xe0old", b"\x98;x\n"])
def test_what_is_not_text_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    unread(table, written(tmp_path, content))


def test_a_missing_file_a_folder_and_a_pipe_cannot_be_read(tmp_path: Path) -> None:
    unread(table, tmp_path / "absent.csv")
    unread(table, tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    unread(table, tmp_path / "pipe.csv")
    unread(table, Path("nul\0.csv"))


def test_a_workbook_reads_like_a_table_with_gaps_counted(tmp_path: Path) -> None:
    rows: tuple[list[str | None], ...] = (
        ["Код", "Название", None],
        ["a", " Отметки ", None],
        [],
        ["b", "x"],
    )
    found = cells(workbook(tmp_path, *rows))
    assert found == [(2, {"code": "a", "title_ru": "Отметки"}), (4, {"code": "b", "title_ru": "x"})]


PLAIN_CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12
).map(str.strip)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(PLAIN_CELL, PLAIN_CELL, PLAIN_CELL), min_size=1, max_size=8),
    separator=st.sampled_from(";,\t"),
    bom=st.booleans(),
)
def test_whatever_a_spreadsheet_writes_comes_back(
    rows: list[tuple[str, str, str]], separator: str, bom: bool
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(("code", "title", "room"))
    writer.writerows(rows)
    wanted = [list(row) for row in rows if any(row)]
    with TemporaryDirectory() as folder:
        path = written(Path(folder), stream.getvalue().encode("utf-8-sig" if bom else "utf-8"))
        try:
            found = [list(row.cells.values()) for row in table(path)]
        except ImportRefused:
            found = []
    assert found == wanted


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for start in (b"", "Код;Журнал;Название\n".encode()):
            try:
                topics = read_topics(written(Path(folder), start + content))
            except (ImportRefused, CannotRead):
                continue
            assert all(topic.titles["ru"] == clean(topic.titles["ru"]) for topic in topics)
