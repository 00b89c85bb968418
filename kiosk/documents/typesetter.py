"""One run of the typesetter in a process of its own, with a time limit."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import N_, _

RENDER = Path(__file__).with_name("render.py")
PATIENCE = 60.0
"""Seconds that any PDF may take; what there is to set adds its own time at ``PACE``."""
PACE = 10_000
"""Bytes of job that the slowest machine sets in a second, even if no word has a space."""

Answer = Callable[[bytes], bytes]
"""Gets what was found in the layout, gives further files by name: JSON, each on one line."""


class PdfNotMade(HelpPointError):
    """The typesetter failed or took too long; nothing was written."""

    words = N_("The PDF could not be made: {reason}")

    def __init__(self, reason: str) -> None:
        self.reason = reason


def rendered(job: bytes, answer: Answer | None = None) -> bytes:
    """Run the typesetter once, cut off from Python's environment variables and user packages.

    The job is one line of JSON; see ``render.py``. Raises PdfNotMade when it fails, dies or
    takes longer than such a job may.
    """
    patience = PATIENCE + len(job) / PACE
    began = time.monotonic()
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", str(RENDER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise PdfNotMade(error.strerror or str(error)) from error
    limit = threading.Timer(patience, process.kill)
    limit.start()
    try:
        pdf, output = _talk(process, job, answer)
    finally:
        limit.cancel()
        process.kill()
        process.wait()
    if process.returncode == 0 and pdf.startswith(b"%PDF-"):
        return pdf
    if time.monotonic() - began >= patience:
        raise PdfNotMade(_("it took too long."))
    raise PdfNotMade(_reason(process.returncode, output))


def _talk(
    process: subprocess.Popen[bytes], job: bytes, answer: Answer | None
) -> tuple[bytes, bytes]:
    """Send the job, answer what is asked, and take what comes: the file and what was said."""
    if process.stdin is None or process.stdout is None:
        raise PdfNotMade("no pipes")
    with suppress(BrokenPipeError):
        process.stdin.write(job + b"\n")
        process.stdin.flush()
        if answer is not None and (found := process.stdout.readline()):
            process.stdin.write(answer(found) + b"\n")
            process.stdin.flush()
    return process.communicate()


def _reason(status: int, output: bytes) -> str:
    """The first line of what the typesetter said, or how it ended if it said nothing of its own."""
    words = output.decode(errors="replace").strip()
    if status != 1 or words.startswith("Traceback"):
        words = ""  # it never came to its work: what Python says of that helps nobody
    return words.splitlines()[0][:200] if words else f"exit status {status}"
