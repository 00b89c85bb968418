"""A parent that keeps the screens running: restarts them after a crash, a kill or a hang.

The parent forks before Textual is imported and stays small. It owns the terminal whenever no
screen does, so that nobody ever meets a traceback, a shell or a mouse mode left on.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from kiosk.machine.log import ALONE, CRASHED, log_only_outlines, outline
from kiosk.machine.terminal import Tty, only_screens_speak, scrub

log = logging.getLogger("kiosk")

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
HEALTHY = 60.0
"""Seconds of life after which a crash is a new one, and the pause starts small again."""
HUNG_UP = 128 + signal.SIGHUP

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGUSR1, signal.SIGUSR2)
_HEARD = (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)


class Heartbeat:
    """What the screens call every second from their event loop."""

    def __init__(self, pipe: int) -> None:
        os.set_blocking(pipe, False)
        self._pipe = pipe
        self.heard = True

    def __call__(self) -> bool:
        """Say that the loop turns; False once the supervisor is gone and it is time to leave."""
        try:
            os.write(self._pipe, b".")
        except BlockingIOError:
            pass
        except OSError:
            self.heard = False
        return self.heard


class _Signals:
    """Signals as something that ``select`` can wait for."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        for end in (self._reading, self._writing):
            os.set_blocking(end, False)
        self.heard: set[int] = set()
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        for number in _HEARD:
            signal.signal(number, self._hear)
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.heard.add(number)

    @property
    def must_end(self) -> bool:
        """True once this program was asked to end, or its terminal was hung up."""
        return bool(self.heard & {signal.SIGTERM, signal.SIGHUP})

    def wait(self, seconds: float, *pipes: int) -> set[int]:
        """The pipes that became readable, after ``seconds`` at most or at a signal."""
        ready = select.select([self._reading, *pipes], [], [], max(seconds, 0.0))[0]
        if self._reading in ready:
            with suppress(BlockingIOError):
                os.read(self._reading, 4096)
        return {*ready} - {self._reading}

    def restore_defaults(self) -> None:
        """In a child: forget the parent's handlers; what is ignored stays ignored."""
        signal.set_wakeup_fd(-1)
        for number in _HEARD:
            signal.signal(number, signal.SIG_DFL)
        os.close(self._reading)
        os.close(self._writing)


class _Child:
    """One run of the screens, in a process of its own."""

    def __init__(self, show: Callable[[Heartbeat], int], signals: _Signals, tty: Tty) -> None:
        self._signals = signals
        self._status: int | None = None
        self._beats, beat = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._beats)
            signals.restore_defaults()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
            _perform(show, Heartbeat(beat), tty)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        os.close(beat)

    def ended(self) -> bool:
        """Collect the child if it is gone."""
        if self._status is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status is not None

    def watch(self, *, grace: float, patience: float) -> int | None:
        """Wait for the end and return the status; a child without a heartbeat is killed.

        None where this program must end first, and the child still lives.
        """
        deadline = time.monotonic() + grace
        beats = {self._beats}
        while not self.ended():
            if self._signals.must_end:
                return None
            if self._signals.wait(deadline - time.monotonic(), *beats):
                if os.read(self._beats, 4096):
                    deadline = time.monotonic() + patience
                else:
                    beats.clear()
            elif time.monotonic() >= deadline:
                log.error("the screens hang: no heartbeat in time")
                self.end(within=0.0)
        return self._status

    def end(self, *, within: float) -> None:
        """Ask the child to go, then make it go after ``within`` seconds."""
        deadline = time.monotonic() + within
        if within > 0:
            self._send(signal.SIGTERM)
        while not self.ended() and time.monotonic() < deadline:
            self._signals.wait(deadline - time.monotonic())
        if not self.ended():
            self._send(signal.SIGKILL)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def close(self) -> None:
        """Let go of the pipe on which the heartbeat was heard."""
        os.close(self._beats)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, number)


def _perform(show: Callable[[Heartbeat], int], heartbeat: Heartbeat, tty: Tty) -> NoReturn:
    """Show the screens in the child, then end it: the parent's code is never gone on with."""
    code = CRASHED
    try:
        scrub(os.environ)
        only_screens_speak()
        code = show(heartbeat)
    except BaseException as error:  # noqa: BLE001 - the last place where an error can be caught
        log.critical("crash: %s", outline(error))
    finally:
        if not heartbeat.heard:
            tty.give_back()
            code = ALONE
        logging.shutdown()
        os._exit(code)


def next_pause(last: float, *, lived: float) -> float:
    """Seconds to wait before the next start: doubling from 0.2 to 30, small again after health."""
    return FIRST_PAUSE if not last or lived >= HEALTHY else min(last * 2, LONGEST_PAUSE)


def keep_running(
    show: Callable[[Heartbeat], int],
    *,
    words: Callable[[], tuple[str, str]],
    grace: float = 60.0,
    patience: float = 10.0,
    stop_within: float = 5.0,
) -> int:
    """Show the screens in a child and start them anew until they end with status 0.

    ``words`` gives two sentences, for the first start and for a restart, in the kiosk's language.
    ``show`` must call its heartbeat every second: the first call may take ``grace`` seconds, the
    next ones ``patience``. Returns 0 after an orderly end or SIGTERM, 129 when the terminal is
    gone. Standard input, output and error must be terminals; to be called in the main thread.
    """
    log_only_outlines()
    signals = _Signals()
    tty = Tty()
    sentence, again = words()
    pause = 0.0
    while True:
        tty.say(sentence)
        started = time.monotonic()
        child = _Child(show, signals, tty)
        status = child.watch(grace=grace, patience=patience)
        lived = time.monotonic() - started
        if status is None:
            child.end(within=0.0 if signal.SIGHUP in signals.heard else stop_within)
        child.close()
        if not status or not tty.present():
            break
        pause = next_pause(pause, lived=lived)
        sentence = again
        log.error("the screens ended with %s after %.0f s; again in %.1f s", status, lived, pause)
        tty.say(sentence)
        if _must_end_within(signals, pause):
            break
    tty.give_back()
    return HUNG_UP if signal.SIGHUP in signals.heard or not tty.present() else 0


def _must_end_within(signals: _Signals, seconds: float) -> bool:
    """Wait some seconds; True, and at once, where this program must end before they are over."""
    deadline = time.monotonic() + seconds
    while not signals.must_end and time.monotonic() < deadline:
        signals.wait(deadline - time.monotonic())
    return signals.must_end
