"""Walk a ledger from its first act to its head: chain, signatures, and what the acts say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from db.models import Act, Ledger
from db.models import Point as PointRow
from kiosk.i18n import _
from kiosk.journal.rules import check_hand, check_order, gather, learn_key
from kiosk.journal.told import Body, Discrepancy, Told, act_name, place_of
from kiosk.ledger.chain import Link, genesis, link_hash
from kiosk.ledger.keys import signature_holds
from kiosk.ledger.note import Checkpoint
from kiosk.point import HelpPoint
from kiosk.record import Kind


def walk(point: HelpPoint, told: Told, checkpoints: Sequence[Checkpoint] = ()) -> None:
    """Gather what the ledger says. Raises Discrepancy at the first act that is wrong.

    At each checkpoint from outside the chain must be where the checkpoint says it was.
    """
    wanted = {checkpoint.size: checkpoint.head for checkpoint in checkpoints}
    tail = genesis(PointRow.get_by_id(point.id).uid)
    for seq, act in enumerate(_acts(point), start=1):
        try:
            _check_act(point, told, act, seq, tail)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Discrepancy(act_name(seq), _("the act cannot be read")) from error
        tail = _link(act).tail()
        told.acts = seq
        if wanted.pop(seq, tail) != tail:
            raise Discrepancy(act_name(seq), _("the ledger differs from the checkpoint"))
    for size in sorted(wanted):
        raise Discrepancy(act_name(size), _("the ledger was cut before its checkpoint"))
    _check_head(point, told, tail)
    told.head = tail.hex()


def _acts(point: HelpPoint) -> Iterator[Act]:
    acts: Iterator[Act] = Act.select().where(Act.point == point.id).order_by(Act.seq).iterator()
    return acts


def _check_act(point: HelpPoint, told: Told, act: Act, seq: int, tail: bytes) -> None:
    if act.seq != seq:
        raise Discrepancy(act_name(seq), _("the act is missing"))
    if link_hash(tail, seq, bytes(act.body)) != bytes(act.hash):
        raise Discrepancy(act_name(seq), _("the act or its place in the chain was changed"))
    body: Body = json.loads(bytes(act.body))
    if body["kind"] != act.kind or body["at"] != act.at:
        raise Discrepancy(act_name(seq), _("kind or time differs from what was signed"))
    check_order(told, seq, body)
    _check_hand_and_signatures(point, told, act, body)
    gather(point, told, seq, body, bytes(act.hash).hex())
    if "number" in body:
        told.rows.setdefault(place_of(body), set()).add(act.entry_id)
    elif act.entry_id is not None:
        raise Discrepancy(act_name(seq), _("acts of another entry are shown with it"))


def _check_hand_and_signatures(point: HelpPoint, told: Told, act: Act, body: Body) -> None:
    check_hand(point, told, act.seq, body, act.key_id)
    learn_key(told, act.seq, body)
    act_hash, public_key = bytes(act.hash), told.keys.get(act.key_id)
    if public_key is None or not signature_holds(public_key, act_hash, bytes(act.signature)):
        raise Discrepancy(act_name(act.seq), _("the signature is wrong"))
    told.signatures += 1
    if body["kind"] == Kind.SPECIALIST_ENROLLED:
        new_key = told.keys[str(body["key"])]
        if not signature_holds(new_key, act_hash, bytes(act.cosignature or b"")):
            raise Discrepancy(act_name(act.seq), _("the new key did not sign its enrolment"))
        told.signatures += 1


def _link(act: Act) -> Link:
    cosignature = bytes(act.cosignature) if act.cosignature is not None else None
    return Link(
        act.seq, bytes(act.body), bytes(act.hash), act.key_id, bytes(act.signature), cosignature
    )


def _check_head(point: HelpPoint, told: Told, tail: bytes) -> None:
    """The head repeats the last act, so that the next one is chained where this walk ended."""
    head = Ledger.get_or_none(Ledger.point == point.id)
    if head is None or (head.size, bytes(head.tail), head.at) != (told.acts, tail, told.last_at):
        raise Discrepancy(act_name(told.acts), _("the ledger ends here, but its head is elsewhere"))
    if not told.acts or Act.select().where(Act.point != point.id).exists():
        raise Discrepancy(act_name(told.acts), _("acts stand outside the ledger"))
