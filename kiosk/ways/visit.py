"""A visitor's way to a ticket: the steps that signing in and filing a request share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.catalogue import topics
from kiosk.catalogue.topics import Topic
from kiosk.point.saying import new_request_id
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.questions.check import CONFIRMED, Check, Said
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose, ChooseOrWrite, Picked
from kiosk.questions.consent import AskConsent
from kiosk.questions.field import Field, Part
from kiosk.visits import registration
from kiosk.visits.registration import Slip
from kiosk.ways.asker import Asker
from kiosk.ways.objections import no_name
from kiosk.ways.ticket import Ticket
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


class HasTicket(Exception):
    """The visitor has a ticket already and wants to see it."""


class Visit(Way):
    """What one visitor has answered so far. It is gone with the way: nobody else sees it.

    A subclass names its steps, the lines to check, and how the entry is registered.
    """

    journal: Journal
    """The one that the visitor will stand in."""
    slip: Slip | None = None
    """The ticket and the entry's number, once the entry stands in the journal."""

    def __init__(self, asker: Asker, **answers: str) -> None:
        super().__init__(asker, name="", **answers)
        self._topics: list[Topic] = []
        self._topic: Topic | None = None
        self._consent = ""
        """What the entry will say of consent; empty where the school asks for none."""
        self._nameless = False
        """True when the visitor does not want to be named."""
        self._request_id = new_request_id()

    def steps(self) -> Sequence[Step]:
        """The questions, the last of them ``confirm``."""
        raise NotImplementedError

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

    async def register(self) -> Slip | None:
        """Write the entry down; None where it was refused, and the visitor told why."""
        raise NotImplementedError

    async def go(self) -> bool:
        """Ask everything, and show the ticket, or the one that the visitor has already; False for
        who turned back."""
        try:
            if not await walk(self.steps()) or self.slip is None:
                return False
        except HasTicket:
            await self._asker.my_ticket()
            return True
        if not self.slip.joined:
            await self._asker.expect(self.slip.entry)
        await self._asker.ask(Ticket(self.slip, self._asker.board))
        return True

    async def _load_topics(self, journal: Journal, role: Role | None = None) -> bool:
        found = await self._asker.attempt(topics.topics, self._asker.point, journal, role)
        self._topics = found or []
        return found is not None

    async def _pick_topic(self, heading: Callable[[], str], field: Field) -> Picked | None:
        """A topic of the school, or words of one's own in ``field``, which may be rude; None to go
        back."""
        question = ChooseOrWrite(
            heading,
            lambda: [Choice(topic.code, topic.title) for topic in self._topics],
            field,
            marked=self._topic.code if self._topic else "",
        )
        picked = await self._asker.ask(question)
        if picked is None:
            self._answers[field.key] = question.typed
        else:
            self._topic = next((t for t in self._topics if t.code == picked.answer), None)
        return picked

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
        """Ask who took a ticket under the same name just now; nothing of that one is shown. False
        to write the name again. Raises HasTicket."""
        name = self._answers["name"]
        asked = self._asker.point, self.journal, name
        if name == NAME_AT_DESK or not await self._asker.attempt(
            registration.has_just_come, *asked
        ):
            return True
        answer = await self._asker.ask(
            Choose(
                lambda: _("Have you taken a ticket already?"),
                lambda: [
                    Choice("mine", _("Yes, show “My ticket”"), _("by number and code")),
                    Choice("new", _("No, sign in"), _("you get another ticket")),
                ],
                columns=1,
            )
        )
        if answer == "mine":
            raise HasTicket
        return answer == "new"

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

    async def _says_otherwise(self) -> bool:
        """Ask to rephrase rude words; False to go on without them."""
        answer = await self._asker.ask(
            Choose(
                lambda: _("Please say it in other words"),
                lambda: [
                    Choice("again", _("Say it in other words")),
                    Choice("without", _("Send the topic without a description")),
                ],
                columns=1,
                hint=lambda: _(
                    "There are words among yours that the journal does not keep. Nothing of them"
                    " was written down."
                ),
            )
        )
        return answer != "without"

    def _name(self) -> str:
        """The name, or that none is kept."""
        return _("not written down") if self._nameless else self._answers["name"]

    async def _confirm(self, button: Callable[[], str]) -> bool:
        """Show all of it until the entry is registered; False to go back and change."""
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
        self.slip = await self.register()
        return self.slip is not None
