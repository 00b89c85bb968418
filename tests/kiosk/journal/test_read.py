from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.engine import current
from db.models import Act, Event, Word
from kiosk.journal.correct import annul, replace
from kiosk.journal.details import EntryDetails, Happening, entry_details
from kiosk.journal.read import (
    Contents,
    Correction,
    Line,
    LinkedEntry,
    Month,
    contents,
    find,
    lines,
    lines_of,
)
from kiosk.machine.place import Place as KeptAt
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import Kind, LeftReason, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.page import about
from kiosk.proof.people import Channel, Role
from kiosk.visits import desk
from kiosk.words.errors import NotYourJournal
from kiosk.words.i18n import _, use
from kiosk.words.states import left_name
from tests.kiosk.tampering import tamper
from tests.people import (
    PINS,
    Clock,
    Staff,
    ask,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
    sign,
    staff_of,
)

TALKS = Journal.CONSULTATIONS
WORKS = Journal.REQUESTS


def test_a_name_is_found_however_its_letters_and_marks_were_typed(any_point: HelpPoint) -> None:
    latin = {"С": "C", "о": "o", "а": "a", "е": "e"}
    typed = "Соломка-Ена О’Генри".translate(str.maketrans(latin))
    consult(any_point, f"{typed} – младшая")
    consult(any_point, "Соло́мка-Ена О'Генри")
    for wanted in (
        "Соломка-Ена",
        "coлoмкa",
        "соломка - ена",
        "СОЛОМКА‐ЕНА",
        "Соло́мка О'Генри",
        "оʼгенри соломка",
    ):
        assert numbers(any_point, wanted) == [2, 1], wanted
    assert numbers(any_point, "Салимка") == []


@pytest.fixture
def read_point(any_point: HelpPoint, clock: Clock) -> HelpPoint:
    """Three consultations on two days and a request."""
    consult(any_point, "Артёменко Татьяна Юрьевна", words="Итоговые отметки")
    consult(any_point, "Королёва Анна Сергеевна", words="Вход в дневник")
    ask(any_point, "215", description="Принтер жуёт бумагу")
    clock.wait(days=2)
    consult(any_point, "Ежов Пётр", words="Домашнее задание 100%")
    return any_point


def numbers(point: HelpPoint, wanted: str, journal: Journal = TALKS) -> list[int]:
    return [line.number for line in lines_of(point, find(point, journal, wanted))]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2", [2]),
        ("№2", [2]),
        ("королёва", [2]),
        ("КОРОЛЕВА", [2]),
        ("королева анна", [2]),
        ("анна королева", [2]),
        ("ёжов", [3]),
        ("артеменко", [1]),
        ("итоговые", [1]),
        ("дневник", [2]),
        ("24.11.2025", [2, 1]),
        ("24.11.25", [2, 1]),
        ("26.11", [3]),
        ("25.11.2025", []),
        ("королёва пётр", []),
        ("100%", [3]),
        ("%", [3]),
        ("_", []),
        ("'; DROP TABLE entry; --", []),
        ("99.99.2025", []),
        ("", [3, 2, 1]),
    ],
)
def test_an_entry_is_found_as_people_ask_for_it(
    read_point: HelpPoint, wanted: str, found: list[int]
) -> None:
    assert numbers(read_point, wanted) == found


def test_a_request_is_found_by_its_room_and_words(read_point: HelpPoint) -> None:
    assert numbers(read_point, "215", WORKS) == [1]
    assert numbers(read_point, "принтер ЖУЕТ", WORKS) == [1]
    assert numbers(read_point, "королёва", WORKS) == []


def test_what_was_done_can_be_searched_too(point: HelpPoint, staff: Staff) -> None:
    help_out(point, staff.teacher, consult(point), "Выдана памятка")
    assert numbers(point, "памятка") == [1]


