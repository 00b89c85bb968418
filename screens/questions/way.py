"""What a person has answered on a way that only screens have."""

from __future__ import annotations

from kiosk.ways import way
from screens.frame.host import Host
from screens.questions.asker import SCREENS, ScreenAsker, Screens


class Way(way.Way):
    """A way that pushes screens of its own besides the questions that are asked."""

    screens: Screens = SCREENS
    """How its questions are asked."""

    def __init__(self, app: Host, **answers: str) -> None:
        """``answers`` are words by field, as they stand before anything is asked."""
        super().__init__(ScreenAsker(app, self.screens), **answers)
        self._app = app
