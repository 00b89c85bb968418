"""What the list of a journal shows: a volume with its newest entry first, or what was found."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journal import numbers, read
from kiosk.journal.read import Line
from kiosk.proof.forms import Journal
from kiosk.proof.page import year_in_words
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, journal_name
from screens.frame.host import Host
from screens.widgets.table_columns import TableColumn


class Listing:
    """A journal, one of its years, and the words that were searched for."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.year: int | None = None
        """The school year of the volume; None where the journal has none yet."""
        self.wanted = ""
        self._years: list[int] = []
        self._entries = 0
        self._found: list[Line] | None = None

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self._entries if self._found is None else len(self._found)

    def heading(self) -> str:
        """The journal and the year, or that all years were searched."""
        journal = journal_name(self.journal)
        if self._found is not None:
            return _("{journal}, all years").format(journal=journal)
        return f"{journal}, {year_in_words(self.year)}" if self.year else journal

    def columns(self) -> list[TableColumn]:
        """The columns of the list, in the language in use."""
        room = self.journal is Journal.REQUESTS
        return [
            TableColumn("№", width=6, right=True),
            TableColumn(_("Date"), width=10),
            TableColumn(_("Room") if room else _("Name"), fraction=1 if room else 2),
            TableColumn(_("Description") if room else _("Topic"), fraction=3),
            TableColumn(_("State"), width=22),
        ]

    def turn_to_other_journal(self) -> None:
        other = {Journal.REQUESTS: Journal.CONSULTATIONS, Journal.CONSULTATIONS: Journal.REQUESTS}
        self.journal = other[self.journal]

    def turn_to_other_year(self) -> None:
        if self._years and self.year is not None:
            at = self._years.index(self.year)
            self.year = self._years[(at + 1) % len(self._years)]

    async def load(self, app: Host) -> None:
        """Read which volumes there are; the newest where the chosen year is none of them."""
        self._years = await app.act(numbers.years, app.point, self.journal)
        if self.year not in self._years:
            self.year = self._years[0] if self._years else None
        self._entries = (
            await app.act(read.size, app.point, self.journal, self.year) if self.year else 0
        )
        self._found, self.wanted = None, ""

    async def find(self, app: Host, wanted: str) -> None:
        """Narrow the list to what the words find in all years; nothing wanted shows the year."""
        self.wanted = wanted
        self._found = await app.act(read.find, app.point, self.journal, wanted) if wanted else None

    async def lines(self, app: Host, first: int, size: int) -> Sequence[Line]:
        """Up to ``size`` lines from index ``first`` on."""
        if self._found is not None:
            return self._found[first : first + size]
        if self.year is None:
            return []
        last = self._entries - first
        lines = await app.act(read.lines, app.point, self.journal, self.year, last - size + 1, last)
        return lines[::-1]


def kept_by(specialist: Specialist) -> Journal:
    """The journal that a specialist looks at first."""
    own = Journal.CONSULTATIONS in specialist.journals
    return Journal.CONSULTATIONS if own else Journal.REQUESTS


def cells(line: Line) -> tuple[str, str, str, str, str]:
    """The cells of a line."""
    return (
        str(line.number),
        f"{line.opened:%d.%m.%Y}",
        line.who,
        line.about,
        line.standing,
    )
