"""A PIN signs only under a recorded agreement; a new key needs a new one."""

from __future__ import annotations

from datetime import date

import pytest

from db.engine import current
from kiosk.point.point import HelpPoint
from kiosk.staff import agreements
from kiosk.staff import specialists as people
from kiosk.staff.agreements import agreement_text, checked_day, has_agreement, record_agreement
from kiosk.verification.everything import verify
from kiosk.words.errors import AlreadyTaken, NoAgreement, NotAllowed, NotTheDay, WrongPin
from kiosk.words.weak_pins import pin_strength
from tests.people import PINS, Clock, Staff, agree, consult, help_and_sign, help_out, sign

NEW_PIN = "314159"


def renew(point: HelpPoint) -> None:
    people.renew(point, "belaya", pin=NEW_PIN, administrator="smirnova", admin_pin=PINS["smirnova"])


def test_the_agreement_names_what_the_law_asks_for(point: HelpPoint) -> None:
    text = agreement_text(point, "belaya")
    for said in ("63-ФЗ", "Белая Ирина Викторовна", "определяется так", "хранить ПИН-код в тайне"):
        assert said in text


def test_the_agreement_says_what_a_pin_is_worth(point: HelpPoint) -> None:
    """In the figures that stand on the screen where it is chosen."""
    text = agreement_text(point, "belaya")
    for said in ("6–12 цифр, рекомендуются 8", "6 цифр", "9–11 часов", "примерно за 40 дней"):
        assert said in text
    assert "9–11 часов" in pin_strength()
    assert "примерно за 40 дней" in pin_strength()


def test_a_new_key_signs_after_its_agreement_and_old_signatures_stay_valid(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    entry = help_out(any_point, any_staff.teacher, consult(any_point))
    renew(any_point)
    assert not has_agreement(any_point, any_staff.teacher)
    with pytest.raises(WrongPin):
        sign(any_point, any_staff.teacher, entry, pin=PINS["belaya"])
    with pytest.raises(NoAgreement):
        sign(any_point, any_staff.teacher, entry, pin=NEW_PIN)
    agree(any_point, "belaya")
    sign(any_point, any_staff.teacher, entry, pin=NEW_PIN)
    report = verify(any_point)
    assert (report.wrong, report.signed, report.unagreed) == (None, 2, 0)


def test_an_agreement_is_recorded_once_by_an_administrator(point: HelpPoint) -> None:
    renew(point)
    today = point.today()
    with pytest.raises(NotAllowed):
        record_agreement(
            point, "belaya", signed_on=today, administrator="kovalyov", admin_pin=PINS["kovalyov"]
        )
    agree(point, "belaya")
    with pytest.raises(AlreadyTaken):
        agree(point, "belaya")


def test_the_day_of_an_agreement_is_between_its_key_and_today(
    point: HelpPoint, clock: Clock
) -> None:
    """By the days of the point: the key is made at half past midnight there, the day before in
    UTC."""
    clock.wait(hours=15, minutes=30)
    renew(point)
    clock.wait(days=3)
    for day in (date(2025, 11, 24), date(2025, 11, 29), date(2001, 1, 1)):
        with pytest.raises(NotTheDay, match=r"25\.11\.2025.*28\.11\.2025"):
            record_agreement(
                point,
                "belaya",
                signed_on=day,
                administrator="smirnova",
                admin_pin=PINS["smirnova"],
            )
    assert checked_day(point, "belaya", date(2025, 11, 25)) == date(2025, 11, 25)
    agree(point, "belaya")
    assert verify(point).wrong is None


def test_a_recorded_agreement_is_printed_as_it_was_signed(
    point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = agreement_text(point, "belaya")
    monkeypatch.setattr(agreements, "_TEXT", "Другие слова")
    assert agreement_text(point, "belaya") == signed
    assert verify(point).wrong is None
    renew(point)
    assert agreement_text(point, "belaya") == "Другие слова"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signing_key SET agreement = 'другое'",
        "UPDATE signing_key SET agreed_on = '2025-01-01'",
        "UPDATE signing_key SET specialist_id = 1",
        "DELETE FROM signing_key WHERE specialist_id = 3",
    ],
)
def test_another_agreement_is_found(point: HelpPoint, statement: str) -> None:
    for guard in ("key_stays", "key_kept"):
        current().execute_sql(f"DROP TRIGGER {guard}")
    current().execute_sql(statement)
    assert verify(point).wrong is not None
