"""A keyboard to type names and problems on a touch screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from kiosk.machine.display import FULL_ROW, LEAST_ROW
from kiosk.words.i18n import pgettext
from screens.widgets.key_grid import KeyCap, KeyGrid
from screens.widgets.keyboard_layouts import (
    LAYOUTS,
    LETTER_MARKS,
    PAGED_SIGNS,
    SIGNS,
    SIGNS_MARKS,
    Layout,
)

SHIFT, LANGUAGE, DIGITS = "shift", "language", "digits"
PAGE, TYPING = "page", "typing"
BACKSPACE, ENTER, LEFT, RIGHT = "backspace", "enter", "left", "right"
SPACE = " "
_LEAST_REST = 5
"""Keys that erasing, entering and typing take in a row that they share."""


class OnScreenKeyboard(KeyGrid):
    """Letters of the given languages, digits and signs; Shift holds for one letter.

    Where twelve keys of ``key_width`` do not fit into a row, the letters stand in the order of the
    alphabet on two pages. Where there are ``buttons``, they stand in place of the letters until
    somebody wants to type.

    ``layout_code`` and ``shift`` may be set from outside: a screen that asks for a name opens it
    with a capital.
    """

    layout_code: reactive[str] = reactive("ru")
    """The language of the letters."""
    digits: reactive[bool] = reactive(False)
    """True while digits and signs stand in place of the letters."""
    shift: reactive[bool] = reactive(False)
    page: reactive[int] = reactive(0)
    """Which page of the alphabet stands there."""
    key_width: reactive[int] = reactive(0)
    """Cells that a finger needs across; 0: as many as there are."""
    buttons: reactive[tuple[tuple[str, ...], ...]] = reactive((), layout=True)
    """Rows of words to choose from, one of each row."""
    chosen: reactive[tuple[str, ...]] = reactive(())
    """The buttons that are held."""
    typing: reactive[bool] = reactive(False, layout=True)
    """True while there are letters although there are buttons."""

    class Picked(Message):
        """A button was pressed."""

        def __init__(self, button: str) -> None:
            super().__init__()
            self.button = button

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
        self._width = 0
        self._languages = tuple(languages)
        self.set_reactive(OnScreenKeyboard.layout_code, self._languages[0])

    def keys(self) -> Sequence[Sequence[KeyCap]]:
        """The rows of the layer that stands there."""
        if self.buttons and not self.typing:
            return self._button_rows()
        if self._across < FULL_ROW:
            return self._paged_rows()
        if self.digits:
            return (*self._sign_rows(), self._last_row(SIGNS_MARKS))
        return (*self._letter_rows(), self._last_row(LETTER_MARKS))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows depend on how many keys fit into one."""
        self._width = width
        return super().get_content_height(container, viewport, width)

    @property
    def _across(self) -> int:
        """How many keys for a finger fit into a row."""
        width = self.content_size.width or self._width
        if not self.key_width or not width:
            return FULL_ROW
        return max(LEAST_ROW, width // self.key_width)

    def press(self, code: str) -> None:
        """Change the layer, or send the key."""
        match code:
            case "shift":
                self.shift = not self.shift
            case "digits":
                self.digits = not self.digits
            case "page":
                if not self.digits:
                    self.page = (self.page + 1) % len(self._pages())
                self.digits = False
            case "typing":
                self.typing = True
            case "language":
                self.layout_code, self.digits, self.page = self._next_language(), False, 0
            case "backspace" | "enter" | "left" | "right":
                self.send(code)
            case " ":
                self.send("space", " ")
            case _ if self.buttons and not self.typing:
                self.post_message(self.Picked(code))
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

    def _pages(self) -> list[list[str]]:
        return self._layout.pages(self._across)

    def _paged_rows(self) -> list[list[KeyCap]]:
        """Two rows of letters in the order of the alphabet, or of signs, and one of the rest."""
        layout, pages = self._layout, self._pages()
        if self.digits:
            keys = [KeyCap(sign, sign) for sign in PAGED_SIGNS]
            keys += [self._language_key()] if len(self._languages) > 1 else []
        else:
            keys = [
                KeyCap(letter, layout.capital(letter) if self.shift else letter)
                for letter in pages[self.page]
            ]
        half = -(-len(keys) // 2)
        turned = pages[self.page if self.digits else (self.page + 1) % len(pages)]
        first, *_others, last = [layout.capital(key) for key in turned if key.isalpha()]
        rest = [
            KeyCap(SHIFT, "↑", special=True, held=self.shift),
            KeyCap(PAGE, f"{first}–{last}", special=True),
            KeyCap(DIGITS, "123", special=True, held=self.digits),
            KeyCap(SPACE, pgettext("keyboard key", "Space"), max(1.5, self._across - 6.5)),
            KeyCap(BACKSPACE, pgettext("keyboard key", "Erase"), 1.5, special=True),
            KeyCap(ENTER, pgettext("keyboard key", "Enter"), 1.5, special=True),
        ]
        return [keys[:half], keys[half:], rest]

    def _button_rows(self) -> list[list[KeyCap]]:
        """The buttons row by row where each row fits, else one after the other; then what else a
        finger needs."""
        caps = [
            [KeyCap(button, button, held=button in self.chosen) for button in row]
            for row in self.buttons
        ]
        longest = max(map(len, caps))
        if longest > self._across:
            flow = [cap for row in caps for cap in row]
            across = self._across
            caps = [flow[at : at + across] for at in range(0, len(flow), across)]
            longest = across
            last = caps.pop() if longest - len(caps[-1]) >= _LEAST_REST else []
        else:
            last = []
        share = (longest - len(last)) / 3
        rest = [
            KeyCap(TYPING, self._layout.sample, share, special=True),
            KeyCap(BACKSPACE, pgettext("keyboard key", "Erase"), share, special=True),
            KeyCap(ENTER, pgettext("keyboard key", "Enter"), share, special=True),
        ]
        return [*caps, [*last, *rest]]

    def _sign_rows(self) -> list[list[KeyCap]]:
        top, middle, bottom = ([KeyCap(sign, sign) for sign in row] for row in SIGNS)
        return [top, middle, [*bottom, self._backspace()]]

    @staticmethod
    def _backspace() -> KeyCap:
        return KeyCap(BACKSPACE, pgettext("keyboard key", "Erase"), 1.5, special=True)

    def _language_key(self) -> KeyCap:
        return KeyCap(LANGUAGE, LAYOUTS[self._next_language()].name, 2.0, special=True)

    def _last_row(self, marks: Sequence[str]) -> list[KeyCap]:
        before, after = marks
        layer = self._layout.sample if self.digits else "123"
        row = [KeyCap(DIGITS, layer, 1.5, special=True)]
        if len(self._languages) > 1:
            row.append(self._language_key())
        return [
            *row,
            KeyCap(before, before),
            KeyCap(SPACE, pgettext("keyboard key", "Space"), 3.0),
            KeyCap(after, after),
            KeyCap(LEFT, "←", special=True),
            KeyCap(RIGHT, "→", special=True),
            KeyCap(ENTER, pgettext("keyboard key", "Enter"), 1.5, special=True),
        ]
