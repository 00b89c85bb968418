"""What a person has answered on a way through questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from screens.frame.host import Host
from screens.frame.notice import Notice
from screens.questions.entry_form import Field
from screens.questions.write import Write


class Way:
    """What one person has answered so far; its methods are the steps of a walk.

    It lives as long as the walk does. Nothing is recorded before the last step.
    """

    form: type[Write] = Write
    """The kind of form that asks for words."""

    def __init__(self, app: Host, **answers: str) -> None:
        """``answers`` are words by field, as they stand before anything is asked."""
        self._app = app
        self._answers = answers

    async def _write(
        self, heading: Callable[[], str], *fields: Field, hint: Callable[[], str] = str
    ) -> bool:
        """Ask for words, those typed before filled in; False when the person goes back."""
        filled = [
            replace(field, value=self._answers.get(field.key, field.value)) for field in fields
        ]
        form = self.form(heading, filled, hint=hint)
        words = await self._app.push_screen_wait(form)
        self._answers |= form.typed if words is None else words
        return words is not None

    async def _tell(self, sentence: str) -> None:
        """Show a sentence until the person has seen it."""
        await self._app.push_screen_wait(Notice(sentence))
