"""A visitor's ways asked by the voice alone, without a screen and without a loudspeaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk.machine.settings import Settings
from kiosk.plain.asker import LineAsker
from kiosk.plain.lines import Lines
from kiosk.point.opening import open_point
from kiosk.questions.question import Question
from kiosk.questions.told import Told, WhoHears
from kiosk.speech.talk import Talk
from kiosk.speech.voice import Voice
from kiosk.words.consent import Consent
from kiosk.words.i18n import use
from tests.blind import Recorder
from tests.example import copied, made_in
from tests.people import Clock

A = TypeVar("A")
NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
"""A Tuesday, twenty to eleven at the point: somebody is on duty."""
NextKey = Callable[[list[str]], str]


class HeardAsker(LineAsker):
    """Asks by the voice; whoever listens gives the next key."""

    def __init__(self, settings: Settings, point, mouth: Recorder, next_key: NextKey) -> None:
        super().__init__(settings, point, Lines())
        self.mouth, self.voice, self.next_key = mouth, Voice(mouth), next_key
        self.voice.on = True
        self.edit: Callable[[str], str] = lambda text: text
        """Takes something out of what is heard: a control."""

    async def ask(self, question: Question[A]) -> A | None:
        if self.voice.earphones is None and not isinstance(question, WhoHears):
            self.voice.earphones = False
            self.voice.earphones = bool(await self.ask(WhoHears()))
        talk = Talk(question, self.voice)
        talk.begin()
        while True:
            heard = [self.edit(text) for text in self.mouth.texts]
            self.mouth.heard = []
            reply = talk.press(self.next_key([text for text in heard if text]))
            goes_on = reply.back or reply.answer is not None
            assert self.mouth.heard or goes_on, "a key was met with silence"
            if reply.back:
                return None
            if reply.answer is not None:
                answer = await question.settle(reply.answer)
                if answer is not None:
                    return answer
                talk.begin()

    async def tell(self, sentence: str) -> None:
        await self.ask(Told(sentence))


@contextmanager
def heard_asker(base: Path, folder: Path) -> Iterator[Callable[..., HeardAsker]]:
    """Makes askers over a copy of the example day, which is made below ``base`` once."""
    example = copied(made_in(base, lambda: NOW), folder)
    point = open_point(example.place, clock=Clock(NOW))

    def make(next_key: NextKey, *, consent: str = "", language: str = "ru") -> HeardAsker:
        use(language)
        settings = Settings(
            database=example.database, asked=Consent("1", consent) if consent else None
        )
        return HeardAsker(settings, point, Recorder(), next_key)

    yield make
    use("ru")


@pytest.fixture
def heard(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    """Makes an asker over a copy of the example day."""
    with heard_asker(tmp_path_factory.getbasetemp(), tmp_path) as make:
        yield make
