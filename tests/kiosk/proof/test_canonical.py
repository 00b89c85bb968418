"""Every act has one spelling, and commits to words without showing them."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from kiosk.proof.canonical import (
    canonical,
    commitment,
    commitments,
    committed_with,
    facts_of,
    field_salt,
    parsed,
    spelled,
    unhex,
)

SALT = bytes(range(32))
texts = some.text(some.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = some.none() | some.booleans() | some.integers(-(2**53) + 1, 2**53 - 1) | texts
keys = some.text(some.characters(codec="ascii"), max_size=8)
facts = some.dictionaries(
    keys,
    some.recursive(
        values,
        lambda inner: some.dictionaries(keys, inner, max_size=4) | some.lists(inner, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


@given(facts)
def test_canonical_bytes_are_those_of_rfc_8785(said: dict[str, Any]) -> None:
    assert canonical(said) == rfc8785.dumps(said)


@given(facts)
def test_canonical_bytes_say_what_was_said(said: dict[str, Any]) -> None:
    assert json.loads(canonical(said)) == said


@given(facts)
def test_the_order_in_which_facts_are_told_does_not_matter(said: dict[str, Any]) -> None:
    assert canonical(dict(reversed(said.items()))) == canonical(said)


@pytest.mark.parametrize(
    "value",
    [
        *(1.0, 2**53, -(2**53), "e\u0301", b"bytes", {"ключ": 1}, {1: "x"}, object(), ("a",), {1}),
        *([1.0], ["a", "e\u0301"], [{"ключ": 1}], [[2**53]], {"a": [b"bytes"]}),
    ],
)
def test_what_could_be_spelled_in_two_ways_is_refused(value: object) -> None:
    said: Any = {"fact": value}
    with pytest.raises(ValueError, match="not"):
        canonical(said)


@pytest.mark.parametrize(
    "value",
    [2**53 - 1, 1 - 2**53, True, False, None, "", {}, {"a": {}}, [], [[], [None, {"a": [1]}]]],
)
def test_the_last_value_that_has_one_spelling_is_taken(value: Any) -> None:
    assert canonical({"fact": value}) == rfc8785.dumps({"fact": value})


def test_an_act_is_spelled_without_spaces_in_the_order_of_its_keys() -> None:
    said: Any = {"name": "Ёлка", "a": {"z": None, "b": True}, "Z": -1, "c": [2, "1", {"d": 0}]}
    spelt = '{"Z":-1,"a":{"b":true,"z":null},"c":[2,"1",{"d":0}],"name":"Ёлка"}'
    assert canonical(said) == spelt.encode()


def test_the_order_of_a_list_is_what_was_said() -> None:
    assert canonical({"a": [1, 2]}) != canonical({"a": [2, 1]})
    assert canonical({"a": [1]}) != canonical({"a": 1})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"fact": 1.5}, "not canonical: 1.5"),
        ({"fact": {"inner": [1, ("list",)]}}, "not canonical: ('list',)"),
        ({"fact": [{"ключ": 1}]}, "not an ASCII key: 'ключ'"),
        ({"ключ": 1}, "not an ASCII key: 'ключ'"),
        ({"fact": {2: 1}}, "not an ASCII key: 2"),
        (("list",), "not canonical: ('list',)"),
    ],
)
def test_what_is_refused_is_shown(said: Any, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        canonical(said)


@pytest.mark.parametrize("body", [b"", b"{} ", b"{}{}", b"\xff", b"{"])
def test_bytes_that_are_not_one_act_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        facts_of(body)


@pytest.mark.parametrize("length", [0, 32, 63, 64, 65, 128])
def test_a_commitment_can_be_opened_by_whoever_has_hmac(length: int) -> None:
    """SHA-256 over the field's own salt and the value; that salt is HMAC-SHA-256 of its name."""
    salt = bytes(range(length))
    field_salt = hmac.digest(salt, b"name", "sha256")
    opened = b"helppoint/commitment/v1\0" + field_salt + "Иванова".encode()
    assert commitment(salt, "name", "Иванова") == hashlib.sha256(opened).hexdigest()


def test_a_field_is_named_in_ascii() -> None:
    with pytest.raises(UnicodeEncodeError):
        commitment(SALT, "имя", "Иванова")


def test_a_commitment_binds_salt_field_and_value() -> None:
    one = commitment(SALT, "name", "Иванова")
    assert one == commitment(SALT, "name", "Иванова")
    assert len(bytes.fromhex(one)) == 32
    others = {
        commitment(bytes(32), "name", "Иванова"),
        commitment(SALT, "room", "Иванова"),
        commitment(SALT, "name", "Иванов"),
        commitment(SALT, "name", ""),
    }
    assert len(others | {one}) == 5


def test_a_commitment_does_not_show_its_value_without_the_salt() -> None:
    plain = {hashlib.sha256(text.encode()).hexdigest() for text in ("Иванова", "nameИванова")}
    assert commitment(SALT, "name", "Иванова") not in plain


def test_several_fields_are_committed_each_on_its_own() -> None:
    both = commitments(SALT, {"name": "Иванова", "room": "215"})
    assert both == {
        "name": commitment(SALT, "name", "Иванова"),
        "room": commitment(SALT, "room", "215"),
    }


def test_a_field_s_own_salt_opens_its_commitment_alone() -> None:
    own = field_salt(SALT, "name")
    assert own == hmac.digest(SALT, b"name", "sha256")
    assert committed_with(own, "Иванова") == commitment(SALT, "name", "Иванова")
    assert committed_with(own, "215") != commitment(SALT, "room", "215")


@given(facts)
def test_facts_are_read_back_from_their_bytes(said: dict[str, Any]) -> None:
    assert facts_of(canonical(said)) == said


@pytest.mark.parametrize(
    "body",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":NaN}',
        b'{"a":[1, 2]}',
        b'{"a":[1.0]}',
        b'{"a":[1,]}',
        b'[{"a":1}]',
        b'{"a":9007199254740992}',
        b'{"\xd0\xb0":1}',
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"\\ud800"}',
        b"[]",
        b'"a"',
        b"null",
    ],
)
def test_any_other_spelling_of_facts_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        facts_of(body)


def test_spelling_tells_numbers_and_truths_apart() -> None:
    assert len({spelled(value) for value in (1, 1.0, True, "1", None, [1], {"a": 1})}) == 7
    assert spelled({"б": [1, {"b": 2, "a": 1}]}) == '{"б":[1,{"a":1,"b":2}]}'
    with pytest.raises(ValueError, match="not JSON"):
        spelled(float("nan"))


def test_a_key_that_stands_twice_is_refused_at_any_depth() -> None:
    assert parsed('{"a": [{"b": 1.5}]}') == {"a": [{"b": 1.5}]}
    for text in ('{"a": 1, "a": 1}', '{"a": [{"b": 1, "b": 2}]}'):
        with pytest.raises(ValueError, match="a key stands twice"):
            parsed(text)


def test_bytes_are_written_in_lower_case_digits_of_their_size() -> None:
    assert unhex("00ff", 2) == b"\x00\xff"
    for digits in ("", "00FF", "00f", "00ff00", "00f ", "00ff\n", "٠٠٠٠"):
        with pytest.raises(ValueError, match=r"^" + digits.strip()):
            unhex(digits, 2)
    with pytest.raises(TypeError):
        unhex(None, 2)  # type: ignore[arg-type]
