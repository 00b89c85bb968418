"""A row of questions that can be walked forwards and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

Step = Callable[[], Awaitable[bool]]
"""A question: True when it was answered, False to go one back."""


async def walk(steps: Sequence[Step]) -> bool:
    """Ask every question in turn; False when the person went back out of the first one."""
    at = 0
    while 0 <= at < len(steps):
        at += 1 if await steps[at]() else -1
    return at == len(steps)
