"""What the list of a journal shows: a volume with its newest entry first, or what was found."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journal import numbers, read
from kiosk.journal.read import Contents, Line, Month
from kiosk.proof.acts import State
from kiosk.proof.forms import Journal
from kiosk.proof.page import short_name, year_in_words
from kiosk.words.i18n import _, ngettext
from kiosk.words.people import Specialist, journal_name
from kiosk.words.states import state_name
from screens.desk.months import month_name
from screens.frame.host import Host
from screens.widgets.table_columns import TableColumn

DONE, UNSIGNED, ENDED, OPEN = "✓", "!", "–", "…"
"""Marks of the state: signed, to be signed, ended without help, not completed."""


class Listing:
    """A journal, one of its years, and what was searched for."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.year: int | None = None
        """The school year of the volume; None where the journal has none yet."""
        self.wanted = ""
        self.contents = Contents(0, ())
        self._years: list[int] = []
        self._found: Sequence[int] | None = None

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self.contents.size if self._found is None else len(self._found)

    @property
    def is_search(self) -> bool:
        """True while it shows what was found, in all years."""
        return self._found is not None

    def heading(self) -> str:
        """The journal and the year, or that all years were searched."""
        journal = journal_name(self.journal)
        if self.is_search:
            return _("{journal}, all years").format(journal=journal)
        return f"{journal}, {year_in_words(self.year)}" if self.year else journal

    def count_words(self, index: int) -> str:
        """How many entries there are, or were found; of a volume the month of the marked one."""
        count = grouped(self.size)
        if self.is_search:
            return _("Found: {n}").format(n=count)
        words = ngettext("{n} entry", "{n} entries", self.size).format(n=count)
        month = self.month_at(index)
        if month is None:
            return words
        return f"{words} · {month_name(self.contents.months[month])}"

    def columns(self, *, narrow: bool) -> list[TableColumn]:
        """The columns of the list, in the language in use; the first one hangs in the margin."""
        room = self.journal is Journal.REQUESTS
        who = _("Room") if room else _("Name")
        about = _("Description") if room else _("Topic")
        number = TableColumn("№", width=6, right=True)
        if narrow:
            day = TableColumn(_("Date"), width=8)
            return [number, day, TableColumn(who, width=8 if room else 16), TableColumn(about)]
        return [
            number,
            TableColumn(_("Date"), width=8),
            TableColumn(who, width=12 if room else 26),
            TableColumn(about),
            TableColumn(_("Helped by"), width=15),
            TableColumn(_("State"), width=19),
        ]

    def cells(self, line: Line, *, narrow: bool) -> Sequence[str]:
        """The cells of a line."""
        if narrow:
            who = line.who if self.journal is Journal.REQUESTS else short_name(line.who)
            return f"{mark(line)} {line.number}", f"{line.opened:%d.%m.%y}", who, line.about
        day, state = f"{line.opened:%d.%m.%y}", f"{mark(line)} {state_words(line)}"
        return str(line.number), day, line.who, line.about, line.helper, state

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
        self.contents = Contents(0, ())
        if self.year is not None:
            self.contents = await app.act(read.contents, app.point, self.journal, self.year)
        self._found, self.wanted = None, ""

    async def find(self, app: Host, wanted: str) -> None:
        """Narrow the list to what the words find in all years; nothing wanted shows the year."""
        found = await app.act(read.find, app.point, self.journal, wanted) if wanted else None
        self.wanted, self._found = wanted, found

    async def lines(self, app: Host, first: int, size: int) -> Sequence[Line]:
        """Up to ``size`` lines from index ``first`` on."""
        if self._found is not None:
            return await app.act(read.lines_of, app.point, self._found[first : first + size])
        if self.year is None:
            return []
        last = self.size - first
        lines = await app.act(read.lines, app.point, self.journal, self.year, last - size + 1, last)
        return lines[::-1]

    def first_of(self, month: Month) -> int:
        """The index of the newest entry of a month of the volume."""
        return self.contents.size - month.last

    def month_at(self, index: int) -> int | None:
        """Which month of the volume a line is in; None where it has no entries."""
        number = self.contents.size - index
        months = enumerate(self.contents.months)
        return next((at for at, month in months if month.first <= number <= month.last), None)


def kept_by(specialist: Specialist) -> Journal:
    """The journal that a specialist looks at first."""
    own = Journal.CONSULTATIONS in specialist.journals
    return Journal.CONSULTATIONS if own else Journal.REQUESTS


def grouped(count: int) -> str:
    """A number as it is read: «1 243»."""
    return f"{count:,}".replace(",", "\u00a0")


def mark(line: Line) -> str:
    """The state as a sign."""
    marks = {State.SIGNED: DONE, State.COMPLETED: UNSIGNED, State.LEFT: ENDED}
    return marks.get(line.state, OPEN)


def state_words(line: Line) -> str:
    """The state in a few words: of a signed entry when, and what it stands for."""
    if line.correction is not None:
        return line.standing
    if line.state is State.COMPLETED:
        return _("not signed")
    if line.state is not State.SIGNED or line.signed is None:
        return state_name(line.state)
    if line.stands_for is not None:
        return _("in place of No. {number}").format(number=line.stands_for)
    return f"{line.signed:%d.%m.%Y}"
