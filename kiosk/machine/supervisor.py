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


class _Bell:
    """Signals as something that ``select`` can wait for."""

    def __init__(self) -> None:
        self._wake, self._rope = os.pipe()
        for end in (self._wake, self._rope):
            os.set_blocking(end, False)
        self.rung: set[int] = set()
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        for number in _HEARD:
            signal.signal(number, self._ring)
        signal.set_wakeup_fd(self._rope, warn_on_full_buffer=False)

    def _ring(self, number: int, _frame: FrameType | None) -> None:
        self.rung.add(number)

    @property
    def told_to_leave(self) -> bool:
        return bool(self.rung & {signal.SIGTERM, signal.SIGHUP})

    def wait(self, seconds: float, *pipes: int) -> set[int]:
        """The pipes that became readable, after ``seconds`` at most or at a signal."""
        ready = select.select([self._wake, *pipes], [], [], max(seconds, 0.0))[0]
        if self._wake in ready:
            with suppress(BlockingIOError):
                os.read(self._wake, 4096)
        return {*ready} - {self._wake}

    def hand_over(self) -> None:
        """In a child: forget the parent's handlers; what is ignored stays ignored."""
        signal.set_wakeup_fd(-1)
        for number in _HEARD:
            signal.signal(number, signal.SIG_DFL)
        os.close(self._wake)
        os.close(self._rope)


class _Child:
    """One run of the screens, in a process of its own."""

    def __init__(self, show: Callable[[Heartbeat], int], bell: _Bell, tty: Tty) -> None:
        self._bell = bell
        self._status: int | None = None
        self._beats, beat = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._beats)
            bell.hand_over()
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

    def attend(self, *, grace: float, patience: float) -> int | None:
        """Wait for the end; a child without a heartbeat is killed. None: told to leave first."""
        deadline = time.monotonic() + grace
        beats = {self._beats}
        while not self.ended():
            if self._bell.told_to_leave:
                return None
            if self._bell.wait(deadline - time.monotonic(), *beats):
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
            self._bell.wait(deadline - time.monotonic())
        if not self.ended():
            self._send(signal.SIGKILL)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def forget(self) -> None:
        os.close(self._beats)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, number)


def _perform(show: Callable[[Heartbeat], int], heartbeat: Heartbeat, tty: Tty) -> NoReturn:
    """The child's whole life. It never returns into the parent's stack."""
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
    bell = _Bell()
    tty = Tty()
    sentence, again = words()
    pause = 0.0
    while True:
        tty.say(sentence)
        started = time.monotonic()
        child = _Child(show, bell, tty)
        status = child.attend(grace=grace, patience=patience)
        lived = time.monotonic() - started
        if status is None:
            child.end(within=0.0 if signal.SIGHUP in bell.rung else stop_within)
        child.forget()
        if not status or not tty.present():
            break
        pause = next_pause(pause, lived=lived)
        sentence = again
        log.error("the screens ended with %s after %.0f s; again in %.1f s", status, lived, pause)
        tty.say(sentence)
        if _told_while_resting(bell, pause):
            break
    tty.give_back()
    return HUNG_UP if signal.SIGHUP in bell.rung or not tty.present() else 0


def _told_while_resting(bell: _Bell, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not bell.told_to_leave and time.monotonic() < deadline:
        bell.wait(deadline - time.monotonic())
    return bell.told_to_leave
