"""Millimetres of cells, letters and keys, as they were measured on real displays."""

from __future__ import annotations

import pytest

from kiosk.machine.display import FINGER, display_of, least_diagonal, left_of_keys
from screens.widgets.page import margin


@pytest.mark.parametrize(
    ("diagonal", "cells", "finger", "capital"),
    [
        (15.6, (80, 24), (5, 3), 5.1),
        (15.6, (120, 40), (7, 4), 3.1),
        (21.5, (80, 24), (4, 2), 7.0),
        (10.1, (80, 24), (7, 4), 3.3),
        (0, (80, 24), (5, 3), 5.1),
    ],
)
def test_keys_and_capitals_have_the_measured_size(
    diagonal: float, cells: tuple[int, int], finger: tuple[int, int], capital: float
) -> None:
    display = display_of(diagonal, "16:9")
    assert display.finger(*cells) == finger
    assert round(display.capital(cells[1]), 1) == capital


def test_a_key_is_never_much_smaller_than_a_finger_needs() -> None:
    for inches in range(7, 56):
        display = display_of(inches, "16:10")
        for cells in ((80, 24), (100, 30), (120, 40)):
            sizes = zip(display.finger(*cells), display.cell(*cells), strict=True)
            assert all(count * cell >= FINGER - 0.6 for count, cell in sizes)


def test_the_ratio_counts_and_a_readable_display_can_be_named() -> None:
    assert display_of(15, "4:3").height > display_of(15, "16:9").height
    assert display_of(least_diagonal("16:9", 24), "16:9").capital(24) >= 4.8
    assert display_of(least_diagonal("16:9", 24) - 0.2, "16:9").capital(24) < 4.8


@pytest.mark.parametrize("columns", [80, 99, 100, 120])
def test_keys_begin_where_the_page_says(columns: int) -> None:
    assert left_of_keys(columns) == margin(columns) + 1


def test_a_terminal_without_a_size_breaks_nothing() -> None:
    assert display_of(15.6, "16:9").finger(0, 0) == (1, 1)
