"""Choose one of several, or say it in words of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.questions.choice import Choice
from kiosk.questions.field import Field
from kiosk.questions.question import Question


class Choose(Question[str]):
    """Answers with the answer of the choice that was made."""

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        *,
        columns: int = 2,
        hint: Callable[[], str] = str,
    ) -> None:
        """``columns`` is how many stand side by side where a screen has room."""
        super().__init__(heading, hint)
        self.choices, self.columns = choices, columns


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice's answer, or None and the person's own words."""

    answer: str | None
    words: str = ""


class ChooseOrWrite(Question[Picked]):
    """One of several, or words of one's own in ``field``."""

    def __init__(
        self,
        heading: Callable[[], str],
        choices: Callable[[], Sequence[Choice]],
        field: Field,
    ) -> None:
        super().__init__(heading)
        self.choices, self.field = choices, field
        self.typed = field.value
        """The words so far, for whoever goes back and returns."""
