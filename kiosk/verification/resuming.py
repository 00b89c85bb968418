"""What a clean verification found, kept outside the database: the next one can go on from there.

The kiosk's key signs it. It trusts the earlier walk: what was changed before it since then is
found by a whole walk alone.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from db.reading import ActRow, acts_at
from kiosk.machine.files import replace
from kiosk.point.point import HelpPoint
from kiosk.verification.told import Life, Told, tail_of

_NAME = "verified.json"
_SIGNED = b"helppoint/verified/v2\0"
_BY_PLACE = ("volumes", "last", "closed", "destroyed", "emptied")
_ACTS = ("opened", "completed", "ended")
_BYTES = ("body", "hash", "signature")
_PLACES = ("vouched", "corrected", "worded")
_BY_EPOCH = ("begun", "left_sizes")


def keep(point: HelpPoint, told: Told) -> None:
    """Keep what a clean verification found. Raises CannotWrite."""
    said = json.dumps(_packed(told), ensure_ascii=False, sort_keys=True)
    signature = point.keyring.kiosk.sign_bytes(_SIGNED + said.encode()).hex()
    replace(_file(point), json.dumps({"said": said, "signature": signature}).encode())


def found(point: HelpPoint) -> Told:
    """What the last clean verification found; nothing where there was none, where it was altered,
    or where it walked another history than this ledger: a backup was restored meanwhile.
    """
    try:
        kept = json.loads(_file(point).read_text("utf-8"))
        said = str(kept["said"])
        key = VerifyKey(point.keyring.kiosk.public_key)
        key.verify(_SIGNED + said.encode(), bytes.fromhex(kept["signature"]))
        told = _unpacked(json.loads(said))
        return told if _goes_on(point, told) else Told()
    except (OSError, ValueError, KeyError, TypeError, BadSignatureError):
        return Told()


def _goes_on(point: HelpPoint, told: Told) -> bool:
    """Whether the ledger has the act that the walk ended with."""
    last = acts_at(point.id, [told.acts])
    return [tail_of(act).hex() for act in last] == [told.head]


def _file(point: HelpPoint) -> Path:
    return point.keyring.folder / _NAME


def _packed(told: Told) -> dict[str, Any]:
    """The fields as JSON has them: places as lists, bytes in hexadecimal digits."""
    kept = {field.name: getattr(told, field.name) for field in fields(Told)}
    for name in _BY_PLACE:
        kept[name] = [[list(place), value] for place, value in kept[name].items()]
    for name in _PLACES:
        kept[name] = sorted(list(place) for place in kept[name])
    kept["keys"] = {name: key.hex() for name, key in told.keys.items()}
    for name in _BY_EPOCH:
        kept[name] = list(kept[name].items())
    kept["open"] = [_packed_life(life) for life in told.open.values()]
    kept["ended"], kept["newest"] = [], None  # compared already; no act continues them
    return kept


def _packed_life(life: Life) -> dict[str, Any]:
    kept = {field.name: getattr(life, field.name) for field in fields(Life)}
    return kept | {name: _packed_act(kept[name]) for name in _ACTS}


def _packed_act(act: ActRow | None) -> list[Any] | None:
    return act and [cell.hex() if isinstance(cell, bytes) else cell for cell in act]


def _unpacked(kept: dict[str, Any]) -> Told:
    for name in _BY_PLACE:
        kept[name] = {tuple(place): value for place, value in kept[name]}
    for name in _PLACES:
        kept[name] = {tuple(place) for place in kept[name]}
    kept["keys"] = {name: bytes.fromhex(key) for name, key in kept["keys"].items()}
    for name in _BY_EPOCH:
        kept[name] = dict(kept[name])
    lives = [_unpacked_life(life) for life in kept["open"]]
    kept["open"] = {life.place: life for life in lives}
    return Told(**kept)


def _unpacked_life(kept: dict[str, Any]) -> Life:
    acts = {name: _unpacked_act(kept[name]) for name in _ACTS}
    return Life(**kept | acts | {"place": tuple(kept["place"])})


def _unpacked_act(kept: list[Any] | None) -> ActRow | None:
    if kept is None:
        return None
    act = dict(zip(ActRow._fields, kept, strict=True))
    return ActRow(**act | {name: bytes.fromhex(act[name]) for name in _BYTES})
