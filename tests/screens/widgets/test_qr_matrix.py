"""The strongest code that fits, measured in terminal cells."""

from __future__ import annotations

import pytest

from screens.widgets.qr_matrix import QUIET_ZONE, matrix


@pytest.mark.parametrize(
    ("length", "side"),
    [
        (24, 37),  # H still fits version 3
        (25, 41),  # H in version 4, since there is room
        (44, 45),
        (60, 45),  # only Q fits version 5
        (84, 45),  # only M fits version 5
        (106, 45),  # only L does
    ],
)
def test_the_highest_level_that_fits_is_taken(length: int, side: int) -> None:
    code = matrix("x" * length, columns=80, rows=23)
    assert code is not None
    assert (code.width, code.height) == (side, (side + 1) // 2)


def test_a_lower_level_is_taken_where_the_room_is_small() -> None:
    assert matrix("x" * 42, columns=37, rows=19) is not None
    assert matrix("x" * 53, columns=37, rows=19) is not None
    assert matrix("x" * 54, columns=37, rows=19) is None
    assert matrix("x" * 42, columns=36, rows=19) is None
    assert matrix("x" * 42, columns=37, rows=18) is None


@pytest.mark.parametrize(
    ("columns", "rows", "width", "height"),
    [(74, 37, 74, 37), (73, 37, 41, 21), (74, 36, 41, 21), (66, 33, 41, 21), (160, 60, 82, 41)],
)
def test_a_code_is_doubled_where_there_is_room(
    columns: int, rows: int, width: int, height: int
) -> None:
    """Never at level L: 34 letters have M in version 3, Q and H in version 4."""
    code = matrix("x" * 34, columns=columns, rows=rows)
    assert code is not None
    assert (code.width, code.height) == (width, height)


def test_no_code_holds_a_novel() -> None:
    assert matrix("x" * 5000, columns=1000, rows=1000) is None


def test_the_quiet_zone_is_light_on_all_sides() -> None:
    code = matrix("HELP", columns=80, rows=24)
    assert code is not None
    lines = code.modules
    assert len(lines) == code.width == 21 + 2 * QUIET_ZONE
    edge = range(QUIET_ZONE)
    assert not any(any(lines[at]) or any(lines[-1 - at]) for at in edge)
    assert not any(line[at] or line[-1 - at] for line in lines for at in edge)
    assert lines[QUIET_ZONE][QUIET_ZONE : QUIET_ZONE + 7] == (True,) * 7
