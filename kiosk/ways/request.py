"""A technical request: room, kind of problem, description, who asks, check, ticket."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.proof.forms import Journal
from kiosk.questions.field import Field, Part
from kiosk.visits import registration
from kiosk.visits.registration import Slip
from kiosk.ways.asker import Asker
from kiosk.ways.objections import rude
from kiosk.ways.visit import Visit
from kiosk.ways.walk import Step
from kiosk.words.courtesy import courteous
from kiosk.words.i18n import _, pgettext
from kiosk.words.phrases import NO_DESCRIPTION, ROOM_AT_DESK
from kiosk.words.text import SHORT

DESCRIPTION = 500
"""Characters a visitor can type; enough for any problem, too few to fill a page."""


async def file_request(asker: Asker) -> bool:
    """The whole way; False for who turned back. What was typed lives in this call alone."""
    return await _Request(asker).go()


class _Request(Visit):
    """What one visitor has answered so far: the topic is the kind of problem."""

    journal = Journal.REQUESTS

    _undescribed = False
    """True where no description is kept, as it was rude."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(asker, room="", problem="")

    def steps(self) -> Sequence[Step]:
        return [
            self.ask_room,
            self.ask_kind,
            self.ask_description,
            self.ask_consent,
            self.ask_person,
            self.confirm,
        ]

    async def ask_room(self) -> bool:
        if not await self._load_topics(Journal.REQUESTS):
            return False
        return await self._write(
            lambda: _("In which room is the problem?"),
            Field(
                "room",
                lambda: _("Room"),
                SHORT,
                objection=rude,
                parts=(Part(lambda: pgettext("spoken", "Number of the room"), digits=True),),
                later=ROOM_AT_DESK,
            ),
        )

    async def ask_kind(self) -> bool:
        """The kind, or the problem in the visitor's words, which the description begins with."""
        if self._undescribed:
            self._undescribed, self._answers["problem"] = False, ""
        picked = await self._pick_topic(
            lambda: _("What kind of problem is it?"),
            Field(
                "problem",
                lambda: _("Something else, in your own words"),
                DESCRIPTION,
                value="" if self._topic else self._answers["problem"],
                later=NO_DESCRIPTION,
            ),
        )
        if picked is None:
            return False
        if self._topic is None:
            self._answers["problem"] = picked.words
            if picked.words == NO_DESCRIPTION:
                self._undescribed = True
                return True
            return await self._described() or await self.ask_kind()
        return True

    async def ask_description(self) -> bool | None:
        """What happens; nothing to ask where the words were rude and are left out."""
        if self._undescribed:
            return None
        while await self._write(
            lambda: _("What exactly happens?"),
            Field(
                "problem",
                lambda: _("Description"),
                DESCRIPTION,
                optional=self._topic is not None,
                parts=(
                    Part(
                        lambda: pgettext("spoken", "What happens"),
                        optional=self._topic is not None,
                        teach=lambda: pgettext("spoken", "If you will say it later — pound."),
                    ),
                ),
            ),
        ):
            if await self._described():
                return True
        return False

    async def _described(self) -> bool:
        """True when the description can be kept, or goes without words; False to write it again."""
        if courteous(self._answers["problem"]):
            return True
        self._answers["problem"] = ""
        if await self._says_otherwise():
            return False
        self._answers["problem"], self._undescribed = NO_DESCRIPTION, True
        return True

    async def ask_person(self) -> bool | None:
        return await self._ask_name(lambda: _("Who asks?"))

    async def confirm(self) -> bool:
        return await self._confirm(lambda: _("Yes, file it"))

    async def register(self) -> Slip | None:
        return await self._asker.submit(
            registration.file_request,
            self._asker.point,
            request_id=self._request_id,
            room=self._answers["room"],
            topic=self._topic.code if self._topic else None,
            description=self._description(),
            name=self._answers["name"],
            consent=self._consent,
        )

    def _description(self) -> str:
        """What the visitor says of it, or the kind alone where that says everything."""
        kind = self._topic.title if self._topic else ""
        return self._answers["problem"].strip() or kind

    def lines(self) -> list[tuple[str, str]]:
        lines = [(_("Room"), self._answers["room"])]
        if self._topic:
            lines.append((_("Kind of problem"), self._topic.title))
        return [
            *lines,
            (_("Description"), self._description()),
            (_("Who asks"), self._name()),
        ]
