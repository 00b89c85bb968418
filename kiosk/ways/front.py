"""Home as a question: where to go from here, for voice and plain lines."""

from __future__ import annotations

from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.ways.asker import Asker
from kiosk.ways.request import file_request
from kiosk.ways.schedule import read_schedule
from kiosk.ways.sign_in import sign_in
from kiosk.words.i18n import _

WAYS = {"sign_in": sign_in, "request": file_request, "schedule": read_schedule}


async def receive(asker: Asker) -> None:
    """One person, from home until they leave it by going back or have been helped."""
    chosen = ""
    while chosen := await asker.ask(Choose(lambda: _("Help point"), _rows, marked=chosen)) or "":
        if await WAYS[chosen](asker):
            return


def _rows() -> list[Choice]:
    return [
        Choice("sign_in", _("Sign in for a consultation")),
        Choice("request", _("File a technical request")),
        Choice("schedule", _("Schedule of sessions")),
    ]
