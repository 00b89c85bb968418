"""What a ledger says, gathered act by act, and the name of the first row that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.reading import ActRow
from kiosk.proof.canonical import Value
from kiosk.proof.chain import tail_after
from kiosk.words.i18n import _

Body = dict[str, Value]
Place = tuple[str, int, int]
"""Journal, school year and number: how the ledger names an entry."""
Shelf = tuple[str, int]
"""Journal and school year: how the ledger names a volume."""


class Discrepancy(Exception):
    """The first row that is wrong, named for the person who has to look at it."""

    def __init__(self, row: str, why: str) -> None:
        super().__init__(f"{row}: {why}")


@dataclass(slots=True)
class Life:
    """What the ledger says of one entry: the acts that count, and what later acts ask of them."""

    place: Place
    opened: ActRow
    corrects: Value = None
    """Year and number of the signed entry that it stands for."""
    completed: ActRow | None = None
    helper: Value = None
    """The login of who completed it."""
    ended: ActRow | None = None
    """Its signing or leaving; None while it goes on."""
    drawing: Value = None
    """The commitment to the drawn signature."""
    spelled: bool = False
    """Whether its row, as this walk sees it, spells the opening and the completion."""

    @property
    def covered(self) -> tuple[str, str]:
        """The hashes that a signature has to name: of the opening and of the completion."""
        return self.opened.hash.hex(), self.completed.hash.hex() if self.completed else ""

    @property
    def entry(self) -> int | None:
        """The row that the acts are shown with."""
        return self.opened.entry_id


@dataclass(slots=True)
class Told:
    """What the ledger has said so far. It grows with open entries and people, not with acts."""

    acts: int = 0
    signatures: int = 0
    head: str = ""
    last_at: str = ""
    keys: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    """Logins by the name of their key."""
    enrolled: dict[str, str] = field(default_factory=dict)
    """When a key was enrolled, by its name."""
    specialists: dict[str, Body] = field(default_factory=dict)
    """The newest enrolment of everybody, by login."""
    agreements: dict[str, Body] = field(default_factory=dict)
    """The agreement about every key that has one, by the key's name."""
    volumes: dict[Shelf, Body] = field(default_factory=dict)
    """The opening of every volume, with its hash."""
    last: dict[Shelf, int] = field(default_factory=dict)
    """The last number of every volume."""
    vouched: set[Shelf] = field(default_factory=set)
    closed: dict[Shelf, Body] = field(default_factory=dict)
    """The closing of every closed volume."""
    open: dict[Place, Life] = field(default_factory=dict)
    """Entries that have not ended yet."""
    ended: list[Life] = field(default_factory=list)
    """Entries that ended since the walk last compared them with their rows."""
    newest: Life | None = None
    """The entry that ended last: a replacement names the one that the act before it signed."""
    corrected: set[Place] = field(default_factory=set)
    worded: set[Place] = field(default_factory=set)
    """Entries that were corrected for a reason whose words are there."""
    destroyed: dict[Place, str] = field(default_factory=dict)
    """When an act of destruction named an entry whose personal data are to go."""
    emptied: dict[Place, str] = field(default_factory=dict)
    """When, as the tables say, the words of an entry went; empty where they do not say."""
    begun: dict[int, int] = field(default_factory=dict)
    """The act that began an epoch, by epoch."""
    left_sizes: dict[int, int] = field(default_factory=dict)
    """How long the ledger was that an epoch left behind, by epoch."""
    point: Body = field(default_factory=dict)
    """The newest naming of the point."""
    epoch: int = 0
    clock_steps: int = 0
    late: int = 0
    """Signatures on a later day than the completion."""
    unagreed: int = 0
    """Signatures by a key that had no recorded agreement."""
    compared: int = 0
    """Entries compared with their rows, and how many of them are signed or only completed."""
    signed: int = 0
    unsigned: int = 0
    gaps: int = 0
    drawings: int = 0
    wordings: int = 0


def place_of(body: Body) -> Place:
    """The entry that an act is about. Raises TypeError where a number is none."""
    journal, year, number = body["journal"], body["year"], body["number"]
    if not (isinstance(journal, str) and type(year) is type(number) is int):
        raise TypeError(journal, year, number)
    return journal, year, number


def shelf_of(body: Body) -> Shelf:
    """The volume that an act is about."""
    return str(body["journal"]), int(str(body["year"]))


def tail_of(act: ActRow) -> bytes:
    """What the act after it is chained to. Raises TypeError for a damaged row."""
    return tail_after(act.hash, act.signature, act.cosignature)


def act_name(seq: int) -> str:
    """An act as people name it."""
    return _("Ledger, act {seq}").format(seq=seq)
