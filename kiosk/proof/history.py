"""What a ledger has said so far: it grows with open entries and people, not with acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol, Tuple

from .acts import OPENINGS, Kind
from .canonical import Body, Value

Place = Tuple[str, int, int]
"""Journal, school year and number: how the ledger names an entry."""
Shelf = Tuple[str, int]
"""Journal and school year: how the ledger names a volume."""
UTC = "UTC"
"""The zone of a point that was not named yet."""
Line = Tuple[str, str]
"""Day and series: in a line of its own, tickets are numbered from 1."""


class Act(Protocol):
    """A signed act, from a database or from a bundle (``chain.SignedAct`` says what is in it)."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def request(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def given(self) -> bytes: ...
    @property
    def tail(self) -> bytes: ...
    @property
    def key_id(self) -> str: ...
    @property
    def signature(self) -> bytes: ...
    @property
    def cosignature(self) -> bytes | None: ...
    @property
    def entry_id(self) -> int | None: ...


class Past(Protocol):
    """What the rules ask of acts that were taken in long ago: a database keeps them in its tables,
    a bundle in dictionaries."""

    def tail(self, size: int) -> bytes:
        """What was chained to act ``size`` of those taken in, from 1 on."""

    def signing(self, place: Place) -> Act | None:
        """The act that signed the entry of this place; None where none did."""

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest (``rows``) of a whole volume as it stood when the ledger had ``size`` acts."""

    def day(self, at: str, zone: str) -> date:
        """The day of a moment in a time zone."""

    def minute(self, at: str, zone: str) -> str:
        """What clocks show at a moment in a time zone, such as ``2025-11-24T20:00``."""


@dataclass
class EntryActs:
    """What the ledger says of one entry: the acts that count, and what later acts ask of them."""

    __slots__ = (
        "asked",
        "carried",
        "completed",
        "corrects",
        "drawing",
        "ended",
        "helper",
        "opened",
        "place",
        "spelled",
    )

    place: Place
    opened: Act
    corrects: Value
    """Year, number and signing of the signed entry that it is to stand for, or None."""
    completed: Act | None
    helper: Value
    """The login of who completed it."""
    ended: Act | None
    """Its signing, leaving or withdrawal; None while it goes on."""
    drawing: Value
    """The commitment to the drawn signature."""
    spelled: bool
    """Whether its row, as this walk sees it, spells the opening and the completion."""
    carried: str
    """The day whose end it outlives, carried over by a specialist; empty where none did."""
    asked: str
    """The minute of the enquiry, where a desk wrote it down; empty for who came to the kiosk."""

    @property
    def covered(self) -> tuple[str, str]:
        """What a signature has to name: what is chained to the opening and to the completion."""
        return self.opened.tail.hex(), self.completed.tail.hex() if self.completed else ""

    @property
    def stands_for(self) -> Place | None:
        """The entry that it is to stand for."""
        old: Any = self.corrects
        return (self.place[0], old["year"], old["number"]) if old else None

    @property
    def entry_id(self) -> int | None:
        """The row that the acts are shown with."""
        return self.opened.entry_id


def begun(
    place: Place,
    opened: Act,
    corrects: Value = None,
    *,
    spelled: bool = False,
    asked: str = "",
) -> EntryActs:
    """An entry that was opened and of which nothing more is known."""
    return EntryActs(place, opened, corrects, None, None, None, None, spelled, "", asked)


class Renewal(NamedTuple):
    """A new key that somebody got in place of the one before."""

    login: str
    at: str
    by: str
    """The administrator who gave it; empty where its holder used a recovery code."""
    witness: str
    """Who stood by and signed as well; empty where nobody did."""


@dataclass
class History:
    """What the acts up to number ``acts`` have said."""

    acts: int = 0
    signatures: int = 0
    """How many signatures they carry, cosignatures included."""
    head: str = ""
    last_at: str = ""
    kiosk: str = ""
    """The name of the kiosk's key."""
    keys: dict[str, bytes] = field(default_factory=dict)
    """Every public key that was ever enrolled, and those of the open desks, by name."""
    owners: dict[str, str] = field(default_factory=dict)
    """Logins by the name of their key."""
    enrolled: dict[str, str] = field(default_factory=dict)
    """When a specialist's key was enrolled, by its name."""
    admitted: dict[str, str] = field(default_factory=dict)
    """The administrator who gave a specialist's key, by its name; empty for the first of all, which
    the kiosk admitted, and for one that its holder got by a recovery code."""
    recovery: dict[str, str] = field(default_factory=dict)
    """The key of the recovery code that an administrator has ready, by login."""
    renewed: dict[str, Renewal] = field(default_factory=dict)
    """Every renewal, by the name of the new key."""
    specialists: dict[str, Body] = field(default_factory=dict)
    """Who everybody is by now, by login; whoever was dismissed has no key."""
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The open desks: login and latest end, by the name of the session's key."""
    who: str = ""
    """What is chained to the newest act that says who or what somebody is."""
    agreements: dict[str, Body] = field(default_factory=dict)
    """The agreement about every key that has one, by the key's name."""
    volumes: dict[Shelf, Body] = field(default_factory=dict)
    """The opening of every volume."""
    last: dict[Shelf, int] = field(default_factory=dict)
    """The last number of every volume."""
    tickets: dict[Line, int] = field(default_factory=dict)
    """The last ticket of every day's line."""
    vouched: set[Shelf] = field(default_factory=set)
    closed: dict[Shelf, Body] = field(default_factory=dict)
    """The closing of every closed volume."""
    open: dict[Place, EntryActs] = field(default_factory=dict)
    """Entries that have not ended yet."""
    withdrawn: dict[Place, EntryActs] = field(default_factory=dict)
    """Entries that their visitors withdrew, until the line of a later day begins: till then a desk
    may restore them."""
    ended: list[EntryActs] = field(default_factory=list)
    """Entries that ended since somebody last took them from here."""
    corrected: set[Place] = field(default_factory=set)
    """Signed entries that were annulled, or for which another one was signed."""
    restated: set[Place] = field(default_factory=set)
    """Signed entries for which another one was written that is not signed yet."""
    destroyed: dict[Place, str] = field(default_factory=dict)
    """When an act of destruction named an entry whose personal data are to go."""
    begun: dict[int, int] = field(default_factory=dict)
    """The act that began an epoch, by epoch."""
    left_sizes: dict[int, int] = field(default_factory=dict)
    """How long the ledger was that an epoch left behind, by epoch."""
    cleaned: int = 0
    """The first epoch that began as a copy was cleaned, until it is put back; 0 for none."""
    home: str = ""
    """Where the database lives since the newest epoch began; empty before the first."""
    point: Body = field(default_factory=dict)
    """The newest naming of the point."""
    zone: str = UTC
    """The time zone of the point; it has none before it is named."""
    epoch: int = 0
    clock_steps: int = 0
    late: int = 0
    """Signatures on a later day than the completion."""
    unagreed: int = 0
    """Signatures by a key that had no recorded agreement."""

    def was_opened(self, place: Place) -> bool:
        """Whether an act has given this number."""
        return 1 <= place[2] <= self.last.get(place[:2], 0)


def place_of(body: Body) -> Place:
    """The entry that an act is about."""
    return body["journal"], body["year"], body["number"]


def shelf_of(body: Body) -> Shelf:
    """The volume that an act is about."""
    return body["journal"], body["year"]


def place_given(body: Body, given: Body) -> Place:
    """The entry that an opening opens."""
    return body["journal"], body["year"], given["number"]


def places_of(body: Body, given: Body) -> list[Place]:
    """The entries that an act is about: those that it speaks of first, then those that they stand
    for; none for most kinds."""
    if body["kind"] in OPENINGS:
        return [place_given(body, given)]
    if body["kind"] == Kind.ENTRY_SIGNED.value:
        covered = [place_of(each) for each in body["entries"]]
        return covered + [
            place_of({**each, **each["corrects"]}) for each in body["entries"] if "corrects" in each
        ]
    return [place_of(body)] if "number" in body else []


def shelves_of(body: Body, given: Body) -> set[Shelf]:
    """The volumes that an act is about: those of its entries, or one as a whole."""
    about = {place[:2] for place in places_of(body, given)}
    if "corrects" in body:
        about.add((body["journal"], body["corrects"]["year"]))
    return about | ({shelf_of(body)} if "journal" in body else set())
