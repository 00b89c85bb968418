"""Choose one of several, or say it in words of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.questions.choice import Choice
from kiosk.questions.field import Field
from kiosk.questions.question import Reply, chosen_by, numbered
from kiosk.questions.rows import Rows
from kiosk.questions.speech import TICK
from kiosk.words.i18n import _

OWN_WORDS = "\0own"
"""The answer of the row that stands for words of one's own."""


class Choose(Rows[str]):
    """Answers with the answer of the choice that was made."""

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        *,
        columns: int = 2,
        hint: Callable[[], str] = str,
        marked: str = "",
    ) -> None:
        """``columns`` is how many stand side by side where a screen has room. The answer that is
        ``marked`` was given before: a marker begins there."""
        super().__init__(heading, hint)
        self.choices, self.columns = choices, columns
        self.at = next((n for n, c in enumerate(choices()) if marked and c.answer == marked), 0)

    def rows(self) -> Sequence[Choice]:
        return self.choices()

    def take(self, choice: Choice) -> Reply[str]:
        return Reply((TICK,), answer=choice.answer)


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice's answer, or None and the person's own words."""

    answer: str | None
    words: str = ""


class ChooseOrWrite(Rows[Picked]):
    """One of several, or words of one's own in ``field``.

    A keypad writes no sentence: there the last row says that it is told at the desk.
    """

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        field: Field,
        *,
        marked: str = "",
    ) -> None:
        super().__init__(heading)
        self.choices, self.field = choices, field
        self.at = next((n for n, c in enumerate(choices()) if marked and c.answer == marked), 0)
        self.typed = field.value
        """The words so far, for whoever goes back and returns."""
        self._writes = False

    def keep(self, typed: str) -> None:
        self.typed, self.field = typed, replace(self.field, value=typed)

    def rows(self) -> Sequence[Choice]:
        if not self.field.later:
            return self.choices()
        return [*self.choices(), Choice(OWN_WORDS, _("Something else, I will say it at the desk"))]

    def take(self, choice: Choice) -> Reply[Picked]:
        if choice.answer == OWN_WORDS:
            return Reply((TICK,), answer=Picked(None, self.field.later))
        return Reply((TICK,), answer=Picked(choice.answer))

    def _printed(self) -> list[Choice]:
        return [*self.choices(), Choice(OWN_WORDS, self.field.label())]

    def lines(self) -> list[str]:
        return [self.heading(), *numbered(self._printed())]

    def prompt(self) -> str:
        return _("In your own words:") + " " if self._writes else super().prompt()

    def help(self) -> list[str]:
        return super().help()[-1:] if self._writes else super().help()

    def step_back(self) -> bool:
        was, self._writes = self._writes, False
        return was

    def read(self, typed: str) -> Reply[Picked]:
        if self._writes:
            words = typed.strip()[: self.field.limit]
            if why := self.field.objection(words) if words else _("Please fill in this field."):
                return Reply(line=why)
            return Reply(answer=Picked(None, words))
        found = chosen_by(typed, self._printed())
        if isinstance(found, str):
            return Reply(line=found)
        if found.answer == OWN_WORDS:
            self._writes = True
            return Reply()
        return self.take(found)
