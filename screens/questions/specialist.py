"""The same questions for somebody who has logged in, to be imported in place of the visitors'."""

from __future__ import annotations

from kiosk.questions import write
from kiosk.questions.choose import Picked
from screens import questions
from screens.frame.specialist import SpecialistScreen
from screens.questions import new_pin
from screens.questions.asker import SCREENS


class AskPin(questions.AskPin, SpecialistScreen[str]):
    """Asks a specialist at work for the PIN, before something is signed."""


class Check(questions.Check, SpecialistScreen[bool]):
    """Asks a specialist to confirm."""

    idle_seconds = SpecialistScreen.idle_seconds


class Choose(questions.Choose, SpecialistScreen[str]):
    """Asks a specialist to choose."""


class ChooseOrWrite(questions.ChooseOrWrite, SpecialistScreen[Picked]):
    """Asks a specialist to choose, or to write something else."""


class NewPin(new_pin.NewPin, SpecialistScreen[dict[str, str]]):
    """Asks for a new PIN at an administrator's desk."""


class Write(questions.Write, SpecialistScreen[dict[str, str]]):
    """Asks a specialist for words."""


class Way(questions.Way):
    """What a specialist has answered so far."""

    screens = {
        **SCREENS,
        write.Write: lambda question: Write(question.heading, question.fields, hint=question.hint),
    }
