"""Codes that people write down and type: each is read as it was meant, or refused."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.proof.codes import (
    NoCode,
    PageCode,
    Shape,
    bare_code,
    code_of,
    grouped,
    latin,
    letters_of,
    parse_page_code,
    shape_of,
)
from kiosk.proof.forms import Journal
from kiosk.proof.rows import digest

CONSULTATIONS = Journal.CONSULTATIONS
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WHOLE = "AOIDEFGHIJK2MNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSQ"
"""As many letters as a digest has."""
CODE = PageCode(CONSULTATIONS, 2026, 1, 14, 57, "AOIDEFGHIJK2MNOPQRST")


@pytest.mark.parametrize(
    "typed",
    [
        "C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST",
        "c26-1-14-57-aoid-efgh-ijk2-mnop-qrst",
        "  C26 - 1 - 14 - 57 - A01D EFGH 1JK2 MN0P QRST ",
        "C26 1 14 57 AOID EFGH IJK2 MNOP QRST",
        "С26–1–14–57–АОID–EFGН–IJК2–MNOP–QRST",
        "C26-I-l4-57-AOIDEFGHIJK2MNOPQRST",
        "C26-1-14-57-AO\nID-EFGH-IJK2-MNOP-QRST\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_page_code(typed) == CODE


@pytest.mark.parametrize("scanned", [WHOLE, grouped(WHOLE), grouped(WHOLE).lower()])
def test_a_scanned_code_has_every_letter_of_the_digest(scanned: str) -> None:
    code = parse_page_code(f"C26-1-14-57-{scanned}")
    assert code == CODE._replace(mark=WHOLE)
    assert code.scanned() == f"C26-1-14-57-{grouped(WHOLE)}"
    assert str(code) == str(CODE)
    assert code.scanned().startswith(str(code))


def test_a_code_is_of_a_ledger_by_all_letters_that_it_has() -> None:
    head = hashlib.sha256(b"head").digest()
    whole = code_of(*CODE[:5], head)
    assert len(whole.mark) == 52
    for mark in (whole.mark, whole.mark[:20]):
        assert CODE._replace(mark=mark).is_of(head)
        assert not CODE._replace(mark=mark).is_of(bytes(32))
        for place in (0, 19, len(mark) - 1):
            other = "A" if mark[place] != "A" else "B"
            wrong = CODE._replace(mark=mark[:place] + other + mark[place + 1 :])
            assert not wrong.is_of(head)


def test_a_code_is_written_as_it_is_read() -> None:
    assert str(CODE) == "C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST"
    requests = PageCode(Journal.REQUESTS, 2005, 3, 3, 9, "ABCDEFGHIJKLMNOPQRST")
    assert str(requests) == "R05-3-3-9-ABCD-EFGH-IJKL-MNOP-QRST"
    assert parse_page_code(str(requests)) == requests


@pytest.mark.parametrize(
    "typed",
    [
        "C26-1-13-57-ABCD-3FGB-IJKL-MNOP-QRST",
        "С26-1-1З-57-А8СD-ЗFG8-1JKL-MNOP-QRST",
        "c26-1-1з-57-a8cd-зfg8-ijkl-mnop-qrst",
    ],
)
def test_an_eight_for_a_letter_and_a_russian_z_for_a_three_are_read(typed: str) -> None:
    assert parse_page_code(typed) == PageCode(
        CONSULTATIONS, 2026, 1, 13, 57, "ABCD3FGBIJKLMNOPQRST"
    )


@pytest.mark.parametrize(
    "mark",
    [
        "ABCD-3FGB-IJKL-MNOP-QRST",
        "ABCD3FGBIJKLMNOPQRST",
        "ABCD-3FG8IJKLMNOP-QRST",
        "A8CD 3FG8 1JKL MNOP QRST",
    ],
)
@pytest.mark.parametrize("size", [8, 18, 50, 51, 58])
def test_the_size_before_a_mark_without_dashes_stays_a_number(size: int, mark: str) -> None:
    read = parse_page_code(f"C26-1-14-{size}-{mark}")
    assert read == PageCode(CONSULTATIONS, 2026, 1, 14, size, "ABCD3FGBIJKLMNOPQRST")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "C26",
        "X26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST",
        "C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRS",
        "C26-1-14-57-AOID-EFGH-IJK2",
        "C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST-UVWX",
        f"C26-1-14-57-{WHOLE[:-1]}",
        "C26-1-14-AOID-EFGH-IJK2-MNOP-QRST",
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(NoCode):
        parse_page_code(typed)


@pytest.mark.parametrize(("typed", "letter"), [*zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True)])
def test_every_russian_capital_that_looks_alike_is_taken(typed: str, letter: str) -> None:
    code = parse_page_code(f"С26-1-14-57-{typed}OID-EFGH-IJK{typed.lower()}-MNOP-QRST")
    assert code.mark == f"{letter}OIDEFGHIJK{letter}MNOPQRST"


@pytest.mark.parametrize("dash", "-–—−")
def test_every_dash_is_taken(dash: str) -> None:
    assert parse_page_code("C26-1-14-57-AOID-EFGH-IJK2-MNOP-QRST".replace("-", dash)) == CODE


def test_years_and_numbers_are_written_in_full() -> None:
    code = PageCode(Journal.REQUESTS, 2100 - 1, 1, 999999999, 123456789, "ABCDEFGHIJKLMNOPQRST")
    assert str(code) == "R99-1-999999999-123456789-ABCD-EFGH-IJKL-MNOP-QRST"
    assert parse_page_code(str(code)) == code
    assert parse_page_code("rOO-IO-2O-3L-abcdefghijklmnopqrst").year == 2000
    with pytest.raises(NoCode):
        parse_page_code("R99-1-9999999990-123456789-ABCD-EFGH-IJKL-MNOP-QRST")


def test_what_was_typed_is_repeated_without_the_spaces_around_it() -> None:
    with pytest.raises(NoCode, match=r"^c25 - x$"):
        parse_page_code("  c25 - x\n")


def test_a_page_code_covers_the_head_of_the_ledger_and_the_numbers_of_its_rows() -> None:
    hashed = hashlib.sha256(b"helppoint/page/v1\0requests/2025/2-3/9\0" + b"h" * 32).digest()
    mark = base64.b32encode(hashed).decode().removesuffix("====")
    assert letters_of(hashed) == mark
    code = code_of(Journal.REQUESTS, 2025, 2, 3, 9, b"h" * 32)
    assert code == (Journal.REQUESTS, 2025, 2, 3, 9, mark)


def test_the_rows_of_a_closing_are_digested_number_by_number() -> None:
    rows = {3: [bytes(32)], 2: [b"a" * 32, b"b" * 32]}
    hashed = hashlib.sha256(
        b"helppoint/rows/v1\0requests/2025\0" + b"2:" + b"a" * 32 + b"b" * 32 + b"3:" + bytes(32)
    ).digest()
    assert digest("requests", 2025, rows) == hashed
    assert letters_of(hashed) == base64.b32encode(hashed).decode().removesuffix("====")


codes = some.builds(
    PageCode,
    some.sampled_from(Journal),
    some.integers(2000, 2099),
    *[some.integers(1, 10**9 - 1)] * 3,
    some.one_of(*[some.text(BASE32, min_size=size, max_size=size) for size in (20, 52)]),
)


@given(codes)
def test_every_code_is_read_back(code: PageCode) -> None:
    assert parse_page_code(code.scanned()) == code
    assert parse_page_code(code.scanned().lower().replace("-", " – ")) == code
    assert parse_page_code(str(code)) == code._replace(mark=code.mark[:20])
    assert shape_of(code.scanned()) is Shape.PAGE


@pytest.mark.parametrize(
    ("typed", "shape", "code"),
    [
        (" abcd-efgh-ijkl-mnop-qrst ", Shape.CHECKPOINT, "ABCDEFGHIJKLMNOPQRST"),
        ("ABCDEFGHIJKLMNOPQRST", Shape.CHECKPOINT, "ABCDEFGHIJKLMNOPQRST"),
        ("АВЕЗ–КМНО—РСТУ−ХA2B 0181", Shape.CHECKPOINT, "ABE3KMHOPCTYXA2BOIBI"),
        (WHOLE, Shape.CHECKPOINT, WHOLE),
        (grouped(WHOLE), Shape.CHECKPOINT, WHOLE),
        ("3F9A-27C1-0B5E", Shape.STAMP, "3F9A27C10B5E"),
        ("зf9a27c1obse", Shape.NONE, ""),
        ("зf9a-27c1-ob5е", Shape.STAMP, "3F9A27C10B5E"),
        ("0a" * 32, Shape.DIGEST, "0A" * 32),
        ("oа" * 31 + "1 l", Shape.DIGEST, "0A" * 31 + "11"),
        ("0a" * 31 + "g1", Shape.NONE, ""),
        ("0a" * 31, Shape.NONE, ""),
        ("3F9A-27C1-0B5", Shape.NONE, ""),
        ("ABCD-EFGH-IJKL", Shape.NONE, ""),
        ("ABCD-EFGH-IJKL-MNOP-QRS", Shape.NONE, ""),
        ("ABCD-EFGH-IJKL-MNOP-QRS9", Shape.NONE, ""),
        ("ABCD-EFGH-IJKL-MNOP-QRSЯ", Shape.NONE, ""),
        ("", Shape.NONE, ""),
        ("C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST", Shape.PAGE, ""),
    ],
)
def test_what_was_typed_is_known_by_its_letters(typed: str, shape: Shape, code: str) -> None:
    assert shape_of(typed) is shape
    assert bare_code(typed) == code
    assert latin(typed) == latin(latin(typed))


def test_letters_are_written_in_groups_of_four() -> None:
    assert [grouped(WHOLE[:size]) for size in (0, 3, 4, 5, 12)] == [
        "", "AOI", "AOID", "AOID-E", "AOID-EFGH-IJK2"
    ]  # fmt: skip
