"""How long a first visit by voice takes a careful person; the model stands in the bench."""

from __future__ import annotations

import pytest

from tests.bench.voice import (
    CAREFUL,
    ENGINE,
    ERRS,
    GUARDIAN,
    NAMELESS_SECONDS,
    NAMELESS_SLOW_SECONDS,
    SLOW,
    TEACHER,
    TYPICAL_SECONDS,
    Fingers,
    Visit,
    measure,
)

INITIALS = Visit(
    "teacher by initials", TEACHER.aims, {"Фамилия": "Тютюнник", "Имя": "О", "Отчество": "П"}
)
pytestmark = pytest.mark.needs(ENGINE)


@pytest.mark.parametrize(
    ("visit", "fingers", "most"),
    [
        (TEACHER, CAREFUL, TYPICAL_SECONDS),
        (INITIALS, CAREFUL, 140),
        (GUARDIAN, ERRS, TYPICAL_SECONDS),
        (TEACHER.nameless(), CAREFUL, NAMELESS_SECONDS),
        (GUARDIAN.nameless(), SLOW, NAMELESS_SLOW_SECONDS),
    ],
    ids=["teacher", "teacher by initials", "guardian who errs", "without a name", "slow hand"],
)
async def test_a_first_visit_by_voice(heard, visit: Visit, fingers: Fingers, most: float) -> None:
    spent, presses = await measure(heard, visit, fingers)
    print(f"{spent:.0f} s, {presses} presses; bound {most} s")
    assert spent <= most
