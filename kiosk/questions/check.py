"""Show what was answered, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from kiosk.questions.choice import Choice
from kiosk.questions.question import Question, Reply, Sheet, chosen_by, numbered
from kiosk.questions.speech import TICK, Say, Speech, sentence
from kiosk.words.i18n import _, pgettext
from kiosk.words.letters import spelled

Lines = Sequence[tuple[str, str]]


class Check(Question[bool]):
    """What was answered, as labels and words, and two choices. ``record`` writes it down; False
    from it and the question stands again."""

    def __init__(
        self,
        heading: Callable[[], str],
        lines: Callable[[], Lines],
        confirm: Callable[[], str],
        *,
        record: Callable[[], Awaitable[bool]],
        private: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """``private`` are the words of the lines that nobody beside may hear."""
        super().__init__(heading)
        self.answered, self.confirm, self.record = lines, confirm, record
        self.private = private

    async def settle(self, answer: bool) -> bool | None:
        return answer if await self.record() else None

    def _said(self) -> list[tuple[str, str]]:
        return [(label, value) for label, value in self.answered() if value]

    def sheet(self) -> Sheet:
        return Sheet(self.heading(), [f"{label}: {value}" for label, value in self._said()])

    def load(self) -> Speech:
        values = [self._value(value, sentence(value)) for _label, value in self._said()]
        return (Say(pgettext("spoken", "Please check.")), *values, self._confirming())

    def again(self) -> Speech:
        """Label and words of every line, private ones letter by letter."""
        private = self.private()
        values = [
            self._value(
                value,
                f"{sentence(label)} {spelled(value) if value in private else sentence(value)}",
            )
            for label, value in self._said()
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

    def press(self, key: str) -> Reply[bool]:
        if key == "*":
            return Reply((TICK,), back=True)
        return Reply((TICK,), answer=True) if key == "#" else self.wrong_key()

    def _rows(self) -> list[Choice]:
        return [Choice("yes", self.confirm()), Choice("no", _("Go back and change"))]

    def lines(self) -> list[str]:
        said = [f"{label}: {value}" for label, value in self._said()]
        return [self.heading(), *said, *numbered(self._rows())]

    def prompt(self) -> str:
        return _("Number or word:") + " "

    def read(self, typed: str) -> Reply[bool]:
        found = chosen_by(typed, self._rows())
        if isinstance(found, str):
            return Reply(line=found)
        return Reply(answer=True) if found.answer == "yes" else Reply(back=True)
