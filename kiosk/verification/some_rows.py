"""What is wrong between some rows of a volume and the acts about them, without a whole walk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from peewee import DoesNotExist

from db.engine import FAILURES, current
from db.models import Act, Volume
from db.reading import ActRow, ChainedAct, acts_about, snapshot
from kiosk.journal.numbers import volume_of
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import ENDS, Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.chain import genesis, is_linked, tail_after
from kiosk.proof.forms import Journal
from kiosk.proof.history import EntryActs, Place, begun, place_of
from kiosk.proof.rows import numbers_of
from kiosk.proof.wrong import UNREADABLE, Wrong, need
from kiosk.verification.everything import destruction_code
from kiosk.verification.rows import compare_entries, compare_wording, rows_of
from kiosk.verification.sentences import reason_of, sentence_of
from kiosk.verification.walked import Walked
from kiosk.words.errors import VolumeDiffers
from kiosk.words.i18n import _
from kiosk.words.names import entry_name

About = dict[int, list[ChainedAct]]
"""The acts about rows, by number."""
_UNREADABLE: tuple[type[Exception], ...] = (*UNREADABLE, DoesNotExist, *FAILURES)
"""What comes of reading a row or an act that was changed past the program."""
_Said = TypeVar("_Said")


def refuse_differing(point: HelpPoint, journal: Journal, year: int) -> None:
    """Raise VolumeDiffers where a row is not what its acts say: nothing wrong goes to paper under a
    code that is right. A volume without rows differs in nothing."""
    with snapshot(current()):
        volume = volume_of(point, journal, year)
        if volume is not None and volume.last_number:
            why = read(lambda: _differing_volume(point, volume))
            if why != "":
                raise VolumeDiffers(why or unreadable())


def _differing_volume(point: HelpPoint, volume: Volume) -> str:
    """What is wrong with the first row that differs, or an empty text."""
    return next(differing_table(point, volume, acts_of(point, volume, 1, volume.last_number)), "")


def differing_table(point: HelpPoint, volume: Volume, acts: About) -> Iterator[str]:
    """What is wrong between the acts of some rows and the tables, row by row."""
    walked = Walked()
    destroyed = destroyed_in(point, volume)
    for number, chained in acts.items():
        place = (volume.journal, volume.year, number)
        about = [each.act for each in chained]
        try:
            _compare_chain(point, chained)
            entries = [_entry_acts(place, about)]
            compare_entries(walked, entries, rows_of(entries))
            compare_wording(about, walked)
        except Wrong as wrong:
            yield f"{sentence_of(wrong)}."
        except UNREADABLE:
            yield f"{entry_name(place)}: {reason_of('unreadable')}."
        _seq, said = destroyed.get(number, (0, None))
        if code := destruction_code(walked, place, said):
            yield f"{entry_name(place)}: {reason_of(code)}."


def _compare_chain(point: HelpPoint, acts: Sequence[ChainedAct]) -> None:
    """Each act still has the bytes that were chained to the act before it."""
    for _number, act, before in acts:
        tail = tail_after(*before) if before else genesis(point.uid)
        body = facts_of(act.body)
        need(is_linked(act, tail), "chain", "act", act.seq)
        is_said = (body["kind"], body["at"]) == (act.kind, act.at)
        need(is_said, "kind_or_time", "act", act.seq)


def _entry_acts(place: Place, acts: Sequence[ActRow]) -> EntryActs:
    """What the ledger says of one entry, gathered from its acts in order."""
    if not acts:
        raise Wrong("unknown_entry", "entry", *place)
    entry = begun(place, acts[0])
    for act in acts:
        body = facts_of(act.body)
        need(place_of(body) == place, "shown_with_another", "entry", *place)
        if body["kind"] == Kind.ENTRY_COMPLETED:
            entry.completed = act
        elif body["kind"] in ENDS:
            entry.ended, entry.drawing = act, body.get("drawing")
    return entry


def acts_of(point: HelpPoint, volume: Volume, first: int, last: int) -> About:
    """The acts about some rows in order, by number; every number is there."""
    found: About = {number: [] for number in range(first, last + 1)}
    for chained in acts_about(point.id, volume.id, first, last):
        found[chained.number].append(chained)
    return found


def destroyed_in(point: HelpPoint, volume: Volume) -> dict[int, tuple[int, str]]:
    """The act of destruction and its time, by the number of each entry of a volume it names."""
    found: dict[int, tuple[int, str]] = {}
    acts = Act.select().where(Act.point == point.id, Act.kind == Kind.DATA_DESTROYED.value)
    for act in acts:
        named = json.loads(bytes(act.body))["entries"].get(f"{volume.journal}/{volume.year}", "")
        found |= dict.fromkeys(numbers_of(named, volume.last_number), (act.seq, act.at))
    return found


def read(reading: Callable[[], _Said]) -> _Said | None:
    """What was read; None where something was changed beyond reading."""
    try:
        return reading()
    except _UNREADABLE:
        return None


def unreadable() -> str:
    """What there is to say of rows that cannot be read."""
    return _("What the journal says of these rows cannot be read. Verify the journals.")
