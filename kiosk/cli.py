"""The ``kiosk`` command: its errors as one sentence each, and the one door up to the screens."""

from __future__ import annotations

import gc
import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from kiosk.commands.command_line import command_line
from kiosk.commands.help import speak
from kiosk.machine.log import CRASHED, outline
from kiosk.machine.place import is_address, need_driver
from kiosk.machine.settings import Settings
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _

log = logging.getLogger("kiosk")


def main() -> None:
    """Run one command. Whatever goes wrong ends with a sentence and a non-zero exit status.

    No end leads to a prompt of Python's own, whatever its variables and flags say.
    """
    try:
        _run()
    except SystemExit as ended:
        if sys.flags.inspect:
            _end_for_good(ended.code)
        raise


def _end_for_good(code: object) -> NoReturn:
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _run() -> None:
    os.umask(0o077)  # everything written holds names: for this user alone
    speak("ru")
    try:
        command_line(prog_name="kiosk", standalone_mode=False, obj=show_screens)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except HelpPointError as error:
        _end(str(error), 1)
    except Exception as error:  # noqa: BLE001 - the last place where an error can be caught
        log.critical("unexpected: %s", outline(error))
        _end(HelpPointError().sentence(), CRASHED)


def show_screens(settings: Settings, notice: str = "", *, board: bool = False) -> NoReturn:
    """Hand the terminal over to the screens, under a supervisor that starts them again.

    ``notice`` stands on the home screen; a second display shows the ``board`` alone. Raises
    ClickException where there is no terminal, and DriverMissing for an address without its driver.
    """
    from kiosk.machine.supervisor import Heartbeat, keep_running
    from kiosk.machine.terminal import opens_python, terminal_ready

    if any(map(opens_python, os.environ)):
        wanted = {name: value for name, value in os.environ.items() if not opens_python(name)}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], wanted)  # noqa: S606
    need_driver(settings.place.database)
    if not terminal_ready():
        raise click.ClickException(_("The kiosk needs a terminal: nothing may be redirected."))

    def show(heartbeat: Heartbeat) -> int:
        gc.disable()  # until the first picture stands; the screens switch it on again
        if not is_address(settings.place.database):
            sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # asyncio would load it
        from screens.app import show_board, show_kiosk

        if board:
            return show_board(settings, heartbeat=heartbeat)
        return show_kiosk(settings, heartbeat=heartbeat, notice=notice)

    sys.exit(keep_running(show, words=_calm_words))


def _calm_words() -> tuple[str, str]:
    return _("Starting…"), _("One moment please: the kiosk is starting again.")


def _end(sentence: str, status: int) -> NoReturn:
    """Say one sentence and exit with a status, even where nothing can be written any more."""
    with suppress(OSError):
        click.echo(sentence, err=True)
    sys.exit(status)
