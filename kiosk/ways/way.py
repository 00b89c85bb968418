"""What a person has answered on a way through questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.questions.field import Field
from kiosk.questions.write import Write
from kiosk.ways.asker import Asker


class Way:
    """What one person has answered so far; its methods are the steps of a walk.

    It lives as long as the walk does. Nothing is recorded before the last step.
    """

    def __init__(self, asker: Asker, **answers: str) -> None:
        """``answers`` are words by field, as they stand before anything is asked."""
        self._asker = asker
        self._answers = answers

    async def _write(
        self,
        heading: Callable[[], str],
        *fields: Field,
        hint: Callable[[], str] = str,
        first: str = "",
    ) -> bool:
        """Ask for words, those typed before filled in; False when the person goes back. ``first``
        is the field to begin with."""
        filled = [
            replace(field, value=self._answers.get(field.key, field.value)) for field in fields
        ]
        question = Write(heading, filled, hint=hint, first=first)
        words = await self._asker.ask(question)
        self._answers |= question.typed if words is None else words
        return words is not None

    async def _tell(self, sentence: str) -> None:
        """Tell a sentence until the person has taken notice."""
        await self._asker.tell(sentence)
