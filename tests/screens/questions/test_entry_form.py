"""A line to write in: what a letter costs, and words longer than the line."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from screens.questions.entry_form import FormInput
from tests.screens.conftest import Opener


async def test_a_letter_lays_nothing_out_anew_and_a_long_name_scrolls(
    kiosk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with kiosk() as person:
        await person.press("1", "3", then="ChooseOrWrite")
        await person.press("2", then="Write")
        laid_out: list[object] = []
        lay_out = Screen._refresh_layout
        monkeypatch.setattr(
            Screen, "_refresh_layout", lambda *args, **n: (laid_out.append(1), lay_out(*args, **n))
        )
        await person.press_at_once(*"Ли Яна")
        await person.until(lambda: person.app.screen.query_one(FormInput).value == "Ли Яна")
        await person.settle()
        assert laid_out == []
        assert "Ли Яна" in person.text
        await person.write(" а" * 50 + " конец")
        assert "конец" in person.text and "Ли Яна" not in person.text
        await person.press("home")
        assert "Ли Яна" in person.text and "конец" not in person.text
