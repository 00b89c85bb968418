from __future__ import annotations

import json

import pytest

from db.models import Act, Entry, Ledger
from kiosk.catalogue.topics import topics
from kiosk.documents.book import Book, Ending
from kiosk.documents.cells import line
from kiosk.documents.export import Format, content
from kiosk.documents.pages import check_page
from kiosk.documents.printing import book, unverified_book
from kiosk.journal.details import entry_details
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.acts import LeftReason
from kiosk.proof.chain import short_digest
from kiosk.proof.codes import code_of
from kiosk.proof.forms import Journal
from kiosk.proof.page import Stamp
from kiosk.proof.people import Role
from kiosk.visits import desk, registration
from kiosk.words import i18n
from kiosk.words.consent import Consent
from kiosk.words.drawing import parse, svg
from kiosk.words.errors import JournalsDiffer, NothingToExport
from tests.kiosk.proof.eventful import STROKES
from tests.kiosk.tampering import tamper
from tests.people import (
    PINS,
    POINT,
    SCHOOL,
    Clock,
    Staff,
    ask,
    at_desk,
    consult,
    entry_of,
    help_and_sign,
    help_out,
)

TALKS = Journal.CONSULTATIONS


def test_a_signed_consultation_fills_the_second_appendix(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    slip = registration.sign_in(
        any_point,
        request_id=new_request_id(),
        role=Role.GUARDIAN,
        topic=None,
        words="Вход в дневник",
        name="Королёва Анна Сергеевна",
        school_class="5-А",
    )
    clock.wait(days=1)
    entry = help_and_sign(any_point, any_staff.teacher, slip)
    printed = book(any_point, Journal.CONSULTATIONS, 2025)
    assert [line(printed, row) for row in printed.rows] == [
        [
            "1",
            "24.11.2025",
            "Вход в дневник",
            "Королёва Анна Сергеевна (родитель, 5-А)",
            "25.11.2025",
            f"Белая И. В., 25.11.2025, {entry_details(any_point, entry).digest}",
        ]
    ]


def test_a_signed_request_fills_the_first_appendix(any_point: HelpPoint, any_staff: Staff) -> None:
    kind = topics(any_point, Journal.REQUESTS)[0]
    slip = registration.file_request(
        any_point,
        request_id=new_request_id(),
        room="Учительская",
        topic=kind.code,
        description="Ни один сайт",
        name="Лысенко Ольга Петровна",
    )
    entry = entry_of(slip)
    desk.call(any_point, at_desk(any_point, any_staff.technician), entry)
    desk.start(any_point, any_staff.technician, entry)
    who = at_desk(any_point, any_staff.technician)
    desk.complete(any_point, who, entry, result="Заменён кабель.", note="Гарантия")
    printed = book(any_point, Journal.REQUESTS, 2025)
    assert [line(printed, row) for row in printed.rows] == [
        [
            "1",
            "24.11.2025",
            "Учительская",
            f"{kind.title}. Ни один сайт (Лысенко О. П.)",
            "24.11.2025",
            "не подписано",
            "Заменён кабель. Гарантия",
        ]
    ]


def test_a_volume_says_whose_it_is(point: HelpPoint, clock: Clock) -> None:
    consult(point)
    clock.wait(hours=5)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert (printed.school, printed.point, printed.school_year) == (SCHOOL, POINT, "2025/26")
    assert (printed.started, printed.printed) == ("24.11.2025", "24.11.2025 14:00")


@pytest.mark.parametrize(
    ("reason", "words"), [(LeftReason.NO_SHOW, "неявка"), (LeftReason.CANCELLED, "отменено")]
)
def test_who_left_keeps_a_row_that_says_so(
    point: HelpPoint, staff: Staff, reason: LeftReason, words: str
) -> None:
    first = entry_of(consult(point))
    desk.call(point, at_desk(point, staff.teacher), first)
    desk.no_show(point, staff.teacher, first, reason)
    consult(point)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert [row.number for row in printed.rows] == [1, 2]
    assert printed.rows[0].cells["completed"] == words
    assert [line(printed, row)[-1] for row in printed.rows] == ["—", "не завершено"]
    assert printed.rows[1].cells["completed"] == ""


def test_every_row_stands_in_the_order_of_its_number(point: HelpPoint, staff: Staff) -> None:
    slips = [consult(point, f"Посетитель {number}") for number in range(1, 6)]
    for slip in reversed(slips[1:]):
        help_out(point, staff.teacher, slip)
    printed = book(point, Journal.CONSULTATIONS, 2025)
    assert [row.number for row in printed.rows] == [1, 2, 3, 4, 5]
    assert "Посетитель 3" in printed.rows[2].cells["name"]


def test_the_journals_are_kept_in_russian_whatever_the_kiosk_speaks(
    point: HelpPoint, staff: Staff
) -> None:
    i18n.use("en")
    topic = topics(point, Journal.CONSULTATIONS, Role.PUPIL)[0]
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=topic.code,
        name="Семёнов Лёша",
        school_class="7-Б",
    )
    cells = book(point, Journal.CONSULTATIONS, 2025).rows[0].cells
    assert cells["name"] == "Семёнов Лёша (ученик, 7-Б)"
    assert cells["topic"] != topic.title
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(cells["topic"].lower())


