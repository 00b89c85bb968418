"""How often the journals went on from a copy, by the acts that say so."""

from __future__ import annotations

from kiosk.proof.restorations import Begun, Restoration, begun_by, restorations


def begun(seq: int, epoch: int, left: int, cause: str = "restored", head: str = "0a") -> Begun:
    return Begun(seq, f"at {seq}", epoch, left, head, cause)


def test_an_act_that_begins_an_epoch_says_what_was_left() -> None:
    body = {"epoch": 1, "left_size": 40, "left_head": "0b", "cause": "moved", "specialist": "x"}
    assert begun_by(7, "at", body) == Begun(7, "at", 1, 40, "0b", "moved")


def test_acts_that_were_lost_are_counted() -> None:
    assert restorations([]) == []
    assert restorations([begun(31, 1, 40), begun(50, 2, 60, head="0b")]) == [
        Restoration(1, "at 31", "restored", 30, 10),
        Restoration(2, "at 50", "restored", 49, 11),
    ]


def test_nothing_is_lost_by_a_copy_that_is_as_long_or_longer() -> None:
    found = restorations([begun(31, 1, 30), begun(50, 2, 12, "moved")])
    assert [one.lost for one in found] == [0, 0]
    assert [one.cause for one in found] == ["restored", "moved"]


def test_epochs_that_were_begun_together_are_one_restoration() -> None:
    """A copy from before an earlier epoch takes up every number in between."""
    (found,) = restorations([begun(31, 1, 40), begun(32, 2, 45, head="0b")])
    assert (found.epoch, found.at, found.kept) == (2, "at 32", 30)
    apart = restorations([begun(31, 1, 40), begun(33, 2, 45, head="0b")])
    others = restorations([begun(31, 1, 40), begun(32, 2, 45, "moved", "0b")])
    assert (len(apart), len(others)) == (2, 2)


def test_a_copy_that_was_cleaned_and_put_back_counts_once() -> None:
    """What was done in it alone, from its cleaning on, is not what it had of the journals."""
    assert restorations([begun(31, 1, 0, "cleaned", "")]) == []
    (found,) = restorations([begun(31, 1, 0, "cleaned", ""), begun(35, 2, 40)])
    assert (found.epoch, found.kept, found.lost) == (2, 30, 10)
    first, second = restorations(
        [begun(31, 1, 0, "cleaned", ""), begun(35, 2, 40), begun(60, 3, 70, head="0b")]
    )
    assert (first.kept, second.kept, second.lost) == (30, 59, 11)


def test_a_copy_that_was_cleaned_twice_was_one_of_the_journals_up_to_the_first_time() -> None:
    acts = [begun(31, 1, 0, "cleaned", ""), begun(40, 2, 0, "cleaned", ""), begun(50, 3, 45)]
    (found,) = restorations(acts)
    assert found.kept == 30
