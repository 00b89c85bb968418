"""Keys, PINs and lockout."""

from __future__ import annotations

import hmac
import os
import stat
import statistics
import time
from pathlib import Path

import pytest
from nacl import pwhash
from nacl.secret import SecretBox

from db.engine import close_database
from db.models import Lockout as Row
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.signing import keyring, lockout, pins
from kiosk.signing.keys import Signer
from kiosk.signing.lockout import FREE_TRIES, KIOSK_FREE_TRIES, Lockout, wait_after
from kiosk.staff import access
from kiosk.words.errors import KeysMissing, WrongPin
from tests.people import PINS, Clock

PEPPER = bytes(32)


def test_secrets_are_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = keyring.create(folder)
    again = keyring.create(folder)
    assert again.kiosk.key_id == made.kiosk.key_id
    assert again.pepper == made.pepper
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"kiosk.key", "pepper"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["kiosk.key", "pepper"])
@pytest.mark.parametrize("content", [None, "", "ab", "zz" * 32, "ab" * 33])
def test_a_secret_that_is_absent_or_damaged_is_not_replaced(
    tmp_path: Path, name: str, content: str | None
) -> None:
    keyring.create(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(KeysMissing):
        keyring.load(tmp_path)


def test_the_folder_without_its_secrets_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing) as absent:
        keyring.load(tmp_path / "keys")
    keyring.create(tmp_path / "keys")
    (tmp_path / "keys" / "pepper").write_text("ab")
    with pytest.raises(KeysMissing) as damaged:
        keyring.load(tmp_path / "keys")
    assert absent.value.folder == damaged.value.folder == str(tmp_path / "keys")


def test_a_secret_is_written_as_64_digits_and_read_from_its_folder(tmp_path: Path) -> None:
    made = keyring.create(tmp_path)
    assert made.folder == tmp_path
    assert (tmp_path / "pepper").read_text() == made.pepper.hex()
    seed = bytes.fromhex((tmp_path / "kiosk.key").read_text())
    assert Signer(seed).key_id == made.kiosk.key_id
    assert len(seed) == len(made.pepper) == 32


def test_two_kiosks_that_start_at_once_end_with_the_same_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one was a moment sooner: its secrets stay, and no half of ours."""
    link = os.link

    def link_later(part: Path, path: Path) -> None:
        path.write_text("ab" * 32)
        link(part, path)

    monkeypatch.setattr(os, "link", link_later)
    made = keyring.create(tmp_path)
    assert made.pepper == bytes.fromhex("ab" * 32)
    assert {path.name for path in tmp_path.iterdir()} == {"kiosk.key", "pepper"}


def test_only_the_pin_with_its_pepper_opens_a_key() -> None:
    sealed = pins.seal(b"k" * 32, "248163", PEPPER)
    assert pins.unseal(sealed, "248163", PEPPER) == b"k" * 32
    assert pins.unseal(sealed, "248164", PEPPER) is None
    assert pins.unseal(sealed, "248163", b"p" * 32) is None
    assert pins.unseal(None, "248163", PEPPER) is None


@pytest.mark.real_pins
def test_a_key_is_wrapped_with_argon2id_over_pin_and_pepper() -> None:
    """As much work as was decided on, also for nobody's key: RFC 9106, RFC 2104."""
    salt, pepper = bytes(range(16)), bytes(range(32))
    wrapping = pwhash.argon2id.kdf(
        32, hmac.digest(pepper, b"248163", "sha256"), salt,
        opslimit=pins._PASSES, memlimit=pins._MEMORY,
    )  # fmt: skip
    sealed = pins.SealedKey(salt, bytes(SecretBox(wrapping).encrypt(b"k" * 32)))
    assert pins.unseal(sealed, "248163", pepper) == b"k" * 32


def test_one_pin_seals_differently_every_time() -> None:
    one, other = (pins.seal(b"k" * 32, "248163", PEPPER) for _ in range(2))
    assert one.salt != other.salt
    assert one.box != other.box
    assert b"k" * 8 not in one.box


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (10, 1920), (11, 3600), (5000, 3600)],
)
def test_a_pause_doubles_up_to_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures, FREE_TRIES) == seconds


