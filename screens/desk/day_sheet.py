"""The day's sheet: all that a specialist has not signed, ticked one by one, signed by one PIN."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.journal.to_sign import RowToSign
from kiosk.words.i18n import _, ngettext
from kiosk.words.people import Specialist
from screens.desk.pin_beside import PinBeside
from screens.desk.sheet_list import SheetList, SheetRow
from screens.desk.signing_words import QUIET, brief, numbers_of
from screens.questions.entry_form import EntryForm, FormInput
from screens.widgets.big_text import BigText
from screens.widgets.key_bar import KeyHint


class DaySheet(PinBeside):
    """Answers with the PIN; what it is to sign stands in ``ticked``, which is kept up to date."""

    DEFAULT_CSS = """
    DaySheet #listing { width: 1fr; }
    DaySheet #lead { height: 5; padding-left: 8; }
    DaySheet.-wide #lead { padding-left: 11; }
    DaySheet #band { padding: 1 2; background: $primary; }
    DaySheet #band BigText { color: $background; width: auto; }
    DaySheet #band Static { width: 1fr; padding-left: 2; color: $background; }
    DaySheet #band.-none { background: $background; border: solid $edge; padding: 0 1; }
    DaySheet #band.-none BigText, DaySheet #band.-none Static { color: $foreground; }
    DaySheet SheetList { margin-top: 1; }
    DaySheet #will { height: auto; padding: 0 1; }
    DaySheet.-tall #will { padding-top: 1; }
    DaySheet.-narrow #band Static { display: none; }
    """

    def __init__(
        self, specialist: Specialist, rows: Sequence[RowToSign], ticked: list[RowToSign]
    ) -> None:
        super().__init__(specialist, lambda: _("The day's sheet"))
        self._rows, self._ticked = tuple(rows), ticked

    def compose_body(self) -> ComposeResult:
        today = self.kiosk.point.today()
        with Horizontal(id="sheet", classes="margined"):
            with Vertical(id="listing"):
                with Horizontal(id="lead"), Horizontal(id="band"):
                    yield BigText()
                    yield Static(markup=False)
                yield SheetList(
                    [
                        SheetRow(row.number, brief(row, today), ticked=row in self._ticked)
                        for row in self._rows
                    ]
                )
            yield from self.compose_hand()

    def compose_closed(self) -> ComposeResult:
        yield Static(
            Content(_("Tick what you sign: Space. What is not ticked stays unsigned.")), id="closed"
        )
        yield Static(id="will", markup=False)

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint(_("Space"), _("Tick"), "tick"),
            KeyHint("Enter", _("Sign what is ticked"), "next"),
        ]

    @property
    def may_sign(self) -> bool:
        return bool(self._ticked)

    @property
    def _list(self) -> SheetList:
        return self.query_one(SheetList)

    def after_compose(self) -> None:
        self.count_down()
        self._list.focus()
        self.show_ticks()

    @on(SheetList.Ticked)
    def take_ticks(self) -> None:
        rows = zip(self._rows, self._list.rows, strict=True)
        self._ticked[:] = [row for row, shown in rows if shown.ticked]
        self.show_ticks()

    def show_ticks(self) -> None:
        """What the PIN would sign now, and what it would not."""
        n, of = len(self._ticked), len(self._rows)
        band, today = self.query_one("#band"), self.kiosk.point.today()
        band.set_class(not n, "-none")
        band.query_one(BigText).text = _("{n} OF {all}").format(n=n, all=of)
        band.query_one(Static).update(
            ngettext("{n} entry with one PIN", "{n} entries with one PIN", n).format(n=n)
        )
        self.open_or_close()
        will = self.query_one("#will", Static)
        will.display = bool(n)
        if n:
            signs = _("Enter signs {numbers}").format(numbers=numbers_of(self._ticked, today))
            left = [row for row in self._rows if row not in self._ticked]
            stays = _("{numbers}: not signed").format(numbers=numbers_of(left, today))
            rest = Content.styled(f"\n{stays}" if left else "", QUIET)
            will.update(Content.assemble((signs, "bold"), rest))

    def action_tick(self) -> None:
        self._list.focus()
        self._list.action_tick()

    def action_next(self) -> None:
        """Enter among the rows goes to the PIN, Enter in its field signs."""
        field = self.query_one(FormInput)
        if self.may_sign and not field.value:
            field.focus()
        else:
            super().action_next()

    def on_key(self, event: events.Key) -> None:
        """Digits are the PIN's; Enter among the rows leads there."""
        if self.focused is not self._list:
            return
        if event.key == "enter":
            event.stop()
            self.action_next()
        elif event.character and event.character in "0123456789" and self.may_sign:
            event.stop()
            field = self.query_one(EntryForm).inputs[0]
            field.focus()
            field.insert_text_at_cursor(event.character)
