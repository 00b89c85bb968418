"""Who signs, and what: the statements of a signature, in plain SQL like ``db.writes``."""

from __future__ import annotations

from typing import NamedTuple

from db.writes import execute, whole, word


class SignerRow(NamedTuple):
    """An enrolled specialist as they stand in their table."""

    id: int
    login: str
    name: str
    post: str
    duty: str
    journals: str
    key_id: str
    pin_salt: bytes
    sealed_key: bytes


class SignableRow(NamedTuple):
    """An entry that its specialist wants to sign, with its volume and the journals they keep."""

    number: int
    journal: str
    year: int
    closed_at: str | None
    kept: str


def has_key(point: int, key_id: str) -> bool:
    """Whether somebody enrolled has this key now."""
    return bool(
        execute(
            "SELECT 1 FROM specialist WHERE point_id = ? AND key_id = ? AND status = 'enrolled'",
            (point, key_id),
        )
    )


_SIGNER = f"SELECT {', '.join(SignerRow._fields)} FROM specialist"  # noqa: S608 - our own names


def signer_of(point: int, login: str) -> SignerRow | None:
    """The enrolled specialist with a login."""
    found = execute(
        f"{_SIGNER} WHERE point_id = ? AND login = ? AND status = 'enrolled'", (point, login)
    )
    return SignerRow(*found[0]) if found else None


def agreed_at(key_id: str) -> str | None:
    """When the agreement about a key was recorded; None where there is none yet."""
    found = execute("SELECT agreed_at FROM signing_key WHERE key_id = ?", (key_id,))
    return word(found[0][0]) if found and found[0][0] is not None else None


def signable(entry: int, specialist: int) -> SignableRow | None:
    """An entry, if this specialist was the one to help."""
    found = execute(
        "SELECT entry.number, volume.journal, volume.year, volume.closed_at, specialist.journals"
        " FROM entry JOIN volume ON volume.id = entry.volume_id"
        " JOIN specialist ON specialist.id = entry.specialist_id"
        " WHERE entry.id = ? AND entry.specialist_id = ?",
        (entry, specialist),
    )
    return SignableRow(whole(found[0][0]), *found[0][1:]) if found else None


def newest_hash(entry: int, kind: str) -> bytes | None:
    """The hash of the newest act of a kind about an entry."""
    found = execute(
        "SELECT hash FROM act WHERE entry_id = ? AND kind = ? ORDER BY seq DESC LIMIT 1",
        (entry, kind),
    )
    return bytes(found[0][0]) if found else None


def mark_signed(entry: int, at: str) -> bool:
    """Turn a completed entry into a signed one; False where it was not completed."""
    return bool(
        execute(
            "UPDATE entry SET state = 'signed', signed_at = ?"
            " WHERE id = ? AND state = 'completed' RETURNING id",
            (at, entry),
        )
    )
