from __future__ import annotations

import random
import time
from pathlib import Path

import icalendar  # noqa: F401 - loaded before the clock starts
import pytest

from kiosk.words.errors import HelpPointError
from tests.kiosk.imports.samples import EXAMPLES, TIMES, calendar, refusal, sessions, written

GOOD = f"UID:good\nSUMMARY:x\n{TIMES}"
EVENT = f"UID:a\nSUMMARY:x\n{TIMES}"
SECOND = 3 + 6
"""The line of the second event's BEGIN:VEVENT, after a good first one."""


@pytest.mark.parametrize(
    "event",
    [
        "UID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261124",
        "UID:a\nSUMMARY:x\nDTSTART:20261123T090000",
        "UID:a\nSUMMARY:x",
        "UID:a\nSUMMARY:x\nDTSTART:20261123T090000\nDTEND:20261123T090000",
        "UID:a\nSUMMARY:x\nDTSTART:20261123T090000\nDTEND:20271123T090000",
        "UID:a\nSUMMARY:x\nDTSTART:20261123T090000\nDURATION:P400D",
        "UID:a\nSUMMARY:x\nDTSTART:00010101T000000\nDTEND:00010101T010000",
        "UID:a\nSUMMARY:x\nDTSTART:99991231T230000\nDTEND:99991231T235900",
        "UID:a\nSUMMARY:x\nDTSTART:завтра\nDTEND:20261123T100000",
        EVENT.replace("DTSTART:", "DTSTART;TZID=Mars/Olympus:"),
        EVENT.replace("DTSTART:", "DTSTART;TZID=../../etc/passwd:"),
        TIMES + "SUMMARY:x",
        TIMES + "UID:a",
        EVENT.replace("SUMMARY:x", "SUMMARY:" + "x" * 201),
        EVENT.replace("UID:a", "UID:" + "u" * 201),
        EVENT + "UID:b",
        EVENT + "CATEGORIES:Красная категория",
        EVENT + "X-PLACES:много",
        EVENT + "DESCRIPTION:Мест: много",
        EVENT + "SEQUENCE:x",
        EVENT + "EXDATE:20261123T090000,oops",
        EVENT + "RDATE;VALUE=PERIOD:20261124T090000/PT1H",
        EVENT + "RDATE;VALUE=DATE:20261124",
        EVENT + "EXRULE:FREQ=DAILY",
        EVENT + "RECURRENCE-ID;VALUE=DATE:20261123",
        EVENT + "not a property",
        EVENT + "EXDATE:20261123T090000\n" * 201,
        EVENT + "DESCRIPTION:" + "x" * 70_000,
        EVENT.replace("UID:a", "UID:good"),
    ],
)
def test_a_wrong_event_is_refused_at_its_begin(tmp_path: Path, event: str) -> None:
    assert refusal(sessions, calendar(tmp_path, GOOD, event)).line == SECOND


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;COUNT=3;UNTIL=20270101",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=53",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTH=2",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2",
        "FREQ=MONTHLY;BYSETPOS=2",
        "FREQ=MONTHLY;INTERVAL=12",
        "FREQ=WEEKLY;UNTIL=20260101,20270101",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=",
        "FREQ=WEEKLY\nRRULE:FREQ=DAILY",
    ],
)
def test_a_repetition_that_could_search_for_ever_is_refused(tmp_path: Path, rule: str) -> None:
    started = time.monotonic()
    path = calendar(tmp_path, GOOD, f"{EVENT}RRULE:{rule}")
    assert refusal(sessions, path).line == SECOND
    assert time.monotonic() - started < 5


def test_a_repetition_begun_long_ago_is_refused(tmp_path: Path) -> None:
    old = EVENT.replace("20261123T", "20201123T")
    assert refusal(sessions, calendar(tmp_path, GOOD, f"{old}RRULE:FREQ=DAILY")).line == SECOND


def test_too_many_sessions_are_refused_where_they_overflow(tmp_path: Path) -> None:
    daily = [EVENT.replace("UID:a", f"UID:{n}") + "RRULE:FREQ=DAILY" for n in range(20)]
    assert "5000" in refusal(sessions, calendar(tmp_path, *daily)).reason


def test_no_event_can_pass_for_a_session_of_another_one(tmp_path: Path) -> None:
    weekly = f"{EVENT}RRULE:FREQ=WEEKLY;COUNT=2"
    sham = EVENT.replace("UID:a", "UID:a/20261123T060000Z")
    assert refusal(sessions, calendar(tmp_path, weekly, sham)).line == 3 + 7


def test_too_many_repeating_events_are_refused(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=2"
    events = [EVENT.replace("UID:a", f"UID:{n}") + rule for n in range(301)]
    assert "300" in refusal(sessions, calendar(tmp_path, *events)).reason


def test_too_many_events_are_refused(tmp_path: Path) -> None:
    events = [EVENT.replace("UID:a", f"UID:{n}") for n in range(5001)]
    assert refusal(sessions, calendar(tmp_path, *events)).line == 3 + 6 * 5000


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("SUMMARY:x\n", 1),
        ("BEGIN:VEVENT\nEND:VEVENT\n", 1),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", 2),
        ("BEGIN:VCALENDAR\nEND:VEVENT\n", 2),
        ("END:VCALENDAR\n", 1),
        ("BEGIN:VCALENDAR\nBEGIN:VTODO\nBEGIN:VEVENT\nEND:VEVENT\n", 3),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", 3),
        ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", 2),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", 1),
        ("BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100_000, 100_001),
    ],
)
def test_a_broken_frame_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(sessions, written(tmp_path, text, "schedule.ics")).line == line


def test_a_calendar_with_changed_letters_is_read_or_refused_by_name(tmp_path: Path) -> None:
    lines = (EXAMPLES / "schedule.ics").read_bytes().split(b"\r\n")
    chance, refused = random.Random(5), 0
    for _round in range(200):
        damaged = bytearray(
            b"\r\n".join(chance.sample(lines, len(lines)) if _round % 9 == 0 else lines)
        )
        for _flip in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b"0129;:=,TZ-\\\n \xff")
        try:
            sessions(written(tmp_path, bytes(damaged), "schedule.ics"))
        except HelpPointError as error:
            refused += 1
            assert error.sentence()
    assert refused > 20
