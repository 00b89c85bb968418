"""Questions that many screens ask: choose, write, choose or write, check, PIN."""

from screens.questions.check import Check
from screens.questions.choose import Choose
from screens.questions.choose_or_write import ChooseOrWrite, Picked
from screens.questions.entry_form import Field
from screens.questions.pin import AskPin
from screens.questions.walk import walk
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
