"""What the courtesy filter finds, in disguise too, what it leaves alone, and what it costs."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.words import courtesy
from kiosk.words.courtesy import courteous, obscene

DATA = Path(__file__).parents[2] / "data"
DICTIONARY = Path("/usr/share/hunspell/ru_RU.dic")
WORDS = {
    kind: words.strip().split(", ")
    for kind, words in (
        line.split(": ", 1)
        for line in (DATA / "courtesy.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}
KNOWN = [word for word in WORDS["bad"] if " " not in word]
PLAIN = "Не работает проектор в 214 кабинете, помогите, пожалуйста, до урока 5-А класса"
LOOK_ALIKES = str.maketrans("аеорсухк", "aeopcyxk")
BY_SOUND = str.maketrans("дзуил", "dzuil")
DIGITS = str.maketrans("обчз", "0643")


def caught(words: list[str]) -> float:
    return sum(not courteous(word) for word in words) / len(words)


def stopped_in_dictionary() -> tuple[int, list[str], list[str]]:
    """How many words the dictionary has, those that are stopped, and those that nobody has read."""
    lines = (DATA / "courtesy_read.txt").read_text("utf-8").splitlines()[1:]
    read = set(" ".join(lines).split())
    entries = DICTIONARY.read_text("utf-8").splitlines()[1:]
    words = [entry.split("/")[0].strip() for entry in entries]
    stopped = [word for word in words if not courteous(word)]
    unread = [w for w in stopped if hashlib.sha256(w.encode()).hexdigest()[:8] not in read]
    return len(words), stopped, unread


def test_insults_and_obscene_words_are_found() -> None:
    assert caught(WORDS["bad"]) >= 0.95
    assert caught(WORDS["insults"]) == 1


def test_disguised_ones_are_found() -> None:
    assert caught(WORDS["disguised"]) >= 0.8


def test_innocent_words_that_look_like_them_are_left_alone() -> None:
    assert [word for word in WORDS["innocent"] if not courteous(word)] == []


@pytest.mark.parametrize(
    "disguise",
    [
        " ".join,
        ".".join,
        "-".join,
        "_".join,
        "*".join,
        "\u200b".join,
        "\u00ad".join,
        "\u0336".join,
        str.upper,
        lambda word: word.translate(LOOK_ALIKES),
        lambda word: word.translate(BY_SOUND),
        lambda word: word.translate(DIGITS),
        lambda word: "".join(2 * letter for letter in word),
        lambda word: word + 4 * word[-1],
        lambda word: f"Полный «{word}»!!!",
        lambda word: f"{word[:2]}-{word[2:]}",
        lambda word: f"{word[0]}*{word[2:]}" if len(word) > 3 else word,
    ],
)
def test_each_way_to_disguise_a_word_is_seen_through(disguise: Callable[[str], str]) -> None:
    assert caught([disguise(word) for word in KNOWN]) >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "",
        " ",
        "5-А",
        "каб. 214, 2 этаж",
        "и в 9 б у нас не работает",
        "Не могу войти: логин ivanova@school.ru, ошибка 403",
        "HDMI, VGA, USB-C, Wi-Fi, ebay.com, web, Windows 11",
        "Тупой угол и баран на картинке",
        "підручник, підрахунок, подорожник, мудрий",
        "Учитель Козлов и Сирануш Хачатурян",
        "а в с д е",
        "т. е. и т. д.",
    ],
)
def test_ordinary_questions_pass(text: str) -> None:
    assert courteous(text)


@pytest.mark.parametrize("text", ["Ты тупой", "вы просто бараны", "Ты — хам"])
def test_what_is_rude_to_somebody_only_is_rude_then(text: str) -> None:
    assert not courteous(text)
    assert courteous(text.split()[-1])


@pytest.mark.parametrize("name", ["Козел", "Козлов", "Уродов", "Дураковой", "Жопин"])
def test_with_a_capital_it_is_a_surname(name: str) -> None:
    assert courteous(f"Нет отметки у ученика {name}")
    assert courteous(f"«{name}»")


@given(st.text(max_size=60))
def test_any_text_is_judged_and_with_a_bad_word_is_found(text: str) -> None:
    courteous(text)
    assert not courteous(f"{text} {KNOWN[0]} {text}")


@given(st.text("0123456789 .,;:!?()[]/-", max_size=60))
def test_what_has_no_letter_is_never_rude(text: str) -> None:
    assert courteous(text)


def test_an_obscene_root_is_more_than_an_insult() -> None:
    assert obscene("жопин")
    assert not obscene("дурак")
    assert not obscene("мудрый")


@pytest.mark.skipif(
    not DICTIONARY.exists(), reason="hunspell-ru is not installed: sudo apt install hunspell-ru"
)
def test_of_the_whole_dictionary_at_most_eight_innocent_words_are_stopped() -> None:
    words, stopped, unread = stopped_in_dictionary()
    assert words > 140_000
    assert len(stopped) > 60
    assert len(unread) <= 8, unread


def test_a_check_takes_less_than_a_millisecond() -> None:
    courteous(PLAIN)
    took = []
    for _round in range(50):
        begun = time.perf_counter()
        courteous(PLAIN)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.001


def test_the_stems_are_read_with_the_first_text_not_with_the_program() -> None:
    code = (
        "import screens.app, kiosk.words.courtesy as c; size = c._rules.cache_info;"
        "print(size().currsize); c.courteous('да'); print(size().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]


def test_the_stems_stand_in_one_file_that_says_what_it_is_for() -> None:
    lines = Path(courtesy.__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# Clause 3.3")
