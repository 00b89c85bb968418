"""What a verification has found so far: what the acts said, and what was compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from db.reading import ActRow
from kiosk.proof.history import History, Place, Shelf

IDLE_DAYS = 30
"""A longer time without an act is counted: holidays, or a kiosk that nobody used."""


class Portion(NamedTuple):
    """Acts that a walk took in one after the other, so that they can be known again."""

    first: int
    last: int
    digest: bytes
    """Over every column of every act (``digest_of``)."""
    shelves: frozenset[Shelf]
    """The volumes that any of them is about."""


def digest_of(acts: Iterable[ActRow]) -> bytes:
    """SHA-256 over some acts as they stand in their table. Raises TypeError for a damaged act."""
    hashed = sha256()
    for act in acts:
        columns = (act.id, act.seq, act.kind, act.at, act.request, act.entry_id, act.key_id)
        texts = (act.body, act.given, act.signature, act.cosignature or b"", act.tail)
        lengths = (*map(len, texts), act.cosignature is None)
        hashed.update(repr((columns, lengths)).encode())
        hashed.update(b"".join(texts))
    return hashed.digest()


@dataclass(slots=True)
class Walked:
    """The history of a ledger and the comparison of its rows; a later walk can go on from it."""

    history: History = field(default_factory=History)
    compared: int = 0
    """Entries compared with their rows, and how many of them are signed or only completed."""
    signed: int = 0
    unsigned: int = 0
    gaps: int = 0
    idle: int = 0
    """How often nothing was recorded for more than ``IDLE_DAYS``."""
    drawings: int = 0
    wordings: int = 0
    worded: set[Place] = field(default_factory=set)
    """Entries that were corrected for a reason whose words are there."""
    emptied: dict[Place, str] = field(default_factory=dict)
    """When, as the tables say, the words of an entry went; empty where they do not say."""
    unrepeated: int = 0
    """Up to this act no two were said under the same request."""
    portions: list[Portion] = field(default_factory=list)
    """The acts that this process has walked, in order; what a file kept of an earlier walk has
    none."""

    def keep(self, acts: Sequence[ActRow], shelves: Iterable[Shelf]) -> None:
        """Remember some acts that were taken in, and the volumes that they are about."""
        portion = Portion(acts[0].seq, acts[-1].seq, digest_of(acts), frozenset(shelves))
        self.portions.append(portion)
