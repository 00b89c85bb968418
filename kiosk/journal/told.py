"""What a ledger says, gathered act by act, and the name of the first row that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.i18n import _
from kiosk.ledger.canonical import Value

Body = dict[str, Value]
Place = tuple[str, int, int]
"""Journal, school year and number: how the ledger names an entry."""


class Discrepancy(Exception):
    """The first row that is wrong, named for the person who has to look at it."""

    def __init__(self, row: str, why: str) -> None:
        super().__init__(f"{row}: {why}")


@dataclass(slots=True)
class Told:
    """What the ledger has said so far."""

    acts: int = 0
    signatures: int = 0
    head: str = ""
    last_at: str = ""
    keys: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    """Logins by the name of their key."""
    specialists: dict[str, Body] = field(default_factory=dict)
    """The newest enrolment of everybody, by login."""
    agreements: dict[str, Body] = field(default_factory=dict)
    """The agreement about every key that has one, by the key's name."""
    volumes: dict[tuple[str, int], Body] = field(default_factory=dict)
    """The opening of every volume, by journal and year."""
    entries: dict[Place, dict[str, Body]] = field(default_factory=dict)
    """The newest act of each kind about an entry."""
    hashes: dict[tuple[Place, str], str] = field(default_factory=dict)
    rows: dict[Place, set[int | None]] = field(default_factory=dict)
    """Which rows of the entry table the acts about an entry belong to."""
    corrected: set[Place] = field(default_factory=set)
    """Entries that were annulled or replaced."""
    last: dict[tuple[str, int], int] = field(default_factory=dict)
    """The last number of every volume."""
    vouched: set[tuple[str, int]] = field(default_factory=set)
    closed: dict[tuple[str, int], Body] = field(default_factory=dict)
    """The closing of every closed volume, by journal and year."""
    destroyed: set[Place] = field(default_factory=set)
    """Entries whose personal data an act of destruction names."""
    epoch: int = 0
    clock_steps: int = 0
    late: int = 0
    """Signatures on a later day than the completion."""
    unagreed: int = 0
    """Signatures by a key that had no recorded agreement."""
    point: Body = field(default_factory=dict)
    """The newest naming of the point."""


def place_of(body: Body) -> Place:
    """The entry that an act is about."""
    return str(body["journal"]), int(str(body["year"])), int(str(body["number"]))


def act_name(seq: int) -> str:
    """An act as people name it."""
    return _("Ledger, act {seq}").format(seq=seq)
