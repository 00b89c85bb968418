from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.imports import SessionRecord
from kiosk.proof.people import Role
from tests.kiosk.imports.samples import EXAMPLES, TIMES, calendar, sessions, written

NAMED = "UID:a\nSUMMARY:Занятие\n"
WEEKLY = f"{NAMED}{TIMES}RRULE:FREQ=WEEKLY;COUNT=4\n"


def times(found: list[SessionRecord]) -> list[str]:
    return [f"{each.starts:%d.%m %H:%M}" for each in found]


def test_an_event_gives_its_words_and_times(tmp_path: Path) -> None:
    event = (
        f"{NAMED}{TIMES}LOCATION:Кабинет 12\nCATEGORIES:учитель,родитель\nX-PLACES:15\n"
        'ORGANIZER;CN="Иванова М. П.":mailto:ivanova@example.org\nDTSTAMP:20260901T000000Z'
    )
    (found,) = sessions(calendar(tmp_path, event))
    assert found.starts.isoformat() == "2026-11-23T09:00:00+03:00"
    assert found.ends.isoformat() == "2026-11-23T10:00:00+03:00"
    assert (found.uid, found.titles, found.room) == ("a", {"ru": "Занятие"}, "Кабинет 12")
    assert found.roles == {Role.TEACHER, Role.GUARDIAN}
    assert (found.specialist, found.places, found.cancelled) == ("Иванова М. П.", 15, False)


def test_lines_of_the_description_win_over_properties(tmp_path: Path) -> None:
    event = (
        f"{NAMED}{TIMES}ORGANIZER;CN=Общий календарь:mailto:c@example.org\n"
        "DESCRIPTION:Возьмите тетрадь: она нужна\\nСпециалист: Иванова М. П.\\n"
        "Мест: 7<br>Для кого: родители\\, ученики\\nНазвание (англ): Lesson"
    )
    (found,) = sessions(calendar(tmp_path, event))
    assert (found.specialist, found.places) == ("Иванова М. П.", 7)
    assert found.roles == {Role.GUARDIAN, Role.PUPIL}
    assert found.titles == {"ru": "Занятие", "en": "Lesson"}


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART;TZID=Europe/Simferopol:20261123T090000", 9),
        ("DTSTART:20261123T090000", 9),
        ("DTSTART:20261123T060000Z", 9),
        ("DTSTART;TZID=Europe/Samara:20261123T090000", 8),
        ("DTSTART;TZID=Russian Standard Time:20261123T090000", 9),
    ],
)
def test_a_start_is_shown_in_the_zone_of_the_point(tmp_path: Path, start: str, hour: int) -> None:
    (found,) = sessions(calendar(tmp_path, f"{NAMED}{start}\nDURATION:PT45M"))
    assert found.starts.hour == hour
    assert (found.ends - found.starts).total_seconds() == 45 * 60


@pytest.mark.parametrize(
    "exception",
    [
        "EXDATE:20261130T090000",
        "EXDATE;TZID=Europe/Simferopol:20261130T090000",
        "EXDATE:20261130T060000Z",
        "EXDATE;VALUE=DATE:20261130",
    ],
)
def test_an_exception_leaves_one_session_out(tmp_path: Path, exception: str) -> None:
    found = sessions(calendar(tmp_path, WEEKLY + exception))
    assert times(found) == ["23.11 09:00", "07.12 09:00", "14.12 09:00"]


def test_an_added_date_gives_a_session_more(tmp_path: Path) -> None:
    found = sessions(calendar(tmp_path, f"{WEEKLY}RDATE:20261125T120000"))
    assert times(found)[1] == "25.11 12:00"
    assert len(found) == 5


@pytest.mark.parametrize(
    ("until", "count"),
    [("20261207", 3), ("20261207T060000Z", 3), ("20261207T055959Z", 2), ("20261207T090000", 3)],
)
def test_the_last_day_of_a_repetition_counts(tmp_path: Path, until: str, count: int) -> None:
    event = f"{NAMED}{TIMES}RRULE:FREQ=WEEKLY;UNTIL={until}"
    assert len(sessions(calendar(tmp_path, event))) == count


def test_the_last_friday_of_each_month_is_found(tmp_path: Path) -> None:
    for rule in ("BYDAY=-1FR", "BYDAY=FR;BYSETPOS=-1"):
        event = f"{NAMED}{TIMES}RRULE:FREQ=MONTHLY;{rule};UNTIL=20270131"
        found = sessions(calendar(tmp_path, event.replace("20261123T", "20261127T")))
        assert times(found) == ["27.11 09:00", "25.12 09:00", "29.01 09:00"]


MOVED = (
    "UID:a\nSUMMARY:Перенесено\nRECURRENCE-ID:20261130T060000Z\n"
    "DTSTART:20261202T153000\nDTEND:20261202T163000\nLOCATION:7"
)