def test_each_school_year_is_printed_on_its_own(point: HelpPoint, clock: Clock) -> None:
    consult(point, "Старая")
    clock.wait(days=365)
    consult(point, "Новая")
    ask(point)
    (row,) = book(point, Journal.CONSULTATIONS, 2026).rows
    assert row.cells["name"].startswith("Новая")
    with pytest.raises(NothingToExport):
        book(point, Journal.REQUESTS, 2025)


def test_an_eventful_volume_is_printed_cell_by_cell(lived_point: HelpPoint) -> None:
    printed = book(lived_point, TALKS, 2025)
    cells = [
        (row.cells["number"], row.cells["opened"], row.cells["completed"], row.cells["name"])
        for row in printed.rows
    ]
    assert cells == [
        ("1", "24.11.2025", "24.11.2025", "Артёменко Татьяна Юрьевна (учитель)"),
        ("2", "24.11.2025", "24.11.2025", "Королёва Анна Сергеевна (учитель)"),
        ("3", "25.11.2025", "25.11.2025", "Ткаченко Галина Петровна (учитель)"),
        ("4", "25.11.2025", "25.11.2025", "Мельник Денис Олегович (учитель)"),
        ("5", "25.11.2025", "25.11.2025", "Мельник Данил Олегович (учитель)"),
        ("6", "25.11.2025", "25.11.2025", "персональные данные уничтожены 25.11.2025"),
        ("7", "25.11.2025", "неявка", "Юрченко Лариса Николаевна (учитель)"),
        ("8", "25.11.2025", "25.11.2025", "Щербакова Нина Фёдоровна (учитель)"),
        ("9", "25.11.2025", "приём не состоялся", "Гончар Вера Степановна (учитель)"),
        ("10", "25.11.2025", "25.11.2025", "Лысенко Ольга Петровна (учитель)"),
    ]
    topics = {row.cells["topic"] for row in printed.rows}
    assert topics == {"Как выставить итоговую отметку", "—"}
    assert printed.rows[5].cells["topic"] == "—"
    assert [row.destroyed for row in printed.rows] == [*[""] * 5, "25.11.2025", *[""] * 4]
    assert [row.struck for row in printed.rows] == [n in (3, 4, 6) for n in range(1, 11)]
    drawn = svg(parse(STROKES))
    assert [row.drawing for row in printed.rows] == [
        drawn if number in (2, 5) else "" for number in range(1, 11)
    ]


def test_the_signature_of_a_row_says_who_when_and_which(lived_point: HelpPoint) -> None:
    """Number 10 was signed with a key that its holder got later."""
    stamps = [row.stamp for row in book(lived_point, TALKS, 2025).rows]
    by_seq = {act.seq: short_digest(bytes(act.signature)) for act in Act.select()}
    signatures = {row.id: by_seq.get(row.signed_seq, "") for row in Entry.select()}
    assert all(signatures[entry] for entry in (1, 2, 3, 4, 5, 6, 11))
    teacher, chief = "Белая И. В.", "Смирнова О. И."
    assert stamps == [
        Stamp(teacher, "24.11.2025", signatures[1]),
        Stamp(teacher, "25.11.2025", signatures[2]),
        Stamp(teacher, "25.11.2025", signatures[3]),
        Stamp(chief, "25.11.2025", signatures[4]),
        Stamp(chief, "25.11.2025", signatures[5]),
        Stamp(teacher, "25.11.2025", signatures[6]),
        None,
        None,
        None,
        Stamp(teacher, "25.11.2025", signatures[11]),
    ]


