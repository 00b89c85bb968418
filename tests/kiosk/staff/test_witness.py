"""A second person signs a renewal, and corrections of what was signed before one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Act
from kiosk.documents.bundle import write_bundle
from kiosk.journal.correct import annul, replace, who_must_stand_by
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof import ed25519
from kiosk.proof.acts import Kind
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.canonical import Value, facts_of
from kiosk.proof.chain import key_message, witness_message
from kiosk.proof.forms import Journal
from kiosk.proof.sentences import WRONG
from kiosk.signing.keys import Signer
from kiosk.staff import access, specialists
from kiosk.staff.witness import SecondPerson
from kiosk.verification import resuming
from kiosk.verification.everything import verify
from kiosk.verification.walked import Walked
from kiosk.words.errors import NotAWitness, PeopleDiffer, SecondPersonNeeded, WrongPin
from kiosk.words.i18n import _
from tests.people import PINS, Clock, Staff, agree, consult, help_and_sign

CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
KOVALYOV = SecondPerson("kovalyov", PINS["kovalyov"])
NEW_PIN = "577215"
NEW = Signer(bytes(range(32)))


def renew(point: HelpPoint, second: SecondPerson | None = None, pin: str = NEW_PIN) -> None:
    """The teacher gets a new PIN, and may sign with it."""
    specialists.renew(point, "belaya", pin=pin, second=second, **CHIEF)
    agree(point, "belaya")


def newest(kind: Kind) -> dict[str, Value]:
    return facts_of(Act.select().where(Act.kind == kind.value).order_by(Act.seq.desc()).get().body)


def test_who_stands_by_signs_the_renewal(
    any_point: HelpPoint, any_staff: Staff, clock: Clock
) -> None:
    clock.wait(days=30)
    renew(any_point, KOVALYOV)
    said, key = newest(Kind.KEY_RENEWED), any_point.who().specialists["kovalyov"]["key"]
    assert isinstance(said["witness"], dict)
    assert (said["witness"]["login"], said["witness"]["key"]) == ("kovalyov", key)
    walked = Walked()
    assert verify(any_point, walked=walked).wrong is None
    (renewal,) = walked.history.renewed.values()
    assert (renewal.login, renewal.by, renewal.witness) == ("belaya", "smirnova", "kovalyov")


def test_a_renewal_without_a_second_signature_is_remembered_as_one(
    point: HelpPoint, staff: Staff
) -> None:
    renew(point)
    assert "witness" not in newest(Kind.KEY_RENEWED)
    (renewal,) = point.who().renewed.values()
    assert (renewal.by, renewal.witness) == ("smirnova", "")
    assert verify(point).wrong is None


@pytest.mark.parametrize("login", ["belaya", "smirnova"])
def test_neither_the_renewed_nor_the_administrator_stands_by(
    point: HelpPoint, clock: Clock, login: str
) -> None:
    clock.wait(days=30)
    with pytest.raises(NotAWitness):
        renew(point, SecondPerson(login, PINS[login]))
    assert [one.login for one in specialists.who_may_stand_by(point, "belaya", "smirnova")] == [
        "kovalyov"
    ]


def test_who_stands_by_has_had_their_key_for_thirty_days(point: HelpPoint, clock: Clock) -> None:
    clock.wait(days=30, seconds=-1)
    assert specialists.who_may_stand_by(point, "belaya", "smirnova") == []
    with pytest.raises(NotAWitness):
        renew(point, KOVALYOV)
    clock.wait(days=3)
    specialists.renew(point, "kovalyov", pin="662607", **CHIEF)
    with pytest.raises(NotAWitness):
        renew(point, SecondPerson("kovalyov", "662607"))
    assert len(point.who().renewed) == 1


def test_a_wrong_pin_of_who_stands_by_renews_nobody(point: HelpPoint, clock: Clock) -> None:
    clock.wait(days=30)
    with pytest.raises(WrongPin):
        renew(point, SecondPerson("kovalyov", "000001"))
    assert point.who().renewed == {}


@pytest.fixture
def signed(point: HelpPoint, staff: Staff, clock: Clock) -> int:
    """A consultation that the teacher signed with her first key, a month ago."""
    entry = help_and_sign(point, staff.teacher, consult(point))
    clock.wait(days=30)
    return entry


def test_what_the_old_key_signed_is_corrected_before_a_second_person(
    point: HelpPoint, staff: Staff, signed: int
) -> None:
    renew(point)
    said = {"reason": "Ошибка", "pin": NEW_PIN}
    with pytest.raises(SecondPersonNeeded):
        annul(point, staff.teacher, signed, **said)
    with pytest.raises(SecondPersonNeeded):
        replace(point, staff.teacher, signed, words={"note": "иначе"}, **said)
    with pytest.raises(NotAWitness):
        chief = SecondPerson("smirnova", PINS["smirnova"])
        annul(point, staff.teacher, signed, second=chief, **said)
    assert who_must_stand_by(point, staff.teacher, signed) == [staff.technician]
    annul(point, staff.teacher, signed, second=KOVALYOV, **said)
    assert "witness" in newest(Kind.ENTRY_ANNULLED)
    assert (report := verify(point)).wrong is None
    assert report.corrected == 1


def test_a_bundle_is_checked_by_the_same_rules(
    point: HelpPoint, staff: Staff, signed: int, tmp_path: Path
) -> None:
    renew(point)
    annul(point, staff.teacher, signed, reason="Ошибка", pin=NEW_PIN, second=KOVALYOV)
    renew(point, KOVALYOV, "662607")
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    found = check(load(tmp_path / "x.zip"), ed25519.holds).ledger.history
    assert [each.witness for each in found.renewed.values()] == ["", "kovalyov"]


def test_a_verification_that_goes_on_remembers_who_was_renewed_alone(
    point: HelpPoint, staff: Staff, signed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(point)
    walked = Walked()
    verify(point, walked=walked)
    resuming.keep(point, walked)
    assert resuming.found(point).history == walked.history
    monkeypatch.setattr("kiosk.journal.correct.renewed_alone", lambda *_: None)
    annul(point, staff.teacher, signed, reason="Ошибка", pin=NEW_PIN)
    wrong = verify(point, walked=resuming.found(point)).wrong
    assert str(wrong).endswith(_(WRONG["witness_missing"][1]))


def test_it_is_replaced_before_a_second_person_too(
    point: HelpPoint, staff: Staff, signed: int
) -> None:
    renew(point)
    made = replace(
        point,
        staff.teacher,
        signed,
        words={"note": "иначе"},
        reason="Ошибка",
        pin=NEW_PIN,
        second=KOVALYOV,
    )
    assert made.number == 2
    assert "witness" in newest(Kind.ENTRY_RESTATED)
    assert verify(point).wrong is None


def test_nobody_has_to_stand_by_where_somebody_did_at_the_renewal(
    point: HelpPoint, staff: Staff, signed: int
) -> None:
    renew(point, KOVALYOV)
    assert who_must_stand_by(point, staff.teacher, signed) is None
    annul(point, staff.teacher, signed, reason="Ошибка", pin=NEW_PIN)
    assert verify(point).wrong is None


def test_nobody_has_to_stand_by_for_what_the_new_key_signed_itself(
    point: HelpPoint, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(point)
    monkeypatch.setitem(PINS, "belaya", NEW_PIN)
    entry = help_and_sign(point, staff.teacher, consult(point))
    assert who_must_stand_by(point, staff.teacher, entry) is None
    annul(point, staff.teacher, entry, reason="Ошибка", pin=NEW_PIN)
    assert verify(point).wrong is None


def test_the_responsible_annuls_in_their_own_name_alone(
    point: HelpPoint, staff: Staff, signed: int
) -> None:
    renew(point)
    assert who_must_stand_by(point, staff.administrator, signed) is None
    annul(point, staff.administrator, signed, reason="Ошибка", pin=PINS["smirnova"])
    assert verify(point).wrong is None


def test_a_pin_replaced_meanwhile_gives_no_second_signature(
    point: HelpPoint, staff: Staff, signed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(point)
    monkeypatch.setattr("kiosk.staff.witness.has_key", lambda _point, _key: False)
    with pytest.raises(WrongPin):
        annul(point, staff.teacher, signed, reason="Ошибка", pin=NEW_PIN, second=KOVALYOV)
    assert verify(point).corrected == 0


def forge(point: HelpPoint, witness: str, signature: bytes | None = None) -> str | None:
    """An administrator with a program of her own renews the teacher's key; what ``verify`` says."""
    chief = access.unlock(point, "smirnova", PINS["smirnova"])[1]
    key = access.unlock(point, witness, PINS[witness])[1]
    message = witness_message(point.uid, "belaya", NEW.public_key)
    hand = signature or key.sign_bytes(message)
    facts: dict[str, Value] = {
        "login": "belaya",
        "key": NEW.key_id,
        "public_key": NEW.public_key.hex(),
        "proof": NEW.sign_bytes(key_message(point.uid, "belaya", NEW.public_key)).hex(),
        "sealed": "0" * 64,
        "before": point.who().who,
        "witness": {"login": witness, "key": key.key_id, "signature": hand.hex()},
    }
    said = say(point, Kind.KEY_RENEWED, facts, signer=chief)
    with open_ledger(point, signer=chief) as ledger:
        ledger.keep(said)
    return verify(point).wrong


