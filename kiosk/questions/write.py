"""Write a few words, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.questions.field import Field
from kiosk.questions.question import Question


class Write(Question[dict[str, str]]):
    """Answers with the words by field."""

    def __init__(
        self,
        heading: Callable[[], str],
        fields: Sequence[Field],
        *,
        hint: Callable[[], str] = str,
    ) -> None:
        super().__init__(heading, hint)
        self.fields = tuple(fields)
        self.typed = {field.key: field.value for field in fields if not field.secret}
        """What was written so far, for whoever goes back and returns; nothing secret."""
