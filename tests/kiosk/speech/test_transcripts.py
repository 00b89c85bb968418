"""All that is said on two ways, word for word: a change of it is read by a person.

``python -m tests.transcripts`` writes the files anew.
"""

from __future__ import annotations

import pytest

from tests.transcripts import FOLDER, KEYS, WAYS, transcript


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("way", WAYS)
async def test_nothing_that_was_said_is_lost(heard, way: str, language: str) -> None:
    keys = iter(KEYS[way])
    asker = heard(lambda _texts: next(keys), language=language)
    text = await transcript(asker, way)
    assert next(keys, None) is None, "keys are left"
    assert text == (FOLDER / f"{way}.{language}.txt").read_text("utf-8")
