"""The first run: name the school and the point, enrol the first administrator."""

from __future__ import annotations

from kiosk.setup.founding import found_point
from kiosk.staff.specialists import has_administrator
from kiosk.words.i18n import _
from kiosk.words.text import NAME, SHORT, TITLE
from screens import questions
from screens.frame.host import Host
from screens.questions import Field, Way, new_pin, walk
from screens.questions.new_pin import ask_new_pin


async def first_run(app: Host) -> None:
    """Ask until the point has a name and an administrator; there is no home before that."""
    way = _FirstRun(app)
    enrolled = await app.act(has_administrator, app.point)
    asking = [] if enrolled else [way.ask_administrator, way.ask_pin]
    while not await walk([way.ask_names, *asking, way.finish]):
        pass


class Write(questions.Write):
    """A form that stands as long as it takes: there is no home yet to give way to."""

    idle_seconds = None


class NewPin(new_pin.NewPin):
    """The first PIN, asked for as long as it takes."""

    idle_seconds = None


class _FirstRun(Way):
    """The names, the administrator and the PIN; nothing is recorded before the last step."""

    form = Write

    def __init__(self, app: Host) -> None:
        super().__init__(app, school=app.point.school, point=app.point.name)
        self._pin = ""

    async def ask_names(self) -> bool:
        return await self._write(
            lambda: _("Step 1 of 3: the school and its help point"),
            Field("school", lambda: _("Name of the school"), TITLE),
            Field("point", lambda: _("Name of the help point"), TITLE),
        )

    async def ask_administrator(self) -> bool:
        return await self._write(
            lambda: _("Step 2 of 3: the e-journal administrator"),
            Field("name", lambda: _("Surname, first name, patronymic"), NAME),
            Field("login", lambda: _("Short login, letters and digits"), 20),
            Field("post", lambda: _("Post (may stay empty)"), SHORT, optional=True),
        )

    async def ask_pin(self) -> bool:
        pin = await ask_new_pin(
            self._app, lambda: _("Step 3 of 3: the administrator's PIN"), NewPin
        )
        self._pin = pin or ""
        return pin is not None

    async def finish(self) -> bool:
        point = await self._app.attempt(
            found_point, self._app.point, answers=self._answers, pin=self._pin
        )
        if point is None:
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
