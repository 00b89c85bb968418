"""Processes that can be killed: forked from a parent that has imported everything, and heard.

The parent must have no threads and no open database; each worker opens its own.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.machine.place import Place

Say = Callable[[str], None]
Work = Callable[[Say], None]
_DIE_WITH_PARENT = 1


@dataclass(slots=True)
class Worker:
    """A process at work and the pipe on which it tells what it has done."""

    pid: int
    pipe: int
    said: bytes = b""

    def kill(self) -> None:
        """End it at once, as a power button would end the program."""
        os.kill(self.pid, signal.SIGKILL)

    def heard(self) -> list[str]:
        """Everything it said, once it has ended; a line cut short by the kill was never said."""
        while self.listen():
            pass
        os.close(self.pipe)
        os.waitpid(self.pid, 0)
        return self.said.decode().split("\n")[:-1]

    def listen(self) -> bool:
        """Take in what it has said by now, waiting for something; False once it has ended."""
        chunk = os.read(self.pipe, 65536)
        self.said += chunk
        return bool(chunk)


def start(work: Work) -> Worker:
    """Run ``work`` in a process of its own; it ends with this one."""
    hearing, saying = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(hearing)
        _work(work, saying)
    os.close(saying)
    return Worker(pid, hearing)


def await_words(workers: list[Worker], count: int, seconds: float = 30) -> None:
    """Return as soon as the workers have said so many lines, or one of them has ended."""
    deadline = time.monotonic() + seconds
    while sum(worker.said.count(b"\n") for worker in workers) < count:
        patience = deadline - time.monotonic()
        ready, _, _ = select.select([worker.pipe for worker in workers], [], [], max(0, patience))
        heard = [worker.listen() for worker in workers if worker.pipe in ready]
        if not heard or not all(heard):
            return


def together(work: Callable[[int, Say], None], count: int) -> list[list[str]]:
    """Run ``work(number, say)`` in several processes that begin at one moment; what each said."""
    waiting, going = os.pipe()

    def ready(number: int) -> Work:
        def wait_and_work(say: Say) -> None:
            os.close(going)
            os.read(waiting, 1)  # returns when the parent closes its end
            work(number, say)

        return wait_and_work

    workers = [start(ready(number)) for number in range(count)]
    os.close(waiting)
    os.close(going)
    _listen_to_all(workers)
    return [worker.heard() for worker in workers]


def _listen_to_all(workers: list[Worker]) -> None:
    """Take in what they say until all have ended: one who is not heard stops at a full pipe."""
    speaking = {worker.pipe: worker for worker in workers}
    while speaking:
        ready, _, _ = select.select(list(speaking), [], [])
        for pipe in ready:
            if not speaking[pipe].listen():
                del speaking[pipe]


def place_of(database: str, keys: str) -> Place:
    """A place from the words of a command line."""
    return Place(database, Path(keys))


def _work(work: Work, saying: int) -> None:
    """The worker's whole life; it never returns into the parent's code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    try:
        work(lambda line: _say(saying, line))
    except BaseException:  # noqa: BLE001 - whatever it was, the parent has to hear of it
        _say(saying, "failed " + traceback.format_exc().strip().splitlines()[-1])
        os._exit(1)
    os._exit(0)


def _say(saying: int, line: str) -> None:
    os.write(saying, f"{line}\n".encode())
