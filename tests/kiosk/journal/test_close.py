"""A volume is opened by its first entry and closed by the person responsible."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace as replace_fields
from datetime import UTC, date, datetime

import pytest

from db.engine import current
from db.models import Act, Volume, Wording
from kiosk.journal.close import close, sign_opening
from kiosk.journal.correct import annul, replace
from kiosk.journal.numbers import newest_volumes, open_volume, years
from kiosk.journal.rows import row_tails, rows_digest
from kiosk.journal.volumes import Closing, volume_card
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.seen import Seen
from kiosk.proof.acts import COMMON, MEANINGS, Kind, LeftReason
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.staff.signature import say_signed
from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.days import end_days
from kiosk.words.errors import (
    AlreadyTaken,
    NothingToExport,
    NotYourJournal,
    ReasonMissing,
    SomebodyWaits,
    StorageUnavailable,
    VolumeClosed,
    YearNotOver,
)
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
)

PIN = PINS["smirnova"]
CONSULTATIONS = Journal.CONSULTATIONS


def next_september(clock: Clock) -> None:
    clock.wait(days=300)


def test_a_volume_is_closed_with_what_stands_in_it(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    for _visitor in range(3):
        help_out(any_point, any_staff.teacher, consult(any_point))
    next_september(clock)
    with pytest.raises(ReasonMissing):
        close(any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    closing = close(
        any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Болезнь"
    )
    assert (closing.entries, closing.first, closing.last) == (4, 1, 4)
    assert (closing.unsigned, closing.reason) == ("2–4", "Болезнь")
    assert volume_card(any_point, CONSULTATIONS, 2025).closing == closing
    report = verify(any_point)
    assert (report.wrong, report.volumes) == (None, 1)


def test_a_volume_is_not_closed_over_a_called_visitor(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    consult(point)
    desk.call_next(point, staff.teacher)
    next_september(clock)
    with pytest.raises(SomebodyWaits, match="1"):
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Болезнь")
    assert volume_card(point, CONSULTATIONS, 2025).closing is None


def test_a_volume_is_not_closed_over_somebody_who_waits(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    request = entry_of(ask(any_point))
    technician, pin = any_staff.technician, PINS["kovalyov"]
    next_september(clock)
    with pytest.raises(SomebodyWaits, match="1"):
        close(any_point, technician, Journal.REQUESTS, 2025, pin=pin, reason="Не успели")
    at_desk(any_point, technician)
    desk.call(any_point, technician, request)
    desk.no_show(any_point, technician, request, LeftReason.CANCELLED)
    close(any_point, technician, Journal.REQUESTS, 2025, pin=pin)
    assert verify(any_point).wrong is None


def test_what_was_written_anew_and_not_signed_stands_for_nothing_after_the_closing(
    any_point: HelpPoint, any_staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = help_and_sign(any_point, any_staff.administrator, consult(any_point))
    again = {"words": {"result": "Показано ещё раз"}, "reason": "Неточно", "pin": PIN}

    def broken(*_args: object) -> str:
        raise StorageUnavailable

    with monkeypatch.context() as patched, pytest.raises(StorageUnavailable):
        patched.setattr("kiosk.journal.correct.sign_with", broken)
        replace(any_point, any_staff.administrator, old, **again)
    with pytest.raises(AlreadyTaken):
        replace(any_point, any_staff.administrator, old, **again)
    next_september(clock)
    close(any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Не подписано")
    new = replace(any_point, any_staff.administrator, old, **again)
    assert (new.year, new.number) == (2026, 1)
    assert verify(any_point).wrong is None


def test_a_volume_takes_entries_until_its_year_ends(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    consult(point)
    with pytest.raises(YearNotOver, match=r"01\.09\.2026"):
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Рано")
    with pytest.raises(NothingToExport):
        next_september(clock)
        close(point, staff.administrator, CONSULTATIONS, 2024, pin=PIN)


def test_nothing_is_written_into_a_closed_volume(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    completed = help_out(point, staff.teacher, consult(point))
    waiting = entry_of(consult(point))
    next_september(clock)
    end_days(point, None)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Не подписаны")
    teacher = at_desk(point, staff.teacher)
    assert desk.waiting(point, teacher) == desk.unsigned(point, teacher) == []
    for deed in (
        lambda: desk.call(point, staff.teacher, waiting),
        lambda: desk.complete(point, teacher, completed, result="Иначе"),
        lambda: sign(point, staff.teacher, completed, pin=PINS["belaya"]),
        lambda: close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="x"),
        lambda: sign_opening(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN),
    ):
        with pytest.raises(VolumeClosed):
            deed()
    clock.wait(days=-200)
    assert verify(point).wrong is None


def test_a_closed_volume_can_still_be_corrected(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    first = help_and_sign(point, staff.teacher, consult(point))
    second = help_and_sign(point, staff.teacher, consult(point))
    next_september(clock)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    annul(point, staff.teacher, first, reason="Ошибка", pin=PINS["belaya"])
    made = replace(
        point, staff.teacher, second, words={"note": "x"}, reason="Ошибка", pin=PINS["belaya"]
    )
    assert (made.year, made.number) == (2026, 1)
    assert verify(point).wrong is None


def test_an_opening_is_signed_once_by_the_person_responsible(
    point: HelpPoint, staff: Staff
) -> None:
    consult(point)
    with pytest.raises(NotYourJournal):
        sign_opening(point, staff.teacher, CONSULTATIONS, 2025, pin=PINS["belaya"])
    assert volume_card(point, CONSULTATIONS, 2025).vouched == ""
    sign_opening(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    assert volume_card(point, CONSULTATIONS, 2025).vouched == "Смирнова О. И., 24.11.2025"
    with pytest.raises(AlreadyTaken):
        sign_opening(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    assert verify(point).wrong is None


def test_a_teacher_closes_nothing(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    consult(point)
    next_september(clock)
    with pytest.raises(NotYourJournal):
        close(point, staff.teacher, CONSULTATIONS, 2025, pin=PINS["belaya"], reason="x")


def test_a_volume_closed_by_hand_is_found(point: HelpPoint) -> None:
    consult(point)
    Volume.update(closed_at="2026-09-02T06:00:00.000Z").execute()
    assert verify(point).wrong is not None
    assert current().execute_sql("SELECT count(*) FROM act").fetchone()


def test_a_closing_is_told_as_it_was_signed(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    help_out(point, staff.teacher, consult(point))
    help_and_sign(point, staff.technician, ask(point))
    clock.wait(days=300, hours=14)
    consult(point)
    reason = "Уволилась\u200b "
    closing = close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason=reason)
    act = Act.get(Act.kind == "volume_closed")
    said = json.loads(bytes(act.body))
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    before = Act.get(Act.seq == act.seq - 1)
    assert closing == Closing(
        at=datetime(2026, 9, 20, 23, tzinfo=point.zone),
        specialist="Смирнова О. И.",
        entries=2,
        first=1,
        last=2,
        unsigned="2",
        reason="Уволилась",
        rows=rows_digest(volume, 1, 2, act.seq - 1).hex(),
        head=bytes(before.tail).hex(),
        act=act.seq,
        digest=short_digest(bytes(act.signature)),
    )
    assert said["committed"].keys() == {"signer", "signer_post", "wording"}
    assert said["seen"] == {"size": act.seq - 1, "head": closing.head}
    assert {name: said[name] for name in said if name not in {*COMMON, "committed"}} == {
        "journal": "consultations", "year": 2025, "specialist": "smirnova", "entries": 2,
        "first": 1, "last": 2, "unsigned": "2", "rows": closing.rows, "date": "2026-09-20",
        "zone": "Europe/Simferopol", "meaning": MEANINGS[Kind.VOLUME_CLOSED],
    }  # fmt: skip
    assert [(row.journal, row.year, row.closed_at) for row in Volume.select()] == [
        ("consultations", 2025, act.at), ("requests", 2025, None), ("consultations", 2026, None)
    ]  # fmt: skip
    assert verify(point).wrong is None


def test_a_reason_is_kept_only_where_something_is_unsigned(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    next_september(clock)
    closing = close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Просто так")
    assert (closing.unsigned, closing.reason) == ("", "")
    assert Wording.select().where(Wording.word == "wording").count() == 0
    assert verify(point).wrong is None


def test_an_empty_volume_is_closed_with_no_rows(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """The program was killed after it had opened the volume, before the first entry."""
    open_volume(point, Journal.REQUESTS, 2025)
    next_september(clock)
    technician = PINS["kovalyov"]
    closing = close(point, staff.technician, Journal.REQUESTS, 2025, pin=technician)
    assert (closing.entries, closing.first, closing.last) == (0, 0, 0)
    assert verify(point).wrong is None


def test_a_volume_closes_on_the_first_of_september_and_not_before(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    """Midnight of the point is nine in the evening in Greenwich."""
    help_and_sign(point, staff.teacher, consult(point))
    clock.now = datetime(2026, 8, 31, 20, 59, tzinfo=UTC)
    with pytest.raises(YearNotOver) as early:
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    assert early.value.day == "01.09.2026"
    assert volume_card(point, CONSULTATIONS, 2025).closes_from == date(2026, 9, 1)
    clock.wait(minutes=1)
    close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)


def test_a_card_knows_its_own_volume_alone(lived_point: HelpPoint) -> None:
    one, other, new = (
        volume_card(lived_point, journal, year)
        for journal, year in (
            (CONSULTATIONS, 2025), (Journal.REQUESTS, 2025), (CONSULTATIONS, 2026)
        )
    )  # fmt: skip
    assert (one.journal, one.year, one.entries, one.unsigned) == (CONSULTATIONS, 2025, 10, (8,))
    assert one.opened == datetime(2025, 11, 24, 9, tzinfo=lived_point.zone)
    assert (one.vouched, one.closing and one.closing.act) == ("Смирнова О. И., 24.11.2025", 54)
    assert (other.journal, other.entries, other.unsigned) == (Journal.REQUESTS, 1, ())
    assert (new.year, new.entries, new.unsigned) == (2026, 1, (1,))
    assert (other.vouched, other.closing, new.vouched, new.closing) == ("", None, "", None)
    assert new.closes_from == date(2027, 9, 1)


def test_every_opening_is_signed_for_itself(point: HelpPoint, staff: Staff, clock: Clock) -> None:
    consult(point)
    ask(point)
    sign_opening(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    clock.wait(days=1)
    sign_opening(point, staff.technician, Journal.REQUESTS, 2025, pin=PINS["kovalyov"])
    cards = [
        volume_card(point, journal, 2025).vouched for journal in (CONSULTATIONS, Journal.REQUESTS)
    ]
    assert cards == ["Смирнова О. И., 24.11.2025", "Ковалёв П. А., 25.11.2025"]
    opened = {
        json.loads(bytes(act.body))["journal"]: bytes(act.tail).hex()
        for act in Act.select().where(Act.kind == "volume_opened")
    }
    said = [
        json.loads(bytes(act.body))
        for act in Act.select().where(Act.kind == "volume_vouched").order_by(Act.seq)
    ]
    assert [
        (body["journal"], body["year"], body["specialist"], body["opened"]) for body in said
    ] == [
        ("consultations", 2025, "smirnova", opened["consultations"]),
        ("requests", 2025, "kovalyov", opened["requests"]),
    ]
    assert verify(point).wrong is None
    with pytest.raises(NothingToExport):
        sign_opening(point, staff.administrator, CONSULTATIONS, 2024, pin=PIN)
    with pytest.raises(NothingToExport):
        volume_card(point, CONSULTATIONS, 2024)


def test_a_closing_that_lost_its_act_is_not_told(lived_place: Place) -> None:
    """The verification names it; reading goes on."""
    tamper(lived_place, "DELETE FROM act WHERE seq = 54")
    assert volume_card(open_point(lived_place, clock=Clock()), CONSULTATIONS, 2025).closing is None


def test_who_closed_is_named_as_they_signed(lived_place: Place) -> None:
    tamper(lived_place, "UPDATE specialist SET name = 'Другая', login = 'other' WHERE id = 1")
    told = volume_card(open_point(lived_place, clock=Clock()), CONSULTATIONS, 2025)
    assert told.closing is not None
    assert told.closing.specialist == "Смирнова О. И."
    assert told.vouched == "Смирнова О. И., 24.11.2025"


def test_who_closed_is_named_by_login_where_their_words_are_gone(lived_place: Place) -> None:
    tamper(lived_place, "DELETE FROM wording WHERE word = 'signer'")
    told = volume_card(open_point(lived_place, clock=Clock()), CONSULTATIONS, 2025)
    assert told.closing is not None
    assert (told.closing.specialist, told.vouched) == ("smirnova", ", 24.11.2025")


def test_called_visitors_are_named_before_a_volume_is_closed(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    for number in (2, 3):
        consult(point, f"Посетитель {number}")
    desk.call_next(point, staff.teacher)
    called = desk.call_next(point, staff.administrator)
    desk.start(point, staff.administrator, called.entry)
    next_september(clock)
    with pytest.raises(SomebodyWaits) as busy:
        close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Болезнь")
    assert busy.value.numbers == "2–3"


def test_the_years_of_a_journal_are_told_the_newest_first(point: HelpPoint, clock: Clock) -> None:
    for _year in range(3):
        consult(point)
        clock.wait(days=365)
    ask(point)
    assert years(point, CONSULTATIONS) == [2027, 2026, 2025]
    assert years(point, Journal.REQUESTS) == [2028]


def test_a_closing_signs_the_opening_where_nobody_has(
    point: HelpPoint, staff: Staff, clock: Clock
) -> None:
    help_out(point, staff.teacher, consult(point))
    clock.wait(days=300)
    done = close(point, staff.administrator, CONSULTATIONS, 2025, pin=PIN, reason="Отпуск")
    kinds = [act.kind for act in Act.select().order_by(Act.seq.desc()).limit(2)]
    assert kinds == ["volume_closed", "volume_vouched"]
    assert Act.get(Act.seq == done.act).kind == "volume_closed"
    assert volume_card(point, CONSULTATIONS, 2025).vouched.startswith("Смирнова О. И.")
    assert verify(point).wrong is None


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> list[int]:
    """Something is done once between the saying of a closing and the lock of the ledger; returns a
    list that grows with every closing that was said."""
    left, closings = [deed], []

    def said(point: HelpPoint, kind: Kind, *words: object, **named: object) -> object:
        act = say_signed(point, kind, *words, **named)  # type: ignore[arg-type]
        if kind is Kind.VOLUME_CLOSED:
            closings.append(act.seen.size)
            while left:
                left.pop()()
        return act

    monkeypatch.setattr("kiosk.journal.close.say_signed", said)
    return closings


def test_a_closing_says_what_is_there_after_an_act_that_came_in_between(
    any_point: HelpPoint, any_staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody signs in, or a row of the volume is annulled: it is said anew, and closed once."""
    entry = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    next_september(clock)
    other = replace_fields(any_point, seen=Seen(any_point.seen.newest))

    def deed() -> None:
        consult(other)
        annul(other, any_staff.teacher, entry, reason="Дважды", pin=PINS["belaya"])

    closings = meanwhile(monkeypatch, deed)
    closing = close(any_point, any_staff.administrator, CONSULTATIONS, 2025, pin=PIN)
    act = Act.get(Act.kind == "volume_closed")
    assert closings == [closings[0], act.seq - 1]
    volume = Volume.get(Volume.year == 2025)
    assert closing.rows == rows_digest(volume, 1, 1, act.seq - 1).hex()
    assert len(row_tails(volume, 1, 1, act.seq - 1)[1]) == 4
    assert verify(any_point).wrong is None


