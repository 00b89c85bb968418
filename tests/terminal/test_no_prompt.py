"""Python's own variables and flags open nothing: no prompt, no start-up file, no debugger."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.words.i18n import use
from tests.example import copied, made_in
from tests.terminal.conftest import ROOT
from tests.terminal.person import environment
from tests.terminal.term import Terminal

OPENS = {
    "PYTHONINSPECT": "1",
    "PYTHONBREAKPOINT": "os.system",
    "PYTHONDEVMODE": "1",
    "PYTHONVERBOSE": "",
}
pytestmark = pytest.mark.real_pins  # the kiosk is a program of its own, and takes no others


@pytest.fixture
def kiosk(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Terminal]:
    example = copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)
    startup = tmp_path / "startup.py"
    startup.write_text("print('STARTED')", "utf-8")
    flags, variables = request.param
    use("ru")
    terminal = Terminal(
        [sys.executable, *flags, str(ROOT / "kiosk.py"), "--database", example.database],
        {**environment(tmp_path), "PYTHONSTARTUP": str(startup), **variables},
        cols=80,
        rows=24,
    )
    yield terminal
    terminal.close()


@pytest.mark.parametrize(
    "kiosk",
    [((), OPENS), (("-i",), {}), (("-iu",), OPENS)],
    indirect=True,
    ids=["env", "-i", "all"],
)
def test_after_sigterm_there_is_no_prompt(kiosk: Terminal) -> None:
    kiosk.wait_for("Где получить логин", 30)
    kiosk.kill(signal.SIGTERM)
    assert kiosk.wait_for_end() == 0
    assert b">>>" not in kiosk.raw and b"STARTED" not in kiosk.raw


def test_a_start_that_fails_leads_to_no_prompt_either(tmp_path: Path) -> None:
    terminal = Terminal(
        [sys.executable, "-i", str(ROOT / "kiosk.py"), "--config", str(tmp_path / "none.toml")],
        {**environment(tmp_path), **OPENS},
    )
    try:
        assert terminal.wait_for_end(30) != 0
        assert b">>>" not in terminal.raw
    finally:
        terminal.close()
