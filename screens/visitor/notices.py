"""The notices of the school, to be read: headings, paragraphs and lists as plain text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kiosk.catalogue.notices import Block, Kind, in_language
from kiosk.words.i18n import _, language
from screens.frame.host import Host
from screens.frame.screen import KioskScreen


async def read_notices(app: Host) -> None:
    """Show them until the visitor goes back."""
    await app.push_screen_wait(NoticesPage())


class NoticesPage(KioskScreen[None]):
    """Everything that the school tells, in the language in use where the school wrote it so."""

    DEFAULT_CSS = """
    #notices { height: 1fr; padding: 0 2; }
    #notices .notice-heading { height: auto; text-style: bold; color: $primary; margin-top: 1; }
    #notices .notice { height: auto; }
    #notices .notice-item { height: auto; }
    #notices .notice-item .mark { width: auto; min-width: 2; padding-right: 1; color: $secondary; }
    #notices .notice-item .words { width: 1fr; height: auto; }
    NoticesPage.-tall #notices .notice { margin-bottom: 1; }
    """
    idle_seconds = 120

    def heading(self) -> str:
        return _("Notices")

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="notices"):
            for block in in_language(self.kiosk.notices, language()):
                yield from _shown(block)

    def after_compose(self) -> None:
        self.query_one("#notices").focus()


def _shown(block: Block) -> ComposeResult:
    if block.kind is not Kind.ITEM:
        name = "notice-heading" if block.kind is Kind.HEADING else "notice"
        yield Static(Content(block.text), classes=name)
        return
    with Horizontal(classes="notice-item") as row:
        yield Static(Content(block.mark), classes="mark")
        yield Static(Content(block.text), classes="words")
    row.styles.padding = (0, 0, 0, 2 * (block.depth - 1))
