"""A QR code that a telephone reads off any screen, whatever the theme."""

from __future__ import annotations

from collections.abc import Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.qr_matrix import QrMatrix, matrix

_INK = Style(
    color=Color.from_rgb(0, 0, 0),
    bgcolor=Color.from_rgb(255, 255, 255),
    bold=False,
    dim=False,
    reverse=False,
)
"""Black on white by name of the colours: a scanner must never meet an inverted code. On 16 colours
these two become black and bright white."""


class QrCode(Widget, can_focus=False):
    """The code of ``text``, as large and strong as the room allows; a sentence where none fits.

    With automatic sizes it takes what the code needs out of its container; beside other widgets
    give it ``1fr``, and it centres the code in what is left. No text, no drawing.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode {
        width: auto;
        height: auto;
        color: $foreground;
    }
    """

    text: reactive[str] = reactive("", layout=True)

    def __init__(
        self,
        text: str = "",
        *,
        too_small: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the text of the code and the sentence to show when it does not fit."""
        super().__init__(name=name, id=id, classes=classes)
        self._too_small = too_small
        self._known: tuple[str, Size, QrMatrix | None] | None = None
        self.set_reactive(QrCode.text, text)

    @property
    def fits(self) -> bool:
        """True while a code stands on the screen."""
        return self._code(self.content_size) is not None

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """The columns of the code, or all there are for the sentence."""
        code = self._code(container)
        return code.width if code else container.width if self.text else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The rows of the code, or of the wrapped sentence."""
        code = self._code(Size(width, container.height))
        return code.height if code else len(self._sentence(width))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """None while a code is drawn: NO_COLOR and the like would take its two colours away."""
        return () if self.fits else super().get_line_filters()

    def render_line(self, y: int) -> Strip:
        """A row of the code in the middle of the content, or a line of the sentence."""
        size = self.content_size
        code = self._code(size)
        if code is None:
            return self._sentence_line(y, size.width)
        row = y - (size.height - code.height) // 2
        if not 0 <= row < code.height:
            return Strip.blank(size.width, self.rich_style)
        left = (size.width - code.width) // 2
        margin = [Segment(" " * left, self.rich_style)] if left else []
        drawn = Strip([*margin, Segment(code.line(row), _INK)])
        return drawn.adjust_cell_length(size.width, self.rich_style)

    def _code(self, room: Size) -> QrMatrix | None:
        """The code for that much room; the last one is kept, since every row asks for it."""
        if self._known is None or self._known[:2] != (self.text, room):
            code = matrix(self.text, columns=room.width, rows=room.height) if self.text else None
            self._known = (self.text, room, code)
        return self._known[2]

    def _sentence(self, width: int) -> list[str]:
        if not self.text or width < 1:
            return []
        return [line.plain for line in Content(self._too_small).wrap(width)]

    def _sentence_line(self, y: int, width: int) -> Strip:
        lines = self._sentence(width)
        line = lines[y] if y < len(lines) else ""
        return Strip([Segment(line, self.rich_style)]).adjust_cell_length(width, self.rich_style)