def test_a_row_stands_as_its_acts_say(lived_point: HelpPoint) -> None:
    states = [row.state for row in book(lived_point, TALKS, 2025).rows]
    assert states == [*["signed"] * 6, "left", "completed", "left", "signed"]
    (request,) = book(lived_point, Journal.REQUESTS, 2025).rows
    assert (request.state, request.cells["note"]) == ("signed", "Показано")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_whether_somebody_waits_or_is_being_helped_stands_in_no_act_and_on_no_paper(
    point: HelpPoint, staff: Staff, steps: int
) -> None:
    entry = entry_of(consult(point))
    for step in (desk.call, desk.start)[:steps]:
        step(point, staff.teacher, entry)
    (row,) = book(point, TALKS, 2025).rows
    assert line(book(point, TALKS, 2025), row)[-1] == "не завершено"


def test_a_part_of_a_volume_is_printed(lived_point: HelpPoint) -> None:
    def numbers(**part: int) -> list[int]:
        return [row.number for row in book(lived_point, TALKS, 2025, **part).rows]

    assert numbers() == list(range(1, 11))
    assert numbers(first=9) == [9, 10]
    assert numbers(last=2) == [1, 2]
    assert numbers(first=4, last=4) == [4]
    assert numbers(last=0) == []


def test_a_closed_volume_ends_with_who_closed_it_and_a_code_of_all_its_rows(
    lived_point: HelpPoint,
) -> None:
    printed = book(lived_point, TALKS, 2025)
    act = Act.get(Act.kind == "volume_closed")
    said = json.loads(bytes(act.body))
    code = code_of(TALKS, 2025, 1, 10, 54, bytes(act.tail))
    assert printed.ending == Ending(
        date="21.09.2026",
        who="Смирнова О. И.",
        entries=10,
        unsigned="8",
        reason="Болезнь",
        rows=said["rows"],
        head=said["seen"]["head"],
        stamp=Stamp("Смирнова О. И.", "21.09.2026", short_digest(bytes(act.signature))),
        code=str(code),
        scanned=code.scanned(),
    )
    assert check_page(lived_point, printed.ending.code).compared == 20
    scanned = check_page(lived_point, printed.ending.scanned)
    assert (scanned.agrees, scanned.compared) == (True, 52)
    assert (printed.size, printed.head) == (54, bytes(Ledger.get().tail))
    assert (printed.size, printed.opened_by) == (54, "Смирнова О. И., 24.11.2025")
    assert (printed.printed, printed.journal, printed.year) == ("24.11.2026 09:00", TALKS, 2025)


def test_an_open_volume_has_no_end_and_the_school_s_own_stamp(lived_point: HelpPoint) -> None:
    printed = book(lived_point, Journal.REQUESTS, 2025, stamp_words="Подписано ПЭП")
    assert (printed.ending, printed.opened_by, printed.stamp) == (None, "", "Подписано ПЭП")
    assert book(lived_point, TALKS, 2025).stamp == "Подписано простой электронной подписью"


def test_destroyed_words_of_a_request_are_replaced_by_the_day(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_and_sign(point, staff.technician, ask(point))
    destroy(
        point, [entry], cause=Cause.REQUEST, reason="Просьба", login="smirnova",
        pin=PINS["smirnova"],
    )  # fmt: skip
    (row,) = book(point, Journal.REQUESTS, 2025).rows
    assert row.cells == {
        "number": "1",
        "opened": "24.11.2025",
        "room": "—",
        "problem": "персональные данные уничтожены 24.11.2025",
        "completed": "24.11.2025",
        "note": "",
    }
    assert row.destroyed == "24.11.2025"


@pytest.mark.parametrize(
    ("role", "named"),
    [
        (Role.ADMINISTRATION, "администрация"),
        (Role.TEACHER, "учитель"),
        (Role.CLASS_TEACHER, "классный руководитель"),
        (Role.GUARDIAN, "родитель, 5-А"),
        (Role.PUPIL, "ученик, 5-А"),
    ],
)
def test_a_visitor_is_named_with_role_and_class(point: HelpPoint, role: Role, named: str) -> None:
    visit(point, role, "Ли Яна")
    assert book(point, TALKS, 2025).rows[0].cells["name"] == f"Ли Яна ({named})"


def visit(point: HelpPoint, role: Role, name: str, consent: str = "") -> None:
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=role,
        topic=None,
        words="Вход в дневник",
        name=name,
        school_class="5-А" if role.has_class and name else "",
        consent=consent,
    )


def test_who_refused_consent_stands_without_a_name(point: HelpPoint, staff: Staff) -> None:
    refused = Consent("1", "Согласен.").answered(False)
    visit(point, Role.PUPIL, "", refused)
    registration.file_request(
        point, request_id=new_request_id(), room="312", topic=None, description="Нет сети",
        name="", consent=refused,
    )  # fmt: skip
    assert book(point, TALKS, 2025).rows[0].cells["name"] == "без ФИО (ученик)"
    (request,) = book(point, Journal.REQUESTS, 2025).rows
    assert request.cells["problem"] == "Нет сети (без ФИО)"
    assert (request.cells["note"], request.cells["completed"]) == ("", "")


