"""Saying an act: its facts are spelled and signed before anything is locked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from kiosk.point.point import HelpPoint
from kiosk.point.seen import Glimpse
from kiosk.proof.acts import VERSION, Kind, check_facts
from kiosk.proof.canonical import Value, canonical, commitment
from kiosk.signing.keys import Signer
from kiosk.words.days import stamp

Salted = tuple[str, bytes]
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """An act that was said and signed, and that the ledger does not have yet."""

    kind: Kind
    request: str
    at: datetime
    """When it was said, by this device's clock."""
    seen: Glimpse
    body: bytes
    key_id: str
    signature: bytes
    cosignature: bytes | None
    words: Mapping[str, Salted]
    """What stands beside the act: each text with the salt of its commitment, by its name."""


def new_request_id() -> str:
    """A fresh id that is made once for one deed, however often it is sent."""
    return secrets.token_hex(16)


def say(
    point: HelpPoint,
    kind: Kind,
    facts: Mapping[str, Value],
    *,
    signer: Signer | None = None,
    request: str = "",
    words: Mapping[str, str] = NO_WORDS,
) -> Said:
    """Say an act: the key of a person or of a session signs it and the kiosk's as well, or the
    kiosk's alone.

    ``request`` is the id of what was asked for; a deed without one gets a fresh one. ``words``
    stand beside the act, by name; it only commits to them. Raises ValueError for facts that are
    not those of the kind.
    """
    kiosk, request = point.keyring.kiosk, request or new_request_id()
    salted = {name: (text, secrets.token_bytes(32)) for name, text in words.items()}
    seen, at = point.seen.newest, point.clock()
    said: dict[str, Value] = {
        "v": VERSION,
        "kind": kind.value,
        "point": point.uid,
        "device": kiosk.key_id,
        "request": request,
        "said": stamp(at),
        "seen": {"size": seen.size, "head": seen.head},
        **_worded(facts, salted),
    }
    check_facts(said)
    body = canonical(said)
    hand, second = signer or kiosk, kiosk.sign(body) if signer is not None else None
    return Said(kind, request, at, seen, body, hand.key_id, hand.sign(body), second, salted)


def _worded(facts: Mapping[str, Value], salted: Mapping[str, Salted]) -> dict[str, Value]:
    """The facts with the commitments to the words, where there are any."""
    if not salted:
        return dict(facts)
    committed = facts.get("committed")
    others = committed if isinstance(committed, Mapping) else {}
    fixed = {name: commitment(salt, name, text) for name, (text, salt) in salted.items()}
    return {**facts, "committed": {**others, **fixed}}
