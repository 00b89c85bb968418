"""What is said of rows that are to be signed: their words, their dates, their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from kiosk.journal.to_sign import RowToSign
from kiosk.proof.acts import school_year
from kiosk.proof.forms import FORMS, SIGNATURE, Journal
from kiosk.proof.page import year_in_words
from kiosk.proof.rows import numbers_in_words
from kiosk.words.i18n import _
from kiosk.words.people import journal_name

QUIET = "$secondary"
NBSP = "\N{NO-BREAK SPACE}"


def volume_words(row: RowToSign) -> str:
    """The journal and the school year that a row stands in."""
    return f"{journal_name(row.journal)}, {year_in_words(row.year)}"


def lines_of(row: RowToSign, signature: Content) -> Content:
    """The row as it will be printed, a line or more for every column, with its head."""
    parts: list[Content | str | tuple[str, str]] = [(volume_words(row), QUIET), "\n"]
    for column in FORMS[row.journal].columns:
        words = row.cells.get(column.key, "")
        said = signature if column.key == SIGNATURE else Content.styled(words or "—", "bold")
        parts += [(column.head, QUIET), "  ", said, "\n"]
    if row.remark:
        parts += [Content.styled(row.remark, "bold"), "\n"]
    return Content.assemble(*parts)


def unprinted_of(row: RowToSign) -> Content:
    """The words that the signature covers and no column of the form has."""
    parts: list[Content | str | tuple[str, str]] = []
    for column, head in _heads().items():
        if column in row.unprinted:
            words = Content.styled(row.unprinted[column], "bold")
            parts += [(head, "bold $primary"), "\n", words, "\n"]
    return Content.assemble(*parts)


def _heads() -> dict[str, str]:
    return {"problem": _("Description"), "result": _("What was done"), "note": _("Note")}


def brief(row: RowToSign, today: date) -> Content:
    """Everything that a row says, in a few lines: who, what about, when, and what was done."""
    who = row.cells.get("name") or row.cells.get("room", "")
    about = row.cells.get("topic") or row.cells.get("problem", "")
    done = [row.unprinted.get(column, "") for column in ("problem", "result", "note")]
    said = [*filter(None, done), *filter(None, [row.cells.get("note", "")])]
    when = days_of(row, today)
    parts: list[Content | str | tuple[str, str]] = [
        Content.styled(who, "bold"),
        "\n",
        Content(about),
        "\n",
        Content.styled(when, "bold" if is_of_another_day(row, today) else QUIET),
    ]
    for words in said:
        parts += [(" · ", QUIET), Content.styled(words, QUIET)]
    if row.remark:
        parts += ["\n", Content.styled(row.remark, "bold")]
    return Content.assemble(*parts)


def days_of(row: RowToSign, today: date) -> str:
    """When somebody came and when help was given, with the school year where it is another."""
    opened, completed = row.cells["opened"], row.cells["completed"]
    days = opened if opened == completed else f"{opened} – {completed}"
    if row.year == school_year(today):
        return days
    return _("{days}, school year {year}").format(days=days, year=year_in_words(row.year))


def is_of_another_day(row: RowToSign, today: date) -> bool:
    """Whether somebody could take the row for one of today."""
    return {row.cells["opened"], row.cells["completed"]} != {f"{today:%d.%m.%Y}"}


def numbers_of(rows: Sequence[RowToSign], today: date) -> str:
    """«№ 3, 5–7», each volume by itself; its journal and school year where they are not plain."""
    volumes = sorted({(row.year, row.journal) for row in rows}, key=lambda volume: volume[0])
    return "; ".join(_numbers_in(rows, *volume, today=today) for volume in volumes)


def _numbers_in(rows: Sequence[RowToSign], year: int, journal: Journal, *, today: date) -> str:
    numbers = numbers_in_words(
        row.number for row in rows if (row.year, row.journal) == (year, journal)
    )
    told = [journal_name(journal)] if len({row.journal for row in rows}) > 1 else []
    told += [year_in_words(year)] if year != school_year(today) else []
    return f"№{NBSP}{numbers}" + (f" ({', '.join(told)})" if told else "")
