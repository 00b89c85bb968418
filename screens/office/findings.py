"""The screens that show what a check found, and a checkpoint that was made."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.documents.papers import write_sheet
from kiosk.point.checkpoints import MadeCheckpoint
from kiosk.words.i18n import _
from screens.frame.notice import Notice
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint


class Findings(SpecialistScreen[None]):
    """What a check found, line by line; the first one says what it comes to."""

    DEFAULT_CSS = """
    #findings { padding: 0 1; }
    """

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._lines = heading, lines

    def heading(self) -> str:
        return self._heading

    def compose_body(self) -> ComposeResult:
        first, *others = self._lines
        with VerticalScroll(id="findings"):
            yield Static(Content.styled(first, "bold"))
            for line in others:
                yield Static(Content(line))

    def key_hints(self) -> Sequence[KeyHint]:
        return [KeyHint("Esc", _("Back"), "back")]

    def after_compose(self) -> None:
        self.query_one(VerticalScroll).focus()


class CheckpointMade(Findings):
    """The code to write down, and a sheet for those who keep a binder."""

    BINDINGS = [("f5", "print_sheet", "")]

    def __init__(self, made: MadeCheckpoint, lines: Sequence[str]) -> None:
        super().__init__(_("Checkpoint"), lines)
        self._made = made

    def key_hints(self) -> Sequence[KeyHint]:
        return [*super().key_hints(), KeyHint("F5", _("Sheet for the binder"), "print_sheet")]

    def action_print_sheet(self) -> None:
        self.begin(self._print_sheet)

    async def _print_sheet(self) -> None:
        app = self.kiosk
        folder = app.settings.export_folder
        written = await app.attempt(write_sheet, app.point, self._made, folder)
        if written is not None:
            await app.push_screen_wait(Notice(_("Written: {file}").format(file=written)))
