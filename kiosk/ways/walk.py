"""A row of questions that can be walked forwards and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

Step = Callable[[], Awaitable[bool | None]]
"""A question: True when it was answered, False to go one back, None with nothing to ask."""


async def walk(steps: Sequence[Step]) -> bool:
    """Ask every question in turn; False when the person went back out of the first one.

    A step with nothing to ask is passed in the direction of the walk.
    """
    at, by = 0, 1
    while 0 <= at < len(steps):
        answered = await steps[at]()
        if answered is not None:
            by = 1 if answered else -1
        at += by
    return at == len(steps)
