"""A keyboard to type names and problems on a touch screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from kiosk.words.i18n import pgettext
from screens.widgets.key_grid import KeyCap, KeyGrid
from screens.widgets.keyboard_layouts import LAYOUTS, LETTER_MARKS, SIGNS, SIGNS_MARKS, Layout

SHIFT, LANGUAGE, DIGITS = "shift", "language", "digits"
BACKSPACE, ENTER, LEFT, RIGHT = "backspace", "enter", "left", "right"
SPACE = " "


class OnScreenKeyboard(KeyGrid):
    """Letters of the given languages, digits and signs; Shift holds for one letter.

    ``layout_code`` and ``shift`` may be set from outside: a screen that asks for a name opens it
    with a capital.
    """

    layout_code: reactive[str] = reactive("ru")
    """The language of the letters."""
    digits: reactive[bool] = reactive(False)
    """True while digits and signs stand in place of the letters."""
    shift: reactive[bool] = reactive(False)

    def __init__(
        self,
        languages: Sequence[str] = ("ru", "en"),
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the language codes to go round, the first one first; see LAYOUTS."""
        super().__init__(name=name, id=id, classes=classes)
        self._languages = tuple(languages)
        self.set_reactive(OnScreenKeyboard.layout_code, self._languages[0])

    def keys(self) -> Sequence[Sequence[KeyCap]]:
        """Four rows: three of letters or signs, one of everything else."""
        if self.digits:
            return (*self._sign_rows(), self._last_row(SIGNS_MARKS))
        return (*self._letter_rows(), self._last_row(LETTER_MARKS))

    def press(self, code: str) -> None:
        """Change the layer, or send the key."""
        match code:
            case "shift":
                self.shift = not self.shift
            case "digits":
                self.digits = not self.digits
            case "language":
                self.layout_code, self.digits = self._next_language(), False
            case "backspace" | "enter" | "left" | "right":
                self.send(code)
            case " ":
                self.send("space", " ")
            case _:
                self._type_letter(code)

    def _type_letter(self, letter: str) -> None:
        capital = self.shift and not self.digits
        self.type(self._layout.capital(letter) if capital else letter)
        self.shift = False

    @property
    def _layout(self) -> Layout:
        return LAYOUTS[self.layout_code]

    def _next_language(self) -> str:
        at = self._languages.index(self.layout_code) if self.layout_code in self._languages else -1
        return self._languages[(at + 1) % len(self._languages)]

    def _letter_rows(self) -> list[list[KeyCap]]:
        layout = self._layout
        top, middle, bottom = (
            [KeyCap(letter, layout.capital(letter) if self.shift else letter) for letter in row]
            for row in (layout.top, layout.middle, layout.bottom)
        )
        shift = KeyCap(SHIFT, "↑ " + layout.sample, 1.5, special=True, held=self.shift)
        return [top, middle, [shift, *bottom, self._backspace()]]

    def _sign_rows(self) -> list[list[KeyCap]]:
        top, middle, bottom = ([KeyCap(sign, sign) for sign in row] for row in SIGNS)
        return [top, middle, [*bottom, self._backspace()]]

    @staticmethod
    def _backspace() -> KeyCap:
        return KeyCap(BACKSPACE, pgettext("keyboard key", "Erase"), 1.5, special=True)

    def _last_row(self, marks: Sequence[str]) -> list[KeyCap]:
        before, after = marks
        layer = self._layout.sample if self.digits else "123"
        row = [KeyCap(DIGITS, layer, 1.5, special=True)]
        if len(self._languages) > 1:
            row.append(KeyCap(LANGUAGE, LAYOUTS[self._next_language()].name, 2.0, special=True))
        return [
            *row,
            KeyCap(before, before),
            KeyCap(SPACE, pgettext("keyboard key", "Space"), 3.0),
            KeyCap(after, after),
            KeyCap(LEFT, "←", special=True),
            KeyCap(RIGHT, "→", special=True),
            KeyCap(ENTER, pgettext("keyboard key", "Enter"), 1.5, special=True),
        ]
