"""A recovery code gives an administrator a new PIN, once; it is on paper and nowhere else."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from db.models import Act
from kiosk.documents.bundle import write_bundle
from kiosk.machine.place import Place
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof import ed25519
from kiosk.proof.acts import Kind
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.canonical import Value
from kiosk.proof.chain import key_message
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.proof.sentences import WRONG
from kiosk.signing.keys import Signer
from kiosk.signing.lockout import FREE_TRIES
from kiosk.signing.recovery import new_code, recovery_key
from kiosk.staff import access, changes, desks, recovery, specialists
from kiosk.staff.witness import SecondPerson
from kiosk.verification import resuming
from kiosk.verification.everything import verify
from kiosk.verification.report import verification_lines
from kiosk.verification.walked import Walked
from kiosk.words.errors import (
    NotAllowed,
    NotAWitness,
    PauseBegun,
    PinPaused,
    PinTooWeak,
    RecoveryMistyped,
    WrongPin,
    WrongRecoveryCode,
)
from kiosk.words.i18n import _
from tests.people import PINS, Clock, Staff, consult, help_and_sign, wanted

CHIEF = {"administrator": "smirnova", "pin": PINS["smirnova"]}
NEW_PIN = "577215"


@pytest.fixture
def code(point: HelpPoint) -> str:
    """The code that the administrator has ready."""
    return prepared(point)


def prepared(point: HelpPoint, **who: str) -> str:
    fresh = new_code()
    recovery.prepare(point, fresh, **(CHIEF | who))
    return fresh


def refused(point: HelpPoint, code: str, login: str = "smirnova") -> bool:
    """Whether a code gives nobody a new PIN."""
    acts = Act.select().count()
    with pytest.raises(WrongRecoveryCode):
        recovery.recover(point, login, code, pin=NEW_PIN)
    return bool(Act.select().count() == acts)


def test_a_code_gives_its_administrator_a_new_pin(any_point: HelpPoint) -> None:
    code = prepared(any_point)
    assert recovery.is_prepared(any_point, " Smirnova ")
    person = recovery.recover(any_point, "smirnova", code.lower(), pin=NEW_PIN)
    assert person.login == "smirnova"
    assert access.log_in(any_point, "smirnova", NEW_PIN).is_administrator
    with pytest.raises(WrongPin):
        access.log_in(any_point, "smirnova", PINS["smirnova"])
    walked = Walked()
    report = verify(any_point, walked=walked)
    assert report.wrong is None
    (renewal,) = walked.history.renewed.values()
    assert (renewal.login, renewal.by, renewal.witness) == ("smirnova", "", "")
    lines = [line for line in verification_lines(report) if "ПИН-код smirnova" in line]
    assert "кодом восстановления, БЕЗ ВТОРОЙ ПОДПИСИ" in lines[0]


def test_a_code_is_used_once(point: HelpPoint, code: str) -> None:
    recovery.recover(point, "smirnova", code, pin=NEW_PIN)
    assert not recovery.is_prepared(point, "smirnova")
    assert refused(point, code)
    assert access.log_in(point, "smirnova", NEW_PIN)


def test_a_newer_code_voids_the_older(point: HelpPoint, code: str) -> None:
    newer = prepared(point)
    assert refused(point, code)
    recovery.recover(point, "smirnova", newer, pin=NEW_PIN)
    assert verify(point).wrong is None


def test_a_pin_renewed_by_a_colleague_voids_the_code(point: HelpPoint, code: str) -> None:
    make_administrator(point, "belaya")
    belaya = {"administrator": "belaya", "admin_pin": PINS["belaya"]}
    specialists.renew(point, "smirnova", pin="662607", **belaya)
    assert refused(point, code)


def make_administrator(point: HelpPoint, login: str, duty: Duty = Duty.ADMINISTRATOR) -> None:
    chief = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}
    changes.change(point, dataclasses.replace(wanted(login), duty=duty), **chief)


def test_who_is_no_administrator_any_more_has_no_code(point: HelpPoint) -> None:
    make_administrator(point, "belaya")
    hers = prepared(point, administrator="belaya", pin=PINS["belaya"])
    make_administrator(point, "belaya", Duty.TEACHER)
    assert refused(point, hers, "belaya")
    make_administrator(point, "belaya")
    assert refused(point, hers, "belaya")


def test_only_an_administrator_prepares_a_code_by_pin(point: HelpPoint) -> None:
    for who, error in (
        ({"administrator": "belaya", "pin": PINS["belaya"]}, NotAllowed),
        ({"administrator": "smirnova", "pin": "000001"}, WrongPin),
    ):
        with pytest.raises(error):
            recovery.prepare(point, new_code(), **who)
    assert not recovery.is_prepared(point, "smirnova")


@pytest.mark.parametrize("login", ["smirnova", "belaya", "nobody"])
def test_wrong_codes_are_paused_like_wrong_pins(point: HelpPoint, code: str, login: str) -> None:
    for _try in range(FREE_TRIES):
        assert refused(point, new_code(), login)
    with pytest.raises(PauseBegun) as begun:
        recovery.recover(point, login, new_code(), pin=NEW_PIN)
    assert isinstance(begun.value, WrongPin)
    with pytest.raises(PinPaused):  # not even the right code, nor a PIN
        recovery.recover(point, login, code, pin=NEW_PIN)
    with pytest.raises(PinPaused):
        access.log_in(point, login, PINS.get(login, NEW_PIN))
    assert recovery.is_prepared(point, "smirnova")


def test_a_mistyped_code_is_told_and_not_counted(point: HelpPoint, code: str) -> None:
    for _try in range(FREE_TRIES + 1):
        with pytest.raises(RecoveryMistyped):
            recovery.recover(point, "smirnova", code[:-1], pin=NEW_PIN)
    recovery.recover(point, "smirnova", code, pin=NEW_PIN)


def test_a_weak_pin_leaves_the_code(point: HelpPoint, code: str) -> None:
    with pytest.raises(PinTooWeak):
        recovery.recover(point, "smirnova", code, pin="111111")
    recovery.recover(point, "smirnova", code, pin=NEW_PIN)


def test_a_code_of_one_renews_no_other(point: HelpPoint, code: str) -> None:
    assert refused(point, code, "belaya")
    make_administrator(point, "belaya")
    prepared(point, administrator="belaya", pin=PINS["belaya"])
    assert refused(point, code, "belaya")


def test_the_open_desk_of_the_old_key_is_over(point: HelpPoint, staff: Staff, code: str) -> None:
    desks.open_desk(point, "smirnova", PINS["smirnova"])
    recovery.recover(point, "smirnova", code, pin=NEW_PIN)
    walked = Walked()
    verify(point, walked=walked)
    assert walked.history.sessions == {}


def test_a_second_person_may_stand_by(point: HelpPoint, code: str, clock: Clock) -> None:
    clock.wait(days=30)
    kovalyov = SecondPerson("kovalyov", PINS["kovalyov"])
    with pytest.raises(NotAWitness):
        herself = SecondPerson("smirnova", PINS["smirnova"])
        recovery.recover(point, "smirnova", code, pin=NEW_PIN, second=herself)
    recovery.recover(point, "smirnova", code, pin=NEW_PIN, second=kovalyov)
    (renewal,) = point.who().renewed.values()
    assert (renewal.by, renewal.witness) == ("", "kovalyov")
    assert verify(point).wrong is None


def test_a_walk_kept_in_a_file_knows_the_code(point: HelpPoint, code: str) -> None:
    walked = Walked()
    verify(point, walked=walked)
    resuming.keep(point, walked)
    assert resuming.found(point).history == walked.history
    assert walked.history.recovery != {}


def test_a_bundle_agrees_after_a_code_was_used(
    point: HelpPoint, staff: Staff, code: str, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    recovery.recover(point, "smirnova", code, pin=NEW_PIN)
    path = tmp_path / "bundle.zip"
    write_bundle(point, Journal.CONSULTATIONS, 2025, path)
    assert len(check(load(path), ed25519.holds).ledger.history.renewed) == 1


def facts(point: HelpPoint, key: Signer, **who: str) -> dict[str, Value]:
    (login,) = who.values()
    return {
        **who,
        "key": key.key_id,
        "public_key": key.public_key.hex(),
        "proof": key.sign_bytes(key_message(point.uid, login, key.public_key)).hex(),
        "before": point.who().who,
    }


def forged(point: HelpPoint, kind: Kind, said: dict[str, Value]) -> None:
    """Somebody with the database and the kiosk's key alone writes an act."""
    with open_ledger(point) as ledger:
        ledger.keep(say(point, kind, said))


