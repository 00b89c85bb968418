"""The voice of a visit: whether it is on, who hears it, how fast and how loud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kiosk.questions.speech import EDGE, Say, Speech
from kiosk.speech.engine import MIDDLE_RATE, MIDDLE_VOLUME, RATES, VOLUMES
from kiosk.speech.mouth import Clip
from kiosk.words.i18n import language, pgettext


class Speaks(Protocol):
    """Whatever says clips: a mouth, or a test that writes them down."""

    def speak(self, clips: Sequence[Clip]) -> None: ...
    def hush(self) -> None: ...
    @property
    def silent_seconds(self) -> float: ...


class Voice:
    """What may be said to whom. After each visit everything of it is as it was before."""

    def __init__(self, mouth: Speaks | None) -> None:
        """Without a ``mouth`` the kiosk cannot speak."""
        self._mouth = mouth
        self.on = False
        self.earphones: bool | None = None
        """Whether the person hears it in headphones; None until they have said so."""
        self.rate, self.volume = MIDDLE_RATE, MIDDLE_VOLUME
        self._said: set[str] = set()
        self._before: Speech = ()

    @property
    def can_speak(self) -> bool:
        return self._mouth is not None

    @property
    def silent_seconds(self) -> float:
        """How long nothing has been said."""
        return self._mouth.silent_seconds if self._mouth else 0.0

    @property
    def is_speaking(self) -> bool:
        """True while something is being said."""
        return self.on and self._mouth is not None and not self._mouth.silent_seconds

    def reset(self) -> None:
        """Forget the visit: off, in the middle, nothing known of headphones."""
        self.hush()
        Voice.__init__(self, self._mouth)

    def hush(self) -> None:
        """Be silent at once."""
        if self._mouth:
            self._mouth.hush()

    def say(self, speech: Speech) -> None:
        """Say this in place of what is being said; private parts in headphones only."""
        speech, self._before = self._before + speech, ()
        if self._mouth and self.on:
            self._mouth.speak([clip for each in speech if (clip := self._clip(each))])

    def say_before(self, speech: Speech) -> None:
        """Say this before whatever is said next: the next question would cut it off."""
        self._before = speech

    def _clip(self, say: Say) -> Clip | None:
        if say.once:
            if say.once in self._said:
                return None
            self._said.add(say.once)
        text = say.aloud if say.private and not self.earphones else say.text
        if not text and not say.tone:
            return None
        return Clip(text, say.tone, language(), self.rate, self.volume)

    def turn(self, key: str) -> None:
        """4 and 6 are slower and faster, 7 and 9 quieter and louder."""
        by = 1 if key in "69" else -1
        rate = self.rate + by * (key in "46")
        volume = self.volume + by * (key in "79")
        if not (0 <= rate < len(RATES) and 0 <= volume < VOLUMES):
            self.say((EDGE,))
            return
        self.rate, self.volume = rate, volume
        words = {
            "4": pgettext("spoken", "Slower."),
            "6": pgettext("spoken", "Faster."),
            "7": pgettext("spoken", "Quieter."),
            "9": pgettext("spoken", "Louder."),
        }
        self.say((Say(words[key]),))
