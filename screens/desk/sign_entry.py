"""Sign one entry: the row as it will be printed, and beside it the PIN."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.journal.to_sign import RowToSign
from kiosk.proof.forms import FORMS, SIGNATURE
from kiosk.proof.page import short_name
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from screens.desk.pin_beside import PinBeside
from screens.desk.signing_words import lines_of, unprinted_of, volume_words
from screens.questions.entry_form import EntryForm
from screens.widgets.key_bar import KeyButton, KeyHint
from screens.widgets.read_whole import ReadWhole

_WIDTHS = {"number": "6", "opened": "13", "completed": "13", "room": "14", SIGNATURE: "20"}
"""Cells of the columns of a printed row; what people say shares the rest."""
_LEAST, _BELOW = 5, 29
"""Rows of a printed row that is scrolled, at the least; and rows of the screen that it leaves to
head, key bar, and the PIN with its keys."""


class SignEntry(PinBeside):
    """Shows an entry whole; the field of the PIN opens once every row of it was on the screen."""

    DEFAULT_CSS = """
    SignEntry #printed { display: none; height: auto; margin-bottom: 1; }
    SignEntry.-wide.-tall #printed { display: block; }
    SignEntry.-wide.-tall #lines { display: none; }
    SignEntry #printed Grid {
        height: auto;
        grid-rows: auto;
        grid-gutter: 1;
        padding: 1;
        keyline: thin $edge;
    }
    SignEntry #printed Grid Static { height: 100%; padding: 0 1; }
    SignEntry .head, SignEntry .volume { color: $secondary; }
    SignEntry .cell { text-style: bold; }
    SignEntry .signature { background: $primary; color: $background; }
    SignEntry .volume { height: auto; padding: 0 2; }
    SignEntry #below { height: 1fr; min-height: 16; }
    SignEntry.-tall #below { min-height: 20; }
    SignEntry #words { width: 1fr; padding: 0 1 0 2; }
    SignEntry #words Static { height: auto; }
    SignEntry.-tall #meaning { margin-top: 1; }
    """
    BINDINGS = [Binding("pagedown", "read_on", show=False)]

    def __init__(self, specialist: Specialist, row: RowToSign) -> None:
        super().__init__(specialist, lambda: _("Will be signed"))
        self._row = row

    def compose_body(self) -> ComposeResult:
        row = self._row
        with ReadWhole(id="printed"):
            where = f"{volume_words(row)}, {self.kiosk.point.school}"
            yield Static(Content(where), classes="volume")
            yield self._printed()
            if row.remark:
                yield Static(Content(row.remark), classes="volume")
        with Horizontal(id="below"):
            with ReadWhole(id="words"):
                yield Static(lines_of(row, self._signature()), id="lines")
                yield Static(unprinted_of(row))
                yield Static(Content(_meaning()), id="meaning")
            yield from self.compose_hand()

    def compose_closed(self) -> ComposeResult:
        with Vertical(id="closed"):
            yield Static(Content(_("Read it to the end, then the PIN is asked.")))
            yield KeyButton(KeyHint("PgDn", _("Read on"), "read_on"))

    def _printed(self) -> Grid:
        """The row with the heads of its columns, as on paper."""
        columns = FORMS[self._row.journal].columns
        heads = [Static(Content(column.head), classes="head") for column in columns]
        cells = [
            Static(self._signature_words(), classes="cell signature")
            if column.key == SIGNATURE
            else Static(Content(self._row.cells[column.key]), classes="cell")
            for column in columns
        ]
        grid = Grid(*heads, *cells)
        grid.styles.grid_size_columns = len(columns)
        grid.styles.grid_columns = " ".join(_WIDTHS.get(column.key, "1fr") for column in columns)
        return grid

    def _signature_words(self) -> Content:
        """What stands in the empty cell until the PIN fills it."""
        return Content("\n".join((_("waits for the PIN"), short_name(self.specialist.name))))

    def _signature(self) -> Content:
        words = _("waits for the PIN")
        return Content.styled(f" {words} ", "bold $background on $primary")

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Not now, it stays unsigned"), "back"),
            KeyHint("Enter", _("Sign"), "next"),
        ]

    @property
    def may_sign(self) -> bool:
        return all(page.was_read for page in self._pages())

    def _pages(self) -> list[ReadWhole]:
        return [page for page in self.query(ReadWhole) if page.display]

    @on(ReadWhole.Read)
    def open_field(self) -> None:
        self.open_or_close()
        if self.may_sign:
            self.call_after_refresh(self.query_one(EntryForm).focus_first)

    def after_compose(self) -> None:
        super().after_compose()
        self.call_after_refresh(self.close_field)

    def on_resize(self) -> None:
        super().on_resize()
        for printed in self.query("#printed"):
            printed.styles.max_height = max(_LEAST, self.app.size.height - _BELOW)
        self.call_after_refresh(self.close_field)

    def close_field(self) -> None:
        """Where not all of it is on the screen at once, it is read before the PIN is typed."""
        for page in self._pages():
            page.notice()
        if self.ready and not self.may_sign:
            self.open_or_close()
            self._unread().focus()

    def _unread(self) -> ReadWhole:
        return next(page for page in self._pages() if not page.was_read)

    def action_read_on(self) -> None:
        if not self.may_sign:
            self._unread().action_turn(1)


def _meaning() -> str:
    return _("After signing the entry never changes. By your signature you say that it is right.")
