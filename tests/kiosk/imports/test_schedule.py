from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.proof.people import Role
from kiosk.words.i18n import use
from tests.kiosk.imports.samples import EXAMPLES, refusal, sessions, written

HEADS = "Дата;Начало;Конец;Название;Для кого;Специалист;Кабинет;Мест;Отменено\n"


def test_a_session_is_read_in_the_zone_of_the_point(tmp_path: Path) -> None:
    row = "24.11.2026;9:30;11.00;Занятие;родитель;Иванова М. П.;203;12;нет\n"
    (found,) = sessions(written(tmp_path, HEADS + row))
    assert found.starts.isoformat() == "2026-11-24T09:30:00+03:00"
    assert found.ends.isoformat() == "2026-11-24T11:00:00+03:00"
    assert found.roles == {Role.GUARDIAN}
    assert (found.specialist, found.room, found.places) == ("Иванова М. П.", "203", 12)
    assert not found.cancelled


@pytest.mark.parametrize("day", ["24.11.2026", "2026-11-24", "24.11.2026 0:00:00"])
def test_a_day_may_be_written_in_these_ways(tmp_path: Path, day: str) -> None:
    (found,) = sessions(written(tmp_path, f"{HEADS}{day};9:00;10:00;x;;;;;\n"))
    assert found.starts.date().isoformat() == "2026-11-24"


@pytest.mark.parametrize(
    "start",
    [
        "24.11.26;9:00;10:00",
        "31.11.2026;9:00;10:00",
        "11/24/2026;9:00;10:00",
        "٢٤.11.2026;9:00;10:00",
        "24.11.2062;9:00;10:00",
        "24.11.2016;9:00;10:00",
        ";9:00;10:00",
        "24.11.2026;;10:00",
        "24.11.2026;9:00;",
        "24.11.2026;24:00;25:00",
        "24.11.2026;9:60;10:00",
        "24.11.2026;9;10:00",
        "24.11.2026;10:00;10:00",
        "24.11.2026;11:00;10:00",
    ],
)
def test_a_wrong_day_or_time_is_refused_with_its_line(tmp_path: Path, start: str) -> None:
    good = "24.11.2026;9:00;10:00;x;;;;;\n"
    assert refusal(sessions, written(tmp_path, f"{HEADS}{good}{start};y;;;;;\n")).line == 3


@pytest.mark.parametrize("places", ["0", "1001", "-5", "много", "3.5"])
def test_a_wrong_number_of_places_is_refused(tmp_path: Path, places: str) -> None:
    path = written(tmp_path, f"{HEADS}24.11.2026;9:00;10:00;x;;;;{places};\n")
    assert "Мест" in refusal(sessions, path).reason


def test_sessions_long_past_are_left_out(tmp_path: Path) -> None:
    days = ("22.10.2026", "23.10.2026", "28.12.2027")
    rows = "".join(f"{day};9:00;10:00;x;;;;;\n" for day in days)
    found = sessions(written(tmp_path, HEADS + rows))
    assert [f"{each.starts:%d.%m.%Y}" for each in found] == list(days[1:])


def test_a_schedule_with_nothing_ahead_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADS}01.09.2026;9:00;10:00;x;;;;;\n")
    assert "23.10.2026" in refusal(sessions, path).reason


def test_the_same_session_twice_is_refused(tmp_path: Path) -> None:
    row = "24.11.2026;9:00;10:00;x;;;;;\n"
    error = refusal(sessions, written(tmp_path, HEADS + row + row))
    assert error.line == 3
    assert "2" in error.reason


def test_a_row_keeps_its_uid_from_import_to_import(tmp_path: Path) -> None:
    row = "24.11.2026;9:00;10:00;x;;;;;\n"
    other = "24.11.2026;9:00;10:00;y;;;;;\n"
    alone = sessions(written(tmp_path, HEADS + row))
    both = sessions(written(tmp_path, HEADS + other + row))
    assert alone[0].uid == both[1].uid != both[0].uid


def test_a_uid_of_the_school_outlives_a_move(tmp_path: Path) -> None:
    head = "uid;date;start;end;title\n"
    before = sessions(written(tmp_path, f"{head}s-1;24.11.2026;9:00;10:00;x\n"))
    after = sessions(written(tmp_path, f"{head}s-1;25.11.2026;12:00;13:00;y\n"))
    assert before[0].uid == after[0].uid == "s-1"


def test_a_refusal_speaks_english_to_an_english_reader(tmp_path: Path) -> None:
    use("en")
    try:
        error = refusal(sessions, written(tmp_path, f"{HEADS}24.11.2026;9:00;8:00;x;;;;;\n"))
        assert error.sentence() == (
            "table.csv, line 2: The session must end after it starts, on the same day."
            " Nothing was imported."
        )
    finally:
        use("ru")


def test_the_example_schedule_is_taken() -> None:
    found = sessions(EXAMPLES / "schedule.csv")
    assert len(found) == 3
    assert [each.cancelled for each in found] == [False, False, True]
