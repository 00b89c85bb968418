"""Show what was answered, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from kiosk.questions.question import Question

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
