"""How an unexpected error is written down: where it happened, never what it was about."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path

log = logging.getLogger("kiosk")

CRASHED = 70
"""Exit status after an unexpected error: EX_SOFTWARE of sysexits.h."""
ALONE = 75
"""Exit status when the terminal or the supervisor is gone: EX_TEMPFAIL of sysexits.h."""

_CHAIN = 5
_FRAMES = 6


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in reversed(frames)
    )


def outline(error: BaseException | None) -> str:
    """Types and frames of an error and its causes, innermost frame first.

    Messages and locals are left out: they hold names, PINs and what visitors typed.
    """
    links: list[str] = []
    while error is not None and len(links) < _CHAIN:
        links.append(f"{type(error).__qualname__} at {_place(error) or 'an unknown place'}")
        inner = getattr(error, "error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    return " | ".join(links) or "no error given"


def log_only_outlines() -> None:
    """Send every error that nobody catches to the log, in outline, and nothing to the terminal."""
    logging.lastResort = None
    sys.excepthook = lambda _kind, error, _frames: log.critical("crash: %s", outline(error))
    sys.unraisablehook = lambda lost: log.error("unraisable: %s", outline(lost.exc_value))
    threading.excepthook = lambda lost: log.error("thread: %s", outline(lost.exc_value))
