"""One act after another: its place in the chain, its hand, and what it says."""

from __future__ import annotations

from db.models import Point as PointRow
from db.reading import ActRow, EntryRow
from kiosk.point.point import HelpPoint
from kiosk.point.record import Kind
from kiosk.proof.canonical import facts_of
from kiosk.proof.chain import genesis, link_hash
from kiosk.verification.gathering import Act, gather
from kiosk.verification.lives import complete_entry, open_entry, sign_entry
from kiosk.verification.rules import (
    check_hand,
    check_kiosk,
    check_order,
    check_settled,
    check_signer,
    learn_key,
)
from kiosk.verification.signatures import Check
from kiosk.verification.spelling import spells
from kiosk.verification.told import Discrepancy, Told, act_name, tail_of
from kiosk.words.i18n import _

_OPENED, _SIGNED = Kind.ENTRY_OPENED.value, Kind.ENTRY_SIGNED.value


class Steps:
    """Takes in a ledger act by act; ``told`` is what the acts before have said.

    An act that its entry's row spells is taken in without being read; any other is read. The same
    rules hold for both.
    """

    def __init__(self, point: HelpPoint, told: Told) -> None:
        self._told, self._point, self._zone = told, point.id, point.zone
        self._kiosk = point.keyring.kiosk.key_id
        self._checks: list[Check] = []
        uid = PointRow.get_by_id(point.id).uid
        self.tail = bytes.fromhex(told.head) if told.head else genesis(uid)
        """What the next act is chained to."""
        for life in told.open.values():
            life.spelled = False  # its row may have changed since an earlier walk

    def take(self, act: ActRow, row: EntryRow | None) -> None:
        """Take in the next act; ``row`` is the entry that it is shown with. Raises Discrepancy."""
        told = self._told
        seq = told.acts + 1
        try:
            if act.seq != seq:
                _refuse_number(act.seq, seq)
            if link_hash(self.tail, seq, act.body) != act.hash:
                raise Discrepancy(act_name(seq), _("the act or its place in the chain was changed"))
            if row is None or row.destroyed_at or not self._take_spelled(act, row):
                self._take_read(act)
            if act.cosignature == b"":
                raise Discrepancy(act_name(seq), _("the signature is wrong"))
            self.tail = tail_of(act)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Discrepancy(act_name(seq), _("the act cannot be read")) from error
        told.last_at = act.at
        told.acts = seq

    def asked(self) -> list[Check]:
        """The signatures of the acts since the last time, to be checked."""
        checks, self._checks = self._checks, []
        self._told.signatures += len(checks)
        return checks

    def _take_spelled(self, act: ActRow, row: EntryRow) -> bool:
        """Take in an ordinary act if its row spells it; returns whether it does."""
        told, place = self._told, (row.journal, row.year, row.number)
        life = told.open.get(place)
        if not spells(row, act, life):
            return False
        check_order(told, act)
        if act.kind == _SIGNED:
            check_signer(told, act.seq, place, row.login, act.key_id)
        else:
            check_kiosk(self._kiosk, act.seq, act.key_id)
        self._checks.append((act.seq, told.keys[act.key_id], act.hash, act.signature))
        if act.kind == _OPENED:
            open_entry(told, act, place, self._zone, spelled=True)
        elif act.kind == _SIGNED:
            sign_entry(told, act, place, self._zone)
        else:
            complete_entry(told, act, place, row.login, spelled=True)
        return True

    def _take_read(self, act: ActRow) -> None:
        """Any other act."""
        told, body = self._told, facts_of(act.body)
        if body["kind"] != act.kind or body["at"] != act.at:
            raise Discrepancy(act_name(act.seq), _("kind or time differs from what was signed"))
        check_order(told, act)
        check_settled(told, act.seq, body)
        check_hand(self._kiosk, told, act.seq, body, act.key_id)
        learn_key(told, act.seq, body)
        if act.key_id not in told.keys:
            raise Discrepancy(act_name(act.seq), _("the signature is wrong"))
        self._checks.append((act.seq, told.keys[act.key_id], act.hash, act.signature))
        if act.kind == Kind.SPECIALIST_ENROLLED:
            new_key = told.keys[str(body["key"])]
            self._checks.append((act.seq, new_key, act.hash, act.cosignature or b""))
        gather(told, Act(act, self._point, self.tail), body, self._zone)


def _refuse_number(found: int, awaited: int) -> None:
    if found < awaited:
        raise Discrepancy(act_name(found), _("the act is there twice"))
    raise Discrepancy(act_name(awaited), _("the act is missing"))
