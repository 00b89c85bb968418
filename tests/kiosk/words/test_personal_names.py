"""Names and classes: tidied without harm, refused only where no name is, asked about if mixed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import personal_names
from kiosk.words.languages import LANGUAGES
from kiosk.words.personal_names import (
    CYRILLIC,
    LATIN,
    Flaw,
    flaw,
    in_one_script,
    of_one_script,
    rude_name,
    tidy_class,
    tidy_name,
)
from kiosk.words.text import fold
from screens.widgets.keyboard_layouts import LAYOUTS

REAL = (
    "Иванова Анна",
    "Ли Яна",
    "Ю Ин",
    "Козел Дмитро",
    "Дураков Пётр",
    "Уродов Семён",
    "Усеинов Сейтаблай Осман оглы",
    "Салтыков-Щедрин Михаил",
    "Римский-Корсаков Николай Андреевич",
    "Мамедова Лейла Ариф кызы",
    "Анна фон Берг",
    "Шарль де Голль",
    "О’Нил Патрик",
    "Мар’яна Тютюнник",
    "Иванова А. Н.",
    "Иванова А.Н.",
    "Чёрный Артём",
    "Çelebi Işık",
    "López García",
    "Ґалаґан Єлизавета Їжакевич",
    "Іванов Іван",
    "Сейтаблаева Эльмаз",
    "Къуртиева Нъязие",
    "Ñuñes Öztürk",
    "İsmailov İlyas Ğafar",
    "Şevkiye Çoban-Ağayeva",
    "Âşıq Ümer",
)
small = st.text("абвгдеёжийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)
written = st.lists(small, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize("name", REAL)
def test_a_real_name_stays_what_it_is(name: str) -> None:
    assert tidy_name(name) == name
    assert flaw(name) is None
    assert of_one_script(name)
    assert not rude_name(name)


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("иванова анна", "Иванова Анна"),
        ("ИВАНОВА АННА", "Иванова Анна"),
        ("ИВАНОВА Анна О’НИЛ", "Иванова Анна О’Нил"),
        ("  иванова\t\tанна ", "Иванова Анна"),
        ("салтыков - щедрин", "Салтыков-Щедрин"),
        ("римский–корсаков", "Римский-Корсаков"),
        ("о'нил", "О’Нил"),
        ("мар'яна", "Мар’яна"),
        ("алиев осман оглы", "Алиев Осман оглы"),
        ("осман-оглу эмине", "Осман-оглу Эмине"),
        ("анна фон берг", "Анна фон Берг"),
        ("фон берг анна", "фон Берг Анна"),
        ("ван ли", "Ван Ли"),
        ("и\u0306огансон е\u0308лка", "Йогансон Ёлка"),
        ("Мак-Дональд", "Мак-Дональд"),
        ("МакДональд", "МакДональд"),
        ("ґалаґан єлизавета їжакевич", "Ґалаґан Єлизавета Їжакевич"),
        ("ҐАЛАҐАН В'ЯЧЕСЛАВ", "Ґалаґан В’ячеслав"),
        ("ülviye ñasır", "Ülviye Ñasır"),
        ("İSMAİLOV IŞIQ", "İsmailov Işıq"),
        ("işıq ismail", "İşıq İsmail"),
        ("IRINA ILINA", "Irina Ilina"),
        ("irina", "Irina"),
    ],
)
def test_what_is_typed_in_haste_becomes_a_name(typed: str, tidy: str) -> None:
    assert tidy_name(typed) == tidy


@given(st.text(max_size=150))
def test_tidying_what_is_tidy_changes_nothing(typed: str) -> None:
    tidy = tidy_name(typed)
    assert tidy_name(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)
    assert "  " not in tidy


@given(written)
def test_tidying_changes_no_letter_but_its_case(typed: str) -> None:
    assert tidy_name(typed).casefold() == typed
    assert fold(tidy_name(typed)) == fold(typed)


@given(written)
def test_every_word_of_russian_letters_is_a_name_if_it_is_long_enough(typed: str) -> None:
    letters = sum(map(str.isalpha, typed))
    expected = Flaw.LONG if len(typed) > 80 else Flaw.SHORT if letters < 2 else None
    assert flaw(tidy_name(typed)) is expected


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Flaw.SHORT),
        ("Я", Flaw.SHORT),
        ("- ’", Flaw.SHORT),
        ("😀😀", Flaw.SIGNS),
        ("Анна 😀", Flaw.SIGNS),
        ("[b]Анна[/b]", Flaw.SIGNS),
        ("<b>Анна", Flaw.SIGNS),
        ("Анна 2", Flaw.SIGNS),
        ("Анна_Ли", Flaw.SIGNS),
        ("Анна.", Flaw.SIGNS),
        ("Ли, Яна", Flaw.SIGNS),
        ("а" * 81, Flaw.LONG),
        ("а" * 130, Flaw.LONG),
    ],
)
def test_what_no_name_holds_is_refused_with_its_reason(typed: str, why: Flaw) -> None:
    assert flaw(tidy_name(typed)) is why


@given(st.text("абвгд-’ ", max_size=20), st.sampled_from("0/<>[]{}@#$%^&*_+=~\\|\u2764"))
def test_a_sign_anywhere_makes_it_no_name(name: str, sign: str) -> None:
    assert flaw(tidy_name(name + sign + "анна")) is Flaw.SIGNS


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [
        ("Ивaнова Aнна", "Иванова Анна"),
        ("Smіth Jоhn", ""),
        ("Jоhn Smith", "John Smith"),
        ("Иванова Anna", ""),
        ("Smith Анна", ""),
        ("Иванова Anфа", ""),
    ],
)
def test_two_scripts_are_asked_about_with_what_was_meant(mixed: str, meant: str) -> None:
    assert not of_one_script(mixed)
    assert in_one_script(mixed) == meant


@given(st.text(CYRILLIC, min_size=1), st.data())
def test_a_look_alike_among_russian_letters_is_found_back(name: str, data: st.DataObject) -> None:
    whole = "Ж" + name + "ждищ" + "ж" * len(name)
    at = data.draw(st.integers(1, len(name)))
    latin = whole[at].translate(str.maketrans(CYRILLIC, LATIN))
    assert in_one_script(whole[:at] + latin + whole[at + 1 :]) == whole


@pytest.mark.parametrize(
    "typed",
    ["5-А", "5-A", "5-a", "5 а", "5а", "5А", " 5  «А» ", '5 "а"', "5–а", "5 а класс", "5-а кл."],
)
def test_a_class_is_written_one_way(typed: str) -> None:
    assert tidy_class(typed) == "5-А"


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("11", "11"), ("10ё", "10-Ё"), ("11 В", "11-В"), ("11-B", "11-В"), ("3-Г", "3-Г")],
)
def test_every_class_of_a_school(typed: str, tidy: str) -> None:
    assert tidy_class(typed) == tidy


@pytest.mark.parametrize("typed", ["ГПД", "13-А", "0", "5-АБВ", "10 физмат", "5-1"])
def test_what_is_no_such_class_stays(typed: str) -> None:
    assert tidy_class(typed) == typed


@given(st.text(max_size=70))
def test_tidying_a_class_twice_changes_nothing_more(typed: str) -> None:
    assert tidy_class(tidy_class(typed)) == tidy_class(typed)


def test_who_speaks_crimean_tatar_begins_ismail_with_a_dotted_capital(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert tidy_name("ismail") == "Ismail"
    monkeypatch.setattr(personal_names, "language", lambda: "crh_Latn")
    assert tidy_name("ismail IRINA") == "İsmail Irına"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_of_a_language_is_of_one_script(code: str) -> None:
    layout = LAYOUTS[code]
    letters = [c for c in layout.top + layout.middle + layout.bottom if c.isalpha()]
    name = "".join(letters) + "".join(map(layout.capital, letters))
    assert of_one_script(name)
    assert flaw(name) is None
