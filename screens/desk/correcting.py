"""Correct a signed entry: annul it, or replace it by a new one."""

from __future__ import annotations

from functools import partial

from kiosk.journal import correct, facts
from kiosk.journal.details import EntryDetails
from kiosk.proof.forms import Journal
from kiosk.questions.choice import Choice
from kiosk.staff.witness import SecondPerson
from kiosk.words.consent import was_refused
from kiosk.words.errors import NothingChanged
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from kiosk.words.text import FREE
from screens.desk.drawing import drawn_signature
from screens.frame.host import Host
from screens.questions import Field, walk
from screens.questions.second_person import ask_second_person
from screens.questions.specialist import AskPin, Check, Choose, Way

ANNUL, REPLACE = "annul", "replace"
COLUMNS = {
    Journal.REQUESTS: ("room", "topic_title", "problem", "name", "result", "note"),
    Journal.CONSULTATIONS: ("name", "school_class", "topic_title", "result", "note"),
}
"""The columns that a journal uses, in the order in which they are asked."""
ON_A_PAGE = 3
"""Fields that stand on a small screen at once."""


async def correct_entry(app: Host, specialist: Specialist, page: EntryDetails) -> None:
    """How, the new words of a replacement, the reason, a look at all of it, and the PIN."""
    way = _Correcting(app, specialist, page)
    columns = way.columns()
    pages = [columns[at : at + ON_A_PAGE] for at in range(0, len(columns), ON_A_PAGE)]
    asking = [partial(way.ask_words, part) for part in pages]
    looking = [way.refuse_nothing, way.ask_reason, way.check, way.ask_second, way.finish]
    await walk([way.ask_how, *asking, *looking])


class _Correcting(Way):
    """How the entry is corrected, its new words by column, and the ``reason``."""

    def __init__(self, app: Host, specialist: Specialist, page: EntryDetails) -> None:
        self._before = _words(page)
        super().__init__(app, reason="", **self._before)
        self._specialist, self._page = specialist, page
        self._how = ANNUL
        self._second: SecondPerson | None = None

    def columns(self) -> list[str]:
        """The columns to ask for; a class only where there is one, no name after a refusal."""
        role = self._page.role
        without = set() if role is not None and role.has_class else {"school_class"}
        if was_refused(self._page.consent):
            without |= {"name", "school_class"}
        return [column for column in self._before if column not in without]

    def _after(self) -> dict[str, str]:
        """What the new entry says, by column."""
        return {column: self._answers[column] for column in self._before}

    async def ask_how(self) -> bool:
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("Correct entry No. {number}").format(number=self._page.number),
                lambda: [
                    Choice(ANNUL, _("Annul"), _("the entry should not be in the journal")),
                    Choice(REPLACE, _("Replace"), _("a new entry says it right")),
                ],
                columns=1,
                hint=lambda: _("The entry stays as it is; the correction is written beside it."),
            )
        )
        self._how = answer or self._how
        return answer is not None

    async def ask_words(self, columns: list[str]) -> bool | None:
        if self._how == ANNUL:
            return None
        fields = [self._field(column) for column in columns]
        return await self._write(lambda: _("What the new entry says"), *fields)

    def _field(self, column: str) -> Field:
        page = self._page
        needed = column in correct.NEEDED[page.journal] or (column == "name" and bool(page.name))
        return Field(column, partial(label_of, column), facts.LONGEST[column], optional=not needed)

    async def refuse_nothing(self) -> bool | None:
        """A step with nothing to ask, except where a replacement would say the same again."""
        if self._how == ANNUL or self._after() != self._before:
            return None
        await self._tell(NothingChanged().sentence())
        return False

    async def ask_reason(self) -> bool:
        return await self._write(
            lambda: _("Why is the entry corrected?"),
            Field("reason", lambda: _("Reason"), FREE),
            hint=lambda: _("The reason stays with the journal."),
        )

    async def check(self) -> bool:
        replacing = self._how == REPLACE
        answer = await self._app.push_screen_wait(
            Check(
                lambda: (
                    _("Replace entry No. {number}?")
                    if replacing
                    else _("Annul entry No. {number}?")
                ).format(number=self._page.number),
                self._lines,
                lambda: _("Yes, replace it") if replacing else _("Yes, annul it"),
            )
        )
        return bool(answer)

    def _lines(self) -> list[tuple[str, str]]:
        reason = [(_("Reason"), self._answers["reason"])]
        if self._how == ANNUL:
            return reason
        return [*reason, *((label_of(key), self._answers[key]) for key in self.columns())]

    async def ask_second(self) -> bool | None:
        """Where an administrator alone gave the signer another PIN, somebody stands by."""
        self._second = None
        where = self._app.point, self._specialist, self._page.entry
        found = await self._app.attempt(lambda: [correct.who_must_stand_by(*where)])
        if found is None:
            return False
        (people,) = found
        if people is None:
            return None
        if not people:
            await self._tell(_nobody_stands_by())
            return False
        self._second = await ask_second_person(self._app, people, _why_second)
        return self._second is not None

    async def finish(self) -> bool:
        strokes = "" if self._how == ANNUL else await drawn_signature(self._app)
        if strokes is None:
            return False
        pin = await self._app.push_screen_wait(
            AskPin(
                lambda: _("Sign the correction"),
                lambda: _("It stays in the journal for ever, with your name and the reason."),
                login=self._specialist.login,
            )
        )
        if pin is None:
            return False
        done = await (self._replace(pin, strokes) if self._how == REPLACE else self._annul(pin))
        if done:
            await self._tell(done)
        return bool(done)

    async def _annul(self, pin: str) -> str:
        """What to tell of the annulment; nothing where it was refused."""
        digest = await self._app.attempt(
            correct.annul,
            self._app.point,
            self._specialist,
            self._page.entry,
            reason=self._answers["reason"],
            pin=pin,
            second=self._second,
        )
        if digest is None:
            return ""
        return _("Annulled. Digest of the signature: {digest}").format(digest=digest)

    async def _replace(self, pin: str, strokes: str) -> str:
        """What to tell of the replacement; nothing where it was refused."""
        new = await self._app.attempt(
            correct.replace,
            self._app.point,
            self._specialist,
            self._page.entry,
            words=self._after(),
            reason=self._answers["reason"],
            pin=pin,
            strokes=strokes,
            second=self._second,
        )
        if new is None:
            return ""
        return _("Replaced by entry No. {number}. Digest of the signature: {digest}").format(
            number=new.number, digest=new.digest
        )


def _why_second() -> str:
    return _(
        "The signer's PIN was replaced without a second signature. Your signature says that it is"
        " they who correct the entry."
    )


def _nobody_stands_by() -> str:
    return _(
        "Your PIN was replaced without a second signature, and nobody else has been enrolled for 30"
        " days. The person responsible for the journal can correct the entry in their own name."
    )


def _words(page: EntryDetails) -> dict[str, str]:
    """What an entry says now, by the columns of its journal."""
    words = {
        "name": page.name,
        "school_class": page.school_class,
        "room": page.room,
        "topic_title": page.topic,
        "problem": page.problem,
        "result": page.result,
        "note": page.note,
    }
    return {column: words[column] for column in COLUMNS[page.journal]}


def label_of(column: str) -> str:
    """A column in the language in use."""
    return {
        "name": _("Surname, first name, patronymic"),
        "school_class": _("Class"),
        "room": _("Room"),
        "topic_title": _("Topic"),
        "problem": _("Description"),
        "result": _("Result"),
        "note": _("Note (may stay empty)"),
    }[column]
