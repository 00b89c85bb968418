"""Which languages are offered: whole ones, read by somebody where they ask for it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

from kiosk.words import i18n
from kiosk.words.i18n import day_in_words, use
from kiosk.words.languages import (
    CATALOGUE,
    LANGUAGES,
    LOCALE,
    SIGN_OFF,
    is_whole,
    messages,
    missing,
    offered,
    own_name,
    was_read,
)
from kiosk.words.stored import in_language, pack_titles
from tests.catalogues import catalogue, texts, written
from tests.sign_off import sign_off

TODAY = date(2026, 11, 27)


def compiled(folder: Path, code: str, *, without: str = "", changed: str = "") -> Path:
    """A folder of catalogues: Russian, and one that says everything in Ukrainian words."""
    shutil.copytree(LOCALE / "ru", folder / "ru", dirs_exist_ok=True)
    said = catalogue("uk", written("uk"))
    for message in said:
        forms = texts(message)[: LANGUAGES[code].forms]
        if message.pluralizable:
            message.string = ("",) * len(forms) if message.id[0] == without else forms
        elif message.id and message.id == without:
            message.string = ""
        elif message.id and message.id == changed:
            message.string = "Квиток"
    file = folder / code / CATALOGUE
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as mo:
        write_mo(mo, said)
    return folder


def test_a_whole_language_is_offered(tmp_path: Path) -> None:
    assert offered(compiled(tmp_path, "uk")) == ("ru", "uk")


@pytest.mark.parametrize("word", ["Ticket", "{n} person", "Monday"])
def test_half_a_language_is_refused(tmp_path: Path, word: str) -> None:
    locale = compiled(tmp_path, "uk", without=word)
    assert [lacking.split("\0")[0] for lacking in missing("uk", locale)] == [word]
    assert offered(locale) == ("ru",)


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    shutil.copytree(LOCALE / "ru", tmp_path / "ru")
    assert not is_whole("en", tmp_path)


@pytest.mark.parametrize("code", ["crh_Cyrl", "crh_Latn"])
def test_a_language_that_asks_for_a_reader_is_refused_until_one_signed(
    tmp_path: Path, code: str
) -> None:
    locale = compiled(tmp_path, code)
    assert missing(code, locale) == set()
    assert not is_whole(code, locale)
    sign_off(code, "Сейтаблаева Эльмаз", TODAY, locale)
    assert offered(locale) == ("ru", code)


def test_a_signed_catalogue_that_changed_since_is_refused(tmp_path: Path) -> None:
    locale = compiled(tmp_path, "crh_Latn")
    sign_off("crh_Latn", "Сейтаблаева Эльмаз", TODAY, locale)
    compiled(tmp_path, "crh_Latn", changed="Ticket")
    assert (missing("crh_Latn", locale), is_whole("crh_Latn", locale)) == (set(), False)
    compiled(tmp_path, "crh_Latn")
    assert is_whole("crh_Latn", locale)


def test_half_a_language_cannot_be_signed_off(tmp_path: Path) -> None:
    locale = compiled(tmp_path, "crh_Latn", without="Ticket")
    with pytest.raises(SystemExit, match="1 messages"):
        sign_off("crh_Latn", "Сейтаблаева Эльмаз", TODAY, locale)
    assert not (locale / "crh_Latn" / SIGN_OFF).exists()


@pytest.mark.parametrize("lost", ["who", "when", "digest"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_sign_off_names_who_when_and_what(tmp_path: Path, lost: str, empty: bool) -> None:
    locale = compiled(tmp_path, "crh_Latn")
    sign_off("crh_Latn", "Сейтаблаева Эльмаз", TODAY, locale)
    file = locale / "crh_Latn" / SIGN_OFF
    signed = json.loads(file.read_text("utf-8"))
    signed[lost] = ""
    if not empty:
        del signed[lost]
    file.write_text(json.dumps(signed), "utf-8")
    assert not was_read("crh_Latn", locale)


def test_a_sign_off_of_another_language_does_not_count(tmp_path: Path) -> None:
    locale = compiled(tmp_path, "crh_Latn")
    compiled(tmp_path, "crh_Cyrl", changed="Ticket")
    sign_off("crh_Latn", "Сейтаблаева Эльмаз", TODAY, locale)
    shutil.copy(locale / "crh_Latn" / SIGN_OFF, locale / "crh_Cyrl" / SIGN_OFF)
    assert not is_whole("crh_Cyrl", locale)


def test_crimean_tatar_is_prepared_and_not_offered() -> None:
    for code in ("crh_Cyrl", "crh_Latn"):
        assert missing(code)
        assert code not in offered()
        assert messages(code)["Topic"] in {"Mevzu", "Мевзу"}


def test_a_language_is_called_what_its_speakers_call_it() -> None:
    assert own_name("uk") == "Українська"
    assert own_name("tlh") == "tlh"


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        ({"ru": "Оценки", "en": "Marks", "uk": "Оцінки"}, "Оцінки"),
        ({"ru": "Оценки", "en": "Marks"}, "Оценки"),
        ({"ru": "Оценки", "en": "Marks", "uk": ""}, "Оценки"),
        ({"en": "Marks", "crh_Latn": "Baalar"}, "Marks"),
        ({}, ""),
    ],
)
def test_what_a_language_lacks_is_said_in_russian_or_else_in_english(
    titles: dict[str, str], said: str
) -> None:
    use("uk")
    assert in_language(pack_titles(titles)) == said


@pytest.mark.parametrize(
    ("code", "days", "months"),
    [
        (
            "crh_Latn",
            "bazarertesi salı çarşenbe cumaaqşamı cuma cumaertesi bazar",
            "yanvar fevral mart aprel mayıs iyün iyül avgust sentâbr oktâbr noyabr dekabr",
        ),
        (
            "crh_Cyrl",
            "базарэртеси салы чаршенбе джумаакъшамы джума джумаэртеси базар",
            "январь февраль март апрель майыс июнь июль август сентябрь октябрь ноябрь декабрь",
        ),
    ],
)
def test_crimean_tatar_names_its_days_and_months(
    monkeypatch: pytest.MonkeyPatch, code: str, days: str, months: str
) -> None:
    monkeypatch.setattr(i18n, "_language", code)
    said = [day_in_words(date(2026, 6, day)) for day in range(1, 8)]  # from a Monday on
    month = months.split()[5]
    assert said == [f"{name}, {n} {month}" for n, name in enumerate(days.split(), start=1)]
    named = [day_in_words(date(2026, n, 1)).split()[-1] for n in range(1, 13)]
    assert named == months.split()
