"""What a verification says to a person at a terminal and to another program."""

from __future__ import annotations

import json
import sys

import pytest

from kiosk.proof.note import Checkpoint
from kiosk.verification.everything import Renewed, Report, Restoration
from kiosk.verification.report import (
    LONG,
    progress_bar,
    report_as_json,
    report_from_json,
    say_steps,
    verdict,
    verification_lines,
)
from kiosk.words.i18n import use


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


LOST, KEPT = Restoration(1, "2026-09-21", 40, 9), Restoration(2, "2026-09-22", 50, 0)
MOVED = Restoration(3, "2026-09-23", 60, 0, "moved", goes_back=False)
COPIED = Restoration(4, "2026-09-24", 70, 2, "copied")
REPLACED = [
    Renewed("belaya", "2026-09-21", "smirnova", ""),
    Renewed("belaya", "2026-09-22", "smirnova", "kovalyov"),
]
LEFT = [Checkpoint("help-point/x", size, bytes(32), "2026-09-21T06:00:00.000Z") for size in (7, 9)]


RESTORED = "Everything agrees; the journals were restored from a copy."


@pytest.mark.parametrize(
    ("report", "begun", "said"),
    [
        (Report(), 0, "Everything agrees."),
        (Report(), 5, "Everything new agrees."),
        (Report(wrong="it"), 5, "WRONG: it"),
        (Report(restored=[MOVED]), 0, "Everything agrees."),
        (Report(restored=[MOVED, KEPT]), 5, RESTORED),
        (Report(restored=[KEPT]), 0, RESTORED),
        (
            Report(restored=[LOST, KEPT]),
            0,
            "Everything agrees, but the journals were restored from a copy: 9 acts were lost.",
        ),
    ],
)
def test_a_verification_comes_to_one_sentence(report: Report, begun: int, said: str) -> None:
    use("en")
    assert verdict(report, begun) == said


def test_what_was_checked_is_told_line_by_line() -> None:
    use("en")
    report = Report(acts=53, signatures=57, restored=[LOST], left_behind=LEFT, head="0a")
    lines = verification_lines(report)
    assert lines[:2] == ["Acts in the ledger: 53", "Signatures checked: 57"]
    codes = ", ".join(each.code() for each in LEFT)
    assert lines[-3:] == [
        "Restored from a copy on 21.09.2026: it had 40 acts, 9 were lost (epoch 1).",
        f"ATTENTION: 2 checkpoints are of acts that the restored copy did not have: {codes}",
        "Head of the chain: 0a",
    ]
    assert len(verification_lines(Report())) == 14
    assert verification_lines(report, 40)[0] == (
        "Taken from an earlier verification and not checked again: 40 acts."
    )


def test_a_move_and_a_copy_are_told_as_what_they_were() -> None:
    use("en")
    lines = verification_lines(Report(restored=[MOVED, COPIED]))
    assert lines[-3:-1] == [
        "Moved on 23.09.2026: there were 60 acts, 0 were lost (epoch 3).",
        "Goes on from a copy since 24.09.2026: it had 70 acts, 2 were lost (epoch 4).",
    ]


def test_every_replaced_pin_is_told() -> None:
    use("en")
    lines = verification_lines(Report(renewed=REPLACED, restored=[KEPT]))
    assert lines[-4:-2] == [
        "PIN of belaya replaced on 21.09.2026 by smirnova, WITHOUT A SECOND SIGNATURE",
        "PIN of belaya replaced on 22.09.2026 by smirnova, second signature: kovalyov",
    ]


def test_only_the_newest_checkpoints_are_told() -> None:
    use("en")
    many = [LEFT[0]] + [LEFT[1]] * 5
    (told,) = [line for line in verification_lines(Report(left_behind=many)) if "ATTENT" in line]
    assert LEFT[0].code() not in told
    assert told.count(LEFT[1].code()) == 5


def test_what_is_wrong_comes_with_what_to_do() -> None:
    use("en")
    assert verification_lines(Report(acts=10, wrong="it")) == [
        "Repair nothing: make a copy (kiosk backup) and compare the journals with an earlier one.",
        "",
        "Acts in the ledger: 10",
        "Signatures checked: 0",
    ]


def test_a_report_is_read_back_as_it_was_written() -> None:
    report = Report(
        acts=53, renewed=REPLACED, restored=[LOST], left_behind=LEFT, head="0a", wrong="it"
    )
    assert report_from_json(report_as_json(report)) == report
