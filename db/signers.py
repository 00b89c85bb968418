"""Who signs, and what: the statements of a signature, in plain SQL like ``db.writes``."""

from __future__ import annotations

from typing import NamedTuple

from db.migrations.m0001_foundation import WHO_AND_WHAT
from db.writes import execute, whole, word


class SignerRow(NamedTuple):
    """An enrolled specialist as they stand in their table."""

    id: int
    login: str
    name: str
    post: str
    duty: str
    journals: str
    salt: bytes
    key_id: str
    pin_salt: bytes
    sealed_key: bytes


class SignableRow(NamedTuple):
    """An entry that its specialist wants to sign, with its volume and the journals they keep."""

    number: int
    journal: str
    year: int
    closed_at: str | None
    corrects: int | None
    kept: str


def has_key(point: int, key_id: str) -> bool:
    """Whether somebody enrolled has this key now."""
    return bool(
        execute(
            "SELECT 1 FROM specialist WHERE point_id = ? AND key_id = ? AND status = 'enrolled'",
            (point, key_id),
        )
    )


def newest_desk(point: int, key_id: str) -> bytes | None:
    """The body of the newest act by which this key opened a desk; None where it opened none."""
    found = execute(
        "SELECT body FROM act WHERE point_id = ? AND key_id = ? AND kind = 'desk_opened'"
        " ORDER BY seq DESC LIMIT 1",
        (point, key_id),
    )
    return bytes(found[0][0]) if found else None


_SIGNER = f"SELECT {', '.join(SignerRow._fields)} FROM specialist"  # noqa: S608 - our own names


def signer_of(point: int, login: str) -> SignerRow | None:
    """The enrolled specialist with a login."""
    found = execute(
        f"{_SIGNER} WHERE point_id = ? AND login = ? AND status = 'enrolled'", (point, login)
    )
    return SignerRow(*found[0]) if found else None


def agreed_at(point: int, key_id: str) -> str | None:
    """When the agreement about a key was recorded; None where there is none yet."""
    found = execute(
        "SELECT agreed_at FROM signing_key WHERE point_id = ? AND key_id = ?", (point, key_id)
    )
    return word(found[0][0]) if found and found[0][0] is not None else None


def signable(point: int, entry: int, specialist: int) -> SignableRow | None:
    """An entry, if this specialist was the one to help."""
    found = execute(
        "SELECT entry.number, volume.journal, volume.year, volume.closed_at, entry.corrects_id,"
        " specialist.journals"
        " FROM entry JOIN volume ON volume.id = entry.volume_id"
        " JOIN specialist ON specialist.id = entry.specialist_id"
        " WHERE entry.point_id = ? AND entry.id = ? AND entry.specialist_id = ?",
        (point, entry, specialist),
    )
    return SignableRow(whole(found[0][0]), *found[0][1:]) if found else None


class FixingRow(NamedTuple):
    """An act that fixed what an entry says."""

    kind: str
    at: str
    body: bytes
    tail: bytes


def fixing(entry: int) -> tuple[FixingRow, FixingRow] | None:
    """The newest acts that opened and completed an entry; one act may have done both."""
    found = execute(
        f"SELECT {', '.join(FixingRow._fields)} FROM act WHERE entry_id = ?"  # noqa: S608 - our own names
        " AND kind IN ('entry_opened', 'entry_asked', 'entry_recorded', 'entry_restated',"
        " 'entry_completed') ORDER BY seq",
        (entry,),
    )
    acts = [FixingRow._make(row) for row in found]
    completed = [act for act in acts if act.kind not in ("entry_opened", "entry_asked")]
    return (acts[0], completed[-1]) if completed else None


def mark_signed(entry: int, at: str, seq: int) -> bool:
    """Turn a completed entry into one that act ``seq`` signed; False where it was not completed."""
    return bool(
        execute(
            "UPDATE entry SET state = 'signed', signed_at = ?, signed_seq = ?"
            " WHERE id = ? AND state = 'completed' RETURNING id",
            (at, seq, entry),
        )
    )


def newest_who(point: int) -> bytes:
    """What is chained to the newest act that says who or what somebody is; empty before any."""
    found = execute(
        f"SELECT tail FROM act WHERE point_id = ? AND {WHO_AND_WHAT} ORDER BY seq DESC LIMIT 1",  # noqa: S608 - our own words
        (point,),
    )
    return bytes(found[0][0]) if found else b""
