"""What acts say together: volumes, entries from opening to end, corrections, destroyed data.

Each act must fit what was said before it; anything else is a discrepancy at that act.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.reading import ActRow, act_of_entry
from kiosk.journal.rows import numbers_in_words, numbers_of, volume_digest
from kiosk.point.record import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.forms import Journal
from kiosk.verification.lives import (
    check_covered,
    complete_entry,
    going_on,
    leave_entry,
    open_entry,
    sign_entry,
    was_opened,
)
from kiosk.verification.told import (
    Body,
    Discrepancy,
    Place,
    Shelf,
    Told,
    act_name,
    place_of,
    shelf_of,
)
from kiosk.words.i18n import _
from kiosk.words.people import Duty, answers_for


class Act(NamedTuple):
    """An act where it stands: of which point, and after what."""

    row: ActRow
    point: int
    tail: bytes
    """What the act is chained to."""


def gather(told: Told, act: Act, body: Body, zone: ZoneInfo) -> None:
    """Take in what the act says of the point, a key, a volume or an entry."""
    kind = str(body["kind"])
    if kind in _GATHERING:
        _GATHERING[kind](told, act, body)
    elif kind == Kind.POINT_NAMED:
        told.point = body
    elif kind == Kind.CLOCK_RESOLVED:
        told.clock_steps += 1
    elif "number" in body:
        _gather_entry(told, act.row, body, zone)
    if "number" not in body and act.row.entry_id is not None:
        raise Discrepancy(act_name(act.row.seq), _("acts of another entry are shown with it"))


def _gather_agreement(told: Told, act: Act, body: Body) -> None:
    key = str(body["key"])
    if told.owners.get(key) != body["login"] or key in told.agreements:
        raise Discrepancy(
            act_name(act.row.seq), _("it is not an agreement about this person's key")
        )
    told.agreements[key] = body


def _gather_volume(told: Told, act: Act, body: Body) -> None:
    if shelf_of(body) in told.volumes:
        raise Discrepancy(act_name(act.row.seq), _("the volume was opened before"))
    told.volumes[shelf_of(body)] = {**body, "hash": act.row.hash.hex()}


def _gather_vouched(told: Told, act: Act, body: Body) -> None:
    shelf = shelf_of(body)
    _refuse_closed(told, act, shelf)
    if shelf in told.vouched or body["opened"] != told.volumes[shelf]["hash"]:
        raise Discrepancy(act_name(act.row.seq), _("the signature covers another opening"))
    told.vouched.add(shelf)


def _gather_closed(told: Told, act: Act, body: Body) -> None:
    shelf = shelf_of(body)
    _refuse_closed(told, act, shelf)
    count = told.last.get(shelf, 0)
    unsigned = [number for journal, year, number in sorted(told.open) if (journal, year) == shelf]
    said = (body["entries"], body["first"], body["last"], body["unsigned"])
    if said != (count, min(1, count), count, numbers_in_words(unsigned)):
        raise Discrepancy(act_name(act.row.seq), _("the closing counts other entries"))
    covered = volume_digest(act.point, *shelf, act.row.seq - 1).hex()
    if (body["rows"], body["head"]) != (covered, act.tail.hex()):
        raise Discrepancy(act_name(act.row.seq), _("the closing covers other rows"))
    told.closed[shelf] = body


def _refuse_closed(told: Told, act: Act, shelf: Shelf) -> None:
    if shelf not in told.volumes or shelf in told.closed:
        raise Discrepancy(act_name(act.row.seq), _("the volume is closed or was never opened"))


def _gather_epoch(told: Told, act: Act, body: Body) -> None:
    told.epoch += 1
    if body["epoch"] != told.epoch:
        raise Discrepancy(act_name(act.row.seq), _("the epochs do not follow one another"))
    told.begun[told.epoch] = act.row.seq
    told.left_sizes[told.epoch] = int(str(body["left_size"]))


def _gather_destroyed(told: Told, act: Act, body: Body) -> None:
    named = body["entries"]
    if not isinstance(named, dict):
        raise TypeError(named)
    for volume, numbers in named.items():
        journal, _slash, year = str(volume).partition("/")
        places = {(journal, int(year), number) for number in numbers_of(str(numbers))}
        if not all(was_opened(told, place) and _is_past(told, place) for place in places):
            raise Discrepancy(act_name(act.row.seq), _("it names an entry that has not ended"))
        told.destroyed |= dict.fromkeys(places, act.row.at)


def _is_past(told: Told, place: Place) -> bool:
    """Whether an entry was completed, signed or left, or its volume closed over it: nobody waits
    under it any more."""
    life = told.open.get(place)
    return life is None or life.completed is not None or place[:2] in told.closed


def _gather_correction(told: Told, act: Act, body: Body) -> None:
    """The act it corrects was checked earlier in this walk; it is looked up, not remembered."""
    place, entry = place_of(body), act.row.entry_id or 0
    signed = act_of_entry(act.point, entry, Kind.ENTRY_SIGNED, before=act.row.seq)
    covered: Body = json.loads(signed.body) if signed else {}
    if (
        signed is None
        or signed.hash.hex() != body["signed"]
        or place_of(covered) != place
        or place in told.corrected
    ):
        raise Discrepancy(act_name(act.row.seq), _("only a signed entry is corrected, and once"))
    person = told.specialists[str(body["specialist"])]
    responsible = answers_for(
        Duty(str(person["duty"])), str(person["journals"]).split(), Journal(place[0])
    )
    if not responsible and covered["specialist"] != body["specialist"]:
        raise Discrepancy(
            act_name(act.row.seq), _("the signer is not responsible for this journal")
        )
    if body["kind"] == Kind.ENTRY_REPLACED:
        _check_successor(told, act, body, place)
    told.corrected.add(place)


def _check_successor(told: Told, act: Act, body: Body, place: Place) -> None:
    """The act before it signed the new entry, which names the entry that it stands for."""
    new, said = told.newest, body["successor"]
    if (
        new is None
        or new.ended is None
        or facts_of(new.ended.body).get("specialist") != body["specialist"]
        or said != {"year": new.place[1], "number": new.place[2]}
        or new.place[0] != place[0]
        or new.corrects != {"year": place[1], "number": place[2]}
    ):
        raise Discrepancy(act_name(act.row.seq), _("the entry that should replace it does not"))


_GATHERING: dict[str, Callable[[Told, Act, Body], None]] = {
    Kind.AGREEMENT_RECORDED: _gather_agreement,
    Kind.VOLUME_OPENED: _gather_volume,
    Kind.VOLUME_VOUCHED: _gather_vouched,
    Kind.VOLUME_CLOSED: _gather_closed,
    Kind.EPOCH_BEGUN: _gather_epoch,
    Kind.DATA_DESTROYED: _gather_destroyed,
    Kind.ENTRY_ANNULLED: _gather_correction,
    Kind.ENTRY_REPLACED: _gather_correction,
}


def _gather_entry(told: Told, act: ActRow, body: Body, zone: ZoneInfo) -> None:
    place = place_of(body)
    match act.kind:
        case Kind.ENTRY_OPENED:
            open_entry(told, act, place, zone, body.get("corrects"))
        case Kind.ENTRY_COMPLETED:
            complete_entry(told, act, place, body.get("specialist"))
        case Kind.ENTRY_SIGNED:
            check_covered(told, act, place, (body["opened"], body["completed"]))
            sign_entry(told, act, place, zone, body.get("drawing"))
        case Kind.ENTRY_LEFT:
            leave_entry(told, act, place)
        case other:
            going_on(told, act, place)
            raise ValueError(other)
