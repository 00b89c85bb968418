"""The program's log: where an unexpected error happened, and never what it was about."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("kiosk")

CRASHED = 70
"""Exit status after an unexpected error: EX_SOFTWARE of sysexits.h."""
ALONE = 75
"""Exit status when the terminal or the supervisor is gone: EX_TEMPFAIL of sysexits.h."""

_CHAIN = 5
"""Errors named in an outline: the one that was caught and its causes."""
_FRAMES = 6
"""Innermost frames named of each of them."""
_LOG_BYTES = 1_000_000
"""A log of an earlier run that is larger is put aside."""


def outline(error: BaseException | None) -> str:
    """Types and frames of an error and its causes, innermost frame first.

    Messages and locals are left out: they hold names, PINs and what visitors typed.
    """
    links: list[str] = []
    while error is not None and len(links) < _CHAIN:
        links.append(f"{type(error).__qualname__} at {_frames(error) or 'an unknown place'}")
        inner = getattr(error, "error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    return " | ".join(links) or "no error given"


def _frames(error: BaseException) -> str:
    """Where an error was raised and by which way it came there: «file:line:function < …»."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in reversed(frames)
    )


def log_only_outlines() -> None:
    """Send every error that nobody catches to the log, in outline, and nothing to the terminal."""
    logging.lastResort = None
    sys.excepthook = lambda _kind, error, _frames: log.critical("crash: %s", outline(error))
    sys.unraisablehook = lambda lost: log.error("unraisable: %s", outline(lost.exc_value))
    threading.excepthook = lambda lost: log.error("thread: %s", outline(lost.exc_value))


class _Log(logging.FileHandler):
    """A log file; one that cannot be opened or written is passed over in silence."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            super().emit(record)


def start_log(path: Path) -> None:
    """Send the program's log to a file; a large one of earlier runs is put aside first.

    It is never turned over while the kiosk runs: supervisor and screens write to the same file.
    """
    root = logging.getLogger()
    logging.lastResort = None
    logging.raiseExceptions = False  # a log on a full disk must not speak on the terminal
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        handler = _Log(path, encoding="utf-8", delay=True)
    except OSError:
        root.addHandler(logging.NullHandler())  # a full disk must not keep the kiosk from opening
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
