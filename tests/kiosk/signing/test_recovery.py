"""The recovery code: long enough, typed in any way, and every typing mistake is told."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256

import pytest
from nacl.signing import SigningKey

from kiosk.signing.recovery import GROUPS, new_code, recovery_key
from kiosk.words.errors import RecoveryMistyped

UID, LOGIN = "0123456789abcdef0123456789abcdef", "smirnova"


def test_a_code_has_at_least_128_random_bits_besides_its_check_group() -> None:
    codes = {new_code() for _time in range(200)}
    assert len(codes) == 200
    for code in codes:
        groups = code.split("-")
        assert len(groups) == GROUPS
        assert re.fullmatch("[A-Z2-7]{28}", "".join(groups[:-1]))
    assert 28 * 5 >= 128
    assert all(len({code[at] for code in codes}) > 20 for at in (0, 15, 33))


def test_the_key_is_made_as_the_document_of_the_ledger_says() -> None:
    code = new_code()
    letters = code.replace("-", "")[:28]
    check = b32encode(sha256(b"helppoint/recovery-check/v1\0" + letters.encode()).digest())[:4]
    assert code.endswith(f"-{check.decode()}")
    seed = sha256(f"helppoint/recovery/v1\0{UID}\0{LOGIN}\0{letters}".encode()).digest()
    assert recovery_key(code, UID, LOGIN).public_key == bytes(SigningKey(seed).verify_key)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}  ",
        lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
        lambda code: code.translate(str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: object) -> None:
    for code in (new_code() for _time in range(20)):
        again = recovery_key(typed(code), UID, LOGIN)  # type: ignore[operator]
        assert again.key_id == recovery_key(code, UID, LOGIN).key_id


def test_every_single_mistake_is_told() -> None:
    code = new_code().replace("-", "")
    for at in range(len(code)):
        other = "A" if code[at] != "A" else "C"
        wrong = [code[:at] + other + code[at + 1 :], code[:at] + code[at + 1 :]]
        wrong.append(code[:at] + other + code[at:])
        for typed in wrong:
            with pytest.raises(RecoveryMistyped):
                recovery_key(typed, UID, LOGIN)
    for typed in ("", "-", code[:28], code + code, "я" * 32):
        with pytest.raises(RecoveryMistyped):
            recovery_key(typed, UID, LOGIN)


def test_a_code_is_another_key_for_another_person_and_another_point() -> None:
    code = new_code()
    keys = {recovery_key(code, *of).key_id for of in ((UID, LOGIN), (UID, "b"), ("c", LOGIN))}
    assert len(keys) == 3
