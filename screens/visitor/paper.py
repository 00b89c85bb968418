"""A ticket on the screen as one on paper."""

from __future__ import annotations

from kiosk.documents.paper_ticket import PaperTicket
from kiosk.visits.registration import Slip
from kiosk.ways.ticket import next_step, room_of, thanks
from kiosk.words.i18n import _, language
from screens.frame.host import Host


def paper(app: Host, slip: Slip) -> PaperTicket:
    """The same as on the screen, in the language in use, for the printer."""
    room = room_of(slip, app.board)
    guide = slip.guide
    return PaperTicket(
        school=app.point.school,
        heading=thanks(slip),
        label=slip.label,
        steps=tuple(next_step(slip, app.board, room)),
        room=room,
        code=slip.code,
        code_words=_("Code for “My ticket”:"),
        at=app.point.clock().astimezone(app.point.zone),
        guide=guide.title if guide else "",
        guide_url=guide.url if guide else "",
        guide_words=_("A guide: point your camera"),
        language=language(),
    )
