"""A made ledger: acts as plain values that can be changed, then chained and signed with real keys.

What an act says of another act is kept as a reference, so that acts may be dropped, moved and
changed, and everything after them is hashed and signed anew as its own signer would have done it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

from nacl.signing import SigningKey

Body = dict[str, Any]
Place = tuple[Any, Any, Any]
"""Journal, school year and number, as an act says them: of any kind where it was changed."""
Volume = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class HashOf:
    """Stands in a body for the hash of the act with this name."""

    name: int


class Covered(Enum):
    """Stands in a closing for what it covers: the digest of the rows, the head before it."""

    ROWS = "rows"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Key:
    """A private key of one of the made people, or of the kiosk."""

    seed: bytes

    @property
    def public(self) -> bytes:
        return _public(self.seed)

    @property
    def name(self) -> str:
        return hashlib.sha256(self.public).hexdigest()[:16]

    def sign(self, act_hash: bytes) -> bytes:
        return signed(self.seed, b"helppoint/sign/v1\0" + act_hash)


@dataclass(slots=True)
class Act:
    """One act before it is hashed: what it says, who signs it, and the words beside it."""

    name: int
    """Stays with the act wherever it is moved; no two acts of a ledger have one name."""
    body: Body
    hand: str
    """The key that signs it, by name."""
    second: str | None = None
    """The key that signs it as well."""
    words: dict[str, str] = field(default_factory=dict)
    """What its commitments stand for, by field."""
    salt: bytes = b""
    drawing: tuple[str, bytes] | None = None
    """The strokes beside a signature, and their salt."""
    text: str = ""
    """The text of an agreement."""
    spelling: Callable[[Body], bytes] | None = None
    """How its bytes are spelled, where not canonically."""
    columns: dict[str, Any] = field(default_factory=dict)
    """Columns that say otherwise than the act: seq, kind, at, hash, key_id, signature."""

    @property
    def kind(self) -> str:
        return str(self.body.get("kind"))

    @property
    def place(self) -> Place:
        """The entry that it is about. Raises KeyError where it is about none."""
        return self.body["journal"], self.body["year"], self.body["number"]

    @property
    def volume(self) -> Volume:
        return self.body["journal"], self.body["year"]

    def is_of(self, volume: Volume) -> bool:
        """Whether it is about this volume or an entry in it."""
        return (self.body.get("journal"), self.body.get("year")) == volume

    def commit(self) -> None:
        """Make the commitments anew from the words beside it."""
        self.body["committed"] = commitments(self.salt, self.words)

    def copy(self, name: int | None = None) -> Act:
        return Act(
            name=self.name if name is None else name,
            body=copied(self.body),
            hand=self.hand,
            second=self.second,
            words=dict(self.words),
            salt=self.salt,
            drawing=self.drawing,
            text=self.text,
            spelling=self.spelling,
            columns=dict(self.columns),
        )


@dataclass(slots=True)
class Made:
    """A ledger that can be changed, and all private keys of its people."""

    uid: str
    zone: str
    keys: dict[str, Key]
    kiosk: str
    """The kiosk's key, by name."""
    acts: list[Act]
    names: int = 0
    """How many acts were ever named."""
    last_destruction_stands: bool = False
    """Whether the tables tell the last destruction of an entry that was named twice."""

    def copy(self) -> Made:
        acts = [act.copy() for act in self.acts]
        return Made(self.uid, self.zone, dict(self.keys), self.kiosk, acts, self.names)

    def add(self, act: Act, at: int | None = None) -> Act:
        """Put a new act at the end or before the act at ``at``."""
        self.acts.insert(len(self.acts) if at is None else at, act)
        return act

    def new_name(self) -> int:
        self.names += 1
        return self.names

    def of_kind(self, *kinds: str) -> list[Act]:
        return [act for act in self.acts if act.kind in kinds]


@dataclass(frozen=True, slots=True)
class Sealed:
    """An act as it stands in a ledger; columns may be of any kind where they were forged."""

    seq: Any
    kind: Any
    at: Any
    said: Body
    """What the body says, with hashes where the act was made with references."""
    body: bytes
    hash: bytes
    key_id: Any
    signature: bytes
    second: bytes | None

    @property
    def tail(self) -> bytes:
        parts = (self.hash, self.signature, self.second or b"")
        return hashlib.sha256(b"helppoint/tail/v1\0" + b"".join(parts)).digest()


