"""Why words are not taken by a field: sentences, empty where they are."""

from __future__ import annotations

from kiosk.words.courtesy import courteous
from kiosk.words.errors import Discourteous
from kiosk.words.personal_names import flaw, tidy_name


def rude(words: str) -> str:
    """Words that no journal keeps and no screen shows (clause 3.3)."""
    return "" if courteous(words) else Discourteous().sentence()


def no_name(words: str) -> str:
    """Words that cannot be a person's name."""
    why = flaw(tidy_name(words))
    return "" if why is None else str(why)