FORGED: dict[str, Callable[[HelpPoint], None]] = {
    "not_the_person": lambda point: forged(
        point,
        Kind.RECOVERY_PREPARED,
        facts(point, recovery_key(new_code(), point.uid, "smirnova"), specialist="smirnova"),
    ),
    "no_administrator": lambda point: forged(
        point,
        Kind.KEY_RENEWED,
        {**facts(point, Signer(bytes(range(32))), login="smirnova"), "sealed": "0" * 64},
    ),
}


@pytest.mark.parametrize("found", FORGED)
def test_verify_calls_wrong_what_the_kiosk_s_key_alone_forges(
    point: HelpPoint, code: str, found: str
) -> None:
    FORGED[found](point)
    assert str(verify(point).wrong).endswith(_(WRONG[found][1]))


def test_the_code_is_on_no_disk_and_in_no_log(
    point: HelpPoint, staffed_place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(WrongRecoveryCode):
        recovery.recover(point, "smirnova", wrong := new_code(), pin=NEW_PIN)
    codes = [wrong, prepared(point), prepared(point)]
    recovery.recover(point, "smirnova", codes[-1], pin=NEW_PIN)
    folder = Path(staffed_place.database).parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() for path in files) + caplog.text.encode()
    public = recovery_key(codes[-1], point.uid, "smirnova").public_key
    assert public.hex().encode() in written  # what is looked for would be found
    assert staffed_place.keys in {path.parent for path in files}
    for code in codes:
        bare = code.replace("-", "")
        key = recovery_key(code, point.uid, "smirnova")
        for secret in (code, code.lower(), bare, bare.lower(), bare[:12], code[:14]):
            assert secret.encode() not in written
        seed = key._secret[:32]
        assert seed not in written
        assert seed.hex().encode() not in written


def test_one_administrator_without_a_code_is_alone(point: HelpPoint) -> None:
    assert recovery.is_alone(point)
    prepared(point)
    assert not recovery.is_alone(point)


def test_of_two_administrators_none_is_alone(point: HelpPoint) -> None:
    make_administrator(point, "belaya")
    assert not recovery.is_alone(point)
