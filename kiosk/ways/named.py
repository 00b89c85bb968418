"""What everybody is asked who leaves a name: consent, the name itself, and a last look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.point.saying import new_request_id
from kiosk.questions.check import CONFIRMED, Check, Said
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose
from kiosk.questions.consent import AskConsent
from kiosk.questions.field import Field, Part
from kiosk.ways.asker import Asker
from kiosk.ways.objections import no_name
from kiosk.ways.walk import Step, walk
from kiosk.ways.way import Way
from kiosk.words.i18n import _, pgettext
from kiosk.words.personal_names import in_one_script, of_one_script, rude_name, tidy_name
from kiosk.words.phrases import NAME_AT_DESK
from kiosk.words.text import NAME

NAME_PARTS = (
    Part(lambda: pgettext("spoken", "Surname"), shortest=2),
    Part(
        lambda: pgettext("spoken", "First name"),
        optional=True,
        teach=lambda: pgettext("spoken", "The first letters will do. Then pound."),
    ),
    Part(
        lambda: pgettext("spoken", "Patronymic"),
        optional=True,
        teach=lambda: pgettext("spoken", "If you have none — pound."),
    ),
)
"""A name as it is written on a keypad."""


class Named(Way):
    """A way on which somebody leaves their name, or refuses to.

    A subclass names its steps, the lines to check, and how all of it is recorded.
    """

    def __init__(self, asker: Asker, **answers: str) -> None:
        super().__init__(asker, name="", **answers)
        self._consent = ""
        """What will be kept of consent; empty where the school asks for none."""
        self._nameless = False
        """True when the visitor does not want to be named."""
        self._request_id = new_request_id()

    def lines(self) -> list[Said]:
        """What was answered, line by line."""
        raise NotImplementedError

    def changing(self, line: str) -> Sequence[Step]:
        """The questions that change a line of the check, and those that follow from it."""
        raise NotImplementedError

    def private(self) -> frozenset[str]:
        """The answers that nobody beside may hear."""
        return frozenset(
            self._answers[key] for key in ("name", "school_class") if key in self._answers
        )

    async def ask_consent(self) -> bool | None:
        """May the name be written down? Nothing to ask where the school does not rely on it."""
        asked = self._asker.settings.asked
        if asked is None:
            return None
        agreed = await self._asker.ask(AskConsent(asked))
        if agreed is None:
            return False
        self._consent, self._nameless = asked.in_language().answered(agreed), not agreed
        return True

    async def _ask_name(
        self,
        heading: Callable[[], str],
        *others: Field,
        hint: Callable[[], str] = str,
        first: str = "",
    ) -> bool | None:
        """The name, and what else is asked with it; nothing of all that after a refusal."""
        if self._nameless:
            return None
        name = Field(
            "name",
            lambda: _("Surname, first name, patronymic"),
            NAME,
            objection=no_name,
            parts=NAME_PARTS,
            later=NAME_AT_DESK,
            private=True,
            capitals=True,
        )
        while await self._write(heading, name, *others, hint=hint, first=first):
            if await self._settle_name() and await self._is_new():
                return True
        return False

    async def _is_new(self) -> bool:
        """Whether the name may be used; False to write it again."""
        return True

    async def _settle_name(self) -> bool:
        """Tidy the name, and ask about one that may be meant otherwise; False to write it again."""
        typed = self._answers["name"]
        name = self._answers["name"] = tidy_name(typed)
        if rude_name(typed) and not await self._is_a_name():
            self._answers["name"] = ""
            return False
        if of_one_script(name):
            return True
        meant = in_one_script(name)
        chosen = await self._asker.ask(
            Choose(
                lambda: _("Which way is the name written?"),
                lambda: [
                    *([Choice(meant, meant, _("all in one alphabet"))] if meant else []),
                    Choice(name, name, _("in two alphabets, as typed")),
                    Choice("", _("Write it again")),
                ],
                columns=1,
            )
        )
        if not chosen:
            return False
        self._answers["name"] = chosen
        return True

    async def _is_a_name(self) -> bool:
        """Ask about a word that is rude unless it is a name; the word is not shown again."""
        answer = await self._asker.ask(
            Choose(
                lambda: _("Is this really a name?"),
                lambda: [
                    Choice("again", _("No, write it again")),
                    Choice("name", _("Yes, it is a name")),
                ],
                hint=lambda: _("One of the words can be taken for a rude one."),
            )
        )
        return answer == "name"

    def _name(self) -> str:
        """The name, or that none is kept."""
        return _("not written down") if self._nameless else self._answers["name"]

    async def _confirm(self, button: Callable[[], str]) -> bool:
        """Show all of it until it is recorded; False to go back and change."""
        while True:
            question = Check(
                lambda: _("Is everything right?"),
                self.lines,
                button,
                record=self._registered,
                private=self.private,
            )
            answer = await self._asker.ask(question)
            if answer is None or answer == CONFIRMED:
                return answer is not None
            await self._change(answer)

    async def _change(self, line: str) -> None:
        """Ask anew for one line; who goes back out of it has changed nothing."""
        before = {**vars(self), "_answers": {**self._answers}}
        if not await walk(self.changing(line)):
            vars(self).update(before)

    def _naming(self, ask_person: Step) -> Sequence[Step]:
        """The questions that change a name, or that none is kept."""
        return [self.ask_consent, ask_person] if self._nameless else [ask_person]

    async def _registered(self) -> bool:
        """Record everything; False where it was refused, and the visitor told why."""
        raise NotImplementedError
