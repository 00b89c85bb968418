"""Several with one question, asked line by line and by the voice: the list and what is entered."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Entry
from kiosk.machine.settings import Settings
from kiosk.plain.asker import LineAsker
from kiosk.plain.lines import Ended
from kiosk.point.opening import open_point
from kiosk.proof.forms import Journal
from kiosk.questions.field import Field
from kiosk.questions.names import WriteNames
from kiosk.verification.everything import verify
from kiosk.visits import registration
from kiosk.visits.registration import Slip
from kiosk.ways.several import MOST
from kiosk.ways.sign_in import sign_in
from kiosk.ways.tickets import Tickets
from kiosk.words.consent import Consent
from kiosk.words.errors import StorageUnavailable
from kiosk.words.i18n import _
from tests.example import copied, made_in
from tests.kiosk.plain.test_line_asker import Script

TEACHERS = ("6", "3", "2")
"""The way of several, teachers, the second topic."""
LETTERS = "абвгдежзиклмнопрстуфхцчшщэюяабвг"


@pytest.fixture
def asked(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """Runs a script against a copy of the example day; gives it, and who was entered."""
    example = copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)
    point = open_point(example.place)

    async def run(*typed: str, consent: str = "") -> tuple[Script, list[Entry]]:
        script, before = Script(*typed), Entry.select().count()
        asked = Consent("1", consent) if consent else None
        settings = Settings(database=example.database, asked=asked)
        try:
            await sign_in(LineAsker(settings, point, script))
        except Ended:
            script.said.append("(ended)")
        return script, [*Entry.select().order_by(Entry.id).offset(before)]

    run.point = point  # type: ignore[attr-defined]
    return run


def names(entries: list[Entry]) -> list[str]:
    return [entry.name for entry in entries]


async def test_each_gets_an_entry_a_ticket_and_a_code_of_their_own(asked) -> None:
    script, entries = await asked("6", "1", "2", "2-в", "Ли Яна", "Ким Анна", "", "1", "")
    assert "(ended)" not in script.said
    assert {(e.role, e.school_class, e.topic_id) for e in entries} == {
        ("guardian", "2-В", entries[0].topic_id)
    }
    tickets = [line for line in script.said if line.startswith("К-") and "код" in line]
    assert [line.split(": ")[1] for line in tickets] == names(entries) == ["Ли Яна", "Ким Анна"]
    assert len({line.split(": ")[0].split()[-1] for line in tickets}) == 2
    assert verify(asked.point).wrong is None


async def test_going_back_takes_up_the_last_name_and_keeps_the_others(asked) -> None:
    typed = [*TEACHERS, "Ли Яна", "Ким Анна", "Пак Ольга", ".", ".", "Ким Инна", "", "", "1", ""]
    script, entries = await asked(*typed)
    assert names(entries) == ["Ли Яна", "Ким Инна", "Пак Ольга"]
    assert "(ended)" not in script.said


async def test_back_out_of_the_check_and_of_all_names_keeps_them_too(asked) -> None:
    typed = [*TEACHERS, "Ли Яна", "Ким Анна", "", ".", ".", ".", ".", "1", "", "", "", "1", ""]
    _said, entries = await asked(*typed)
    assert names(entries) == ["Ли Яна", "Ким Анна"]
    assert len({entry.topic_id for entry in entries}) == 1


async def test_a_name_is_taken_out_of_the_list(asked) -> None:
    _said, entries = await asked(*TEACHERS, "Ли Яна", "Ким Анна", ".", "-", "", "1", "")
    assert names(entries) == ["Ли Яна"]


async def test_a_list_without_a_name_is_none(asked) -> None:
    script, entries = await asked(*TEACHERS, "", ".", ".", ".", ".")
    assert _("Please fill in this field.") in script.said
    assert entries == []


async def test_a_name_that_stands_there_twice_is_asked_about(asked) -> None:
    typed = [*TEACHERS, "Ли Яна", "ли яна", "1", "Ли Яна", "2", "", "1", ""]
    script, entries = await asked(*typed)
    assert names(entries) == ["Ли Яна", "Ли Яна"]
    assert script.said.count("Это имя уже есть в списке") == 2


async def test_who_has_a_ticket_is_left_out_or_signed_in_again(asked) -> None:
    await asked(*TEACHERS, "Ли Яна", "", "1", "")
    typed = [*TEACHERS, "Ли Яна", "1", "Ким Анна", "Ли Яна", "2", "", "1", ""]
    script, entries = await asked(*typed)
    assert names(entries) == ["Ким Анна", "Ли Яна"]
    assert script.said.count("Вы уже брали талон?") == 2


async def test_what_is_no_name_or_a_rude_one_is_asked_for_each(asked) -> None:
    typed = [*TEACHERS, "Ли Яна", "😀😀", "жопин анна", "1", "Ивaнова Aнна", "1", "", "1", ""]
    script, entries = await asked(*typed)
    assert names(entries) == ["Ли Яна", "Иванова Анна"]
    assert not any("жопин" in line.lower() for line in script.said)


async def test_each_agrees_alone_and_who_does_not_is_entered_without_a_name(asked) -> None:
    typed = [*TEACHERS, "Ли Яна", "1", "Ким Анна", "2", "", "1", ""]
    script, entries = await asked(*typed, consent="Мы запишем Ваше имя.")
    assert names(entries) == ["Ли Яна", ""]
    assert [entry.consent.split()[0] for entry in entries] == ["given", "refused"]
    checked = script.said[script.said.index(_("Is everything right?")) :]
    assert not any("Ким Анна" in line for line in checked)


async def test_so_many_at_most_and_then_the_check_follows(asked) -> None:
    many = [f"Ли {letter}нна{letter}" for letter in LETTERS[:MOST]]
    many = [f"Ли{'а' * (n // 10)} {name.split()[1]}" for n, name in enumerate(many)]
    _said, entries = await asked(*TEACHERS, *many, ".", "", "1", "")
    assert len(entries) == MOST


async def test_a_database_that_goes_away_in_the_middle_enters_nobody_twice(
    asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter, calls = registration.sign_in, []

    def fail_later(*args: object, **said: object) -> object:
        calls.append(said["request_id"])
        if len(calls) in (3, 6):
            raise StorageUnavailable
        return enter(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(registration, "sign_in", fail_later)
    script, entries = await asked(*TEACHERS, "Ли Яна", "Ким Анна", "Пак Ольга", "", "1", "1", "")
    assert StorageUnavailable().sentence() in script.said
    assert names(entries) == ["Ли Яна", "Ким Анна", "Пак Ольга"]
    assert len(calls) == 9 and len(set(calls)) == 3


async def test_no_name_and_no_code_is_spoken_to_those_beside() -> None:
    field = Field("name", lambda: "Имя", private=True)
    asking = WriteNames(lambda: "Кого ещё записать?", field, ["Ли Яна", "Ким Анна"])
    slips = [Slip("К-01", Journal.CONSULTATIONS, 1, 2026, n, None, "4821") for n in (1, 2)]
    shown = Tickets(slips, ["Ли Яна", "Ким Анна"], None)
    told = [*asking.load(), *asking.again(), *asking.keys(), *shown.load(), *shown.again()]
    private = [say for say in told if say.private]
    assert any("Ли Яна" in say.text for say in private)
    assert any("восемь" in say.text for say in private)
    aloud = " ".join(say.aloud if say.private else say.text for say in told)
    assert not any(word in aloud for word in ("Ли Яна", "Ким", "восемь"))
    assert "К, ноль, один" in aloud
