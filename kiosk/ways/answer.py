"""An answer before the line: what a guide says of the topic, and whether that is enough."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.catalogue.topics import Guide
from kiosk.questions.choice import Choice
from kiosk.questions.question import Reply, list_keys
from kiosk.questions.rows import Rows
from kiosk.questions.speech import TICK, Say, Speech, sentence
from kiosk.words.i18n import _


class Answer(Rows[str]):
    """Answers with ``helped`` or ``go_on``; the marker stands on going on, so Enter does that."""

    at = 1

    def __init__(self, guide: Guide) -> None:
        super().__init__(lambda: _("Perhaps the answer is there already"))
        self.guide = guide

    def rows(self) -> Sequence[Choice]:
        return [
            Choice("helped", _("It helped, thank you")),
            Choice("go_on", _("Sign in all the same")),
        ]

    def take(self, choice: Choice) -> Reply[str]:
        return Reply((TICK,), answer=choice.answer)

    def load(self) -> Speech:
        keys = Say(list_keys().text, once="list")
        return (Say(sentence(self.heading())), *self._answer(), keys, *self._row())

    def again(self) -> Speech:
        return (*self._answer(), *self._row())

    def _answer(self) -> Speech:
        return (Say(sentence(self.guide.title)), Say(sentence(self.guide.answer)))

    def lines(self) -> list[str]:
        heading, *rest = super().lines()
        guide = self.guide
        return [heading, f"{guide.title}: {guide.url}", guide.answer, *rest]
