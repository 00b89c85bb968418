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
from kiosk.journal.rows import numbers_of
from kiosk.point.point import HelpPoint
from kiosk.point.record import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.chain import genesis, link_hash, tail_after
from kiosk.proof.forms import Journal
from kiosk.verification.everything import differing_destruction
from kiosk.verification.rows import compare_entries, compare_wording, rows_of
from kiosk.verification.told import Discrepancy, Life, Told, act_name
from kiosk.words.errors import VolumeDiffers
from kiosk.words.i18n import _
from kiosk.words.names import entry_name

About = dict[int, list[ChainedAct]]
"""The acts about rows, by number."""
_UNREADABLE: tuple[type[Exception], ...] = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    DoesNotExist,
    *FAILURES,
)
"""What comes of reading a row or an act that was changed past the program."""
_Said = TypeVar("_Said")
_ENDS = (Kind.ENTRY_SIGNED.value, Kind.ENTRY_LEFT.value)


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
    told = Told()
    destroyed = destroyed_in(point, volume)
    for number, chained in acts.items():
        place = (volume.journal, volume.year, number)
        about = [each.act for each in chained]
        try:
            _compare_chain(point, chained)
            lives = [_life(place, about)]
            compare_entries(told, lives, rows_of(lives))
            compare_wording(about, told)
        except Discrepancy as discrepancy:
            yield f"{discrepancy}."
        except (KeyError, ValueError, TypeError, AttributeError):
            yield f"{entry_name(place)}: {_('the act cannot be read')}."
        _seq, said = destroyed.get(number, (0, None))
        if why := differing_destruction(told, place, said):
            yield f"{entry_name(place)}: {why}."


def _compare_chain(point: HelpPoint, acts: Sequence[ChainedAct]) -> None:
    """Each act still has the bytes that were chained to the act before it."""
    for _number, act, before in acts:
        tail = tail_after(*before) if before else genesis(point.uid)
        body = json.loads(act.body)
        if link_hash(tail, act.seq, act.body) != act.hash:
            raise Discrepancy(act_name(act.seq), _("the act or its place in the chain was changed"))
        if (body["kind"], body["at"]) != (act.kind, act.at):
            raise Discrepancy(act_name(act.seq), _("kind or time differs from what was signed"))


def _life(place: tuple[str, int, int], acts: Sequence[ActRow]) -> Life:
    """What the ledger says of one entry, gathered from its acts in order."""
    if not acts:
        raise Discrepancy(entry_name(place), _("the ledger knows no such entry"))
    life = Life(place, acts[0])
    for act in acts:
        body = facts_of(act.body)
        if (body["journal"], body["year"], body["number"]) != place:
            raise Discrepancy(entry_name(place), _("acts of another entry are shown with it"))
        if body["kind"] == Kind.ENTRY_COMPLETED:
            life.completed = act
        elif body["kind"] in _ENDS:
            life.ended, life.drawing = act, body.get("drawing")
    return life


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
        found |= dict.fromkeys(numbers_of(named), (act.seq, act.at))
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
