"""Walk a ledger from its first act to its head: chain, signatures, and what the acts say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.models import Act, Ledger
from db.models import Point as PointRow
from kiosk.i18n import _
from kiosk.ledger.canonical import Value
from kiosk.ledger.chain import Link, genesis, key_id, link_hash
from kiosk.ledger.keys import signature_holds
from kiosk.ledger.note import Checkpoint
from kiosk.people import Duty
from kiosk.point import HelpPoint
from kiosk.record import Kind

Body = dict[str, Value]
Place = tuple[str, int, int]
"""Journal, school year and number: how the ledger names an entry."""


class Discrepancy(Exception):
    """The first row that is wrong, named for the person who has to look at it."""

    def __init__(self, row: str, why: str) -> None:
        super().__init__(f"{row}: {why}")


@dataclass(slots=True)
class Told:
    """What the ledger says, gathered along the walk."""

    acts: int = 0
    signatures: int = 0
    head: str = ""
    keys: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    specialists: dict[str, Body] = field(default_factory=dict)
    entries: dict[Place, dict[str, Body]] = field(default_factory=dict)
    hashes: dict[tuple[Place, str], str] = field(default_factory=dict)
    last: dict[tuple[str, int], int] = field(default_factory=dict)
    rows: dict[Place, set[object]] = field(default_factory=dict)
    names: tuple[Value, Value] = ("", "")


def walk(point: HelpPoint, told: Told, checkpoints: Sequence[Checkpoint] = ()) -> None:
    """Gather what the ledger says. Raises Discrepancy at the first act that is wrong.

    At each checkpoint from outside the chain must be where the checkpoint says it was.
    """
    wanted = {checkpoint.size: checkpoint.head for checkpoint in checkpoints}
    row = PointRow.get_by_id(point.id)
    tail = genesis(row.uid)
    for seq, act in enumerate(_acts(point), start=1):
        _check_link(act, seq, tail)
        body = _body(act)
        _check_authority(told, act, body)
        _learn(told, body, act)
        _check_signatures(told, act, body)
        _gather(told, act, body)
        tail = _link(act).tail()
        told.acts = seq
        if wanted.pop(seq, tail) != tail:
            raise Discrepancy(_act_name(seq), _("the ledger differs from the checkpoint"))
    for size in sorted(wanted):
        raise Discrepancy(_act_name(size), _("the ledger was cut before its checkpoint"))
    head = Ledger.get_by_id(point.id)
    if told.acts != head.size or tail != bytes(head.tail):
        raise Discrepancy(
            _act_name(told.acts), _("the ledger ends here, but its head is elsewhere")
        )
    told.head = tail.hex()


def _acts(point: HelpPoint) -> Iterator[Act]:
    return iter(Act.select().where(Act.point == point.id).order_by(Act.seq).iterator())


def _link(act: Act) -> Link:
    cosignature = bytes(act.cosignature) if act.cosignature is not None else None
    return Link(
        act.seq, bytes(act.body), bytes(act.hash), act.key_id, bytes(act.signature), cosignature
    )


def _check_link(act: Act, seq: int, tail: bytes) -> None:
    if act.seq != seq:
        raise Discrepancy(_act_name(seq), _("the act is missing"))
    if link_hash(tail, seq, bytes(act.body)) != bytes(act.hash):
        raise Discrepancy(_act_name(seq), _("the act or its place in the chain was changed"))


def _body(act: Act) -> Body:
    """The act's facts; the columns beside the body must repeat it."""
    try:
        body: Body = json.loads(bytes(act.body))
    except ValueError as error:
        raise Discrepancy(_act_name(act.seq), _("the act cannot be read")) from error
    if body.get("kind") != act.kind or body.get("at") != act.at:
        raise Discrepancy(_act_name(act.seq), _("kind or time differs from what was signed"))
    return body


def _learn(told: Told, body: Body, act: Act) -> None:
    """Enrolments bring the public keys that later acts are checked with."""
    if act.kind not in (Kind.KIOSK_ENROLLED, Kind.SPECIALIST_ENROLLED):
        return
    public_key = bytes.fromhex(str(body["public_key"]))
    if key_id(public_key) != body["key"]:
        raise Discrepancy(_act_name(act.seq), _("the key does not fit its name"))
    told.keys[str(body["key"])] = public_key
    if act.kind == Kind.SPECIALIST_ENROLLED:
        told.owners[str(body["key"])] = str(body["login"])
        told.specialists[str(body["login"])] = body


def _check_signatures(told: Told, act: Act, body: Body) -> None:
    public_key = told.keys.get(act.key_id)
    act_hash = bytes(act.hash)
    if public_key is None or not signature_holds(public_key, act_hash, bytes(act.signature)):
        raise Discrepancy(_act_name(act.seq), _("the signature is wrong"))
    told.signatures += 1
    if act.kind == Kind.SPECIALIST_ENROLLED:
        new_key = told.keys[str(body["key"])]
        if not signature_holds(new_key, act_hash, bytes(act.cosignature or b"")):
            raise Discrepancy(_act_name(act.seq), _("the new key did not sign its enrolment"))
        told.signatures += 1


def _check_authority(told: Told, act: Act, body: Body) -> None:
    """An entry is signed by its own specialist in a journal of theirs; specialists are admitted
    by an administrator, and only the first of them by the kiosk."""
    if act.kind == Kind.SPECIALIST_ENROLLED:
        admitting = told.specialists.get(told.owners.get(act.key_id, ""))
        if (admitting is None and told.specialists) or (
            admitting is not None and admitting["duty"] != Duty.ADMINISTRATOR
        ):
            raise Discrepancy(_act_name(act.seq), _("no administrator admitted this specialist"))
    if act.kind == Kind.ENTRY_SIGNED:
        login = told.owners.get(act.key_id, "")
        completed = told.entries.get(_place(body), {}).get(Kind.ENTRY_COMPLETED, {})
        if not login == body["specialist"] == completed.get("specialist"):
            raise Discrepancy(_act_name(act.seq), _("somebody else's key signed this entry"))
        if str(body["journal"]) not in str(told.specialists[login]["journals"]).split():
            raise Discrepancy(_act_name(act.seq), _("the signer does not keep this journal"))


def _gather(told: Told, act: Act, body: Body) -> None:
    if act.kind == Kind.POINT_NAMED:
        told.names = (body["school"], body["name"])
    if "number" in body:
        place = _place(body)
        told.rows.setdefault(place, set()).add(act.entry_id)
        told.entries.setdefault(place, {})[act.kind] = body
        told.hashes[place, act.kind] = bytes(act.hash).hex()
        if act.kind == Kind.ENTRY_OPENED:
            _count(told, act, place)
        if act.kind == Kind.ENTRY_SIGNED:
            _check_covered(told, act, body, place)


def _count(told: Told, act: Act, place: Place) -> None:
    journal, year, number = place
    if number != told.last.get((journal, year), 0) + 1:
        raise Discrepancy(_act_name(act.seq), _("the entry's number does not follow the last one"))
    told.last[journal, year] = number


def _check_covered(told: Told, act: Act, body: Body, place: Place) -> None:
    for field_name, kind in (("opened", Kind.ENTRY_OPENED), ("completed", Kind.ENTRY_COMPLETED)):
        if body[field_name] != told.hashes.get((place, kind)):
            raise Discrepancy(_act_name(act.seq), _("the signature covers another entry"))


def _place(body: Body) -> Place:
    return str(body["journal"]), int(str(body["year"])), int(str(body["number"]))


def _act_name(seq: int) -> str:
    return _("Ledger, act {seq}").format(seq=seq)
