"""One piece of work in a process of its own, with one of its calls to the system made to fail.

The process is forked from a parent that has imported everything and is traced only from then on,
so it is not Python's start that is tried. The parent must have no threads and no open database.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.engine import close_database

CALLS = (
    *("openat", "read", "pread64", "write", "pwrite64", "lseek", "close", "fsync", "fdatasync"),
    *("ftruncate", "unlink", "rename", "link", "mkdir", "chmod", "fcntl", "newfstatat", "fstat"),
    *("mmap", "getdents64", "ioctl", "pipe2"),
)
"""What a program asks of files and of memory; those that it does not use are passed over."""
TIRED = 60.0
"""Seconds after which a piece of work counts as hung."""
HUNG = 1000
"""The status of work that had to be ended."""
_DIE_WITH_PARENT, _LET_TRACE, _ANYBODY = 1, 0x59616D61, -1
_LINE = re.compile(r"(\d+) +(\w+)\(")


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``number``-th call of a kind fails or is the last; ``lasting``: and all after it."""

    call: str
    number: int
    what: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.call}:{self.what}:when={self.number}{'+' if self.lasting else ''}"

    @property
    def kills(self) -> bool:
        return self.what == "signal=KILL"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a piece of work ended, and what it said."""

    status: int
    """As a shell shows it; minus the signal that ended it."""
    out: str
    err: str
    log: str
    """The calls that were traced, one a line."""

    @property
    def struck(self) -> bool:
        """True when the fault met a call."""
        return "(INJECTED)" in self.log or self.status == -signal.SIGKILL

    def calls(self) -> dict[str, int]:
        """How often each call was made, in the process that made it most often."""
        seen = Counter(match.groups() for match in map(_LINE.match, self.log.split("\n")) if match)
        most: dict[str, int] = {}
        for (_pid, call), count in seen.items():
            most[call] = max(most.get(call, 0), count)
        return most


def perform(work: Callable[[], None], folder: Path, fault: Fault | None = None) -> Ending:
    """Do ``work`` in a child under ``fault``, or only count its calls; ``folder`` takes papers."""
    papers = [folder / name for name in ("said.out", "said.err", "calls.log")]
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _live(work, papers, theirs)
    theirs.close()
    ours.recv(1)  # the child stands at the gate
    tracer = _trace(pid, papers[2], fault)
    ours.send(b".")
    ours.settimeout(TIRED)
    hung = False
    try:
        ours.recv(1)  # returns when the child's end is closed
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        hung = True
    except OSError:
        pass
    ours.close()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    tracer.wait(TIRED)
    out, err, log = (
        paper.read_text(errors="replace") if paper.exists() else "" for paper in papers
    )
    return Ending(HUNG if hung else status, out, err, log)


def _trace(pid: int, log: Path, fault: Fault | None) -> subprocess.Popen[bytes]:
    """Hang a tracer on a waiting process; it is in place when this returns."""
    inject = ["-e", f"inject={fault}"] if fault else []
    watched = fault.call if fault else ",".join(f"?{call}" for call in CALLS)
    words = ["strace", "-f", "-o", str(log), "-e", "signal=none", "-e", f"trace={watched}", *inject]
    tracer = subprocess.Popen([*words, "-p", str(pid)], stderr=subprocess.PIPE)
    assert tracer.stderr
    if b"attached" not in (said := tracer.stderr.readline()):
        os.kill(pid, signal.SIGKILL)
        raise RuntimeError(said.decode())
    return tracer


def _live(work: Callable[[], None], papers: list[Path], gate: socket.socket) -> None:
    """The child's whole life; its end is that of a Python program, without the parent's code."""
    status = 1
    try:
        _come_to_the_gate(papers, gate)
        status = _status(work)
    finally:
        os._exit(status)  # whatever happened: the parent's clearing up is not this process's work


def _come_to_the_gate(papers: list[Path], gate: socket.socket) -> None:
    """Let anybody trace this process, send its words to paper, and wait."""
    prctl = ctypes.CDLL(None).prctl
    prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    prctl(_LET_TRACE, ctypes.c_ulong(_ANYBODY & (2**64 - 1)))
    for number, paper in enumerate(papers[:2], start=1):
        descriptor = os.open(paper, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        os.dup2(descriptor, number)
    sys.stdout, sys.stderr = (
        os.fdopen(number, "w", encoding="utf-8", closefd=False, buffering=1 if number == 2 else -1)
        for number in (1, 2)
    )
    gate.send(b".")
    gate.recv(1)


def _status(work: Callable[[], None]) -> int:
    status = 0
    try:
        work()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
        if isinstance(left.code, str):
            with suppress(OSError):
                print(left.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - what the interpreter would print at its end
        status = 1
        with suppress(OSError):
            traceback.print_exc()
    with suppress(Exception):
        close_database()  # as the interpreter's own end would
    try:
        sys.stdout.flush()
    except OSError:
        status = status or 120  # the interpreter's own status for this
    return status
