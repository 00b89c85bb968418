"""A visitor's way to a ticket: the steps that signing in and filing a request share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.catalogue import topics
from kiosk.catalogue.topics import Topic
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.questions.choice import Choice
from kiosk.questions.choose import Choose, ChooseOrWrite, Picked
from kiosk.questions.field import Field
from kiosk.visits import registration
from kiosk.visits.registration import Slip
from kiosk.ways.asker import Asker
from kiosk.ways.named import Named
from kiosk.ways.ticket import Ticket
from kiosk.ways.walk import Step, walk
from kiosk.words.i18n import _
from kiosk.words.phrases import NAME_AT_DESK


class HasTicket(Exception):
    """The visitor has a ticket already and wants to see it."""


class Visit(Named):
    """What one visitor has answered so far. It is gone with the way: nobody else sees it.

    A subclass names its steps, the lines to check, and how the entry is registered.
    """

    journal: Journal
    """The one that the visitor will stand in."""
    slip: Slip | None = None
    """The ticket and the entry's number, once the entry stands in the journal."""

    def __init__(self, asker: Asker, **answers: str) -> None:
        super().__init__(asker, **answers)
        self._topics: list[Topic] = []
        self._topic: Topic | None = None

    def steps(self) -> Sequence[Step]:
        """The questions, the last of them ``confirm``."""
        raise NotImplementedError

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

    async def _registered(self) -> bool:
        self.slip = await self.register()
        return self.slip is not None
