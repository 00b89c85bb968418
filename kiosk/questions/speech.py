"""What is spoken: clips, one after the other, and the words that numbers become."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.words.numerals import digit_by_digit, in_words


@dataclass(frozen=True, slots=True)
class Say:
    """One clip. What is ``private`` is heard in headphones only, elsewhere ``aloud`` instead.

    A ``tone`` never depends on the key that was pressed. What is said ``once`` in a visit, by that
    name, is left out the next time.
    """

    text: str = ""
    private: bool = False
    aloud: str = ""
    tone: str = ""
    once: str = ""


Speech = tuple[Say, ...]

TICK, EDGE, WRONG, DONE = Say(tone="key"), Say(tone="edge"), Say(tone="wrong"), Say(tone="done")


def spoken(text: str) -> str:
    """A text as it is spoken: its numbers as words, 08 digit by digit."""

    def words(found: re.Match[str]) -> str:
        number = found[0]
        plain = number[0] != "0" and len(number) <= 4
        return f" {in_words(int(number)) if plain else digit_by_digit(number)} "

    text = re.sub(r"(?<=\d)[-:](?=\w)", " ", text)  # 5-А and 14:30
    return re.sub(r" +([.,!?:;]|$)", r"\1", re.sub(r" +", " ", re.sub(r"\d+", words, text))).strip()


def sentence(text: str) -> str:
    """The text with an end that a voice can hear."""
    text = spoken(text)
    return text if text[-1:] in ".!?…" else f"{text}."
