"""What a verification has found so far: what the acts said, and what was compared with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.proof.history import History, Place


@dataclass(slots=True)
class Walked:
    """The history of a ledger and the comparison of its rows; a later walk can go on from it."""

    history: History = field(default_factory=History)
    compared: int = 0
    """Entries compared with their rows, and how many of them are signed or only completed."""
    signed: int = 0
    unsigned: int = 0
    gaps: int = 0
    drawings: int = 0
    wordings: int = 0
    worded: set[Place] = field(default_factory=set)
    """Entries that were corrected for a reason whose words are there."""
    emptied: dict[Place, str] = field(default_factory=dict)
    """When, as the tables say, the words of an entry went; empty where they do not say."""
