"""A signed entry is corrected by a new act; the old row stays as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from db.engine import current
from db.models import Act, Drawing, Entry, Volume, Wording
from db.models import Specialist as SpecialistRow
from kiosk.documents.printing import book
from kiosk.journal.correct import annul, replace
from kiosk.journal.facts import LONGEST, search_text
from kiosk.journal.read import lines
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.point.seen import Seen
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.staff.changes import change
from kiosk.staff.signature import say_signed
from kiosk.verification.everything import verify
from kiosk.visits import desk, registration
from kiosk.words.consent import Consent, was_refused
from kiosk.words.errors import (
    AlreadyTaken,
    Discourteous,
    MissingWords,
    NotYourJournal,
    ReasonMissing,
    WrongPin,
)
from kiosk.words.people import Specialist
from kiosk.words.text import FREE
from tests.kiosk.proof.eventful import STROKES
from tests.people import PINS, Clock, Staff, ask, consult, help_and_sign, help_out, sign, wanted


def row(entry: int) -> dict[str, object]:
    """Everything the table says of an entry."""
    found: dict[str, object] = Entry.select().where(Entry.id == entry).dicts().get()
    return found


def test_an_annulled_entry_stays_as_it_was(any_point: HelpPoint, any_staff: Staff) -> None:
    entry = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    before = row(entry)
    annul(any_point, any_staff.teacher, entry, reason="Записано дважды", pin=PINS["belaya"])
    assert row(entry) == before
    report = verify(any_point)
    assert (report.wrong, report.corrected, report.entries) == (None, 1, 1)


def test_a_replaced_entry_gets_a_signed_successor_with_the_next_number(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    entry = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    made = replace(
        any_point,
        any_staff.teacher,
        entry,
        words={"name": "Артёменко Тамара Юрьевна"},
        reason="Ошибка в имени",
        pin=PINS["belaya"],
    )
    new = Entry.get_by_id(made.entry)
    assert (made.number, new.state, new.name) == (2, "signed", "Артёменко Тамара Юрьевна")
    assert new.topic_title == Entry.get_by_id(entry).topic_title
    report = verify(any_point)
    assert (report.wrong, report.corrected, report.signed) == (None, 1, 2)


@pytest.mark.parametrize(
    "who",
    [lambda staff: staff.teacher, lambda staff: staff.administrator],
    ids=["signer", "administrator"],
)
def test_signer_and_administrator_may_correct(
    point: HelpPoint, staff: Staff, who: Callable[[Staff], Specialist]
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    person = who(staff)
    annul(point, person, entry, reason="Ошибка", pin=PINS[person.login])
    assert verify(point).wrong is None


def test_nobody_else_may_correct(point: HelpPoint, staff: Staff) -> None:
    own = help_and_sign(point, staff.administrator, consult(point))
    with pytest.raises(NotYourJournal, match="запись или журнал другого специалиста"):
        annul(point, staff.teacher, own, reason="Ошибка", pin=PINS["belaya"])
    request = help_and_sign(point, staff.technician, ask(point))
    with pytest.raises(NotYourJournal):
        replace(point, staff.teacher, request, words={}, reason="Ошибка", pin=PINS["belaya"])
    assert verify(point).corrected == 0


def test_an_entry_that_is_not_there_is_nobody_s(point: HelpPoint, staff: Staff) -> None:
    with pytest.raises(NotYourJournal):
        annul(point, staff.administrator, 4711, reason="Ошибка", pin=PINS["smirnova"])


def test_who_refused_consent_is_not_named_by_a_replacement(point: HelpPoint, staff: Staff) -> None:
    slip = registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=None,
        words="Не вижу отметок",
        name="",
        consent=Consent("2026-09", "Согласен.").answered(False),
    )
    entry = help_and_sign(point, staff.teacher, slip)
    made = replace(
        point, staff.teacher, entry, words={"name": "Ли Яна", "school_class": "5-А", "note": "x"},
        reason="Назвалась", pin=PINS["belaya"],
    )  # fmt: skip
    new = Entry.get_by_id(made.entry)
    assert (new.name, new.school_class) == ("", "")
    assert was_refused(new.consent)
    assert "ли яна" not in new.search
    assert verify(point).wrong is None


def test_an_administrator_may_replace_a_request(point: HelpPoint, staff: Staff) -> None:
    request = help_and_sign(point, staff.technician, ask(point))
    made = replace(
        point, staff.administrator, request, words={"room": "216"}, reason="Другой кабинет",
        pin=PINS["smirnova"],
    )  # fmt: skip
    assert Entry.get_by_id(made.entry).room == "216"
    assert verify(point).wrong is None


def test_an_entry_is_corrected_once(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    for deed in (
        lambda: annul(point, staff.teacher, entry, reason="Снова", pin=PINS["belaya"]),
        lambda: replace(point, staff.teacher, entry, words={}, reason="Снова", pin=PINS["belaya"]),
    ):
        with pytest.raises(AlreadyTaken):
            deed()


def test_only_a_signed_entry_is_corrected(point: HelpPoint, staff: Staff) -> None:
    entry = help_out(point, staff.teacher, consult(point))
    with pytest.raises(AlreadyTaken):
        annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])


def test_a_correction_needs_a_reason_a_pin_and_its_words(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    acts = Act.select().count()
    with pytest.raises(ReasonMissing):
        annul(point, staff.teacher, entry, reason=" \u200b ", pin=PINS["belaya"])
    with pytest.raises(WrongPin):
        annul(point, staff.teacher, entry, reason="Ошибка", pin="000001")
    with pytest.raises(MissingWords):
        replace(
            point, staff.teacher, entry, words={"name": ""}, reason="Ошибка", pin=PINS["belaya"]
        )
    assert Act.select().count() == acts


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wording SET text = 'Другая причина'",
        "UPDATE wording SET text = '', salt = x''",
        "DELETE FROM wording",
        "INSERT INTO wording (act_id, word, point_id, text, salt)"
        " VALUES (1, 'wording', 1, 'x', x'00')",
    ],
)
def test_another_reason_is_found(point: HelpPoint, staff: Staff, statement: str) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    for guard in ("wording_stays", "wording_kept"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(statement)
    assert verify(point).wrong is not None


def test_a_successor_says_what_the_old_row_said_where_the_words_do_not(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    slip = registration.file_request(
        point, request_id=new_request_id(), room="215", topic=None,
        description="Нет Интернета", name="Лысенко Ольга Петровна",
        consent=Consent("2026-09", "Согласен.").answered(True),
    )  # fmt: skip
    old = help_and_sign(point, staff.technician, slip)
    clock.wait(days=1)
    made = replace(
        point, staff.administrator, old, words={"room": " 216\u200b", "note": "Гарантия"},
        reason="Кабинет", pin=PINS["smirnova"], strokes=STROKES,
    )  # fmt: skip
    before, after = row(old), row(made.entry)
    changed = {column for column in before if before[column] != after[column]}
    assert changed == {
        "id", "number", "request_id", "room", "note", "search", "salt", "specialist", "opened_at",
        "completed_at", "signed_at", "signed_seq", "corrects", "called_at", "started_at",
    }  # fmt: skip
    assert (after["number"], after["room"], after["note"]) == (2, "216", "Гарантия")
    assert (after["state"], after["left_reason"]) == ("signed", "")
    assert after["search"] == search_text(
        "Лысенко Ольга Петровна", "", "216", "", "Нет Интернета", "Показано", "Гарантия"
    )
    assert {after[moment] for moment in ("opened_at", "completed_at", "signed_at")} == {
        "2025-11-25T06:00:00.000Z"
    }
    assert (after["called_at"], after["started_at"]) == (None, None)
    assert after["specialist"] == staff.administrator.id
    salt, request = after["salt"], str(after["request_id"])
    assert isinstance(salt, bytes)
    assert (len(salt), len(request)) == (32, len(str(before["request_id"])))
    signed = Act.get(Act.seq == after["signed_seq"])
    assert after["corrects"] == old
    assert (made.year, made.number) == (2025, 2)
    assert made.digest == short_digest(bytes(signed.signature))
    assert Drawing.get(Drawing.entry == made.entry).strokes == STROKES
    assert verify(point).wrong is None


def test_an_annulment_is_signed_by_who_annuls_with_the_reason_beside_it(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    digest = annul(point, staff.administrator, entry, reason=" Дважды ", pin=PINS["smirnova"])
    act = Act.get(Act.kind == "entry_annulled")
    assert digest == short_digest(bytes(act.signature))
    words = {row.word: row.text for row in Wording.select().where(Wording.act == act.id)}
    assert act.entry_id == entry
    assert words == {
        "wording": "Дважды", "signer": "Смирнова О. И.", "signer_post": "заместитель директора"
    }  # fmt: skip
    key = SpecialistRow.get(SpecialistRow.login == "smirnova").key_id
    assert act.key_id == key


def test_words_are_taken_as_long_as_their_column(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    words = dict.fromkeys(LONGEST, "ж" * 20000)
    reason = "р" * 20000
    made = replace(point, staff.teacher, entry, words=words, reason=reason, pin=PINS["belaya"])
    new = row(made.entry)
    assert {column: len(str(new[column])) for column in LONGEST} == LONGEST
    assert len(Wording.get(Wording.word == "wording").text) == FREE
    assert verify(point).wrong is None


def test_a_replacement_says_nothing_rude(point: HelpPoint, staff: Staff) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    acts = Act.select().count()
    for column in ("topic_title", "result", "note"):
        words = {column: "ж0па"}
        with pytest.raises(Discourteous):
            replace(point, staff.teacher, entry, words=words, reason="Ошибка", pin=PINS["belaya"])
    assert Act.select().count() == acts


@pytest.mark.parametrize("column", ["name", "topic_title", "result"])
def test_what_a_consultation_needs_cannot_be_emptied(
    point: HelpPoint, staff: Staff, column: str
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    before = (Act.select().count(), Entry.select().count())
    with pytest.raises(MissingWords):
        replace(
            point, staff.teacher, entry, words={column: " "}, reason="Ошибка", pin=PINS["belaya"]
        )
    assert (Act.select().count(), Entry.select().count()) == before


@pytest.mark.parametrize("column", ["name", "room", "problem", "result"])
def test_what_a_request_needs_cannot_be_emptied(
    point: HelpPoint, staff: Staff, column: str
) -> None:
    entry = help_and_sign(point, staff.technician, ask(point))
    with pytest.raises(MissingWords):
        replace(
            point, staff.technician, entry, words={column: ""}, reason="Ошибка",
            pin=PINS["kovalyov"],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        ("UPDATE entry SET destroyed_at = opened_at", AlreadyTaken),
        ("UPDATE entry SET state = 'left'", AlreadyTaken),
        ("UPDATE entry SET specialist_id = 1", NotYourJournal),
    ],
)
def test_only_a_standing_entry_is_corrected_by_its_signer(
    point: HelpPoint, staff: Staff, prepare: str, error: type[Exception]
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    for guard in ("entry_signed", "entry_opened_once"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(prepare)
    with pytest.raises(error):
        annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    assert Wording.select().where(Wording.word == "wording").count() == 0


def test_who_does_not_keep_the_journal_any_more_corrects_nothing_in_it(
    point: HelpPoint, staff: Staff
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    moved = dataclasses.replace(wanted("belaya"), journals=frozenset({Journal.REQUESTS}))
    change(point, moved, administrator="smirnova", admin_pin=PINS["smirnova"])
    with pytest.raises(NotYourJournal):
        annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    annul(point, staff.administrator, entry, reason="Ошибка", pin=PINS["smirnova"])
    assert verify(point).wrong is None


class Killed(BaseException):
    """The program is gone."""


@pytest.fixture
def halfway(any_point: HelpPoint, any_staff: Staff, monkeypatch: pytest.MonkeyPatch) -> Halfway:
    """A request that an administrator was replacing when the program was killed: the successor is
    written, and nobody has signed it."""

    def dies(*_words: object) -> str:
        raise Killed

    old = help_and_sign(any_point, any_staff.technician, ask(any_point))
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr("kiosk.journal.correct.sign_with", dies)
        replace(
            any_point, any_staff.administrator, old, words={"room": "216"}, reason="Кабинет",
            pin=PINS["smirnova"],
        )  # fmt: skip
    return Halfway(old, Entry.get(Entry.corrects == old).id)


@dataclasses.dataclass(frozen=True)
class Halfway:
    """The rows of an entry and of the one that is to stand for it."""

    old: int
    new: int


def standing(point: HelpPoint) -> list[tuple[bool, str]]:
    """What paper says of each row: whether it is struck, and who signed it."""
    rows = book(point, Journal.REQUESTS, 2025).rows
    return [(row.struck, row.stamp.signer if row.stamp else "") for row in rows]


def test_a_successor_that_nobody_signed_waits_and_the_old_entry_stands(
    any_point: HelpPoint, any_staff: Staff, halfway: Halfway
) -> None:
    """In the list of who wrote it, though an administrator keeps no requests."""
    report = verify(any_point)
    assert (report.wrong, report.corrected, report.unsigned) == (None, 0, 1)
    assert standing(any_point) == [(False, "Ковалёв П. А."), (False, "")]
    assert [line.correction for line in lines(any_point, Journal.REQUESTS, 2025, 1, 2)] == [
        None, None
    ]  # fmt: skip
    waiting = desk.unsigned(any_point, any_staff.administrator)
    assert [(visitor.entry, visitor.room) for visitor in waiting] == [(halfway.new, "216")]
    assert desk.unsigned(any_point, any_staff.technician) == []


def test_an_entry_whose_successor_waits_is_corrected_by_nothing_else(
    any_point: HelpPoint, any_staff: Staff, halfway: Halfway
) -> None:
    acts = Act.select().count()
    for who in (any_staff.administrator, any_staff.technician):
        pin = PINS[who.login]
        with pytest.raises(AlreadyTaken):
            annul(any_point, who, halfway.old, reason="Дважды", pin=pin)
        with pytest.raises(AlreadyTaken):
            replace(any_point, who, halfway.old, words={"room": "217"}, reason="Иначе", pin=pin)
        with pytest.raises(AlreadyTaken):
            annul(any_point, who, halfway.new, reason="Не нужна", pin=pin)
    assert Act.select().count() == acts


def test_the_signature_of_a_waiting_successor_replaces_the_old_entry(
    any_point: HelpPoint, any_staff: Staff, halfway: Halfway
) -> None:
    with pytest.raises(NotYourJournal):
        sign(any_point, any_staff.technician, halfway.new, pin=PINS["kovalyov"])
    sign(any_point, any_staff.administrator, halfway.new, pin=PINS["smirnova"])
    report = verify(any_point)
    assert (report.wrong, report.corrected, report.signed) == (None, 1, 2)
    assert standing(any_point) == [(True, "Ковалёв П. А."), (False, "Смирнова О. И.")]
    (old, new) = lines(any_point, Journal.REQUESTS, 2025, 1, 2)
    assert (old.correction and old.correction.reason, new.correction) == ("Кабинет", None)
    assert desk.unsigned(any_point, any_staff.administrator) == []


def test_a_waiting_successor_may_be_completed_anew_before_it_is_signed(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = help_and_sign(point, staff.teacher, consult(point))
    monkeypatch.setattr("kiosk.journal.correct.sign_with", lambda *_words: "")
    made = replace(point, staff.teacher, old, words={"note": "x"}, reason="Ещё", pin=PINS["belaya"])
    desk.complete(point, staff.teacher, made.entry, result="Показано иначе")
    sign(point, staff.teacher, made.entry, pin=PINS["belaya"])
    assert row(made.entry)["result"] == "Показано иначе"
    report = verify(point)
    assert (report.wrong, report.corrected) == (None, 1)


def annulled(point: HelpPoint, who: Specialist, entry: int) -> None:
    annul(point, who, entry, reason="Дважды", pin=PINS[who.login])


def replaced(point: HelpPoint, who: Specialist, entry: int) -> None:
    replace(point, who, entry, words={"note": "x"}, reason="Ошибка", pin=PINS[who.login])


@pytest.mark.parametrize("slower", [annulled, replaced])
@pytest.mark.parametrize("faster", [annulled, replaced])
def test_of_two_who_correct_an_entry_at_once_the_faster_one_does(
    any_point: HelpPoint, any_staff: Staff, monkeypatch: pytest.MonkeyPatch,
    faster: Callable[[HelpPoint, Specialist, int], None],
    slower: Callable[[HelpPoint, Specialist, int], None],
) -> None:  # fmt: skip
    """A colleague in another program is done between the saying of the act and the lock."""
    entry = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    other = dataclasses.replace(any_point, seen=Seen(any_point.seen.newest))
    left: list[Callable[[], None]] = [lambda: faster(other, any_staff.administrator, entry)]

    def said(*words: object, **named: object) -> object:
        act = say_signed(*words, **named)  # type: ignore[arg-type]
        while left:
            left.pop()()
        return act

    monkeypatch.setattr("kiosk.journal.correct.say_signed", said)
    with pytest.raises(AlreadyTaken):
        slower(any_point, any_staff.teacher, entry)
    report = verify(any_point)
    assert (report.wrong, report.corrected) == (None, 1)
    assert report.entries == Volume.get().last_number == (1 if faster is annulled else 2)


def test_an_entry_that_is_completed_anew_meanwhile_is_not_signed(
    any_point: HelpPoint, any_staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has seen the words that would be signed."""
    entry = help_out(any_point, any_staff.teacher, consult(any_point))

    def said(*words: object, **named: object) -> object:
        act = say_signed(*words, **named)  # type: ignore[arg-type]
        desk.complete(any_point, any_staff.teacher, entry, result="Другое")
        return act

    with monkeypatch.context() as slow, pytest.raises(AlreadyTaken):
        slow.setattr("kiosk.journal.sign.say_signed", said)
        sign(any_point, any_staff.teacher, entry, pin=PINS["belaya"])
    sign(any_point, any_staff.teacher, entry, pin=PINS["belaya"])
    report = verify(any_point)
    assert (report.wrong, report.signed) == (None, 1)
