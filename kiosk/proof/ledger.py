"""A ledger in memory for who has no database: act after act, and no more kept than is asked later.

Of an entry of another volume than the one in the bundle a few facts are kept, of most acts forty
bytes: a ledger of 200,000 acts takes less than 150 MB, whoever made it.
"""

from __future__ import annotations

from array import array
from datetime import date, datetime, timedelta
from hashlib import sha256
from sys import intern
from typing import Any, Iterator, Mapping, NamedTuple

from .acts import OPENINGS, WORDED, Kind, check_facts, instant
from .canonical import Body, facts_of
from .chain import Holds, SignedAct
from .codes import Shape, bare_code, shape_of
from .history import UTC, Act, EntryActs, History, Place, Shelf, places_of, shelves_of
from .note import Checkpoint, origin
from .page import sheet_code
from .reading import ITEMS, TooLarge
from .restorations import Begun, begun_by
from .row import beside
from .rows import digest, numbers_of
from .take import Walk
from .wrong import UNREADABLE, Where, Wrong, need
from .zones import Offsets

OPEN = 50_000
"""How many entries of all volumes may wait for their end."""
OTHERS = 2**23
"""How many bytes the acts may have that are about no entry, with ``_ACT`` more for each."""
_ACT = 400
_TAIL, _SHORT = 32, 6
"""How many bytes a tail has, and the short digest of a signature."""
_BEGIN, _TICK = datetime(1970, 1, 1), timedelta(milliseconds=1)  # noqa: DTZ001 - as acts spell it
_CHECKPOINT = Kind.CHECKPOINT_MADE.value
_WITHDRAWALS = (Kind.ENTRY_WITHDRAWN.value, Kind.ENTRY_RESTORED.value)
_DESKS = (Kind.DESK_OPENED.value, Kind.DESK_CLOSED.value)
"""Of these acts nothing is kept but who has a desk open now."""


class Code(NamedTuple):
    """What people can have written down: the act it is of, and what it is."""

    seq: int
    what: str
    """``head``, ``signature``, ``volume`` or ``checkpoint``."""


class KeptVisit(NamedTuple):
    """What is kept of an entry of any volume: rows that stand for it are asked about it."""

    opened_at: str
    completed_at: str | None
    held_on: str
    asked: str
    sheet: str
    """The code of the row of paper that it was written down from, else empty."""
    corrects: Place | None
    """The entry that it stands for."""
    signing: Act | None


class Worded(NamedTuple):
    """An act beside which words stand."""

    seq: int
    committed: Body
    """The commitments to them, by name."""
    about: Place | None
    """The entry that it is about; the first of several."""


class Successor(NamedTuple):
    """An entry that stands for another."""

    written: int
    """The number of the act that wrote it."""
    signed: int
    """The number of the act that signed it."""
    at: str
    """When it was signed."""
    place: Place