class Seconds:
    """A monotonic clock in the test's hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def fail(lock: Lockout, times: int, person: str = "person:1:belaya", kiosk: str = "kiosk") -> None:
    for _ in range(times):
        assert lock.charge(person, kiosk)


def test_a_fifth_wrong_pin_costs_a_minute(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES + 1)
    assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 59.9
    assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 0.2
    assert lock.charge("person:1:belaya", "kiosk")


def test_a_try_during_a_pause_does_not_lengthen_it(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES + 1)
    for _ in range(20):
        seconds.now += 2.9
        assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 3
    assert lock.charge("person:1:belaya", "kiosk")


def test_a_pause_can_be_watched_to_its_end(point: HelpPoint, seconds: Seconds) -> None:
    """The longer of the two counts; who never failed keeps no row."""
    fail(Lockout(seconds), FREE_TRIES + 1)
    lock = Lockout(seconds)
    assert lock.left("person:1:belaya", "kiosk") == 60
    seconds.now += 59.5
    assert lock.left("person:1:belaya", "kiosk") == 0.5
    assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 1
    assert lock.left("person:1:belaya", "kiosk") == 0
    assert lock.charge("person:1:belaya", "kiosk")
    for number in range(KIOSK_FREE_TRIES - FREE_TRIES - 1):
        fail(lock, 1, person=f"person:1:{number}")
    assert Lockout(seconds).left("person:1:nobody", "kiosk") == 60
    assert Row.get_or_none(Row.subject == "person:1:nobody") is None
    assert Row.get_or_none(Row.subject == "person:1:belaya") is not None


def test_another_person_may_still_log_in(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES + 1)
    assert lock.charge("person:1:smirnova", "kiosk")


def test_a_kiosk_as_a_whole_is_paused_too(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    for number in range(KIOSK_FREE_TRIES + 1):
        assert lock.charge(f"person:1:{number}", "kiosk")
    assert not lock.charge("person:1:somebody", "kiosk")
    assert lock.charge("person:1:somebody", "another kiosk")


def test_a_right_pin_wipes_the_wrong_ones(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES)
    lock.forgive("person:1:belaya", "kiosk")
    fail(lock, FREE_TRIES)
    assert Row.get_by_id("person:1:belaya").failures == FREE_TRIES


def test_a_right_pin_leaves_no_pause_for_the_next_person(
    point: HelpPoint, seconds: Seconds
) -> None:
    lock = Lockout(seconds)
    for number in range(KIOSK_FREE_TRIES + 1):
        assert lock.charge(f"person:1:{number}", "kiosk")
    seconds.now += 60
    assert lock.charge("person:1:belaya", "kiosk")
    lock.forgive("person:1:belaya", "kiosk")
    assert lock.charge("person:1:smirnova", "kiosk")
    lock.forgive("person:1:smirnova", "kiosk")
    assert Lockout(seconds).charge("person:1:belaya", "kiosk")


def counted() -> dict[str, tuple[int, int]]:
    """Failures and seconds to wait, by whom they are counted for; not those of the fixture."""
    rows = Row.select().where(~Row.subject.startswith("kiosk:"))
    return {row.subject: (row.failures, row.wait) for row in rows}


def test_a_right_pin_takes_back_its_own_tries_and_one_more(
    point: HelpPoint, seconds: Seconds
) -> None:
    lock = Lockout(seconds)
    fail(lock, 3, "person:1:kovalyov")
    fail(lock, 1, "person:1:kovalyov", "another kiosk")
    fail(lock, 2)
    lock.forgive("person:1:belaya", "kiosk")
    assert counted() == {
        "person:1:kovalyov": (4, 0), "kiosk": (2, 0), "another kiosk": (1, 0)
    }  # fmt: skip
    for left in (1, 0, 0):
        Lockout(seconds).forgive("person:1:smirnova", "kiosk")
        assert counted()["kiosk"] == (left, 0)


def test_a_pause_of_the_kiosk_is_not_taken_for_an_old_one(
    point: HelpPoint, seconds: Seconds
) -> None:
    here, there = Lockout(seconds), Lockout(seconds)
    for number in range(KIOSK_FREE_TRIES + 1):
        assert here.charge(f"person:1:{number}", "kiosk")
    seconds.now += 60
    here.forgive("person:1:0", "kiosk")
    for number in range(2):
        assert there.charge(f"person:1:stranger {number}", "kiosk")
    assert counted()["kiosk"] == (KIOSK_FREE_TRIES + 1, 60)
    assert not here.charge("person:1:smirnova", "kiosk")


def test_slips_of_a_whole_year_do_not_add_up(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    for _day in range(50):
        fail(lock, 2)
        lock.forgive("person:1:belaya", "kiosk")
    for number in range(KIOSK_FREE_TRIES):
        assert lock.charge(f"person:1:stranger {number}", "kiosk")
    assert lock.charge("person:1:belaya", "kiosk")


def test_a_pause_that_another_program_began_is_waited_in_full(
    point: HelpPoint, seconds: Seconds
) -> None:
    here, there = Lockout(seconds), Lockout(seconds)
    fail(here, FREE_TRIES + 1)
    seconds.now += 61
    assert there.charge("person:1:belaya", "kiosk") is False
    seconds.now += 61
    assert there.charge("person:1:belaya", "kiosk")
    there.forgive("person:1:belaya", "kiosk")
    fail(there, FREE_TRIES + 1)
    assert not here.charge("person:1:belaya", "kiosk")
    seconds.now += 59
    assert not here.charge("person:1:belaya", "kiosk")
    seconds.now += 2
    assert here.charge("person:1:belaya", "kiosk")


def test_a_pause_kept_by_an_older_program_is_waited_in_full(
    point: HelpPoint, seconds: Seconds
) -> None:
    fail(Lockout(seconds), FREE_TRIES + 1)
    Row.update(edition="").execute()
    lock = Lockout(seconds)
    assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 59
    assert not lock.charge("person:1:belaya", "kiosk")
    seconds.now += 2
    assert lock.charge("person:1:belaya", "kiosk")


def test_guessing_at_many_names_during_a_pause_writes_nothing_down(
    point: HelpPoint, seconds: Seconds
) -> None:
    lock = Lockout(seconds)
    for number in range(KIOSK_FREE_TRIES + 1):
        assert lock.charge(f"person:1:{number}", "kiosk")
    before = Row.select().count()
    for number in range(50):
        assert not lock.charge(f"person:1:stranger {number}", "kiosk")
    assert Row.select().count() == before


def test_a_kiosks_pause_passes_while_a_person_is_paused(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES + 1)
    for number in range(KIOSK_FREE_TRIES - FREE_TRIES):
        assert lock.charge(f"person:1:{number}", "kiosk")
    restarted = Lockout(seconds)
    assert not restarted.charge("person:1:belaya", "kiosk")
    seconds.now += 60
    assert restarted.charge("person:1:belaya", "kiosk")


def test_a_restart_does_not_shorten_a_pause(point: HelpPoint, seconds: Seconds) -> None:
    lock = Lockout(seconds)
    fail(lock, FREE_TRIES + 1)
    seconds.now += 50
    restarted = Lockout(seconds)
    assert not restarted.charge("person:1:belaya", "kiosk")
    seconds.now += 59
    assert not restarted.charge("person:1:belaya", "kiosk")
    seconds.now += 2
    assert restarted.charge("person:1:belaya", "kiosk")


def test_a_try_is_charged_before_it_is_made(
    point: HelpPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(access, "unseal", power_cut)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            access.log_in(point, "belaya", "000000")
    assert Row.get_by_id(f"person:{point.id}:belaya").failures == 3


def test_a_pause_outlives_the_program_and_a_change_of_the_clock(
    staffed_place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "unseal", lambda *_: None)
    point = open_point(staffed_place, clock=clock)
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(WrongPin):
            access.log_in(point, "belaya", "000000")
    monkeypatch.undo()
    close_database()
    clock.wait(days=400)
    with pytest.raises(WrongPin):
        access.log_in(open_point(staffed_place, clock=clock), "belaya", PINS["belaya"])


@pytest.mark.real_pins
def test_wrong_locked_and_unknown_get_one_answer_after_the_same_work(point: HelpPoint) -> None:
    for _ in range(FREE_TRIES + 1):
        point.lockout.charge(f"person:{point.id}:kovalyov", "elsewhere")
    tries = {
        "wrong": ("belaya", "000001"),
        "locked": ("kovalyov", PINS["kovalyov"]),
        "unknown": ("nobody", "000001"),
    }
    answers, spent = set(), {}
    for name, (login, pin) in tries.items():
        took = []
        for _ in range(2):
            began = time.process_time()
            with pytest.raises(WrongPin) as answer:
                access.log_in(point, login, pin)
            took.append(time.process_time() - began)
            answers.add(str(answer.value))
        spent[name] = statistics.median(took)
    assert len(answers) == 1
    assert min(spent.values()) > max(spent.values()) / 2


def test_a_wrong_pin_says_nothing_about_who_exists(point: HelpPoint) -> None:
    with pytest.raises(WrongPin) as answer:
        access.log_in(point, "nobody", "1")
    assert "nobody" not in str(answer.value)


def test_the_longest_pause_is_an_hour() -> None:
    assert lockout.LONGEST_WAIT == 3600
