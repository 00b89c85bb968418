"""This program started a second time, beside the running kiosk."""

from __future__ import annotations

import subprocess
from pathlib import Path

from kiosk.machine.second_process import command, environment
from kiosk.machine.settings import Settings


def test_it_starts_from_whatever_folder_the_kiosk_was_started_in(tmp_path: Path) -> None:
    settings = Settings(database=str(tmp_path / "none.sqlite3"))
    started = subprocess.run(
        command(settings, "--help"),
        env=environment(settings),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (started.returncode, started.stderr) == (0, "")
    assert "verify" in started.stdout
