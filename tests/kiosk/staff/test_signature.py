"""What a signature says of its signer is fixed when it is given, in words that are printed."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime

import pytest

from db.models import Act, Wording
from kiosk.documents.printing import book
from kiosk.journal import sign as signing
from kiosk.journal.correct import annul, replace
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import MEANINGS, SIGNATURES, Kind
from kiosk.proof.canonical import commitment
from kiosk.proof.forms import Journal
from kiosk.staff.access import unlock_to_sign
from kiosk.staff.changes import change
from kiosk.staff.signature import say_signed
from kiosk.verification.everything import verify
from tests.people import PINS, Clock, Staff, consult, help_and_sign, help_out, sign, wanted

PIN = PINS["belaya"]
PLACE = {"journal": "consultations", "year": 2025, "number": 1}


def beside(act: Act) -> dict[str, str]:
    """The words that stand beside an act, by name."""
    return {row.word: row.text for row in Wording.select().where(Wording.act == act.id)}


def signatures() -> list[Act]:
    return list(Act.select().where(Act.kind.in_(list(SIGNATURES))).order_by(Act.seq))


def test_every_signature_commits_to_name_and_post_as_they_are_printed(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    first = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    second = help_and_sign(any_point, any_staff.teacher, consult(any_point))
    replace(any_point, any_staff.teacher, first, words={"note": "x"}, reason="Ошибка", pin=PIN)
    annul(any_point, any_staff.teacher, second, reason="Дважды", pin=PIN)
    assert [act.kind for act in signatures()] == [
        "entry_signed", "entry_signed", "entry_restated", "entry_signed", "entry_annulled"
    ]  # fmt: skip
    for act in signatures():
        said, words = json.loads(bytes(act.body)), beside(act)
        assert (words["signer"], words["signer_post"]) == ("Белая И. В.", "учитель")
        for row in Wording.select().where(Wording.act == act.id):
            assert said["committed"][row.word] == commitment(bytes(row.salt), row.word, row.text)
            assert len(bytes(row.salt)) == 32
        assert (said["date"], said["zone"]) == ("2025-11-24", "Europe/Simferopol")
        assert said["meaning"] == MEANINGS[Kind(act.kind)]
        assert "Белая".encode() not in bytes(act.body)
    assert verify(any_point).wrong is None


def test_a_signature_keeps_the_name_that_its_signer_had(point: HelpPoint, staff: Staff) -> None:
    """People marry: what they signed before stays as it was signed."""
    help_and_sign(point, staff.teacher, consult(point))
    married = dataclasses.replace(wanted("belaya"), name="Чёрная Ирина Викторовна", post="методист")
    change(point, married, administrator="smirnova", admin_pin=PINS["smirnova"])
    help_and_sign(point, staff.teacher, consult(point))
    stamps = [row.stamp for row in book(point, Journal.CONSULTATIONS, 2025).rows]
    assert [stamp.signer for stamp in stamps if stamp] == ["Белая И. В.", "Чёрная И. В."]
    assert [beside(act)["signer_post"] for act in signatures()] == ["учитель", "методист"]
    assert verify(point).wrong is None


@pytest.mark.parametrize(
    ("at", "day"),
    [((20, 59, 59), "2025-11-24"), ((21, 0, 0), "2025-11-25")],
    ids=["last second", "midnight"],
)
def test_a_signature_is_dated_by_the_day_at_the_point(
    point: HelpPoint, staff: Staff, clock: Clock, at: tuple[int, int, int], day: str
) -> None:
    """Midnight of the point is nine in the evening in Greenwich."""
    clock.now = datetime(2025, 11, 24, *at, tzinfo=UTC)
    help_and_sign(point, staff.teacher, consult(point))
    (act,) = signatures()
    assert json.loads(bytes(act.body))["date"] == day
    (row,) = book(point, Journal.CONSULTATIONS, 2025).rows
    assert row.stamp is not None
    assert row.stamp.date == f"{day[8:]}.11.2025"
    assert verify(point).wrong is None


def test_a_signature_that_waited_over_midnight_keeps_its_day(
    point: HelpPoint, staff: Staff, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = datetime(2025, 11, 24, 20, 59, 59, tzinfo=UTC)
    entry = help_out(point, staff.teacher, consult(point))

    def slowly(*words: object, **named: object) -> object:
        said = say_signed(*words, **named)  # type: ignore[arg-type]
        clock.wait(seconds=30)
        return said

    monkeypatch.setattr(signing, "say_signed", slowly)
    sign(point, staff.teacher, entry, pin=PIN)
    (act,) = signatures()
    assert (json.loads(bytes(act.body))["date"], act.at[:19]) == (
        "2025-11-24", "2025-11-24T21:00:29"
    )  # fmt: skip
    assert verify(point).wrong is None


def test_a_signature_that_says_less_or_more_is_not_said(point: HelpPoint, staff: Staff) -> None:
    person, key = unlock_to_sign(point, "belaya", PIN)
    facts = {**PLACE, "signed": "ab" * 32}
    with pytest.raises(ValueError, match="annulled"):
        say_signed(point, Kind.ENTRY_ANNULLED, facts, person=person, key=key)
    words = {"wording": "Дважды"}
    with pytest.raises(ValueError, match="annulled"):
        say_signed(point, Kind.ENTRY_ANNULLED, PLACE, person=person, key=key, words=words)
    assert say_signed(point, Kind.ENTRY_ANNULLED, facts, person=person, key=key, words=words)
