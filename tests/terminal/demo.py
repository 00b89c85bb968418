"""Small programs for the terminal tests: ``python -m tests.terminal.demo NAME``."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from kiosk.machine.supervisor import Heartbeat, keep_running
from kiosk.machine.terminal import terminal_ready

SECRET = "PIN-4711-SECRET"
STEERING = "\x1b]0;OWNED\x07\x9b31m\u202e"


def _screens(heartbeat: Heartbeat | None = None, *, dangerous: bool = False) -> int:
    from screens.hardened import run
    from tests.terminal.demo_apps import DangerousDemo, HardenedDemo

    return run(DangerousDemo() if dangerous else HardenedDemo(), heartbeat=heartbeat)


def _stock() -> int:
    from tests.terminal.demo_apps import StockDemo

    app = StockDemo()
    app.run()
    return app.return_code or 0


def _noisy(heartbeat: Heartbeat) -> int:
    """Prints in every way there is before the screens are shown."""
    print("NOISE")
    print("NOISE", file=sys.stderr)
    for descriptor in (1, 2):
        os.write(descriptor, b"NOISE")
    subprocess.run("echo NOISE; echo NOISE >&2", shell=True, check=True)
    logging.getLogger("another").error("NOISE")
    return _screens(heartbeat)


def _ends_at_once(_heartbeat: Heartbeat) -> int:
    return 3


def _deaf(heartbeat: Heartbeat) -> int:
    """Does not listen to SIGTERM."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.write(sys.__stderr__.fileno(), b"count: deaf")  # type: ignore[union-attr]
    while heartbeat():
        time.sleep(0.1)
    return 0


def _dangerous(heartbeat: Heartbeat) -> int:
    return _screens(heartbeat, dangerous=True)


def _supervised(show: Callable[[Heartbeat], int]) -> int:
    return keep_running(
        show,
        words=lambda: ("Один момент…", "Киоск перезапускается."),
        patience=float(os.environ.get("PATIENCE", "10")),
        stop_within=0.5,
    )


def main(name: str) -> int:
    if log := os.environ.get("KIOSK_LOG"):
        logging.basicConfig(filename=log, level=logging.INFO)
    if not terminal_ready():
        return 78
    if name == "stock":
        return _stock()
    if name == "hardened":
        return _screens()
    shows: dict[str, Callable[[Heartbeat], int]] = {
        "supervised": _screens,
        "dangerous": _dangerous,
        "noisy": _noisy,
        "stillborn": _ends_at_once,
        "deaf": _deaf,
    }
    return _supervised(shows[name])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
