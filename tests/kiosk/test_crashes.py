"""The log says where it happened and nothing of what it was about."""

from __future__ import annotations

from kiosk.crashes import outline


def raise_for(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def test_an_outline_names_types_and_frames_of_the_whole_chain_but_no_values() -> None:
    try:
        raise_for("Ivanova")
    except KeyError as error:
        line = outline(error)
    assert line.startswith("KeyError at test_crashes.py:")
    assert "| ValueError at test_crashes.py:" in line
    assert "raise_for" in line
    assert "Ivanova" not in line


def test_an_error_without_frames_has_an_outline() -> None:
    assert outline(ValueError("Ivanova")) == "ValueError at an unknown place"
    assert outline(None) == "no error given"
