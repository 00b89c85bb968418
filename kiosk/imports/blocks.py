"""The events of an .ics text as lines, found without parsing: what is not an event is left out.

Time zones, alarms and tasks of a calendar never reach the parser, so nothing in them can hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.imports.files import refused, text_of
from kiosk.imports.tables import ROWS
from kiosk.words.i18n import _

REPEATED = frozenset({"RDATE", "EXDATE", "CATEGORIES"})
"""Properties that may stand in an event several times."""
KEPT = REPEATED | {
    *("UID", "SEQUENCE", "STATUS", "RECURRENCE-ID", "RRULE", "EXRULE"),
    *("DTSTART", "DTEND", "DURATION"),
    *("SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "X-PLACES"),
}
"""Properties that mean something to the schedule; all others are left out."""

_PROPERTIES = 200
_LETTERS = 65_536
"""Longest property, unfolded."""
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")


@dataclass(slots=True)
class Block:
    """One event: the line of its BEGIN:VEVENT and its unfolded property lines."""

    line: int
    lines: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def event_blocks(path: Path, data: bytes) -> list[Block]:
    """The events of a calendar file, at most ``ROWS``; a broken frame is ImportRefused."""
    blocks: list[Block] = []
    open_parts: list[tuple[str, int]] = []
    for number, line in _logical_lines(path, data):
        word, _colon, name = line.partition(":")
        name = name.strip().upper()
        if word.upper() == "BEGIN":
            _begin(path, number, name, open_parts, blocks)
            open_parts.append((name, number))
        elif word.upper() == "END":
            if not open_parts or open_parts.pop()[0] != name:
                raise refused(path, number, _("This END has no BEGIN that fits."))
        elif open_parts and open_parts[-1][0] == "VEVENT":
            _keep(path, blocks[-1], line)
        elif not open_parts:
            raise refused(path, number, _("A calendar must begin with BEGIN:VCALENDAR."))
    if open_parts:
        raise refused(path, open_parts[-1][1], _("This BEGIN has no END."))
    return blocks


def _logical_lines(path: Path, data: bytes) -> Iterator[tuple[int, str]]:
    """Unfolded lines that are not blank, each with the number of its first line.

    They are unfolded as bytes, since a fold may fall inside a letter (RFC 5545, 3.1).
    """
    folded: list[tuple[int, list[bytes]]] = []
    for number, part in enumerate(re.split(rb"\r\n|\n|\r", data), start=1):
        if part[:1] in (b" ", b"\t") and folded:
            folded[-1][1].append(part[1:])
        elif part.strip():
            folded.append((number, [part]))
    text = text_of(path, b"\n".join(b"".join(parts) for _number, parts in folded))
    numbers = (number for number, _parts in folded)
    return zip(numbers, text.split("\n"), strict=False)


def _begin(
    path: Path, number: int, name: str, around: list[tuple[str, int]], blocks: list[Block]
) -> None:
    """Check that a part may begin here; an event becomes a block."""
    if (name == "VCALENDAR") != (not around):
        raise refused(path, number, _("A calendar must begin with BEGIN:VCALENDAR."))
    if name != "VEVENT":
        return
    if len(around) > 1:
        raise refused(path, number, _("This event stands inside another part."))
    if len(blocks) == ROWS:
        raise refused(path, number, _("There are more than {count} events.").format(count=ROWS))
    blocks.append(Block(number))


def _keep(path: Path, block: Block, line: str) -> None:
    """Take a property line into the event if the schedule needs it."""
    found = _NAME.match(line)
    if not found:
        raise refused(path, block.line, _("This event has a line that is not a property."))
    name = found[1].upper()
    if name not in KEPT:
        return
    if (name in block.names and name not in REPEATED) or len(block.lines) == _PROPERTIES:
        reason = _("{name} stands too often in this event.").format(name=name)
        raise refused(path, block.line, reason)
    if len(line) > _LETTERS:
        reason = _("“{head}” is longer than {count} characters.").format(head=name, count=_LETTERS)
        raise refused(path, block.line, reason)
    block.names.add(name)
    block.lines.append(line)
