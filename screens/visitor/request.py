"""A technical request: room, kind of problem, description, who asks, check, ticket."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.catalogue import topics
from kiosk.proof.forms import Journal
from kiosk.visits import registration
from kiosk.words.i18n import _
from kiosk.words.text import NAME, SHORT
from screens.frame.host import Host
from screens.questions import Check, ChooseOrWrite, Field, Write, walk
from screens.visitor.consent import Consents
from screens.visitor.ticket import Ticket
from screens.widgets.choices import Choice

DESCRIPTION = 500
"""Characters a visitor can type; enough for any problem, too few to fill a page."""


async def file_request(app: Host) -> None:
    """The whole way; what was typed lives in this call alone and is gone with it."""
    visit = _Request(app)
    steps = [
        visit.ask_room,
        visit.ask_kind,
        visit.ask_description,
        visit.consents.ask,
        visit.ask_person,
        visit.confirm,
    ]
    if await walk(steps):
        await app.push_screen_wait(Ticket(visit.slip))


class _Request:
    """What one visitor has said so far."""

    slip: registration.Slip

    def __init__(self, app: Host) -> None:
        self._app = app
        self.consents = Consents(app)
        self._kinds: list[topics.Topic] = []
        self._kind: topics.Topic | None = None
        self._said = {"room": "", "problem": "", "name": ""}
        self._request_id = registration.new_request_id()

    async def ask_room(self) -> bool:
        kinds = await self._app.attempt(topics.topics, self._app.point, Journal.REQUESTS)
        self._kinds = kinds or []
        if kinds is None:
            return False
        return await self._write(
            Field("room", lambda: _("Room"), SHORT, value=self._said["room"]),
            lambda: _("In which room is the problem?"),
        )

    async def ask_kind(self) -> bool:
        picked = await self._app.push_screen_wait(
            ChooseOrWrite(
                lambda: _("What kind of problem is it?"),
                lambda: [Choice(kind.code, kind.title) for kind in self._kinds],
                Field(
                    "problem",
                    lambda: _("Something else, in your own words"),
                    DESCRIPTION,
                    value="" if self._kind else self._said["problem"],
                ),
            )
        )
        if picked is None:
            return False
        self._kind = next((kind for kind in self._kinds if kind.code == picked.answer), None)
        if self._kind is None:
            self._said["problem"] = picked.words
        return True

    async def ask_description(self) -> bool:
        return await self._write(
            Field("problem", lambda: _("Description"), DESCRIPTION, value=self._said["problem"]),
            lambda: _("What exactly happens?"),
        )

    async def ask_person(self) -> bool | None:
        if self.consents.refused:
            return None
        return await self._write(
            Field(
                "name",
                lambda: _("Surname, first name, patronymic"),
                NAME,
                value=self._said["name"],
            ),
            lambda: _("Who asks?"),
        )

    async def confirm(self) -> bool:
        while await self._app.push_screen_wait(
            Check(lambda: _("Is everything right?"), self._lines, lambda: _("Yes, file it"))
        ):
            slip = await self._app.attempt(
                registration.file_request,
                self._app.point,
                request_id=self._request_id,
                room=self._said["room"],
                topic=self._kind.code if self._kind else None,
                description=self._said["problem"],
                name=self._said["name"],
                consent=self.consents.recorded,
            )
            if slip is not None:
                self.slip = slip
                return True
        return False

    async def _write(self, field: Field, heading: Callable[[], str]) -> bool:
        values = await self._app.push_screen_wait(Write(heading, [field]))
        if values is None:
            return False
        self._said |= values
        return True

    def _lines(self) -> list[tuple[str, str]]:
        lines = [(_("Room"), self._said["room"])]
        if self._kind:
            lines.append((_("Kind of problem"), self._kind.title))
        return [
            *lines,
            (_("Description"), self._said["problem"]),
            (_("Who asks"), self.consents.shown(self._said["name"])),
        ]
