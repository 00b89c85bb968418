"""A drawn signature as text and as a vector: nothing else than strokes goes in or comes out."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from contextlib import suppress

import pytest
import resvg_py
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from kiosk.words.drawing import HEIGHT, MOST_POINTS, MOST_STROKES, WIDTH, Strokes, dump, parse, svg

points = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))
drawings = st.lists(
    st.lists(points, min_size=1, max_size=30).map(tuple), max_size=MOST_STROKES
).map(tuple)
DOT: Strokes = (((3000, 1000),),)
WAVE: Strokes = (((0, 0), (2000, 2000), (4000, 0), (6000, 2000)), ((10, 20), (30, 40)))


@given(drawings)
def test_what_is_kept_is_read_back(strokes: Strokes) -> None:
    assert parse(dump(strokes)) == strokes


@given(drawings)
def test_the_text_is_the_shortest_json(strokes: Strokes) -> None:
    text = dump(strokes)
    assert json.loads(text) == [[list(point) for point in stroke] for stroke in strokes]
    assert not re.search(r"[^][0-9,]", text)


@given(drawings, st.integers(0), st.sampled_from('[]0123456789,- .eE"{}:trufalsn\u0663'))
def test_an_altered_text_is_refused_or_says_something_else(
    strokes: Strokes, place: int, character: str
) -> None:
    text = dump(strokes)
    place %= len(text)
    altered = text[:place] + character + text[place + 1 :]
    assume(altered != text)
    try:
        read = parse(altered)
    except ValueError:
        return
    assert dump(read) == altered
    assert read != strokes


@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    ).map(lambda value: json.dumps(value, separators=(",", ":")))
)
def test_any_text_is_read_canonically_or_refused_by_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert dump(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "[5]",
        "[[]]",
        "[[[]]]",
        "[[[1]]]",
        "[[[1,2,3]]]",
        "[[1,2]]",
        "{}",
        "null",
        "[[[true,1]]]",
        "[[[1.0,1]]]",
        "[[[1e3,1]]]",
        "[[[-0,1]]]",
        "[[[-1,1]]]",
        "[[[01,1]]]",
        '[[["1",1]]]',
        "[[[1, 1]]]",
        "[[[1,1]]]\n",
        " [[[1,1]]]",
        "[[[\u0661,1]]]",
        "[[[1,1]],[[2,2]],]",
        f"[[[{WIDTH + 1},1]]]",
        f"[[[1,{HEIGHT + 1}]]]",
        f"[[[{'9' * 5000},1]]]",
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_the_limits_themselves_are_allowed_and_one_more_is_not() -> None:
    strokes = [[(WIDTH, HEIGHT)]] * MOST_STROKES
    assert len(parse(dump(strokes))) == MOST_STROKES
    for too_many in ([*strokes, [(0, 0)]], [[(0, 0)] * (MOST_POINTS + 1)]):
        with pytest.raises(ValueError, match="more than a signature"):
            parse(dump(too_many))
    full = [[(WIDTH, HEIGHT)] * (MOST_POINTS - MOST_STROKES + 1), *strokes[1:]]
    assert parse(dump(full)) == tuple(tuple(stroke) for stroke in full)


@given(drawings)
def test_the_vector_is_one_path_of_digits(strokes: Strokes) -> None:
    picture = ET.fromstring(svg(strokes))
    assert picture.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    (path,) = picture
    assert path.tag == "{http://www.w3.org/2000/svg}path"
    assert not [*path]
    assert not "".join(picture.itertext())
    assert re.fullmatch(r"[MQL0-9 ]*", path.attrib["d"])
    assert path.attrib["d"].count("M") == len(strokes)


@given(drawings.filter(bool))
def test_the_vector_begins_and_ends_where_the_hand_did(strokes: Strokes) -> None:
    ways = ET.fromstring(svg(strokes))[0].attrib["d"].split("M")[1:]
    for way, stroke in zip(ways, strokes, strict=True):
        numbers = [int(number) for number in re.findall(r"\d+", way)]
        assert tuple(numbers[:2]) == stroke[0]
        last = stroke[-1] if len(stroke) > 1 else (stroke[0][0] + 1, stroke[0][1])
        assert tuple(numbers[-2:]) == last


def test_a_curve_turns_at_the_points_and_passes_between_them() -> None:
    assert 'd="M0 0Q2000 2000 3000 1000Q4000 0 5000 1000L6000 2000M10 20L30 40"' in svg(WAVE)


def ink(strokes: Strokes) -> tuple[int, int, int, int] | None:
    """Where a renderer leaves ink, in the pad's units: left, top, right, bottom."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg(strokes), width=600)
    box = Image.open(io.BytesIO(bytes(drawn))).getchannel("A").getbbox()
    return box and (box[0] * 10, box[1] * 10, box[2] * 10, box[3] * 10)


def test_a_dot_is_seen_as_a_dot_as_thick_as_the_pen() -> None:
    box = ink(DOT)
    assert box is not None
    assert 50 <= box[2] - box[0] <= 90
    assert 50 <= box[3] - box[1] <= 90
    assert ink(()) is None
