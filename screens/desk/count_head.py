"""The head of a list: what it is, and at the right how many there are in place of the line."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from screens.widgets.header_bar import PageHead


class CountHead(PageHead):
    """Tells how many there are, and the time."""

    count: reactive[str] = reactive("")

    def words(self) -> dict[str, Content]:
        return {"clock": Content.assemble(f"{self.count}   ", (self.time, "bold"))}

    def watch_count(self) -> None:
        self.show_words()