def seal(made: Made) -> list[Sealed]:
    """Chain all acts and have each signed by its hand."""
    tail = hashlib.sha256(b"helppoint/genesis/v1\0" + made.uid.encode()).digest()
    hashes: dict[int, bytes] = {}
    rows: dict[Volume, dict[Any, list[bytes]]] = {}
    sealed: list[Sealed] = []
    for seq, act in enumerate(made.acts, 1):
        body = _resolved(act.body, hashes, lambda act=act: _digest(rows, act.body), tail)
        raw = act.spelling(body) if act.spelling else spelled(body)
        act_hash = link_hash(tail, seq, raw)
        sealed.append(_signed(made, act, seq, body, raw, act_hash))
        hashes[act.name], tail = sealed[-1].hash, sealed[-1].tail
        _note_row(rows, body, sealed[-1].hash)
    return sealed


def _signed(made: Made, act: Act, seq: int, body: Body, raw: bytes, act_hash: bytes) -> Sealed:
    second = made.keys[act.second].sign(act_hash) if act.second else None
    columns = {
        "seq": seq,
        "kind": body.get("kind"),
        "at": body.get("at"),
        "hash": act_hash,
        "key_id": act.hand,
        "signature": made.keys[act.hand].sign(act_hash),
        "second": second,
    }
    return Sealed(said=body, body=raw, **(columns | act.columns))


def _resolved(value: Any, hashes: Mapping[int, bytes], rows: Callable[[], str], tail: bytes) -> Any:
    """A value with hashes in the place of references; an act that is gone has an unknown one."""
    if isinstance(value, dict):
        return {key: _resolved(inner, hashes, rows, tail) for key, inner in value.items()}
    if isinstance(value, HashOf):
        unknown = hashlib.sha256(b"%d" % value.name).digest()
        return hashes.get(value.name, unknown).hex()
    if value is Covered.ROWS:
        return rows()
    return tail.hex() if value is Covered.HEAD else value


def _note_row(rows: dict[Volume, dict[Any, list[bytes]]], body: Body, act_hash: bytes) -> None:
    try:
        volume = rows.setdefault((body["journal"], body["year"]), {})
        volume.setdefault(body["number"], []).append(act_hash)
    except (KeyError, TypeError):
        return


def _digest(rows: Mapping[Volume, Mapping[Any, list[bytes]]], body: Body) -> str:
    """The digest of all rows of the volume that a closing is about."""
    hashed = hashlib.sha256(
        f"helppoint/rows/v1\0{body.get('journal')}/{body.get('year')}\0".encode()
    )
    try:
        found = rows.get((body.get("journal"), body.get("year")), {})
    except TypeError:  # a volume that is no name of one
        found = {}
    for number, hashes in sorted(found.items(), key=lambda each: str(each[0]).zfill(9)):
        hashed.update(f"{number}:".encode() + b"".join(hashes))
    return hashed.hexdigest()


def note(made: Made, sealed: list[Sealed], epoch: int) -> str:
    """The kiosk's checkpoint over the last act."""
    origin = f"help-point/{made.uid}" + (f"/{epoch}" if epoch else "")
    head = base64.b64encode(sealed[-1].tail).decode()
    text = f"{origin}\n{len(sealed)}\n{head}\n{sealed[-1].at}\n"
    key = made.keys[made.kiosk]
    mark = hashlib.sha256(origin.encode() + b"\n\x01" + key.public).digest()[:4]
    signature = base64.b64encode(mark + signed(key.seed, text.encode())).decode()
    return f"{text}\n\u2014 {origin} {signature}\n"


def link_hash(tail: bytes, seq: int, body: bytes) -> bytes:
    link = tail + seq.to_bytes(8, "big") + hashlib.sha256(body).digest()
    return hashlib.sha256(b"helppoint/link/v1\0" + link).digest()


def spelled(body: object) -> bytes:
    """Canonical JSON, also of values that no honest act has."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def commitments(salt: bytes, words: Mapping[str, str]) -> dict[str, Any]:
    """The commitments to some words, each under a salt of its own."""
    return {name: _commitment(salted(salt, name), word) for name, word in words.items()}


def drawn(salt: bytes, strokes: str) -> str:
    return _commitment(salted(salt, "drawing"), strokes)


def salted(salt: bytes, name: str) -> bytes:
    """The salt of one field."""
    return hmac.digest(salt, name.encode(), "sha256")


def _commitment(salt: bytes, word: str) -> str:
    return hashlib.sha256(b"helppoint/commitment/v1\0" + salt + word.encode()).hexdigest()


def copied(value: Any) -> Any:
    """A deep copy of a body."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to every fact of a body, nested ones included."""
    for key, inner in value.items():
        yield (*path, key)
        if isinstance(inner, dict):
            yield from paths(inner, (*path, key))


@lru_cache(maxsize=4096)
def _public(seed: bytes) -> bytes:
    return bytes(SigningKey(seed).verify_key)


@lru_cache(maxsize=20_000)
def signed(seed: bytes, message: bytes) -> bytes:
    """An Ed25519 signature; the same beginnings are signed in thousands of trials."""
    return SigningKey(seed).sign(message).signature
