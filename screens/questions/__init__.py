"""The screens of questions: choose, write, choose or write, check, PIN."""

from kiosk.questions.choose import Picked
from kiosk.questions.field import Field
from kiosk.ways.walk import walk
from screens.questions.check import Check
from screens.questions.choose import Choose
from screens.questions.choose_or_write import ChooseOrWrite
from screens.questions.pin import AskPin
from screens.questions.way import Way
from screens.questions.write import Write

__all__ = [
    "AskPin",
    "Check",
    "Choose",
    "ChooseOrWrite",
    "Field",
    "Picked",
    "Way",
    "Write",
    "walk",
]
