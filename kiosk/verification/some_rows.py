"""Rows that are to be printed, against the acts about them, once the whole ledger was walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from db.models import Volume
from db.reading import (
    ActRow,
    acts_about,
    acts_after,
    acts_at,
    drawings_beside,
    entries_with,
    words_beside,
)
from kiosk.journal.numbers import volume_of
from kiosk.journal.volumes import act_about
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import WRITTEN_WHOLE, Kind
from kiosk.proof.canonical import Body, facts_of
from kiosk.proof.forms import Journal
from kiosk.proof.history import EntryActs, History, Place, Shelf, begun, place_of, places_of
from kiosk.proof.row import LEAVING, Salted
from kiosk.proof.wrong import Wrong, need
from kiosk.verification.everything import destruction_code
from kiosk.verification.rows import compare_entries, compare_wording, rows_of
from kiosk.verification.walked import Portion, Walked, digest_of

About = dict[int, list[ActRow]]
"""The acts about rows, by number."""
_COMPLETIONS = (Kind.ENTRY_COMPLETED, *WRITTEN_WHOLE)
_BATCH = 1000
"""Rows that are compared at once."""
Batches = dict[tuple[Shelf, int], tuple[bytes, tuple[Place, ...]]]
"""By volume and first number: a digest over rows that were compared, and what they stand for."""


class PresentLedger:
    """A ledger that was walked to its present head, in the transaction that reads from it.

    What is to be printed is compared here once more: the acts are those that were walked, none was
    taken off its entry, and every cell says what they say.
    """

    def __init__(self, point: HelpPoint, walked: Walked, batches: Batches | None = None) -> None:
        """``batches`` remembers the rows that were compared before, after the same walk."""
        self._point, self._walked = point, walked
        self._batches: Batches = {} if batches is None else batches
        self._known: set[int] = set()
        """The portions that were compared, by their first act."""

    @property
    def history(self) -> History:
        """What its acts have said."""
        return self._walked.history

    @property
    def size(self) -> int:
        """How many acts it has."""
        return self._walked.history.acts

    @property
    def head(self) -> bytes:
        """What the next act is chained to."""
        return bytes.fromhex(self._walked.history.head)

    def head_at(self, size: int) -> bytes:
        """What the head was when the ledger had ``size`` acts; empty where it never had."""
        self._compare_portions(
            each for each in self._walked.portions if each.first <= size <= each.last
        )
        return b"".join(act.tail for act in acts_at(self._point.id, [size]))

    def was_left_at(self, size: int) -> bool:
        """Whether a restore left a ledger of this size behind, of which the copy had less: what its
        rows were then, nobody can tell from here."""
        history = self._walked.history
        return any(seq <= size <= history.left_sizes[epoch] for epoch, seq in history.begun.items())

    def compare_acts(self) -> None:
        """Every act stands as it was walked. Raises Wrong."""
        self._compare_portions(self._walked.portions)

    def compare_rows(self, volume: Volume, first: int, last: int) -> About:
        """Compare the rows ``first`` to ``last``, what stands beside their acts, and the closing.

        Returns the acts about these rows, in order; every number is there. Raises Wrong.
        """
        shelf = (volume.journal, volume.year)
        self._compare_portions(each for each in self._walked.portions if shelf in each.shelves)
        acts = self._acts_of(volume, first, last)
        for start in range(first, last + 1, _BATCH):
            numbers = range(start, min(start + _BATCH, last + 1))
            for original in self._compared(shelf, {number: acts[number] for number in numbers}):
                self._compare_original(original)
        compare_wording(self._closing(shelf), Walked())
        return acts

    def _compared(self, shelf: Shelf, acts: About) -> tuple[Place, ...]:
        """Compare a batch of rows, whose acts were compared already; one that stands as it did when
        it was compared before is not reckoned through again. Returns what its rows stand for."""
        key, digest = (shelf, min(acts)), self._digest(shelf, acts)
        before = self._batches.get(key)
        if before is not None and before[0] == digest:
            return before[1]
        entries = [_entry_acts((*shelf, number), about) for number, about in acts.items()]
        self._compare_entries(entries, chain.from_iterable(acts.values()))
        originals = tuple(_originals(entries))
        if len(acts) == _BATCH:  # what is shorter takes no time
            self._batches[key] = (digest, originals)
        return originals

    def _compare_entries(self, entries: Sequence[EntryActs], acts: Iterable[ActRow]) -> None:
        seen = Walked()
        compare_entries(seen, entries, rows_of(entries))
        compare_wording(acts, seen)
        for entry in entries:
            said = self._walked.history.destroyed.get(entry.place)
            code = destruction_code(seen, entry.place, said)
            need(not code, code, "entry", *entry.place)

    def _digest(self, shelf: Shelf, acts: About) -> bytes:
        """SHA-256 over all that is compared of some rows: which acts are about them, their cells,
        what stands beside both, and whose data an act says to be destroyed."""
        about = [*chain.from_iterable(acts.values())]
        ids = sorted({act.entry_id for act in about if act.entry_id is not None})
        destroyed = self._walked.history.destroyed
        hashed = sha256(repr([act.seq for act in about]).encode())
        for compared in (
            sorted(entries_with(ids).values()),
            sorted(drawings_beside(ids).items()),
            sorted(_flat(words_beside([act.id for act in about]))),
            [destroyed.get((*shelf, number)) for number in acts],
        ):
            hashed.update(repr(compared).encode())
        return hashed.digest()

    def _compare_original(self, place: Place) -> None:
        """An entry that a printed one stands for: the dates of that visit are printed."""
        journal, year, number = place
        volume = volume_of(self._point, Journal(journal), year)
        if volume is None:
            raise Wrong("volume_gone", "volume", journal, year)
        self.compare_rows(volume, number, number)

    def _compare_portions(self, portions: Iterable[Portion]) -> None:
        for portion in portions:
            if portion.first not in self._known:
                size = portion.last - portion.first + 1
                acts = acts_after(self._point.id, portion.first - 1, size)
                need(digest_of(acts) == portion.digest, "changed_since", "act", portion.first)
                self._known.add(portion.first)

    def _acts_of(self, volume: Volume, first: int, last: int) -> About:
        found: About = {number: [] for number in range(first, last + 1)}
        for number, act in acts_about(self._point.id, volume.id, first, last):
            found[number].append(act)
        return found

    def _closing(self, shelf: Shelf) -> list[ActRow]:
        """The act that closed a volume, where one did."""
        if shelf not in self._walked.history.closed:
            return []
        act = act_about(self._point, Kind.VOLUME_CLOSED, Journal(shelf[0]), shelf[1])
        need(act is not None, "changed_since", "volume", *shelf)
        return acts_at(self._point.id, [act.seq]) if act else []


def _entry_acts(place: Place, acts: list[ActRow]) -> EntryActs:
    """What the ledger says of one entry, gathered from its acts in order."""
    if not acts:
        raise Wrong("unknown_entry", "entry", *place)
    entry = begun(place, acts[0], facts_of(acts[0].body).get("corrects"))
    for act in acts:
        body = facts_of(act.body)
        need(place in places_of(body, facts_of(act.given)), "shown_with_another", "entry", *place)
        if body["kind"] in _COMPLETIONS:
            entry.completed = act
        else:
            _end(entry, act, body)
    return entry


def _end(entry: EntryActs, act: ActRow, body: Body) -> None:
    """The act that ended an entry: not one that signed what stands for it."""
    if body["kind"] in LEAVING:
        entry.ended = act
    elif body["kind"] == Kind.ENTRY_RESTORED:
        entry.ended = None
    elif body["kind"] == Kind.ENTRY_CARRIED:
        entry.carried = body["day"]
    for each in body["entries"] if body["kind"] == Kind.ENTRY_SIGNED else ():
        if place_of(each) == entry.place:
            entry.ended, entry.drawing = act, each.get("drawing")


def _flat(words: Mapping[int, Mapping[str, Salted]]) -> Iterator[tuple[int, str, Salted]]:
    return ((act, name, word) for act, named in words.items() for name, word in named.items())


def _originals(entries: Iterable[EntryActs]) -> Iterator[Place]:
    """The entries that some stand for."""
    for entry in entries:
        if isinstance(entry.corrects, dict):
            yield entry.place[0], entry.corrects["year"], entry.corrects["number"]
