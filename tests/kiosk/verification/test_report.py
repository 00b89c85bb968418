"""What a verification says to a person at a terminal and to another program."""

from __future__ import annotations

import json
import sys

import pytest

from kiosk.verification.report import LONG, progress_bar, report_from_json, say_steps


def test_a_long_walk_draws_a_bar_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = progress_bar()
    assert show is not None
    for done in (0, LONG // 4, LONG):
        show(done, LONG)
    begun, quarter, whole = capsys.readouterr().err.split("\r")[1:]
    assert begun == "░" * 40 + f" 0 / {LONG}"
    assert quarter == "█" * 10 + "░" * 30 + f" {LONG // 4} / {LONG}"
    assert whole == "█" * 40 + f" {LONG} / {LONG}\n"


def test_a_short_walk_draws_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = progress_bar()
    assert show is not None
    show(LONG - 1, LONG - 1)
    show(0, 0)
    assert capsys.readouterr().err == ""


def test_nobody_is_shown_a_bar_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert progress_bar() is None


def test_another_program_is_told_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    say_steps(3, 7)
    assert capsys.readouterr().err == "3 7\n"


@pytest.mark.parametrize("said", ["", "[]", "7", "{}", json.dumps({"restored": [{"epoch": 1}]})])
def test_what_is_no_report_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        report_from_json(said)
