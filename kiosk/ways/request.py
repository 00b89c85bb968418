"""A technical request: room, kind of problem, description, who asks, check, ticket."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.questions.check import Said
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.field import Field, Part
from kiosk.visits import joining, registration
from kiosk.visits.joining import OpenRequest
from kiosk.visits.registration import Slip
from kiosk.ways.asker import Asker
from kiosk.ways.objections import rude
from kiosk.ways.visit import Visit
from kiosk.ways.walk import Step
from kiosk.words.courtesy import courteous
from kiosk.words.i18n import _, pgettext
from kiosk.words.names import room_name
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
        self._known: OpenRequest | None = None
        """The open request that the visitor joins."""

    def steps(self) -> Sequence[Step]:
        return [
            self.ask_room,
            self.ask_kind,
            self.ask_known,
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

    async def ask_known(self) -> bool | None:
        """Whether one of the room's open requests is about the same; nothing to ask where the room
        has none."""
        self._known = None
        kind = self._topic.code if self._topic else None
        asked = self._asker.point, self._answers["room"], kind
        found = await self._asker.attempt(joining.open_requests, *asked)
        if not found:
            return None
        answer = await self._asker.ask(
            Choose(
                lambda: _("A request is open already: {room}. Is it this one?").format(
                    room=room_name(self._answers["room"])
                ),
                lambda: [*map(_known_choice, found), Choice("new", _("No, file another one"))],
                columns=1,
                hint=lambda: _("Joining takes no new number: the specialist sees that you wait."),
            )
        )
        if answer is None:
            return False
        self._known = next((each for each in found if str(each.entry) == answer), None)
        return True

    async def ask_description(self) -> bool | None:
        """What happens; nothing to ask where the words were rude and are left out, or where the
        fault is known."""
        if self._undescribed or self._known:
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
        """The last question; where the known request ended meanwhile, one of their own is filed."""
        while await self._confirm(self._button):
            if self.slip is not None:
                return True
            self._known = None
            await self._tell(_("That request has just ended. Please file your own."))
            if await self.ask_description() is False:
                return False
        return False

    def _button(self) -> str:
        return _("Yes, join it") if self._known else _("Yes, file it")

    async def _registered(self) -> bool:
        """True as well where a request that was to be joined has ended: ``slip`` is None then."""
        known = self._known
        if known is None:
            return await super()._registered()
        joined = await self._asker.submit(
            _joined,
            self._asker.point,
            known.entry,
            request_id=self._request_id,
            name=self._answers["name"],
            consent=self._consent,
        )
        if joined is not None:
            (self.slip,) = joined
        return joined is not None

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

    def lines(self) -> list[Said]:
        lines = [Said(_("Room"), self._answers["room"], "room")]
        who = Said(_("Who asks"), self._name(), "name")
        if self._known:
            known = _known_choice(self._known)
            said = f"{self._known.label}: {known.words}, {known.detail}"
            return [*lines, Said(_("Open request"), said, "known"), who]
        if self._topic:
            lines.append(Said(_("Kind of problem"), self._topic.title, "kind"))
        return [*lines, Said(_("Description"), self._description(), "description"), who]

    def changing(self, line: str) -> Sequence[Step]:
        match line:
            case "room":
                return [self.ask_room, self.ask_known, self._ask_missing_description]
            case "kind":
                return [self.ask_kind, self.ask_known, self._ask_missing_description]
            case "known":
                return [self.ask_known, self._ask_missing_description]
            case "description":
                return [self._ask_other_description]
            case _:
                return self._naming(self.ask_person)

    async def _ask_missing_description(self) -> bool | None:
        return None if self._description() else await self.ask_description()

    async def _ask_other_description(self) -> bool | None:
        """What happens, also where rude words were left out."""
        if self._undescribed:
            self._undescribed, self._answers["problem"] = False, ""
        return await self.ask_description()


def _known_choice(known: OpenRequest) -> Choice:
    """An open request by its kind and time: what others may know of it."""
    title = known.title or _("Another problem")
    time = f"{known.opened:%H:%M}" if known.is_of_today else f"{known.opened:%d.%m %H:%M}"
    when = _("filed: {time}").format(time=time)
    return Choice(str(known.entry), title, when)


def _joined(
    point: HelpPoint, entry: int, *, request_id: str, name: str, consent: str
) -> tuple[Slip | None]:
    """What ``joining.join`` gives, told apart from what ``submit`` gives for a refusal."""
    return (joining.join(point, entry, request_id=request_id, name=name, consent=consent),)