def test_a_volume_that_a_colleague_closes_meanwhile_is_closed_once(
    any_point: HelpPoint, any_staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    next_september(clock)
    other = replace_fields(any_point, seen=Seen(any_point.seen.newest))
    words = (any_staff.administrator, CONSULTATIONS, 2025)
    meanwhile(monkeypatch, lambda: close(other, *words, pin=PIN))
    with pytest.raises(VolumeClosed):
        close(any_point, *words, pin=PIN)
    assert Act.select().where(Act.kind == "volume_closed").count() == 1
    assert verify(any_point).wrong is None


def test_an_opening_that_a_colleague_signs_meanwhile_is_signed_once(
    any_point: HelpPoint, any_staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    consult(any_point)
    left = [lambda: sign_opening(any_point, *words, pin=PIN)]
    words = (any_staff.administrator, CONSULTATIONS, 2025)

    def said(*spoken: object, **named: object) -> object:
        act = say_signed(*spoken, **named)  # type: ignore[arg-type]
        while left:
            left.pop()()
        return act

    monkeypatch.setattr("kiosk.journal.close.say_signed", said)
    with pytest.raises(AlreadyTaken):
        sign_opening(any_point, *words, pin=PIN)
    assert Act.select().where(Act.kind == "volume_vouched").count() == 1
    assert verify(any_point).wrong is None


def test_the_newest_volumes_come_first_and_not_all_of_many(lived_point: HelpPoint) -> None:
    assert newest_volumes(lived_point) == [
        (CONSULTATIONS, 2026), (CONSULTATIONS, 2025), (Journal.REQUESTS, 2025)
    ]  # fmt: skip
    assert newest_volumes(lived_point, 1) == [(CONSULTATIONS, 2026)]
