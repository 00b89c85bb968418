"""One act after another: its place in the chain, its time, its hand, what it says."""

from __future__ import annotations

from typing import Tuple

from . import entry_rules, people_rules, point_rules, volume_rules
from .acts import Kind, check_facts
from .canonical import Body, facts_of, unhex
from .chain import genesis, is_linked, key_id, tail_of
from .history import Act, History, Past
from .ordinary import spells
from .rights import check_kiosk, check_signer
from .row import Row
from .rule import Rule, Step
from .wrong import UNREADABLE, Wrong, need

RULES: dict[Kind, Rule] = {
    **point_rules.RULES,
    **people_rules.RULES,
    **volume_rules.RULES,
    **entry_rules.RULES,
}
"""The rule of every kind of act."""
Check = Tuple[int, bytes, bytes, bytes]
"""One signature: the act's number, whose public key, over which hash, and the signature itself.

A plain tuple: it is sent to other processes, by the million.
"""
_OPENED, _SIGNED, _KIOSK, _PERSON, _RESOLVED = (
    kind.value
    for kind in (
        Kind.ENTRY_OPENED,
        Kind.ENTRY_SIGNED,
        Kind.KIOSK_ENROLLED,
        Kind.SPECIALIST_ENROLLED,
        Kind.CLOCK_RESOLVED,
    )
)
_KEYS = (_KIOSK, _PERSON)


class Walk:
    """Takes in a ledger act by act; ``history`` is what the acts before have said.

    Signatures are gathered (``asked``) and checked by who walks. An act that its entry's row spells
    is taken in without being read; any other is read. The same rules hold for both.
    """

    def __init__(self, uid: str, history: History, past: Past) -> None:
        """``uid`` names the point; ``history`` is empty or what an earlier walk ended with."""
        self.history, self._uid, self._past = history, uid, past
        self._checks: list[Check] = []
        self.tail = bytes.fromhex(history.head) if history.head else genesis(uid)
        """What the next act is chained to."""
        for entry in history.open.values():
            entry.spelled = False  # its row may have changed since an earlier walk

    def take(self, act: Act, row: Row | None = None) -> None:
        """Take in the next act; ``row`` is the entry that it is shown with. Raises Wrong."""
        history = self.history
        seq = history.acts + 1
        try:
            if act.seq != seq:
                raise Wrong(*_misnumbered(act.seq, seq))
            need(is_linked(act, self.tail), "chain")
            if row is None or row.destroyed_at or not self._take_spelled(act, row):
                self._take_read(act)
            need(act.cosignature != b"", "signature")
            self.tail = tail_of(act)
        except Wrong as wrong:
            wrong.where = wrong.where or ("act", seq)
            raise
        except UNREADABLE as error:
            raise Wrong("unreadable", "act", seq) from error
        history.last_at, history.acts = act.at, seq

    def asked(self) -> list[Check]:
        """The signatures of the acts since the last time, to be checked."""
        checks, self._checks = self._checks, []
        self.history.signatures += len(checks)
        return checks

    def finish(self) -> None:
        """The end of the ledger: nothing that an act promised is left open. Raises Wrong."""
        self.history.head = self.tail.hex()
        for place in sorted(self.history.replacing):
            raise Wrong("not_replaced", "entry", *place)

    def _take_spelled(self, act: Act, row: Row) -> bool:
        """Take in an ordinary act if its row spells it; returns whether it does."""
        history, place = self.history, (row.journal, row.year, row.number)
        if not spells(row, act, history.open.get(place)):
            return False
        self._check_order(act)
        if act.kind == _SIGNED:
            check_signer(history, place, row.login, act.key_id)
        else:
            check_kiosk(history, act.key_id)
        self._ask(act, act.key_id, act.signature)
        need(act.cosignature is None, "cosignature")
        if act.kind == _OPENED:
            entry_rules.open_entry(history, self._past, act, place, spelled=True)
        elif act.kind == _SIGNED:
            entry_rules.sign_entry(history, self._past, act, place)
        else:
            entry_rules.complete_entry(history, act, place, row.login, spelled=True)
        return True

    def _take_read(self, act: Act) -> None:
        """Any other act."""
        body = facts_of(act.body)
        rule = RULES[check_facts(body)]
        need((body["kind"], body["at"]) == (act.kind, act.at), "kind_or_time")
        self._check_order(act)
        self._learn_key(body)
        step = Step(act, body, self.history, self._past, self.tail)
        rule.by(step)
        self._ask(act, act.key_id, act.signature)
        need((act.cosignature is not None) == (act.kind == _PERSON), "cosignature")
        if act.kind == _PERSON:
            self._ask(act, body["key"], act.cosignature or b"")
        need("number" in body or act.entry_id is None, "shown_with_another")
        rule.take(step)

    def _check_order(self, act: Act) -> None:
        """Acts follow one another in time, unless an administrator settled a wrong clock; only the
        first enrols the kiosk."""
        need((act.at < self.history.last_at) == (act.kind == _RESOLVED), "time")
        need((act.kind == _KIOSK) == (self.history.acts == 0), "kiosk_first")

    def _learn_key(self, body: Body) -> None:
        """Enrolments bring the public keys that acts are checked with."""
        if body["kind"] in _KEYS:
            name, public_key = body["key"], unhex(body["public_key"], 32)
            need(key_id(public_key) == name and name not in self.history.keys, "key_name")
            self.history.keys[name] = public_key
        if body["kind"] == _KIOSK:
            need(body["point"] == self._uid, "another_point")
            self.history.kiosk = name

    def _ask(self, act: Act, key: str, signature: bytes) -> None:
        need(key in self.history.keys, "signature")
        self._checks.append((act.seq, self.history.keys[key], act.hash, signature))


def _misnumbered(found: int, awaited: int) -> tuple[str, str, int]:
    """An act that is there twice, or the place of one that is missing."""
    return ("twice", "act", found) if found < awaited else ("missing", "act", awaited)
