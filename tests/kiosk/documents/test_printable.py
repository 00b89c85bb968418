from __future__ import annotations

from kiosk.documents.printable import BOX, COVERAGE, FONTS, printable
from tests.kiosk.documents.coverage import covered, table


def test_the_coverage_table_is_what_the_shipped_fonts_draw() -> None:
    fonts = list(FONTS.glob("*.ttf"))
    assert len(fonts) == 5
    assert COVERAGE.read_text(encoding="ascii") == table(covered(fonts))


def test_the_languages_of_the_school_print_letter_for_letter() -> None:
    alphabets = (
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
        " ҐЄІЇ ґєії Â Ç Ğ İ ı Ñ Ö Ş Ü â ç ğ ñ ö ş ü 0123456789 № « » „ “ – — … ₽ [ ] ^ \\ - \u0301"
    )
    assert printable(alphabets) == alphabets


def test_what_the_fonts_lack_becomes_one_box_a_character() -> None:
    assert printable("😀א漢") == BOX * 3


def test_marks_that_only_choose_a_look_leave_no_box() -> None:
    assert printable("❤\ufe0f") == BOX


def test_blanks_become_plain_spaces() -> None:
    assert printable("а\u202fб\tв\nг") == "а б в г"


def test_control_and_bidi_characters_never_reach_paper() -> None:
    assert printable("\x1b\u202e\u200b") == BOX * 3