def test_a_volume_is_read_by_numbers(read_point: HelpPoint) -> None:
    assert contents(read_point, TALKS, 2025) == Contents(3, (Month(2025, 11, 1, 3),))
    assert contents(read_point, TALKS, 2024) == Contents(0, ())
    shown = lines(read_point, TALKS, 2025, 2, 3)
    assert [(line.number, line.who) for line in shown] == [
        (2, "Королёва Анна Сергеевна"),
        (3, "Ежов Пётр"),
    ]
    request = lines(read_point, WORKS, 2025, 1, 99)[0]
    assert (request.who, request.about) == ("215", "Принтер жуёт бумагу")
    assert f"{request.opened:%H:%M}" == "09:00"


def test_a_page_tells_the_whole_story_in_order(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    entry = entry_of(consult(any_point))
    clock.wait(minutes=1)
    desk.call(any_point, at_desk(any_point, any_staff.teacher), entry)
    clock.wait(minutes=1)
    desk.start(any_point, any_staff.teacher, entry)
    clock.wait(minutes=1)
    desk.complete(any_point, any_staff.teacher, entry, result="Показано")
    clock.wait(minutes=1)
    sign(any_point, any_staff.teacher, entry, pin=PINS["belaya"])
    shown = entry_details(any_point, entry)
    assert shown.role is Role.TEACHER
    assert shown.ticket == "К-01"
    assert shown.specialist == "Белая Ирина Викторовна"
    assert [happening.what for happening in shown.history] == [
        "entry_opened",
        "called",
        "started",
        "entry_completed",
        "entry_signed",
    ]
    acts = [happening.act for happening in shown.history if happening.act]
    assert acts == sorted(acts)
    assert len(acts) == 3


def test_a_call_that_was_repeated_stands_in_the_story(point: HelpPoint, staff: Staff) -> None:
    entry = entry_of(consult(point))
    desk.call(point, staff.teacher, entry)
    desk.recall(point, staff.teacher, entry)
    desk.give_back(point, staff.teacher, entry)
    told = [happening.what for happening in entry_details(point, entry).history]
    assert told == ["entry_opened", "called", "recalled", "returned"]


def test_an_entry_that_is_not_there_is_refused(point: HelpPoint) -> None:
    with pytest.raises(NotYourJournal):
        entry_details(point, 4711)


def test_an_entry_whose_acts_are_gone_is_still_shown(point: HelpPoint) -> None:
    """Reading is no verification: what the table has is shown, with the history that is left."""
    entry = entry_of(consult(point))
    current().execute_sql("DROP TRIGGER act_kept")
    current().execute_sql("DELETE FROM act WHERE entry_id IS NOT NULL")
    shown = entry_details(point, entry)
    assert (shown.name, shown.corrects) == ("Артёменко Татьяна Юрьевна", None)
    assert (shown.history, shown.digest) == ((), "")


@pytest.mark.parametrize(
    ("reason", "name"),
    [(LeftReason.NO_SHOW, "did not come"), (LeftReason.CANCELLED, "cancelled")],
)
def test_why_an_entry_ended_has_a_name(reason: LeftReason, name: str) -> None:
    use("en")
    assert left_name(reason) == name


def test_a_replaced_entry_and_its_successor_name_each_other(
    any_point: HelpPoint, clock: Clock
) -> None:
    teacher = staff_of(any_point).teacher
    old = help_and_sign(any_point, teacher, consult(any_point))
    new = replace(
        any_point,
        teacher,
        old,
        words={"result": "Исправлено вместе"},
        reason="Не тот результат",
        pin=PINS["belaya"],
    )
    before, after = entry_details(any_point, old), entry_details(any_point, new.entry)
    assert before.correction is not None and before.correction.successor is not None
    assert before.correction.successor.entry == new.entry
    assert before.correction.reason == "Не тот результат"
    assert before.correction.who == "Белая И. В."
    assert after.corrects is not None and after.corrects.entry == old
    assert "Не тот результат" in [happening.reason for happening in before.history]
    shown = [line.standing for line in lines(any_point, TALKS, 2025, 1, 2)]
    assert shown[0] == _("replaced by entry No. {number}").format(number=2)
    assert shown[1] == _("signed")


def test_destroyed_data_leave_an_annulment_without_its_reason(
    any_point: HelpPoint, clock: Clock
) -> None:
    people = staff_of(any_point)
    entry = help_and_sign(any_point, people.teacher, consult(any_point))
    annul(any_point, people.teacher, entry, reason="Проверка связи", pin=PINS["belaya"])
    destroy(
        any_point,
        [entry],
        cause=Cause.REQUEST,
        reason="По заявлению",
        login="smirnova",
        pin=PINS["smirnova"],
    )
    shown = entry_details(any_point, entry)
    assert shown.standing == _("annulled")
    assert shown.correction is not None and shown.correction.reason == ""
    assert shown.destroyed is not None
    assert "data_destroyed" in [happening.what for happening in shown.history]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2025 at the point."""
    return datetime(2025, 11, day, hour, minute, tzinfo=ZoneInfo("Europe/Simferopol"))


REPLACED = Correction(
    Kind.ENTRY_RESTATED, at(25, 9, 5), "Смирнова О. И.", "Ошибка в имени", LinkedEntry(5, 2025, 5)
)
ANNULLED = Correction(Kind.ENTRY_ANNULLED, at(25, 9), "Смирнова О. И.", "Записано дважды", None)
DESTROYED = Correction(Kind.ENTRY_ANNULLED, at(25, 9, 5), "Белая И. В.", "", None)


def test_every_line_of_a_volume_says_who_came_with_what_and_what_became_of_it(
    lived_point: HelpPoint,
) -> None:
    topic = "Как выставить итоговую отметку"
    first, late, later = at(24, 9), at(25, 9), at(25, 9, 5)
    chief, teacher = "Смирнова О. И.", "Белая И. В."
    gone, done = State.LEFT, State.SIGNED
    tatyana, anna, galina = (
        "Артёменко Татьяна Юрьевна",
        "Королёва Анна Сергеевна",
        "Ткаченко Галина Петровна",
    )
    denis, danil = "Мельник Денис Олегович", "Мельник Данил Олегович"
    assert lines(lived_point, TALKS, 2025, 1, 7) == [
        Line(1, 1, 2025, first, tatyana, topic, done, None, teacher, first),
        Line(2, 2, 2025, first, anna, topic, done, None, teacher, late),
        Line(3, 3, 2025, late, galina, topic, done, ANNULLED, teacher, late),
        Line(4, 4, 2025, later, denis, topic, done, REPLACED, chief, later),
        Line(5, 5, 2025, later, danil, topic, done, None, chief, later, 4),
        Line(6, 6, 2025, later, "", "", done, DESTROYED, teacher, later),
        Line(7, 7, 2025, later, "Юрченко Лариса Николаевна", topic, gone, None, teacher),
    ]
    assert lines(lived_point, TALKS, 2026, 1, 9)[0].year == 2026
    assert len(lines(lived_point, TALKS, 2026, 1, 9)) == 1
    assert lines(lived_point, WORKS, 2025, 1, 9) == [
        Line(10, 1, 2025, later, "215", "Нет Интернета", done, None, "Ковалёв П. А.", later)
    ]


def test_a_page_shows_everything_that_is_known_of_a_replaced_entry(
    lived_point: HelpPoint,
) -> None:
    shown = entry_details(lived_point, 4)
    act = Act.get(Act.seq == 26)
    chief = "Смирнова О. И."
    assert shown == EntryDetails(
        entry=4,
        journal=TALKS,
        year=2025,
        number=4,
        ticket="К-02",
        state=State.SIGNED,
        role=Role.TEACHER,
        channel=Channel.IN_PERSON,
        asked=None,
        late="",
        name="Мельник Денис Олегович",
        consent="",
        school_class="",
        room="",
        topic="Как выставить итоговую отметку",
        problem="",
        result="Показано",
        note="",
        left_reason="",
        specialist="Смирнова Ольга Ивановна",
        specialist_login="smirnova",
        opened=at(25, 9, 5),
        completed=at(25, 9, 5),
        signed=at(25, 9, 5),
        digest=short_digest(bytes(act.signature)),
        destroyed=None,
        correction=REPLACED,
        corrects=None,
        history=(
            Happening(at(25, 9, 5), "entry_opened", "", 23),
            Happening(at(25, 9, 5), "entry_completed", chief, 25),
            Happening(at(25, 9, 5), "entry_signed", chief, 26),
            Happening(at(25, 9, 5), "entry_replaced", chief, None, "Ошибка в имени"),
            Happening(at(25, 9, 5), "called", chief, None),
            Happening(at(25, 9, 5), "started", chief, None),
        ),
    )


def test_a_page_shows_what_a_successor_stands_for(lived_point: HelpPoint) -> None:
    shown = entry_details(lived_point, 5)
    assert (shown.corrects, shown.correction) == (LinkedEntry(4, 2025, 4), None)
    chief = "Смирнова О. И."
    assert shown.history == (
        Happening(at(25, 9, 5), "entry_restated", chief, 27, "Ошибка в имени"),
        Happening(at(25, 9, 5), "entry_signed", chief, 28),
    )


def test_a_page_of_destroyed_data_keeps_who_and_when(lived_point: HelpPoint) -> None:
    shown = entry_details(lived_point, 6)
    assert (shown.name, shown.topic, shown.result) == ("", "", "")
    assert (shown.correction, shown.destroyed) == (DESTROYED, at(25, 9, 5))
    assert [(one.what, one.who, one.act, one.reason) for one in shown.history] == [
        ("entry_opened", "", 29, ""),
        ("entry_completed", "Белая И. В.", 30, ""),
        ("entry_signed", "Белая И. В.", 31, ""),
        ("entry_annulled", "Белая И. В.", 32, ""),
        ("data_destroyed", "", None, ""),
        ("called", "Белая И. В.", None, ""),
        ("started", "Белая И. В.", None, ""),
    ]


def test_a_page_of_who_left_and_of_who_waits_has_no_signature(lived_point: HelpPoint) -> None:
    left, lapsed, request = (entry_details(lived_point, entry) for entry in (7, 9, 10))
    assert (left.state, left.left_reason, left.digest) == (State.LEFT, "no_show", "")
    assert (left.completed, left.signed, left.specialist_login) == (None, None, "belaya")
    assert [one.what for one in left.history] == ["entry_opened", "entry_left", "called"]
    assert (lapsed.specialist, lapsed.specialist_login, lapsed.digest) == ("", "", "")
    assert (lapsed.state, lapsed.left_reason) == (State.LEFT, "not_held")
    told = [(one.what, one.who) for one in lapsed.history]
    assert told == [("entry_opened", ""), ("entry_lapsed", "")]
    assert (request.journal, request.room, request.problem) == (WORKS, "215", "Нет Интернета")
    assert (request.number, request.ticket) == (1, "Т-01")


def test_what_happened_is_told_in_the_order_of_time(lived_point: HelpPoint) -> None:
    told = entry_details(lived_point, 2).history
    assert [one.what for one in told][-1] == "entry_signed"
    assert told[-1].at == at(25, 9)


def test_who_signed_and_who_corrected_are_named_as_they_signed(lived_place: KeptAt) -> None:
    tamper(lived_place, "UPDATE specialist SET name = 'Другая Вера', login = login || '2'")
    shown = entry_details(open_point(lived_place, clock=Clock()), 3)
    assert shown.correction is not None
    assert shown.correction.who == "Смирнова О. И."
    assert [(one.what, one.who) for one in shown.history if one.act] == [
        ("entry_opened", ""),
        ("entry_completed", ""),
        ("entry_signed", "Белая И. В."),
        ("entry_annulled", "Смирнова О. И."),
    ]


def test_a_day_begins_and_ends_at_midnight_of_the_point(point: HelpPoint, clock: Clock) -> None:
    """Nine in the evening in Greenwich."""
    clock.wait(hours=15)
    consult(point)
    clock.wait(hours=24)
    consult(point)
    assert numbers(point, "24.11.2025") == []
    assert numbers(point, "25.11.2025") == [1]
    assert numbers(point, "26.11.2025") == [2]
    assert numbers(point, "27.11.2025") == []


def test_a_day_without_a_year_is_the_last_one_that_has_been(point: HelpPoint, clock: Clock) -> None:
    consult(point, "Мельник Денис")
    clock.wait(days=1)
    consult(point, "Королёва Анна")
    clock.wait(days=364)
    consult(point, "Ткаченко Галина")
    found = {
        wanted: [line.who for line in lines_of(point, find(point, TALKS, wanted))]
        for wanted in ("24.11", "24.11.", "25.11", "25.11.25")
    }
    assert found == {
        "24.11": ["Ткаченко Галина"],
        "24.11.": ["Ткаченко Галина"],
        "25.11": ["Королёва Анна"],
        "25.11.25": ["Королёва Анна"],
    }


@pytest.mark.parametrize("wanted", ["29.02", "24.11.1925", "1.2.3", "24.11.2025..", "011.11"])
def test_what_is_no_day_is_looked_for_in_the_words(point: HelpPoint, wanted: str) -> None:
    consult(point, words=f"Нет отметки за {wanted}, и {wanted} тоже")
    consult(point)
    assert numbers(point, wanted) == [1]


def test_the_newest_entries_are_found_first_and_all_of_them(point: HelpPoint, clock: Clock) -> None:
    for _visitor in range(3):
        consult(point)
    clock.wait(days=300)
    for _visitor in range(202):
        consult(point)
    found = lines_of(point, find(point, TALKS, ""))
    assert [(line.year, line.number) for line in found] == [
        *((2026, number) for number in range(202, 0, -1)),
        *((2025, number) for number in (3, 2, 1)),
    ]
    assert len(find(point, TALKS, "Артёменко")) == 205
    assert len(find(point, TALKS, "Артёменко", year=2025)) == 3
    assert find(point, TALKS, "", year=2024) == []


def test_a_volume_is_known_by_its_months(any_point: HelpPoint, clock: Clock) -> None:
    """The last evening of November in Greenwich is December at the point."""
    consult(any_point)
    clock.wait(days=6, hours=15, minutes=30)
    consult(any_point)
    consult(any_point)
    clock.wait(days=40)
    consult(any_point)
    months = (Month(2025, 11, 1, 1), Month(2025, 12, 2, 3), Month(2026, 1, 4, 4))
    assert contents(any_point, TALKS, 2025) == Contents(4, months)
    assert [month.entries for month in months] == [1, 2, 1]
    assert numbers(any_point, "ноябрь") == [1]
    assert numbers(any_point, "декабрь") == [3, 2]
    assert numbers(any_point, "февраль") == []


def test_states_helpers_and_tickets_are_found(lived_point: HelpPoint) -> None:
    """Of a volume that holds every state, each is found by its word and by nothing else."""
    found = {
        wanted: [line.number for line in lines_of(lived_point, find(lived_point, TALKS, wanted))]
        for wanted in (
            "аннулировано 2025/26",
            "заменено",
            "неявка",
            "помощь не оказана 2025/26",
            "помог: Белая 2025/26",
            "белая неявка",
            "K-02 2025/26",
            "подписано 2025/26",
            "ждёт 2025/26",
        )
    }
    assert found == {
        "аннулировано 2025/26": [6, 3],
        "заменено": [4],
        "неявка": [7],
        "помощь не оказана 2025/26": [9, 7],
        "помог: Белая 2025/26": [10, 8, 7, 6, 3, 2, 1],
        "белая неявка": [7],
        "K-02 2025/26": [5, 4, 2],
        "подписано 2025/26": [10, 6, 5, 4, 3, 2, 1],
        "ждёт 2025/26": [],
    }


def test_a_long_word_is_found_by_any_part_of_it(any_point: HelpPoint) -> None:
    address = "https://school.example/" + "".join(chr(ord("а") + n % 30) for n in range(130))
    consult(any_point, words=f"Не открывается {address}")
    consult(any_point, words=f"Не открывается {address[:70]}")
    for first in range(0, len(address), 13):
        assert 1 in numbers(any_point, address[first : first + 29]), first
    assert numbers(any_point, address) == [1]
    assert numbers(any_point, address[:60]) == [2, 1]
    assert numbers(any_point, address[:40] + "нет") == []


def test_a_result_that_was_written_anew_is_found_by_its_new_words_alone(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = help_out(any_point, any_staff.teacher, consult(any_point), "Выдана памятка")
    desk.complete(any_point, any_staff.teacher, entry, result="Выдана инструкция")
    assert numbers(any_point, "памятка") == []
    assert numbers(any_point, "инструкция") == [1]
    assert numbers(any_point, "выдана") == [1]
    assert Word.select().where(Word.text == "памятка").count() == 0


@pytest.mark.parametrize(
    ("topic", "problem", "told"),
    [
        ("Тема", "Вопрос", "Тема. Вопрос"),
        ("Тема.", "Вопрос.", "Тема. Вопрос."),
        (".Тема", "Вопрос", ".Тема. Вопрос"),
        ("ТемаX", "Вопрос", "ТемаX. Вопрос"),
        ("Тема", "", "Тема"),
        ("", "Вопрос", "Вопрос"),
        ("", "", ""),
    ],
)
def test_topic_and_problem_are_told_as_one(topic: str, problem: str, told: str) -> None:
    assert about(topic, problem) == told


def test_every_moment_is_told_in_the_point_s_own_time(lived_point: HelpPoint) -> None:
    shown = [entry_details(lived_point, entry) for entry in (2, 4, 6)]
    told = [one.at for each in shown for one in each.history]
    told += [
        moment for each in shown for moment in (each.opened, each.completed, each.signed) if moment
    ]
    told += [each.destroyed for each in shown if each.destroyed]
    told += [each.correction.at for each in shown if each.correction]
    told += [line.opened for line in lines(lived_point, TALKS, 2025, 1, 10)]
    assert {moment.utcoffset() for moment in told} == {timedelta(hours=3)}


def test_a_successor_is_found_in_its_own_journal_and_year(point: HelpPoint, clock: Clock) -> None:
    people = staff_of(point)
    consult(point)
    old = help_and_sign(point, people.technician, ask(point))
    clock.wait(days=300)
    consult(point)
    made = replace(
        point, people.technician, old, words={"room": "1"}, reason="Кабинет", pin=PINS["kovalyov"]
    )
    correction = entry_details(point, old).correction
    assert correction is not None
    assert correction.successor == LinkedEntry(made.entry, 2026, 1)
    assert entry_details(point, made.entry).corrects == LinkedEntry(old, 2025, 1)
    assert [contents(point, journal, 2026).size for journal in (TALKS, WORKS)] == [1, 1]


def test_each_volume_has_its_own_size(lived_point: HelpPoint) -> None:
    assert (contents(lived_point, TALKS, 2025).size, contents(lived_point, WORKS, 2025).size) == (
        10,
        1,
    )
    assert (contents(lived_point, TALKS, 2026).size, contents(lived_point, WORKS, 2026).size) == (
        1,
        0,
    )


def test_what_nobody_did_stands_in_the_story_without_a_name(lived_point: HelpPoint) -> None:
    Event.insert(
        entry=9, point=lived_point.id, kind="returned", at="2025-11-25T07:00:00.000Z"
    ).execute()
    assert [(one.what, one.who) for one in entry_details(lived_point, 9).history] == [
        ("entry_opened", ""), ("returned", ""), ("entry_lapsed", "")
    ]  # fmt: skip
