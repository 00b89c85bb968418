"""Opening an entry: its number, its row and its act, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from db import writes
from kiosk.journal import facts
from kiosk.journal.numbers import next_number
from kiosk.point.ledger import OpenLedger
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind
from kiosk.proof.forms import Journal
from kiosk.proof.history import Place


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """An entry that has just been opened."""

    id: int
    place: Place
    salt: bytes
    """Opens the commitments to its words."""
    hash: bytes
    """Of the act that opened it."""


def open_entry(
    point: HelpPoint,
    ledger: OpenLedger,
    journal: Journal,
    words: Mapping[str, str],
    *,
    corrects: Place | None = None,
    **columns: writes.Value,
) -> OpenedEntry:
    """Write a row with the next number of its journal, and the act that opens the entry.

    ``words`` are what the acts are to state: the request's id, role, channel, consent, and what
    people said, by column; a column of people's words that is left out is empty. ``columns`` are
    the rest of the row: state, ticket, topic, and who completed and signed it at what time.
    ``corrects`` is the entry that the new one stands for. Raises VolumeClosed. Runs inside the
    open ledger's transaction.
    """
    volume, number = next_number(point, ledger, journal)
    row = dict.fromkeys(facts.SEARCHED, "") | dict(words)
    salt = secrets.token_bytes(32)
    entry = writes.insert(
        "entry",
        volume_id=volume.id,
        number=number,
        salt=salt,
        left_reason="",
        search=facts.search_text(*(row[column] for column in facts.SEARCHED)),
        opened_at=ledger.now,
        **row,
        **columns,
    )
    place = (journal.value, volume.year, number)
    act = ledger.append(Kind.ENTRY_OPENED, facts.opened(place, row, salt, corrects), entry=entry)
    return OpenedEntry(entry, place, salt, act.hash)