class Ledger:
    """The acts, taken in one by one, and what the files are compared with."""

    def __init__(self, uid: str, shelf: Shelf, zone: Mapping[str, Any], holds: Holds) -> None:
        """``shelf`` is the volume whose rows will be asked for, ``zone`` what the bundle tells of
        the point's time zones: the name and offsets of the one that is printed, and the offsets of
        ``earlier`` ones by name."""
        self.history, self.uid, self.zone = History(), uid, zone["name"]
        told = {**zone["earlier"], self.zone: zone["offsets"]}
        self.offsets = {name: Offsets(pairs) for name, pairs in told.items()}
        self.zones: set[str] = set()
        """Those that acts have named."""
        self.walk, self.holds = Walk(uid, self.history, self), holds
        self.shelf = shelf
        self.entries: dict[int, EntryActs] = {}
        """The entries of this volume, by number."""
        self.annulled: dict[int, tuple[int, str]] = {}
        """The acts that annulled them: number in the ledger and time."""
        self.successors: dict[int, Successor] = {}
        """What stands for them."""
        self.destructions: dict[int, tuple[int, str]] = {}
        """The acts that destroyed their words, with their times."""
        self.withdrawals: dict[int, array[int]] = {}
        """The numbers of the acts by which visitors withdrew and, in turn, desks restored them."""
        self.wordings: list[Worded] = []
        """The acts about this volume beside which words stand."""
        self.epochs: list[Begun] = []
        """The acts that began an epoch."""
        self._visits: dict[Shelf, dict[int, KeptVisit]] = {}
        self._acts: dict[Shelf, dict[int, array[int]]] = {}
        """Of every entry: the numbers of the acts about it."""
        self._tails, self._times = bytearray(self.walk.tail), array("q")
        self._signatures, self._checkpoints = bytearray(), array("q")
        self._closings: dict[str, int] = {}
        self._room = OTHERS

    def take(self, act: SignedAct) -> None:
        """Take in the next act. Raises Wrong, which names the entry that the act is about, and
        TooLarge for more than an honest ledger has."""
        try:
            self._take(act)
        except Wrong as wrong:
            if wrong.where == ("act", act.seq):
                wrong.where += _about(act)
            raise

    def _take(self, act: SignedAct) -> None:
        try:
            self.walk.take(act)
        finally:
            for _seq, key, message, signature in self.walk.asked():
                need(self.holds(key, message, signature), "signature", "act", act.seq)
        self._keep_successors()
        self.zones.add(self.history.zone)
        self._tails += self.walk.tail
        self._times.append((instant(act.at) - _BEGIN) // _TICK)
        self._signatures += sha256(act.signature).digest()[:_SHORT]
        body, given = facts_of(act.body), facts_of(act.given)
        about = places_of(body, given)
        for place in about:
            self._keep_entry(act, place, body)
        if act.kind == _CHECKPOINT:
            self._checkpoints.append(act.seq)
        elif not about and act.kind not in _DESKS:
            self._keep_other(act, body)
        if act.kind in WORDED and self.shelf in shelves_of(body, given):
            fixed = {name: body["committed"][name] for name in beside(body)}
            self.wordings.append(Worded(act.seq, fixed, about[0] if about else None))

    def _keep_successors(self) -> None:
        """Remember what stands for entries of this volume, and forget what has ended."""
        for entry in self.history.ended:
            old = entry.stands_for
            if old is not None and old[:2] == self.shelf and entry.ended is not None:
                self.successors[old[2]] = Successor(
                    entry.opened.seq, entry.ended.seq, entry.ended.at, entry.place
                )
        self.history.ended.clear()

    def _keep_entry(self, act: SignedAct, place: Place, body: Body) -> None:
        """Remember what the rules, the rows and the codes will be asked about an entry."""
        shelf, number, known = place[:2], place[2], _slim(act)
        self._acts.setdefault(shelf, {}).setdefault(number, array("q")).append(act.seq)
        visits = self._visits.setdefault(shelf, {})
        if act.kind in OPENINGS:
            entry = self.history.open[place]
            visits[number] = _visit(act, body, entry)
            self._keep_opened(entry, known)
        elif act.kind == Kind.ENTRY_COMPLETED.value:
            held = body.get("held", "")
            visits[number] = visits[number]._replace(completed_at=act.at, held_on=held)
            if shelf != self.shelf:
                self.history.open[place].completed = known
        elif act.kind in _WITHDRAWALS:
            self._keep_withdrawal(known, place)
        elif act.kind == Kind.ENTRY_SIGNED.value and visits[number].signing is None:
            visits[number] = visits[number]._replace(signing=known)
        elif act.kind == Kind.ENTRY_ANNULLED.value and shelf == self.shelf:
            self.annulled[number] = act.seq, act.at

    def _keep_opened(self, entry: EntryActs, known: Act) -> None:
        """The rows of the volume in the bundle are compared with whole acts."""
        if entry.place[:2] == self.shelf:
            self.entries[entry.place[2]] = entry
        else:
            entry.opened = known
            entry.completed = entry.completed and known
        waiting = len(self.history.open) + len(self.history.withdrawn)
        if waiting > OPEN or len(self.entries) > ITEMS:
            raise TooLarge

    def _keep_withdrawal(self, known: Act, place: Place) -> None:
        if place[:2] == self.shelf:
            self.withdrawals.setdefault(place[2], array("q")).append(known.seq)
        elif known.kind == Kind.ENTRY_WITHDRAWN.value:
            self.history.withdrawn[place].ended = known

    def _keep_other(self, act: SignedAct, body: Body) -> None:
        self._room -= len(act.body) + len(act.given) + _ACT
        if self._room < 0:
            raise TooLarge
        if act.kind == Kind.VOLUME_CLOSED.value:
            self._closings[body["rows"]] = act.seq
        elif act.kind == Kind.DATA_DESTROYED.value:
            named = body["entries"].get("/".join(map(str, self.shelf)), "")
            numbers = numbers_of(named, self.history.last.get(self.shelf, 0))
            self.destructions.update(dict.fromkeys(numbers, (act.seq, act.at)))
        elif act.kind == Kind.EPOCH_BEGUN.value:
            self.epochs.append(begun_by(act.seq, act.at, body))

    def times(self) -> list[str]:
        """The times of all acts in order, each once."""
        return [_stamp(each) for each in sorted(set(self._times))]

    def tail(self, size: int) -> bytes:
        """What the act after number ``size`` is chained to."""
        return bytes(self._tails[_TAIL * size : _TAIL * (size + 1)])

    def visit(self, place: Place) -> KeptVisit:
        """The entry that a visitor came for, however often it was replaced. Raises KeyError."""
        visit = self._visits[place[:2]][place[2]]
        while visit.corrects:
            place = visit.corrects
            visit = self._visits[place[:2]][place[2]]
        return visit

    def find_code(self, typed: str) -> Code | None:
        """The act that a typed code is of, by its shape; None where there is no such act."""
        shape, code = shape_of(typed), bare_code(typed)
        if shape is Shape.CHECKPOINT:
            for made in self.checkpoints():
                if made.letters().startswith(code):
                    return Code(made.size, "checkpoint")
        elif shape is Shape.STAMP:
            seq = _place_in(self._signatures, bytes.fromhex(code))
            return None if seq is None else Code(seq + 1, "signature")
        elif shape is Shape.DIGEST:
            seq = _place_in(self._tails, bytes.fromhex(code))
            if seq:
                return Code(seq, "head")
            closing = self._closings.get(code.lower())
            return None if closing is None else Code(closing, "volume")
        return None

    def checkpoints(self) -> Iterator[Checkpoint]:
        """Every checkpoint that the ledger remembers, made again from it."""
        begun = sorted(self.history.begun.values())
        for seq in self._checkpoints:
            name = origin(self.uid, sum(first <= seq for first in begun))
            yield Checkpoint(name, seq, self.tail(seq), _stamp(self._times[seq - 1]))

    def signing(self, place: Place) -> Act | None:
        """The act that signed the entry of this place."""
        visit = self._visits.get(place[:2], {}).get(place[2])
        return visit.signing if visit else None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest of a whole volume when the ledger had ``size`` acts."""
        numbers = self._acts.get(shelf, {})
        known = {number: self._known(shelf, number, size) for number in numbers}
        return digest(*shelf, {number: acts for number, acts in known.items() if acts})

    def was_withdrawn(self, number: int, size: int) -> bool:
        """Whether an entry of this volume was withdrawn, and not restored since, when the ledger
        had ``size`` acts."""
        return sum(seq <= size for seq in self.withdrawals.get(number, ())) % 2 == 1

    def has_row(self, shelf: Shelf, number: int, size: int) -> bool:
        """Whether a row was there when the ledger had ``size`` acts."""
        return bool(self._known(shelf, number, size))

    def _known(self, shelf: Shelf, number: int, size: int) -> list[bytes]:
        """What is chained to the acts about an entry up to number ``size``."""
        acts = self._acts.get(shelf, {}).get(number, ())
        return [self.tail(seq) for seq in acts if seq <= size]

    def day(self, at: str, zone: str) -> date:
        """The day of a moment in a time zone. Raises KeyError for one that the bundle does not
        tell."""
        return self._wall(at, zone).date()

    def minute(self, at: str, zone: str) -> str:
        """What clocks show at a moment in a time zone. Raises as ``day`` does."""
        return self._wall(at, zone).isoformat(timespec="minutes")

    def _wall(self, at: str, zone: str) -> datetime:
        return instant(at) if zone == UTC else self.offsets[zone].wall(at)

    def dotted(self, at: str | None) -> str:
        """A moment as the journals print it."""
        return f"{self.day(at, self.zone):%d.%m.%Y}" if at else ""


def _stamp(ticks: int) -> str:
    """A moment as acts spell it."""
    return f"{(_BEGIN + ticks * _TICK).isoformat(timespec='milliseconds')}Z"


def _visit(act: SignedAct, body: Body, entry: EntryActs) -> KeptVisit:
    """What is kept of an opening."""
    done = act.at if act.kind == Kind.ENTRY_RECORDED.value else None
    asked, sheet = body.get("asked", ""), sheet_code(act.request)
    return KeptVisit(act.at, done, body.get("held", ""), asked, sheet, entry.stands_for, None)


def _slim(act: SignedAct) -> SignedAct:
    """An act without what it said: the rules ask no more of it."""
    kind, key = intern(act.kind), intern(act.key_id)
    return SignedAct(act.seq, kind, act.at, "", b"", b"", key, b"", None, act.tail)


def _place_in(packed: bytearray, wanted: bytes) -> int | None:
    """Where some bytes stand in a row of others as long; None where they do not."""
    at = packed.find(wanted)
    while at >= 0 and at % len(wanted):
        at = packed.find(wanted, at + 1)
    return None if at < 0 else at // len(wanted)


def _about(act: SignedAct) -> Where:
    """The entry that an act is about; nothing for any other, or one that cannot be read."""
    try:
        body = facts_of(act.body)
        check_facts(body)
        return places_of(body, facts_of(act.given))[0]
    except UNREADABLE:
        return ()
