"""The first run: name the school and the point, set its clock, enrol the first administrator."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.machine.zone import machine_zone
from kiosk.questions.choice import Choice
from kiosk.setup.founding import found_point
from kiosk.staff.specialists import has_administrator
from kiosk.words.errors import UnknownZone
from kiosk.words.i18n import _
from kiosk.words.text import NAME, SHORT, TITLE
from kiosk.words.zones import offered_zones, offset_in_words, zone_city, zone_named
from screens import questions
from screens.frame.host import Host
from screens.questions import Field, Way, new_pin, walk
from screens.questions.new_pin import ask_new_pin

_SHOWN = 8
"""Time zones to choose from: on the smallest screen each is three rows high."""


async def first_run(app: Host) -> None:
    """Ask until the point has a name and an administrator; there is no home before that."""
    way = _FirstRun(app, machine_zone())
    way.enrolled = await app.act(has_administrator, app.point)
    steps = [way.ask_names, way.ask_zone, way.ask_administrator, way.ask_pin, way.finish]
    while not await walk(steps):
        pass


class Write(questions.Write):
    """A form that stands as long as it takes: there is no home yet to give way to."""

    idle_seconds = None


class ChooseOrWrite(questions.ChooseOrWrite):
    """A question that stands as long as it takes."""

    idle_seconds = None


class NewPin(new_pin.NewPin):
    """The first PIN, asked for as long as it takes."""

    idle_seconds = None


class AskPin(questions.AskPin):
    """A PIN that is there already, asked for as long as it takes."""

    idle_seconds = None


class _FirstRun(Way):
    """The names, the time zone, the administrator and the PIN; nothing is recorded before the last
    step."""

    form = Write

    def __init__(self, app: Host, machine: str) -> None:
        """``machine`` is the zone that the machine is set to, or an empty text."""
        super().__init__(app, school=app.point.school, point=app.point.name)
        self._machine = machine
        self._typed_zone = ""
        self._pin = ""
        self.enrolled = False
        """True where a first run was cut short after it had enrolled the administrator, perhaps
        this one: then it is this login, and this PIN, that name the point."""

    async def ask_names(self) -> bool:
        return await self._write(
            lambda: _("Step 1 of 4: the school and its help point"),
            Field("school", lambda: _("Name of the school"), TITLE),
            Field("point", lambda: _("Name of the help point"), TITLE),
        )

    async def ask_zone(self) -> bool:
        picked = await self._app.push_screen_wait(
            ChooseOrWrite(
                lambda: _("Step 2 of 4: which clock does the school go by?"),
                self._zones,
                Field(
                    "zone",
                    lambda: _("or type a city"),
                    SHORT,
                    value=self._typed_zone,
                    example=lambda: _("such as Vladivostok"),
                ),
            )
        )
        if picked is None:
            return False
        self._typed_zone = picked.words
        try:
            self._answers["zone"] = picked.answer or zone_named(picked.words)
        except UnknownZone as error:
            await self._tell(error.sentence())
            return await self.ask_zone()
        return True

    def _zones(self) -> list[Choice]:
        """The machine's zone, the one that the settings name, and those around them; each with the
        time that its clocks show."""
        now = self._app.point.clock()
        first = (self._machine, self._app.point.zone.key)
        return [self._zone(zone, now) for zone in offered_zones(first, now, _SHOWN)]

    def _zone(self, name: str, now: datetime) -> Choice:
        """A zone by its city, with the time that its clocks show."""
        zone = ZoneInfo(name)
        words = _("{time} now, {offset}")
        if name == self._machine:
            words = _("{time} now, {offset}, as on this machine")
        shown = f"{now.astimezone(zone):%H:%M}"
        return Choice(
            name, zone_city(name), words.format(time=shown, offset=offset_in_words(zone, now))
        )

    async def ask_administrator(self) -> bool:
        if self.enrolled:
            return await self._write(
                lambda: _("Step 3 of 4: the administrator who is enrolled already"),
                Field("login", lambda: _("Short login, letters and digits"), 20),
            )
        return await self._write(
            lambda: _("Step 3 of 4: the e-journal administrator"),
            Field("name", lambda: _("Surname, first name, patronymic"), NAME, capitals=True),
            Field("login", lambda: _("Short login, letters and digits"), 20),
            Field("post", lambda: _("Post (may stay empty)"), SHORT, optional=True),
        )

    async def ask_pin(self) -> bool:
        pin = await (self._own_pin() if self.enrolled else self._new_pin())
        self._pin = pin or ""
        return pin is not None

    async def _new_pin(self) -> str | None:
        return await ask_new_pin(self._app, _pin_heading, NewPin)

    async def _own_pin(self) -> str | None:
        return await self._app.push_screen_wait(
            AskPin(
                _pin_heading,
                lambda: _("Type your PIN and press Enter."),
                login=self._answers["login"],
            )
        )

    async def finish(self) -> bool:
        point = await self._app.attempt(
            found_point, self._app.point, answers=self._answers, pin=self._pin
        )
        if point is None:
            self.enrolled = bool(await self._app.attempt(has_administrator, self._app.point))
            return False
        self._app.point = point
        await self._tell(
            _(
                "The help point is ready. Topics, example guides and an example"
                " schedule are loaded. Before you sign for the first time, record your"
                " agreement on electronic signatures: Specialist, then F7."
            )
        )
        return True


def _pin_heading() -> str:
    return _("Step 4 of 4: the administrator's PIN")
