"""Guides by audience and topic, with search; a guide's page shows its code and its address."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kiosk.catalogue import topics as catalogue
from kiosk.catalogue.topics import Guide
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.questions.choice import Choice
from kiosk.ways.roles import role_choices
from kiosk.words.addresses import uri
from kiosk.words.i18n import _
from kiosk.words.languages import own_name
from kiosk.words.people import role_name
from kiosk.words.text import fold
from screens.frame.host import Host
from screens.frame.screen import KioskScreen
from screens.questions import Choose, Way, walk
from screens.questions.entry_form import FormInput
from screens.questions.typing import TypingScreen
from screens.widgets.key_bar import KeyBar, KeyHint
from screens.widgets.page import margin
from screens.widgets.qr_code import QrCode
from screens.widgets.qr_matrix import matrix
from screens.widgets.table_columns import TableColumn
from screens.widgets.virtual_table import VirtualTable

EVERYBODY = "everybody"
_HEAD_AND_BAR = 6
"""Rows above and below the body of a page, at least."""
_WORDS = 26
"""Columns for words beside a code."""


async def browse_guides(app: Host) -> None:
    """For whom, about what, and then the list."""
    way = _Browsing(app)
    await walk([way.ask_role, way.ask_topic, way.show])


class _Browsing(Way):
    """For whom and about what the visitor looks for a guide; None is everybody, or everything."""

    def __init__(self, app: Host) -> None:
        super().__init__(app)
        self._role: Role | None = None
        self._topic: str | None = None

    async def ask_role(self) -> bool:
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("For whom is the guide?"),
                lambda: [Choice(EVERYBODY, _("All guides")), *role_choices()],
            )
        )
        self._role = Role(answer) if answer and answer != EVERYBODY else None
        self._topic = None
        return answer is not None

    async def ask_topic(self) -> bool:
        if self._role is None:
            return await self.show()
        topics = await self._app.attempt(
            catalogue.topics, self._app.point, Journal.CONSULTATIONS, self._role
        )
        if topics is None:
            return False
        answer = await self._app.push_screen_wait(
            Choose(
                lambda: _("What is it about?"),
                lambda: [
                    Choice(EVERYBODY, _("All topics")),
                    *(Choice(topic.code, topic.title) for topic in topics),
                ],
            )
        )
        self._topic = answer if answer != EVERYBODY else None
        return answer is not None

    async def show(self) -> bool:
        found = await self._app.attempt(
            catalogue.guides, self._app.point, role=self._role, topic=self._topic
        )
        if found is not None:
            await self._app.push_screen_wait(Guides(found))
        return False


class Guides(TypingScreen[None]):
    """A list that narrows while the visitor types."""

    def __init__(self, guides: list[Guide]) -> None:
        super().__init__()
        self._all = guides
        self._found = guides
        self._search = ""

    def heading(self) -> str:
        return _("Guides")

    def compose_body(self) -> ComposeResult:
        yield FormInput(self._search, id="search", placeholder=_("Search"), select_on_focus=False)
        yield VirtualTable(
            [
                TableColumn(_("Guide"), fraction=3),
                TableColumn(_("Kind"), width=8),
                TableColumn(_("Language"), width=10),
            ],
            len(self._found),
            empty=_("No guide was found. Try another word or sign in for a consultation."),
        )
        yield self.keyboard(shown=False)

    def enter_words(self) -> str:
        return _("Open")

    def after_compose(self) -> None:
        self.query_one(FormInput).focus()

    def action_next(self) -> None:
        self.query_one(VirtualTable).action_choose()

    @on(Input.Changed)
    def narrow(self, message: Input.Changed) -> None:
        self._search = message.value
        words = fold(message.value).split()
        self._found = [g for g in self._all if _says(g, words)]
        self.query_one(VirtualTable).show(len(self._found))

    @on(FormInput.Left)
    def move_in_list(self, message: FormInput.Left) -> None:
        self.query_one(VirtualTable).action_go(message.by)

    @on(Input.Submitted)
    def open_marked(self) -> None:
        self.action_next()

    @on(VirtualTable.PageWanted)
    def put_guides(self, message: VirtualTable.PageWanted) -> None:
        rows = [
            (guide.title, kind_name(guide), own_name(guide.language))
            for guide in self._found[message.first : message.first + message.size]
        ]
        message.table.put(message.first, rows, edition=message.edition)

    @on(VirtualTable.RowChosen)
    def open_guide(self, message: VirtualTable.RowChosen) -> None:
        if self._found:
            self.app.push_screen(GuidePage(self._found[message.index]))


class CodePage(KioskScreen[None]):
    """The code to scan, and the address in words for those who type it.

    A code that needs the whole height of the screen, or is twice as large with it, has the page
    for itself: without a head, and with the way back beside it.
    """

    DEFAULT_CSS = """
    #guide-words { width: 1fr; }
    #guide-words Static { margin-bottom: 1; }
    #guide-words KeyBar { display: none; }
    CodePage.-tall #guide { padding: 2 4; }
    CodePage.-alone {
        PageHead, > KeyBar, .spare { display: none; }
        #guide { padding: 0; }
        #guide-words { padding: 1 0 0 0; }
        #guide-words KeyBar { display: block; dock: bottom; padding: 0; }
    }
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def leads_to(self) -> str:
        """What the address leads to."""
        raise NotImplementedError

    def description(self) -> str:
        """A sentence about it."""
        return ""

    def kind(self) -> str:
        """What it is, and for whom."""
        return ""

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="guide"):
            yield QrCode(uri(self._address), too_small=_("Type the address on your phone."))
            with Vertical(id="guide-words"):
                yield Static(Content(self.leads_to()), classes="value")
                yield Static(Content(self.description()), classes="hint spare")
                yield Static(Content(_("Point your phone's camera at the code")), classes="label")
                yield Static(Content(self._address), classes="value", id="address")
                yield Static(Content(self.kind()), classes="hint spare")
                yield KeyBar([KeyHint("Esc", _("Back"), "back")])

    def on_resize(self) -> None:
        super().on_resize()
        size = self.app.size
        address, columns = uri(self._address), size.width - margin(size.width) - 1 - _WORDS
        beside = matrix(address, columns=columns, rows=size.height - _HEAD_AND_BAR)
        alone = matrix(address, columns=columns, rows=size.height)
        larger = alone is not None and alone.doubled and not (beside and beside.doubled)
        self.set_class(beside is None or larger, "-alone")


class GuidePage(CodePage):
    """A guide to take along."""

    def __init__(self, guide: Guide) -> None:
        super().__init__(guide.url)
        self._guide = guide

    def leads_to(self) -> str:
        return self._guide.title

    def description(self) -> str:
        return self._guide.description

    def kind(self) -> str:
        guide = self._guide
        language = own_name(guide.language)
        roles = ", ".join(role_name(role) for role in sorted(guide.roles))
        return ", ".join(part for part in (kind_name(guide), language, roles) if part)


def _says(guide: Guide, words: list[str]) -> bool:
    text = fold(f"{guide.title} {guide.description}")
    return all(word in text for word in words)


def kind_name(guide: Guide) -> str:
    """What a guide is, in the language in use."""
    return _("video") if guide.kind == "video" else _("text")