def test_a_moved_session_stands_at_its_new_time_with_its_own_words(tmp_path: Path) -> None:
    found = sessions(calendar(tmp_path, WEEKLY, MOVED))
    assert times(found) == ["23.11 09:00", "02.12 15:30", "07.12 09:00", "14.12 09:00"]
    assert (found[1].titles["ru"], found[1].room) == ("Перенесено", "7")
    assert (found[2].titles["ru"], found[2].room) == ("Занятие", "")


def test_a_moved_session_keeps_its_uid(tmp_path: Path) -> None:
    before = sessions(calendar(tmp_path, WEEKLY))
    after = sessions(calendar(tmp_path, WEEKLY, MOVED))
    assert [each.uid for each in before] == [each.uid for each in after]


def test_the_order_of_events_in_the_file_does_not_matter(tmp_path: Path) -> None:
    forward = sessions(calendar(tmp_path, WEEKLY, MOVED))
    assert sessions(calendar(tmp_path, MOVED, WEEKLY)) == forward


def test_a_change_may_hold_for_all_later_sessions(tmp_path: Path) -> None:
    onward = (
        "UID:a\nSUMMARY:Позже\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261207T060000Z\n"
        "DTSTART:20261207T110000\nDTEND:20261207T120000"
    )
    found = sessions(calendar(tmp_path, WEEKLY, onward))
    assert times(found) == ["23.11 09:00", "30.11 09:00", "07.12 11:00", "14.12 11:00"]
    assert [each.uid for each in found] == [
        each.uid for each in sessions(calendar(tmp_path, WEEKLY))
    ]


def test_one_session_of_a_series_may_be_cancelled(tmp_path: Path) -> None:
    cancelled = (
        "UID:a\nSUMMARY:Занятие\nSTATUS:CANCELLED\nRECURRENCE-ID:20261207T060000Z\n"
        "DTSTART:20261207T090000\nDTEND:20261207T100000"
    )
    found = sessions(calendar(tmp_path, WEEKLY, cancelled))
    assert [each.cancelled for each in found] == [False, False, True, False]


def test_a_whole_series_may_be_cancelled(tmp_path: Path) -> None:
    found = sessions(calendar(tmp_path, f"{WEEKLY}STATUS:CANCELLED"))
    assert [each.cancelled for each in found] == [True] * 4


def test_only_the_days_near_today_are_taken(tmp_path: Path) -> None:
    event = f"{NAMED}{TIMES}RRULE:FREQ=DAILY".replace("20261123T", "20250901T")
    found = sessions(calendar(tmp_path, event))
    assert (found[0].starts.date().isoformat(), len(found)) == ("2026-10-23", 31 + 1 + 400)
    assert found[-1].starts.date().isoformat() == "2027-12-28"


def test_a_session_that_only_reaches_into_the_window_is_left_out(tmp_path: Path) -> None:
    late = "UID:b\nSUMMARY:x\nDTSTART:20261022T230000\nDTEND:20261023T010000"
    assert [each.uid for each in sessions(calendar(tmp_path, NAMED + TIMES, late))] == ["a"]


def test_time_zones_alarms_and_tasks_are_passed_over(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Europe/Simferopol\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:Звонок\nEND:VALARM\n"
    event = f"BEGIN:VEVENT\n{NAMED}{alarm}{TIMES}END:VEVENT\n"
    task = "BEGIN:VTODO\nSUMMARY:Дело\nEND:VTODO\n"
    text = f"BEGIN:VCALENDAR\n{zone}{event}{task}END:VCALENDAR\n"
    (found,) = sessions(written(tmp_path, text, "schedule.ics"))
    assert (found.titles["ru"], found.starts.hour) == ("Занятие", 9)


def test_a_letter_split_by_folding_is_made_whole(tmp_path: Path) -> None:
    text = calendar(tmp_path, NAMED + TIMES).read_bytes()
    letter = "З".encode()
    folded = text.replace(letter, letter[:1] + b"\r\n " + letter[1:])
    (found,) = sessions(written(tmp_path, folded, "schedule.ics"))
    assert found.titles["ru"] == "Занятие"


def test_a_calendar_is_known_by_its_content_too(tmp_path: Path) -> None:
    content = calendar(tmp_path, NAMED + TIMES).read_bytes()
    assert len(sessions(written(tmp_path, b"\xef\xbb\xbf" + content, "export.txt"))) == 1


def test_the_example_calendar_is_taken_with_its_exceptions() -> None:
    found = sessions(EXAMPLES / "schedule.ics")
    seen = times(found)
    assert "04.01 14:30" not in seen
    assert "07.12 14:30" not in seen
    assert "08.12 15:00" in seen
    assert [f"{each.starts:%d.%m}" for each in found if each.cancelled] == ["14.12"]
    (parents,) = [each for each in found if each.uid == "parents@example.org"]
    assert (parents.places, parents.roles) == (30, frozenset({Role.GUARDIAN}))
