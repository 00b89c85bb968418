"""Hand a file to a queue of the printing system, by the program that CUPS has for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress

LP = "lp"
PATIENCE = 10.0
"""Seconds that it may take to queue a file."""


class NotHandedOver(Exception):
    """The queue did not take the file; ``reason`` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def lp_is_there() -> bool:
    """Whether this machine has what hands files to a queue."""
    return shutil.which(LP) is not None


def hand_over(content: bytes, queue: str) -> None:
    """Give a file to a queue, which prints it when it can. Raises NotHandedOver."""
    try:
        process = subprocess.Popen(
            [LP, "-d", queue, "-t", "ticket"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise NotHandedOver(f"{LP}: {error.strerror or error}") from error
    try:
        _output, said = process.communicate(content, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it has started holds the pipe as well
        process.communicate()
        raise NotHandedOver(f"{LP} did not end within {PATIENCE:.0f} s") from error
    if process.returncode != 0:
        words = said.decode(errors="replace").strip()
        raise NotHandedOver(words or f"{LP} ended with exit status {process.returncode}")
