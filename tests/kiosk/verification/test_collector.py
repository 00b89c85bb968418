"""A walk goes without the collector of cycles, and leaves it as it was."""

from __future__ import annotations

import gc

import pytest

from kiosk.verification.collector import without_collector


def test_it_is_off_inside_and_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="page"), without_collector():
        assert not gc.isenabled()
        raise ValueError("page")
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
