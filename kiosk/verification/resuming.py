"""What a clean verification found, kept outside the database: the next one can go on from there.

The kiosk's key signs it. It trusts the earlier walk: what was changed before it since then is
found by a whole walk alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from db.reading import ActRow
from kiosk.machine.files import replace
from kiosk.point.point import HelpPoint
from kiosk.proof.history import EntryActs, History, Place, Renewal, Shelf
from kiosk.verification.walk import is_met
from kiosk.verification.walked import Walked

_NAME = "verified.json"
_SIGNED = b"helppoint/verified/v7\0"
_BY_PLACE = ("volumes", "last", "tickets", "closed", "destroyed")
_PLACES = ("vouched", "corrected", "restated")
_ENTRIES = ("open", "withdrawn")
_BY_EPOCH = ("begun", "left_sizes")
_ACTS = ("opened", "completed", "ended")
_BYTES = ("body", "given", "signature", "cosignature", "tail")


def keep(point: HelpPoint, walked: Walked) -> None:
    """Keep what a clean verification found. Raises CannotWrite."""
    said = json.dumps(_packed(walked), ensure_ascii=False, sort_keys=True)
    signature = point.keyring.kiosk.sign_bytes(_SIGNED + said.encode()).hex()
    replace(_file(point), json.dumps({"said": said, "signature": signature}).encode())


def found(point: HelpPoint) -> Walked:
    """What the last clean verification found; nothing where there was none, where it was altered,
    or where it walked another history than this ledger: a backup was restored meanwhile.
    """
    try:
        kept = json.loads(_file(point).read_text("utf-8"))
        said = str(kept["said"])
        key = VerifyKey(point.keyring.kiosk.public_key)
        key.verify(_SIGNED + said.encode(), bytes.fromhex(kept["signature"]))
        walked = _unpacked(json.loads(said))
        return walked if is_met(point, walked.history) else Walked()
    except (OSError, ValueError, KeyError, TypeError, BadSignatureError):
        return Walked()


def _file(point: HelpPoint) -> Path:
    return point.keyring.folder / _NAME


def _packed(walked: Walked) -> dict[str, Any]:
    """The fields as JSON has them: places as lists, bytes in hexadecimal digits."""
    kept = {field.name: getattr(walked, field.name) for field in fields(Walked)}
    kept["history"] = _packed_history(walked.history)
    kept["portions"] = []  # what this process has walked itself vouches for nothing later
    kept["worded"] = _listed(walked.worded)
    kept["emptied"] = _paired(walked.emptied)
    return kept


def _packed_history(history: History) -> dict[str, Any]:
    kept = {field.name: getattr(history, field.name) for field in fields(History)}
    kept |= {name: _paired(kept[name]) for name in (*_BY_PLACE, *_BY_EPOCH)}
    kept |= {name: _listed(kept[name]) for name in _PLACES}
    kept["keys"] = {name: key.hex() for name, key in history.keys.items()}
    for name in _ENTRIES:
        kept[name] = [_packed_entry(entry) for entry in kept[name].values()]
    kept["ended"] = []  # compared already; no act continues them
    return kept


def _listed(places: Iterable[Place | Shelf]) -> list[list[Any]]:
    return sorted([*place] for place in places)


def _paired(found: Mapping[Any, Any]) -> list[Any]:
    return [[key, value] for key, value in found.items()]


def _packed_entry(entry: EntryActs) -> dict[str, Any]:
    kept = {field.name: getattr(entry, field.name) for field in fields(EntryActs)}
    return kept | {name: _packed_act(kept[name]) for name in _ACTS}


def _packed_act(act: ActRow | None) -> list[Any] | None:
    return act and [cell.hex() if isinstance(cell, bytes) else cell for cell in act]


def _unpacked(kept: dict[str, Any]) -> Walked:
    kept["history"] = _unpacked_history(kept["history"])
    kept["worded"] = {tuple(place) for place in kept["worded"]}
    kept["emptied"] = {tuple(place): at for place, at in kept["emptied"]}
    return Walked(**kept)


def _unpacked_history(kept: dict[str, Any]) -> History:
    kept |= {name: {tuple(place): value for place, value in kept[name]} for name in _BY_PLACE}
    kept |= {name: {tuple(place) for place in kept[name]} for name in _PLACES}
    kept |= {name: dict(kept[name]) for name in _BY_EPOCH}
    kept["keys"] = {name: bytes.fromhex(key) for name, key in kept["keys"].items()}
    kept["sessions"] = {name: tuple(session) for name, session in kept["sessions"].items()}
    kept["renewed"] = {name: Renewal(*said) for name, said in kept["renewed"].items()}
    for name in _ENTRIES:
        entries = [_unpacked_entry(entry) for entry in kept[name]]
        kept[name] = {entry.place: entry for entry in entries}
    return History(**kept)


def _unpacked_entry(kept: dict[str, Any]) -> EntryActs:
    acts = {name: _unpacked_act(kept[name]) for name in _ACTS}
    return EntryActs(**kept | acts | {"place": tuple(kept["place"])})


def _unpacked_act(kept: list[Any] | None) -> ActRow | None:
    if kept is None:
        return None
    act = dict(zip(ActRow._fields, kept, strict=True))
    digits = {name: bytes.fromhex(act[name]) for name in _BYTES if act[name] is not None}
    return ActRow(**act | digits)