@pytest.mark.parametrize("witness", ["belaya", "smirnova"])
def test_verify_names_a_second_signature_of_who_may_not_give_it(
    point: HelpPoint, clock: Clock, witness: str
) -> None:
    clock.wait(days=30)
    assert str(forge(point, witness)).endswith(_(WRONG["not_a_witness"][1]))
    with pytest.raises(PeopleDiffer):
        point.who()


def test_verify_names_a_second_signature_by_a_key_that_is_too_new(
    point: HelpPoint, clock: Clock
) -> None:
    clock.wait(days=29)
    assert str(forge(point, "kovalyov")).endswith(_(WRONG["not_a_witness"][1]))


def test_verify_names_a_second_signature_over_something_else(
    point: HelpPoint, clock: Clock
) -> None:
    clock.wait(days=30)
    assert str(forge(point, "kovalyov", bytes(64))).endswith(_(WRONG["signature"][1]))


def test_an_annulment_past_the_program_without_a_second_signature_is_named(
    point: HelpPoint, staff: Staff, signed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(point)
    monkeypatch.setattr("kiosk.journal.correct.renewed_alone", lambda *_: None)
    annul(point, staff.teacher, signed, reason="Ошибка", pin=NEW_PIN)
    assert str(verify(point).wrong).endswith(_(WRONG["witness_missing"][1]))
