"""Somebody who does not see: knows an aim and a telephone's letters, and else what is spoken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kiosk.speech.mouth import Clip

NAMES = {
    "ноль": "0", "один": "1", "два": "2", "три": "3", "четыре": "4", "пять": "5", "шесть": "6",
    "семь": "7", "восемь": "8", "девять": "9", "звёздочка": "*", "решётка": "#",
}  # fmt: skip
PAD = {"2": "абвг", "3": "деёжз", "4": "ийкл", "5": "мноп", "6": "рсту", "7": "фхцч", "8": "шщъы"}
PAD["9"] = "ьэюя"
_LETTERS = (
    "а бэ вэ гэ дэ е ё жэ зэ и и_краткое ка эль эм эн о пэ эр эс тэ у эф ха цэ че ша ща"
    " твёрдый_знак ы мягкий_знак э ю я"
)
CALLED = {
    letter: name.replace("_", " ")
    for letter, name in zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LETTERS.split(), strict=True)
}
MOST_PRESSES = 400
_KEYS = "|".join(NAMES)


class Lost(Exception):
    """Nothing that was spoken says what to do now."""


class Recorder:
    """A mouth that writes down what it would say."""

    def __init__(self) -> None:
        self.heard: list[Clip] = []
        self.all: list[Clip] = []
        self.cuts = 0
        self.silent_seconds = 1.0

    def speak(self, clips: Sequence[Clip]) -> None:
        self.heard = [*clips]
        self.all += clips

    def hush(self) -> None:
        self.cuts += 1

    @property
    def texts(self) -> list[str]:
        return [clip.text for clip in self.heard if clip.text]


class BlindVisitor:
    """Chooses the next key by the speech that was heard last."""

    def __init__(
        self,
        aims: Sequence[str],
        words: dict[str, str],
        *,
        headphones: bool = True,
        errs: Callable[[], bool] | None = None,
    ):
        """``aims`` are rows to be chosen, ``words`` what is written where such a part is asked.

        ``errs`` is asked before every letter: True, and another key is pressed first.
        """
        self.aims, self.words = aims, words
        self._errs = errs
        self._wrong = False
        self.headphones = headphones
        self.known: dict[str, str] = {}
        self.ticket = ""
        self.checked: list[str] = []
        self.presses = 0
        self._word: list[str] | None = None
        self._key = ""
        self._turns = 0
        self._marked = False

    def next_key(self, texts: Sequence[str]) -> str:
        """What to press after these clips. Raises Lost."""
        self.presses += 1
        if self.presses > MOST_PRESSES:
            raise Lost("too many presses")
        self._learn(" ".join(texts))
        if "Если Вы в наушниках" in " ".join(texts):
            which = "Если Вы в наушниках" if self.headphones else "Если слушаете колонку"
            (key,) = re.findall(rf"{which} — (\w+)", " ".join(texts))
            return NAMES[key.lower()]
        for text in texts:
            if text.startswith("Ваш номер:"):
                self.ticket = text
        if self.ticket:
            return self._means("закончить")
        if "Проверьте." in texts:
            self.checked = [*texts]
            return self._means("записать")
        asked = [text.rstrip(".") for text in texts if text.rstrip(".") in self.words]
        if asked:
            self._word, self._key, self._turns = [*self.words[asked[-1]].lower()], "", 0
            return self._write(None)
        if any("назовёте у стола" in text for text in texts):
            return self._means("да")
        if self._word is not None:
            return self._write(texts[-1] if texts else None)
        if any(aim in text for text in texts[-2:] for aim in self.aims):
            return self._means("выбрать")
        return self._means("вниз")

    def _learn(self, speech: str) -> None:
        for key, meaning in re.findall(rf"({_KEYS}) — ([^.]+)\.", speech, re.IGNORECASE):
            self.known[meaning] = NAMES[key.lower()]

    def _means(self, meaning: str) -> str:
        found = next((key for words, key in self.known.items() if words.startswith(meaning)), None)
        if found is None:
            raise Lost(f"no key was named for «{meaning}»: {self.known}")
        return found

    def _write(self, echo: str | None) -> str:
        """The next press of a word: a key is turned until the letter is heard."""
        assert self._word is not None
        if self._wrong:
            self._wrong, self._key, self._turns = False, "", 0
            return self._means("стереть")
        if self._word and self._word[0].isdecimal() and echo is not None and self._turns:
            self._word.pop(0)
            self._turns = 0
        elif self._word and echo is not None and echo == CALLED.get(self._word[0]) and self._turns:
            self._word.pop(0)
            self._turns = 0
            same = self._word and self._word[0] in PAD.get(self._key, "")
            if same:
                return self._means("следующая буква")
        if not self._word:
            self._word = None
            return self._means("готово")
        letter = self._word[0]
        if letter.isdecimal():
            self._turns = 1
            return letter
        if not self._turns and self._errs is not None and self._errs():
            self._wrong = True
            return next(key for key, letters in PAD.items() if letter not in letters + self._key)
        self._key = next(key for key, letters in PAD.items() if letter in letters)
        self._turns += 1
        if self._turns > len(PAD[self._key]) + 1:
            raise Lost(f"the letter {letter} was never heard, but {echo}")
        return self._key
