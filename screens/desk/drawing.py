"""A signature drawn with a finger or a mouse, where the school wants one beside the PIN."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center
from textual.content import Content
from textual.widgets import Static

from kiosk.words.drawing import Strokes, dump
from kiosk.words.i18n import _
from screens.frame.host import Host
from screens.frame.specialist import SpecialistScreen
from screens.widgets.key_bar import KeyHint
from screens.widgets.signature_pad import SignaturePad


async def drawn_signature(app: Host) -> str | None:
    """The drawn signature as text to keep: empty where none is drawn, None to turn back."""
    if not app.settings.drawn_signature:
        return ""
    strokes = await app.push_screen_wait(DrawSignature())
    if strokes is None:
        return None
    return dump(strokes) if strokes else ""


class DrawSignature(SpecialistScreen[Strokes]):
    """Answers with the strokes; none is an answer too, since nobody has to draw."""

    DEFAULT_CSS = """
    SignaturePad { margin-top: 1; }
    DrawSignature.-tall.-wide SignaturePad { width: 98; height: 18; margin-top: 2; }
    """
    BINDINGS = [
        Binding("enter,f6", "next", show=False),
        Binding("delete,backspace", "erase", show=False),
    ]

    def heading(self) -> str:
        return _("Draw your signature")

    def compose_body(self) -> ComposeResult:
        yield Static(
            Content(
                _(
                    "With a finger or the mouse. It is printed above the stamp; the PIN comes next."
                    " You may also go on without drawing."
                )
            ),
            classes="hint",
        )
        with Center():
            yield SignaturePad()

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Del", _("Erase"), "erase"),
            KeyHint("Enter", _("Next"), "next"),
        ]

    def action_erase(self) -> None:
        self.query_one(SignaturePad).erase()

    def action_next(self) -> None:
        self.dismiss(self.query_one(SignaturePad).strokes)
