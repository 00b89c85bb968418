"""An answer before the line on the screen: three lines, the code, two choices."""

from __future__ import annotations

import pytest

from db.models import Answered, Guide
from kiosk.imports.guides import ANSWER
from kiosk.words.stored import pack_titles
from screens.widgets.choices import ChoiceButton
from screens.widgets.qr_code import QrCode
from tests.screens.conftest import Opener
from tests.screens.guest import SMALL

LONG = ("Откройте дневник и нажмите «Неделя»: отметки, задания и пропуски стоят там. " * 2)[:ANSWER]


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_enter_signs_in_all_the_same_and_one_digit_says_that_it_helped(
    kiosk: Opener, size: tuple[int, int]
) -> None:
    async with kiosk(size=size) as person:
        await person.app.act(lambda: Guide.update(answers=pack_titles({"ru": LONG})).execute())
        await person.press("1", "1", then="ChooseOrWrite")
        await person.press("2", then="Answer")
        for words in LONG.split():
            assert words in person.text
        for words in ("Может быть,", "уже есть: Пример:", "для родителей"):
            assert words in person.text
        assert "example.org/ej/dnevnik" in person.text
        assert person.app.screen.query_one(QrCode).size.height == 17
        for choice in person.app.screen.query(ChoiceButton):
            assert choice.region.bottom <= size[1] - 3
        assert person.app.focused is person.app.screen.query_one("#choice-2")
        await person.press("enter", then="Write")
        await person.press("escape", then="Answer")
        await person.press("escape", then="ChooseOrWrite")
        await person.press("2", then="Answer")
        await person.press("1", then="Notice")
        await person.press("enter", then="Home")
        assert await person.entries() == 13
        (row,) = await person.app.act(lambda: [*Answered.select()])
        assert (row.topic, row.guide, row.helped, row.went_on) == (
            "diary",
            "example-diary",
            1,
            1,
        )
