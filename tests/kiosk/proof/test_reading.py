"""JSON from anybody's hand, read in pieces: the same as Python's own reader finds, or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kiosk.proof import reading
from kiosk.proof.reading import Part, TooLarge, document, elements, lines, parts

FEW = settings(max_examples=50, deadline=None)


def cut(text: str | bytes, size: int = 3) -> Iterator[bytes]:
    """A text in pieces, in the middle of letters too."""
    data = text.encode() if isinstance(text, str) else text
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach."""
    for name, limit in (("PIECE", 40), ("KEPT", 100), ("KEYS", 3), ("LISTED", 12)):
        monkeypatch.setattr(reading, name, limit)


scalars = some.none() | some.booleans() | some.integers() | some.text() | some.floats(-9, 9)
values = some.recursive(
    scalars,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)


@FEW
@given(
    some.dictionaries(some.text(), values, max_size=4),
    some.integers(1, 9),
    some.sampled_from([None, 1]),
)
def test_a_document_is_what_it_is_to_any_reader(
    value: dict[str, object], size: int, indent: int | None
) -> None:
    for spelled in (json.dumps(value, indent=indent), json.dumps(value, ensure_ascii=False)):
        try:
            data = spelled.encode()
        except UnicodeEncodeError:  # half a letter, which no file holds
            continue
        assert document(cut(data, size)) == value


@FEW
@given(some.lists(values, max_size=4), some.integers(1, 9))
def test_the_elements_of_a_list_come_one_by_one(value: list[object], size: int) -> None:
    assert [*elements(cut(json.dumps(value), size), None)] == value
    inside = json.dumps({"before": [1], "rows": value, "after": [2]})
    assert [*elements(cut(inside, size), "rows")] == value
    assert document(cut(inside, size), ("rows",)) == {"before": [1], "rows": [], "after": [2]}


def test_a_value_tells_its_key_and_its_size() -> None:
    assert [*parts(cut('{"a": "bc", "d": [ 12 , {}]}'))] == [
        Part("a", "bc", 4, listed=False),
        Part("d", [], 0, listed=False),
        Part("d", 12, 2, listed=True),
        Part("d", {}, 2, listed=True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "{", "}", "[", "]", "1", '"a"', "null", "nul", "{]", "[}", "{1:2}", '{"a"}'),
        *('{"a":}', '{"a":1,}', '{"a":1 "b":2}', '{"a" 1}', '{"a":[1,]}', '{"a":[1 2]}', "[1]]"),
        *("{} {}", '{"a":1}x', '{"a":1,"a":2}', '{"a":{"b":1,"b":2}}', '{"a":NaN}'),
        *('{"a":-Infinity}', '{"a":01}', "{'a':1}", '{"a":"\n"}', '{"a":"\\x"}', "\ufeff{}"),
        *('{"a":tru}', '{"a":"b'),
    ],
)
def test_what_is_no_document_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError):
        document(cut(text))


@pytest.mark.parametrize("data", [b'{"a":"\xff"}', b'{"a":"\xd0', b"\xff"])
def test_what_is_no_utf_8_cannot_be_read(data: bytes) -> None:
    with pytest.raises(ValueError):
        document(cut(data))


@pytest.mark.parametrize("text", ["{}", '{"rows":{}}', '{"rows":1}', '{"row":[]}', "[]"])
def test_a_list_that_is_not_there_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError):
        list(elements(cut(text), "rows"))


def test_what_is_nested_without_end_cannot_be_read() -> None:
    for text in ('{"a":' + '{"b":' * 100_000, '{"a":[' + "[" * 100_000 + "]" * 100_000):
        with pytest.raises((RecursionError, ValueError)):
            document(cut(text, 2**16))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('{"a":"' + "b" * 38 + '"}', True),
        ('{"a":"' + "b" * 39 + '"}', False),
        ('{"a":"' + "b" * 99 + '"}', False),
        ('{"a":"' + "ы" * 38 + '"}', True),
        ('{"a":{"b":[' + "1," * 40 + "1]}}", False),
        ('{"a":' + "9" * 40 + "}", True),
        ('{"a":' + "9" * 41 + "}", False),
        ('{"a":' + " " * 500 + "1" + " " * 500 + "}", True),
        ('{"' + "a" * 39 + '":1}', False),
        ('{"a":1,"b":2,"c":3}', True),
        ('{"a":1,"b":2,"c":3,"d":4}', False),
        ('{"a":[1,2,3,4]}', True),
        ('{"a":[' + ",".join("1" * 12) + "]}", True),
        ('{"a":[' + ",".join("1" * 13) + "]}", False),
        ('{"rows":[' + ",".join("1" * 13) + "]}", False),
        ('{"a":["' + '","'.join(["b" * 30] * 3) + '"]}', True),
        ('{"a":["' + '","'.join(["b" * 30] * 4) + '"]}', False),
        ('{"rows":["' + '","'.join(["b" * 30] * 4) + '"]}', True),
        ('{"a":"' + "b" * 30 + '","c":"' + "b" * 30 + '","d":"' + "b" * 30 + '"}', True),
        ('{"a":"' + "b" * 36 + '","c":"' + "b" * 36 + '","d":"' + "b" * 36 + '"}', False),
    ],
)
def test_more_than_an_honest_document_has_is_not_read(text: str, *, right: bool) -> None:
    if right:
        assert document(cut(text), ("rows",)).keys() == json.loads(text).keys()
    else:
        with pytest.raises(TooLarge):
            document(cut(text), ("rows",))


@pytest.mark.usefixtures("small")
def test_a_mistake_far_from_the_end_is_not_taken_for_size() -> None:
    with pytest.raises(ValueError):
        document(cut('{"a":{"b" 1}' + " " * 200))


@FEW
@given(some.lists(some.binary(max_size=20)), some.integers(1, 9))
def test_lines_come_with_their_ends(text: list[bytes], size: int) -> None:
    data = b"\n".join(text)
    *ended, last = data.split(b"\n")
    assert [*lines(cut(data, size))] == [line + b"\n" for line in ended] + ([last] if last else [])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("end", [b"", b"\n", b"\nmore\n"])
def test_a_line_that_is_too_long_is_not_read(end: bytes) -> None:
    assert [*lines(cut(b"x\n" + b"a" * 40 + b"\n"))] == [b"x\n", b"a" * 40 + b"\n"]
    for size in (3, 100):
        with pytest.raises(TooLarge):
            list(lines(cut(b"a" * 41 + end, size)))
