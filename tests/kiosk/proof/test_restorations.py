"""How often journals went on from a copy, and what each time cost, as their acts say."""

from __future__ import annotations

import pytest

from kiosk.proof.restorations import Begun, Restoration, begun_by, restorations

DAY = "2026-09-21T06:00:00.000Z"


def begun(seq: int, epoch: int, left: tuple[int, str], cause: str = "restored") -> Begun:
    return Begun(seq, DAY, epoch, *left, cause)


def told(*acts: Begun) -> list[tuple[int, str, int, int]]:
    return [(each.epoch, each.cause, each.kept, each.lost) for each in restorations(acts)]


def test_an_act_that_begins_an_epoch_says_what_was_left() -> None:
    body = {"epoch": 1, "left_size": 40, "left_head": "0b", "cause": "moved", "specialist": "x"}
    assert begun_by(7, DAY, body) == Begun(7, DAY, 1, 40, "0b", "moved")


def test_a_restore_tells_what_the_copy_had_and_what_it_lacked() -> None:
    assert told(begun(21, 1, (30, "a"))) == [(1, "restored", 20, 10)]
    assert told(begun(21, 1, (20, "a"))) == [(1, "restored", 20, 0)]
    assert told(begun(21, 1, (3, "a"))) == [(1, "restored", 20, 0)]
    assert told() == []


def test_a_restore_that_takes_up_several_numbers_is_one() -> None:
    assert told(begun(21, 1, (30, "a")), begun(22, 2, (25, "b"))) == [(2, "restored", 20, 15)]
    assert told(begun(21, 1, (30, "a")), begun(22, 2, (30, "a"))) == [(2, "restored", 20, 10)]


def test_restores_at_other_times_are_counted_apart() -> None:
    found = told(begun(21, 1, (30, "a")), begun(23, 2, (30, "a")))
    assert found == [(1, "restored", 20, 10), (2, "restored", 22, 8)]


def test_two_causes_in_a_row_are_two_things_that_happened() -> None:
    found = told(begun(21, 1, (30, "a")), begun(22, 2, (21, "b"), "moved"))
    assert found == [(1, "restored", 20, 10), (2, "moved", 21, 0)]


def test_cleaning_a_copy_is_no_restore() -> None:
    assert told(begun(21, 1, (25, "a"), "cleaned")) == []


def test_a_cleaned_copy_that_is_put_back_counts_once_and_without_its_cleaning() -> None:
    cleaned = begun(21, 1, (25, "a"), "cleaned")
    assert told(cleaned, begun(23, 2, (30, "b"))) == [(2, "restored", 20, 10)]
    again = begun(25, 3, (28, "a"), "cleaned")
    assert told(cleaned, again, begun(27, 4, (30, "b"))) == [(4, "restored", 20, 10)]


def test_a_cleaned_copy_that_is_put_back_twice_keeps_its_cleaning_the_second_time() -> None:
    """The ledger that grew out of it had the two acts of cleaning as well."""
    acts = begun(21, 1, (25, "a"), "cleaned"), begun(23, 2, (30, "b")), begun(24, 3, (40, "c"))
    assert told(*acts) == [(3, "restored", 20, 10 + 18)]


def test_after_it_was_put_back_the_next_restore_is_counted_from_where_it_stood() -> None:
    acts = begun(21, 1, (25, "a"), "cleaned"), begun(23, 2, (30, "b")), begun(31, 3, (40, "c"))
    assert told(*acts)[1:] == [(3, "restored", 30, 10)]


@pytest.mark.parametrize(
    ("cause", "lost", "goes_back"),
    [("moved", 0, False), ("moved", 1, True), ("copied", 0, True), ("restored", 0, True)],
)
def test_only_a_move_that_lost_nothing_is_no_step_back(
    cause: str, lost: int, goes_back: bool
) -> None:
    assert Restoration(1, DAY, cause, 20, lost).goes_back is goes_back
