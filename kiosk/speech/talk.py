"""One question as it is heard: keys go in, speech comes out."""

from __future__ import annotations

from typing import Generic, TypeVar

from kiosk.questions.question import Key, Question, Reply
from kiosk.questions.speech import EDGE, Say, Speech
from kiosk.speech.voice import Voice
from kiosk.words.i18n import pgettext

A = TypeVar("A")

REMIND_SECONDS = 15.0
"""So long after the end of speech a person who presses nothing hears where they are."""


class Talk(Generic[A]):
    """Speaks a question and answers its keys; none of them is met with silence."""

    def __init__(self, question: Question[A], voice: Voice) -> None:
        self.question, self._voice = question, voice
        self._zeros = self._reminders = 0

    def begin(self) -> None:
        """The question appears, or stands again."""
        self._voice.say(self.question.load())

    def press(self, key: Key) -> Reply[A]:
        """A key of a telephone's pad, or a letter of a keyboard; speech is cut off first."""
        self._voice.hush()
        self._reminders = 0
        self._zeros = self._zeros + 1 if key == "0" else 0
        if not self.question.takes(key):
            if key == "0":
                again = self._zeros % 2
                self._voice.say(self.question.again() if again else self._all_keys())
            else:
                self._voice.turn(key)
            return Reply()
        reply = self.question.press(key)
        if reply.back or reply.answer is not None:
            self._voice.say_before(reply.say)
        else:
            self._voice.say(reply.say or (EDGE,))
        return reply

    def _all_keys(self) -> Speech:
        """The keys of the question, and those of the voice where they work."""
        own = pgettext("spoken", "Four and six — speed. Seven and nine — volume.")
        return (*self.question.keys(), *(() if self.question.takes("4") else (Say(own),)))

    def tick(self, patience: int = 1) -> bool:
        """Called every second: reminds whoever is silent for long, once; True when the question
        has been read often enough to end by itself, after ``patience`` times as long."""
        silent = self._voice.silent_seconds
        if not self._reminders and silent >= REMIND_SECONDS:
            self._reminders = 1
            self._voice.say(self.question.remind())
            return False
        ends = self.question.ends_after
        return bool(self._reminders and ends and silent >= ends * patience)
