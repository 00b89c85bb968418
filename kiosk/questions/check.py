"""Show what was answered, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from kiosk.questions.choice import Choice
from kiosk.questions.question import Question, Reply, Sheet, chosen_by, numbered
from kiosk.questions.speech import TICK, Say, Speech, sentence
from kiosk.words.i18n import _, pgettext
from kiosk.words.letters import spelled

CONFIRMED, BACK = "\0confirmed", "\0back"
"""The answer that all is right, and the row that leads one question back."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what was answered; ``change`` names it to whoever asks it again, if anybody."""

    label: str
    value: str
    change: str = ""


class Check(Question[str]):
    """What was answered, line by line: it is confirmed, or the answer names the line to change.
    ``record`` writes it down; False from it and the question stands again."""

    def __init__(
        self,
        heading: Callable[[], str],
        lines: Callable[[], Sequence[Said]],
        confirm: Callable[[], str],
        *,
        record: Callable[[], Awaitable[bool]],
        private: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """``private`` are the words of the lines that nobody beside may hear."""
        super().__init__(heading)
        self.answered, self.confirm, self.record = lines, confirm, record
        self.private = private

    async def settle(self, answer: str) -> str | None:
        return answer if answer != CONFIRMED or await self.record() else None

    def said(self) -> list[Said]:
        """The lines that have words."""
        return [each for each in self.answered() if each.value]

    def _shown(self) -> list[str]:
        return [f"{each.label}: {each.value}" for each in self.said()]

    def sheet(self) -> Sheet:
        return Sheet(self.heading(), self._shown())

    def load(self) -> Speech:
        values = [self._value(each.value, sentence(each.value)) for each in self.said()]
        return (Say(pgettext("spoken", "Please check.")), *values, self._confirming())

    def again(self) -> Speech:
        """Label and words of every line, private ones letter by letter."""
        private = self.private()
        values = [
            self._value(
                each.value,
                f"{sentence(each.label)}"
                f" {spelled(each.value) if each.value in private else sentence(each.value)}",
            )
            for each in self.said()
        ]
        return (*values, self._confirming())

    def _value(self, value: str, text: str) -> Say:
        if value not in self.private():
            return Say(text)
        return Say(text, private=True, aloud=pgettext("spoken", "What you wrote is there."))

    def _confirming(self) -> Say:
        return Say(pgettext("spoken", "Pound — send it. Star — change it."))

    def keys(self) -> Speech:
        return (self._confirming(), Say(pgettext("spoken", "Zero — repeat and spell.")))

    def press(self, key: str) -> Reply[str]:
        if key == "*":
            return Reply((TICK,), back=True)
        return Reply((TICK,), answer=CONFIRMED) if key == "#" else self.wrong_key()

    def _rows(self) -> list[Choice]:
        changes = [
            Choice(each.change, _("{what}: change").format(what=each.label))
            for each in self.said()
            if each.change
        ]
        back = Choice(BACK, _("Go back and change"))
        return [Choice(CONFIRMED, self.confirm()), back, *changes]

    def lines(self) -> list[str]:
        return [self.heading(), *self._shown(), *numbered(self._rows())]

    def prompt(self) -> str:
        return _("Number or word:") + " "

    def read(self, typed: str) -> Reply[str]:
        found = chosen_by(typed, self._rows())
        if isinstance(found, str):
            return Reply(line=found)
        return Reply(back=True) if found.answer == BACK else Reply(answer=found.answer)
