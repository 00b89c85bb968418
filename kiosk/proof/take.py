"""One act after another: its place in the chain, its time, its hand, what it says."""

from __future__ import annotations

from array import array
from collections import deque
from hashlib import sha256
from typing import Tuple

from . import entry_rules, ordinary, people_rules, point_rules, volume_rules
from .acts import Kind, check_facts, check_given
from .canonical import Body, facts_of, unhex
from .chain import genesis, is_linked, key_id, key_message, signed_message
from .history import Act, History, Past
from .rights import check_date, check_kiosk, check_session, check_signer
from .row import Row
from .rule import Rule, Step
from .witness import witnessed
from .wrong import UNREADABLE, Wrong, need

RULES: dict[Kind, Rule] = {
    **point_rules.RULES,
    **people_rules.RULES,
    **volume_rules.RULES,
    **entry_rules.RULES,
}
"""The rule of every kind of act."""
Check = Tuple[int, bytes, bytes, bytes]
"""One signature: the act's number, whose public key, over which message, and the signature itself.

A plain tuple: it is sent to other processes, by the million.
"""
_OPENED, _SIGNED, _KIOSK, _RESOLVED = (
    kind.value
    for kind in (
        Kind.ENTRY_OPENED,
        Kind.ENTRY_SIGNED,
        Kind.KIOSK_ENROLLED,
        Kind.CLOCK_RESOLVED,
    )
)
_NEAR = 256
"""An act was mostly said after one of so many acts before it."""


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
        self._near = deque([self.tail], _NEAR)
        self._requests, self._since = array("Q"), history.acts
        for entry in (*history.open.values(), *history.withdrawn.values()):
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
            self._requests.append(_short(act.request))
            self.tail = act.tail
            self._near.append(act.tail)
        except Wrong as wrong:
            wrong.where = wrong.where or ("act", seq)
            raise
        except UNREADABLE as error:
            raise Wrong("unreadable", "act", seq) from error
        history.last_at, history.acts = act.at, seq

    def take_apart(self, act: Act, before: bytes) -> None:
        """Take in an act that says who or what somebody is, without the others in between;
        ``before`` is what it is chained to. Raises Wrong."""
        try:
            need(is_linked(act, before), "chain")
            self._take_step(self._read(act))
        except Wrong as wrong:
            wrong.where = wrong.where or ("act", act.seq)
            raise
        except UNREADABLE as error:
            raise Wrong("unreadable", "act", act.seq) from error
        self.history.last_at = act.at

    def asked(self) -> list[Check]:
        """The signatures of the acts since the last time, to be checked."""
        checks, self._checks = self._checks, []
        self.history.signatures += len(checks)
        return checks

    def finish(self) -> None:
        """The end of the ledger: nothing was done twice under one id. Raises Wrong."""
        self.history.head = self.tail.hex()
        if len(set(self._requests)) < len(self._requests):
            first: dict[int, int] = {}
            asked = enumerate(self._requests, self._since + 1)
            again = [seq for seq, request in asked if first.setdefault(request, seq) != seq]
            raise Wrong("asked_before", "act", again[0])

    def _take_spelled(self, act: Act, row: Row) -> bool:
        """Take in an ordinary act if its row spells it; returns whether it does."""
        history, place = self.history, (row.journal, row.year, row.number)
        more = ordinary.heard(act, self._uid, history.kiosk)
        entry = history.open.get(place)
        if more is None or not ordinary.spells(row, act, entry, more):
            return False
        self._check_order(act, more.size, more.head)
        if act.kind == _SIGNED:
            check_signer(history, place, row.login, act.key_id)
            check_date(history, self._past, act.at, more.date, more.zone)
        elif act.kind == _OPENED:
            check_kiosk(history, act.key_id)
        else:
            check_session(history, act, row.login)
        self._ask_hands(act)
        need(act.kind != _SIGNED or act.entry_id is None, "shown_with_another")
        if act.kind == _OPENED:
            entry_rules.open_entry(history, self._past, act, place, spelled=True)
            ticket = row.day, row.series, row.ticket
            entry_rules.take_ticket(history, self._past, act, place[0], ticket)
        elif act.kind == _SIGNED:
            entry_rules.sign_entry(history, self._past, act, place)
        else:
            entry_rules.complete_entry(history, act, place, row.login, spelled=True)
        return True

    def _take_read(self, act: Act) -> None:
        """Any other act."""
        step = self._read(act)
        seen = step.body["seen"]
        self._check_order(act, seen["size"], seen["head"])
        self._take_step(step)

    def _read(self, act: Act) -> Step:
        """An act that says what its kind says, and is stored as what it says."""
        body, given = facts_of(act.body), facts_of(act.given)
        check_given(check_facts(body), given)
        repeated = (body["kind"], body["request"], given["at"], given["seq"])
        need(repeated == (act.kind, act.request, act.at, act.seq), "kind_or_time")
        need(body["point"] == self._uid, "another_point")
        return Step(act, body, given, self.history, self._past)

    def _take_step(self, step: Step) -> None:
        """Who signed it, and what it changes."""
        act, body, rule = step.act, step.body, RULES[Kind(step.act.kind)]
        self._learn_key(body)
        need(body["device"] == self.history.kiosk, "another_device")
        rule.by(step)
        self._ask_hands(act)
        if "proof" in body:
            self._ask_proof(act, body)
        if "witness" in body:
            said = body["witness"]
            self._ask(act, said["key"], witnessed(body), unhex(said["signature"], 64))
        about_one = "number" in body or "number" in step.given
        need(about_one or act.entry_id is None, "shown_with_another")
        rule.take(step)

    def _check_order(self, act: Act, size: int, head: str) -> None:
        """Acts follow one another in time, unless an administrator settled a wrong clock; only the
        first enrols the kiosk; each was said after what its device had seen of this ledger."""
        acts = self.history.acts
        need(act.at >= self.history.last_at or act.kind == _RESOLVED, "time")
        need((act.kind == _KIOSK) == (acts == 0), "kiosk_first")
        need(size <= acts, "seen_another")
        near = acts - size < len(self._near)
        tail = self._near[size - acts - 1] if near else self._past.tail(size)
        need(tail.hex() == head, "seen_another")

    def _learn_key(self, body: Body) -> None:
        """Enrolments and open desks bring the public keys that acts are checked with."""
        if "public_key" in body:
            name, public_key = body["key"], unhex(body["public_key"], 32)
            need(key_id(public_key) == name and name not in self.history.keys, "key_name")
            self.history.keys[name] = public_key
        if body["kind"] == _KIOSK:
            self.history.kiosk = name

    def _ask_hands(self, act: Act) -> None:
        """Who signed; and where that was a person, the device as well."""
        kiosk = self.history.kiosk
        need((act.cosignature is not None) == (act.key_id != kiosk), "cosignature")
        message = signed_message(act.body)
        self._ask(act, act.key_id, message, act.signature)
        if act.cosignature is not None:
            self._ask(act, kiosk, message, act.cosignature)

    def _ask_proof(self, act: Act, body: Body) -> None:
        """A new key proves that it is there."""
        login = body.get("login") or body["specialist"]
        message = key_message(self._uid, login, unhex(body["public_key"], 32))
        self._ask(act, body["key"], message, unhex(body["proof"], 64))

    def _ask(self, act: Act, key: str, message: bytes, signature: bytes) -> None:
        need(key in self.history.keys, "signature")
        self._checks.append((act.seq, self.history.keys[key], message, signature))


def _short(request: str) -> int:
    """Eight bytes that stand for an id: a million of them fit into little memory."""
    return int.from_bytes(sha256(request.encode()).digest()[:8], "big")


def _misnumbered(found: int, awaited: int) -> tuple[str, str, int]:
    """An act that is there twice, or the place of one that is missing."""
    return ("twice", "act", found) if found < awaited else ("missing", "act", awaited)
