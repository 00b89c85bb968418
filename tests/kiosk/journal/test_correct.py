"""A signed entry is corrected by a new act; the old row stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.engine import current
from db.models import Act, Entry
from kiosk import registration
from kiosk.consent import Consent, was_refused
from kiosk.errors import AlreadyTaken, MissingWords, NotYourJournal, ReasonMissing, WrongPin
from kiosk.journal.correct import annul, replace
from kiosk.journal.verification import verify
from kiosk.people import Role, Specialist
from kiosk.point import HelpPoint
from kiosk.registration import new_request_id
from tests.people import PINS, Staff, ask, consult, help_and_sign, help_out


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
    with pytest.raises(NotYourJournal):
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
        point, staff.teacher, entry, words={"name": "Ли Яна", "school_class": "5-А"},
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
        "INSERT INTO wording (act_id, text, salt) VALUES (1, 'x', x'00')",
    ],
)
def test_another_reason_is_found(point: HelpPoint, staff: Staff, statement: str) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point))
    annul(point, staff.teacher, entry, reason="Ошибка", pin=PINS["belaya"])
    for guard in ("wording_stays", "wording_kept"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(statement)
    assert verify(point).wrong is not None
