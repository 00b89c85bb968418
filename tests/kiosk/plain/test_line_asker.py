"""Every question of a visitor's ways, asked line by line without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Entry
from kiosk.machine.settings import Settings
from kiosk.plain.asker import LineAsker
from kiosk.plain.lines import Ended, Lines
from kiosk.point.opening import open_point
from kiosk.ways.front import receive
from kiosk.words.consent import Consent
from kiosk.words.i18n import use
from tests.example import copied, made_in

CELLS = 40
"""A braille display of the common length shows a prompt whole."""


class Script(Lines):
    """Types a script, and keeps what was printed."""

    def __init__(self, *typed: str) -> None:
        super().__init__()
        self.typed, self.said, self.prompts = [*typed], [""], [""]

    def say(self, *lines: str) -> None:
        self.said += lines

    def ask(self, prompt: str, *, secret: bool = False, patient: bool = False) -> str:
        self.prompts.append(prompt)
        if not self.typed:
            raise Ended
        return self.typed.pop(0)


@pytest.fixture
def asked(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """Runs a script against a copy of the example day."""
    example = copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)
    point = open_point(example.place)

    async def run(*typed: str, consent: str = "", language: str = "ru") -> Script:
        script = Script(*typed)
        settings = Settings(
            database=example.database,
            language=language,
            asked=Consent("1", consent) if consent else None,
        )
        use(language)
        try:
            await receive(LineAsker(settings, point, script))
        except Ended:
            script.said.append("(ended)")
        finally:
            use("ru")
        return script

    return run


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_prompts_fit_a_braille_display(asked, language: str) -> None:
    own_words = ["1", "3", "9", "?", "Где оценки", "?", "Ли Яна", "1", ""]
    signed_in = await asked(*own_words, language=language)
    assert "(ended)" not in signed_in.said
    with_class = await asked("1", "1", "2", "Ли Яна", "2-В", "1", "", language=language)
    assert "(ended)" not in with_class.said
    filed = await asked("2", "214", "1", "", "Ли", "1", "", language=language)
    assert "(ended)" not in filed.said
    prompts = {*signed_in.prompts, *with_class.prompts, *filed.prompts}
    assert len(prompts) >= 7
    assert {prompt for prompt in prompts if len(prompt) > CELLS} == set()


async def test_a_full_stop_goes_one_back_everywhere_and_answers_are_kept(asked) -> None:
    script = await asked("1", "1", "2", "Ли Яна", ".", "", "2-В", ".", "", "", "1", "")
    assert "(ended)" not in script.said
    entry = Entry.select().order_by(Entry.id.desc()).get()
    assert (entry.name, entry.school_class) == ("Ли Яна", "2-В")


async def test_a_line_of_the_check_is_changed_by_its_number_or_its_words(asked) -> None:
    script = await asked("1", "1", "2", "Ли Яна", "2-В", "класс", "3-Г", "4", "1", "1", "")
    assert "(ended)" not in script.said
    entry = Entry.select().order_by(Entry.id.desc()).get()
    assert (entry.name, entry.school_class) == ("Ли Яна", "3-Г")
    assert entry.topic_title == "Вход в систему: логин и пароль"


async def test_who_refuses_consent_is_asked_for_no_name(asked) -> None:
    script = await asked("1", "3", "1", "нет", "1", "", consent="Мы запишем Ваше имя.")
    assert "Мы запишем Ваше имя." in script.said
    entry = Entry.select().order_by(Entry.id.desc()).get()
    assert (entry.name, entry.consent.split()[0]) == ("", "refused")


async def test_rude_words_are_asked_about_and_kept_out(asked) -> None:
    script = await asked("1", "3", "9", "Директор дурак", "2", "Ли", "1", "")
    assert any("других слов" in line or "иначе" in line for line in script.said), script.said
    assert "дурак" not in Entry.select().order_by(Entry.id.desc()).get().topic_title
