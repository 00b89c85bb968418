"""A pad of digits for PINs and room numbers, laid out as on a telephone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.geometry import Size

from screens.widgets.finger import finger
from screens.widgets.key_grid import KeyCap, KeyGrid

BACKSPACE, ENTER = "backspace", "enter"
_BESIDE = 7
"""Rows that a screen has beside the pad."""


class PinPad(KeyGrid):
    """Ten digits, one key to erase and one to enter; their labels are the caller's words."""

    DEFAULT_CSS = """
    PinPad {
        width: auto;
    }
    """

    def __init__(
        self,
        enter: str,
        erase: str = "⌫",
        *,
        key_height: int = 3,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the labels of the two keys below the digits."""
        super().__init__(name=name, id=id, classes=classes)
        self._enter = enter
        self._erase = erase
        self.set_reactive(PinPad.key_height, key_height)

    def on_mount(self) -> None:
        """Keys as high as a finger needs, where all of them fit."""
        down = finger(self.app).height
        if 4 * down <= self.app.size.height - _BESIDE:
            self.key_height = max(self.key_height, down)

    def keys(self) -> Sequence[Sequence[KeyCap]]:
        """Four rows of three."""
        rows = [[KeyCap(digit, digit) for digit in row] for row in ("123", "456", "789")]
        erase = KeyCap(BACKSPACE, self._erase, special=True)
        enter = KeyCap(ENTER, self._enter, special=True)
        return [*rows, [erase, KeyCap("0", "0"), enter]]

    def press(self, code: str) -> None:
        """Send the digit or the key."""
        if code in {BACKSPACE, ENTER}:
            self.send(code)
        else:
            self.type(code)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Three keys, each as wide as the longest label and a finger ask for."""
        label = max(cell_len(self._enter), cell_len(self._erase))
        return min(container.width, 3 * max(10, label + 5, finger(self.app).width))
