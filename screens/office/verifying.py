"""A verification of the journals in another process, with a bar of how far it is."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import replace

from textual import work

from kiosk.machine import second_process
from kiosk.machine.settings import Settings
from kiosk.verification.everything import Report
from kiosk.verification.report import report_from_json
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _, language
from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.office.bar import BarScreen


async def verified(app: Host) -> Report | None:
    """What a verification found; None where somebody broke it off or it could not be made."""
    found = await app.push_screen_wait(Verifying(app.settings))
    if isinstance(found, HelpPointError):
        await app.push_screen_wait(Notice(found.sentence()))
        return None
    return found


class Verifying(BarScreen[Report | HelpPointError]):
    """Answers with the report, or with why there is none.

    Another process does it: a long ledger must keep neither the visitors nor this screen waiting.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def heading(self) -> str:
        return _("Verify the journals")

    def after_compose(self) -> None:
        self.verify()

    @work(exclusive=True, group="verify")
    async def verify(self) -> None:
        """Start the other process, follow it, and end it where this screen is left."""
        settings = replace(self._settings, language=language())
        try:
            process = await asyncio.create_subprocess_exec(
                *second_process.command(settings, "verify", "--json", "--steps"),
                env=second_process.environment(settings),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                start_new_session=True,
            )
        except OSError:
            self.dismiss(HelpPointError())
            return
        try:
            said, _steps = await asyncio.gather(_all(process.stdout), self._follow(process.stderr))
            await process.wait()
        finally:
            second_process.end(process.pid)
        try:
            self.dismiss(report_from_json(said))
        except ValueError:
            self.dismiss(HelpPointError())

    async def _follow(self, steps: asyncio.StreamReader | None) -> None:
        """Show how far the other process says that it is."""
        while steps is not None and (line := await steps.readline()):
            done, _space, size = line.decode(errors="replace").strip().partition(" ")
            if done.isdecimal() and size.isdecimal():
                self.show_progress(int(done), int(size))


async def _all(stream: asyncio.StreamReader | None) -> str:
    return (await stream.read()).decode(errors="replace") if stream else ""