def test_result_and_note_of_a_request_stand_as_sentences(point: HelpPoint, staff: Staff) -> None:
    for result, note in (("Заменён.", "Гарантия."), ("Заменён", ""), (".5 м кабеля", "X")):
        entry = entry_of(ask(point))
        desk.call(point, at_desk(point, staff.technician), entry)
        desk.start(point, staff.technician, entry)
        desk.complete(point, at_desk(point, staff.technician), entry, result=result, note=note)
    notes = [row.cells["note"] for row in book(point, Journal.REQUESTS, 2025).rows]
    assert notes == ["Заменён. Гарантия", "Заменён", ".5 м кабеля. X"]


@pytest.mark.parametrize("strokes", ["'no drawing'", "'7'", "'[[[1,2]]]x'", "7", "x'FF'"])
def test_a_damaged_drawing_is_left_out_of_an_extract(lived_place: Place, strokes: str) -> None:
    tamper(lived_place, f"UPDATE drawing SET strokes = {strokes} WHERE entry_id = 2")
    rows = extract(lived_place).rows
    assert (rows[1].drawing, rows[4].drawing) == ("", svg(parse(STROKES)))


def test_a_signature_stands_in_an_extract_as_it_was_given(
    lived_point: HelpPoint, lived_place: Place
) -> None:
    """Whatever became of the person: another name, no key, another zone of the point."""
    before = [row.stamp for row in book(lived_point, TALKS, 2025).rows]
    tamper(
        lived_place,
        "DELETE FROM signing_key; UPDATE specialist SET name = 'Другая Вера', login = login || '2';"
        "UPDATE point SET zone = 'Asia/Kamchatka'",
    )
    assert [row.stamp for row in extract(lived_place).rows] == before


def test_a_signature_whose_words_are_gone_names_nobody_in_an_extract(lived_place: Place) -> None:
    tamper(lived_place, "DELETE FROM wording WHERE word = 'signer'")
    stamp = extract(lived_place).rows[3].stamp
    assert stamp is not None
    assert (stamp.signer, stamp.date) == ("", "25.11.2025")


def extract(place: Place) -> Book:
    """What somebody gets who insists, of journals that do not agree."""
    point = open_point(place, clock=Clock())
    with pytest.raises(JournalsDiffer) as refused:
        book(point, TALKS, 2025)
    found = unverified_book(point, TALKS, 2025, why=refused.value.why)
    assert found.warning == f"НЕ СВЕРЕНО. {refused.value.why}."
    assert (found.size, found.head) == (0, b"")
    return found


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("UPDATE entry SET role = 'nobody' WHERE id = 1", "Артёменко Татьяна Юрьевна"),
        ("UPDATE entry SET opened_at = 'x', name = 7 WHERE id = 1", "7"),
        ("UPDATE act SET body = x'00' WHERE kind = 'entry_annulled'", "Артёменко"),
        ("UPDATE act SET body = x'00', kind = 'x' WHERE kind = 'volume_closed'", "Артёменко"),
        ("UPDATE act SET body = x'00' WHERE kind = 'volume_closed'", "Артёменко"),
        ("UPDATE act SET body = x'00' WHERE kind = 'volume_vouched'", "Артёменко"),
        ("UPDATE volume SET opened_at = 'x'", "Артёменко"),
        ("DELETE FROM specialist", "Артёменко"),
        ("UPDATE act SET signature = 'x', tail = 7, given = 7, at = 'x'", "Артёменко"),
        ("DELETE FROM act", "Артёменко"),
    ],
)
def test_an_extract_shows_what_is_there_whatever_it_is(
    lived_place: Place, statement: str, shown: str
) -> None:
    point = open_point(lived_place, clock=Clock())
    tamper(lived_place, statement)
    found = unverified_book(point, TALKS, 2025, why="x")
    assert [row.number for row in found.rows] == list(range(1, 11))
    assert shown in found.rows[0].cells["name"]
    for format in (Format.CSV, Format.JSON, Format.XLSX):
        assert content(found, format)


def test_a_closing_that_was_altered_is_printed_in_an_extract_without_its_code(
    lived_place: Place,
) -> None:
    tamper(lived_place, "UPDATE wording SET text = 'Все подписаны' WHERE text = 'Болезнь'")
    ending = extract(lived_place).ending
    assert ending is not None
    assert (ending.unsigned, ending.reason, ending.code) == ("8", "Все подписаны", "")
