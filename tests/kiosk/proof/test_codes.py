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
    code_of,
    latin,
    mark_of,
    parse_page_code,
    spellings,
)
from kiosk.proof.forms import Journal
from kiosk.proof.rows import digest

CONSULTATIONS = Journal.CONSULTATIONS
CODE = PageCode(CONSULTATIONS, 2026, 1, 14, 57, "AOIDEFGHIJK2")


@pytest.mark.parametrize(
    "typed",
    [
        "C26-1-14-57-AOID-EFGH-IJK2",
        "c26-1-14-57-aoid-efgh-ijk2",
        "  C26 - 1 - 14 - 57 - A01D EFGH 1JK2 ",
        "C26 1 14 57 AOID EFGH IJK2",
        "С26–1–14–57–АОID–EFGН–IJК2",
        "C26-I-l4-57-AOIDEFGHIJK2",
        "C26-1-14-57-AO\nID-EFGH-IJK2\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_page_code(typed) == CODE


def test_a_code_is_written_as_it_is_read() -> None:
    assert str(CODE) == "C26-1-14-57-AOID-EFGH-IJK2"
    requests = PageCode(Journal.REQUESTS, 2005, 3, 3, 9, "ABCDEFGHIJKL")
    assert str(requests) == "R05-3-3-9-ABCD-EFGH-IJKL"
    assert parse_page_code(str(requests)) == requests


@pytest.mark.parametrize(
    "typed",
    ["C26-1-13-57-ABCD-3FGB-IJKL", "С26-1-1З-57-А8СD-ЗFG8-1JKL", "c26-1-1з-57-a8cd-зfg8-ijkl"],
)
def test_an_eight_for_a_letter_and_a_russian_z_for_a_three_are_read(typed: str) -> None:
    assert parse_page_code(typed) == PageCode(CONSULTATIONS, 2026, 1, 13, 57, "ABCD3FGBIJKL")


@pytest.mark.parametrize(
    "mark", ["ABCD-3FGB-IJKL", "ABCD3FGBIJKL", "ABCD-3FG8IJKL", "A8CD 3FG8 1JKL"]
)
@pytest.mark.parametrize("size", [8, 18, 50, 51, 58])
def test_the_size_before_a_mark_without_dashes_stays_a_number(size: int, mark: str) -> None:
    read = parse_page_code(f"C26-1-14-{size}-{mark}")
    assert read == PageCode(CONSULTATIONS, 2026, 1, 14, size, "ABCD3FGBIJKL")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "C26",
        "X26-1-14-57-AOID-EFGH-IJK2",
        "C26-1-14-57-AOID-EFGH-IJK",
        "C26-1-14-AOID-EFGH-IJK2",
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(NoCode):
        parse_page_code(typed)


@pytest.mark.parametrize(("typed", "letter"), [*zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True)])
def test_every_russian_capital_that_looks_alike_is_taken(typed: str, letter: str) -> None:
    code = parse_page_code(f"С26-1-14-57-{typed}OID-EFGH-IJK{typed.lower()}")
    assert code.mark == f"{letter}OIDEFGHIJK{letter}"


@pytest.mark.parametrize("dash", "-–—−")
def test_every_dash_is_taken(dash: str) -> None:
    assert parse_page_code("C26-1-14-57-AOID-EFGH-IJK2".replace("-", dash)) == CODE


def test_years_and_numbers_are_written_in_full() -> None:
    code = PageCode(Journal.REQUESTS, 2100 - 1, 1, 999999999, 123456789, "ABCDEFGHIJKL")
    assert str(code) == "R99-1-999999999-123456789-ABCD-EFGH-IJKL"
    assert parse_page_code(str(code)) == code
    assert parse_page_code("rOO-IO-2O-3L-abcdefghijkl").year == 2000
    with pytest.raises(NoCode):
        parse_page_code("R99-1-9999999990-123456789-ABCD-EFGH-IJKL")


def test_what_was_typed_is_repeated_without_the_spaces_around_it() -> None:
    with pytest.raises(NoCode, match=r"^c25 - x$"):
        parse_page_code("  c25 - x\n")


def test_a_page_code_covers_its_rows_by_their_digest() -> None:
    rows = {3: [bytes(32)], 2: [b"a" * 32, b"b" * 32]}
    hashed = hashlib.sha256(
        b"helppoint/rows/v1\0requests/2025\0" + b"2:" + b"a" * 32 + b"b" * 32 + b"3:" + bytes(32)
    ).digest()
    assert digest("requests", 2025, rows) == hashed
    mark = base64.b32encode(hashed)[:12].decode()
    assert mark_of(hashed) == mark
    assert code_of(Journal.REQUESTS, 2025, rows, 9) == (Journal.REQUESTS, 2025, 2, 3, 9, mark)


codes = some.builds(
    PageCode,
    some.sampled_from(Journal),
    some.integers(2000, 2099),
    *[some.integers(1, 10**9 - 1)] * 3,
    some.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=12, max_size=12),
)


@given(codes)
def test_every_code_is_read_back(code: PageCode) -> None:
    assert parse_page_code(str(code)) == code
    assert parse_page_code(str(code).lower().replace("-", " – ")) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" abc2-DEFG ", "ABC2DEFG"),
        ("АВЕ3–КМНО—РСТУ−Х", "ABE3KMHOPCTYX"),
        ("зЗ", "33"),
        ("A1\t0\n8", "A108"),
    ],
)
def test_a_typed_code_is_read_without_spaces_dashes_and_russian_letters(
    typed: str, meant: str
) -> None:
    assert spellings(typed)[0] == meant
    assert latin(typed) == latin(latin(typed))


def test_a_typed_code_may_be_digits_or_base32() -> None:
    """In hexadecimal digits nothing is an O, an I or an L; in base32 nothing is 0, 1 or 8."""
    assert spellings("o1l8-b") == ("O1L8B", "0118B", "OILBB")
    assert spellings("") == ("", "", "")
