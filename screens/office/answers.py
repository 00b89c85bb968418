"""How often an answer before the line was enough, for an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kiosk.catalogue.answers import Answered, answered
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.office.findings import Findings

DAYS = 30
"""So many days are counted together, today the last of them."""


async def show_answers(app: Host) -> None:
    """Show the last days by topic and guide."""
    today = app.point.today()
    since = today - timedelta(days=DAYS - 1)
    found = await app.attempt(answered, app.point, since, today)
    if found is not None:
        await app.push_screen_wait(Findings(_("Answers before the line"), answer_lines(found)))


def answer_lines(found: Sequence[Answered]) -> list[str]:
    """All of them together, then each topic with its guide."""
    if not found:
        return [_("No answer was shown in {n} days.").format(n=DAYS), "", _hint()]
    told = _("In {n} days: helped {helped}, signed in all the same {went_on}")
    total = told.format(
        n=DAYS,
        helped=sum(each.helped for each in found),
        went_on=sum(each.went_on for each in found),
    )
    row = _("{topic} → {guide}: helped {helped}, signed in {went_on}")
    return [
        total,
        "",
        *(
            row.format(topic=each.topic, guide=each.guide, helped=each.helped, went_on=each.went_on)
            for each in found
        ),
    ]


def _hint() -> str:
    return _("Guides answer where their table has words in the column “answer”.")
