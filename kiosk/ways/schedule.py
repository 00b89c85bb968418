"""The schedule, session by session, for those who read it line by line or hear it."""

from __future__ import annotations

from kiosk.catalogue import schedule
from kiosk.catalogue.schedule import Session
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.ways.asker import Asker
from kiosk.words.i18n import _, day_in_words
from kiosk.words.names import room_name


async def read_schedule(asker: Asker) -> bool:
    """The sessions that are still to come; who chooses one hears where and with whom. False:
    nobody was helped to the end yet."""
    days = await asker.attempt(schedule.two_weeks, asker.point)
    if days is None:
        return False
    today = asker.point.today()
    sessions = [each for day, found in days if day >= today for each in found]
    if not sessions:
        await asker.tell(
            _("No sessions are planned. Sign in or file a request, you will be called.")
        )
        return False
    marked = ""
    while chosen := await asker.ask(
        Choose(
            lambda: _("Sessions this week and next"),
            lambda: [Choice(str(n), _line(each)) for n, each in enumerate(sessions)],
            marked=marked,
        )
    ):
        marked = chosen
        await asker.tell(_details(sessions[int(chosen)]))
    return False


def _line(session: Session) -> str:
    """A session in one line, the day first."""
    title = session.title
    if session.cancelled:
        title = _("CANCELLED: {title}").format(title=title)
    return f"{day_in_words(session.day)}, {session.hours}: {title}"


def _details(session: Session) -> str:
    """Where it is and with whom."""
    where = room_name(session.room) if session.room else ""
    return ". ".join(part for part in (_line(session), where, session.specialist) if part)
