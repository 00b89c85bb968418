"""What a bundle says, as plain values: one volume's rows with their salts, every act, every key.

Where somebody stands in the line is not evidence, so an entry that has not ended is «open».
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from db.models import Act, Drawing, Entry, SigningKey, Volume
from db.models import Point as PointRow
from db.models import Specialist as SpecialistRow
from db.reading import words_beside
from kiosk.journal.facts import SEARCHED
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import WORDED, Kind
from kiosk.proof.bundle_files import FORMAT
from kiosk.proof.canonical import facts_of, field_salt
from kiosk.proof.history import UTC, shelves_of
from kiosk.proof.row import OPEN
from kiosk.proof.zones import offsets_of
from kiosk.words.states import WAITED_UNDER

Table = dict[str, Any]
_AS_THEY_ARE = (
    "number",
    "request_id",
    "role",
    "channel",
    "consent",
    *SEARCHED,
    "left_reason",
    "day",
    "series",
    "ticket",
    "opened_at",
    "completed_at",
    "signed_at",
    "held_on",
    "carried_on",
    "asked",
    "destroyed_at",
)


def journal(point: HelpPoint, volume: Volume) -> Table:
    """A volume with all its rows and the reasons given in its acts."""
    named = PointRow.get_by_id(point.id)
    return {
        "format": FORMAT,
        "point": named.uid,
        "school": named.school,
        "name": named.name,
        "zone": _zone(point, named.zone),
        "journal": volume.journal,
        "year": volume.year,
        "opened_at": volume.opened_at,
        "closed_at": volume.closed_at,
        "entries": volume.last_number,
        "rows": list(_rows(volume)),
        "wordings": list(_wordings(point, volume)),
    }


def acts(point: HelpPoint) -> Iterator[Table]:
    """Every act of the ledger from the first, the body as the text that was hashed."""
    for act in Act.select().where(Act.point == point.id).order_by(Act.seq).iterator():
        yield {
            "seq": act.seq,
            "kind": act.kind,
            "at": act.at,
            "request": act.request,
            "body": bytes(act.body).decode(),
            "given": bytes(act.given).decode(),
            "key_id": act.key_id,
            "signature": bytes(act.signature).hex(),
            "cosignature": bytes(act.cosignature).hex() if act.cosignature is not None else None,
            "tail": bytes(act.tail).hex(),
        }


def keys(point: HelpPoint) -> Table:
    """The kiosk's key, and everybody's keys with the salts that open name and post alone."""
    kiosk = point.keyring.kiosk
    rows = SpecialistRow.select().where(
        SpecialistRow.point == point.id, SpecialistRow.status != "invited"
    )
    return {
        "kiosk": {"key_id": kiosk.key_id, "public_key": kiosk.public_key.hex()},
        "specialists": [_holder(point, row) for row in sorted(rows, key=lambda row: row.login)],
    }


def agreements(point: HelpPoint) -> list[Table]:
    """The agreements on electronic signatures, in the order in which they were recorded."""
    by_key = {row.key_id: row for row in SigningKey.select()}
    bodies = [json.loads(bytes(act.body)) for act in _acts_of(point, Kind.AGREEMENT_RECORDED)]
    return [_agreement(by_key[body["key"]], body["login"]) for body in bodies]


def _agreement(row: SigningKey, login: str) -> Table:
    return {
        "key_id": row.key_id,
        "login": login,
        "date": row.agreed_on,
        "recorded_at": row.agreed_at,
        "text": row.agreement,
    }


def _acts_of(point: HelpPoint, *kinds: Kind) -> Iterator[Act]:
    wanted = [kind.value for kind in kinds]
    acts: Iterator[Act] = (
        Act.select().where(Act.point == point.id, Act.kind.in_(wanted)).order_by(Act.seq).iterator()
    )
    return acts


def _holder(point: HelpPoint, row: SpecialistRow) -> Table:
    salt = bytes(row.salt)
    with_keys = _acts_of(point, Kind.SPECIALIST_ENROLLED, Kind.KEY_RENEWED)
    given = [(json.loads(bytes(act.body)), act.at) for act in with_keys]
    return {
        "login": row.login,
        "name": row.name,
        "post": row.post,
        "salts": {word: field_salt(salt, word).hex() for word in ("name", "post")},
        "duty": row.duty,
        "journals": row.journals.strip(),
        "keys": [
            {"key_id": said["key"], "public_key": said["public_key"], "enrolled_at": at}
            for said, at in given
            if said["login"] == row.login
        ],
    }


def _zone(point: HelpPoint, newest: str) -> Table:
    """The time zone that pages are printed in, and those that the point had before, for a reader
    whose Python knows none."""
    had = {json.loads(bytes(act.body))["zone"] for act in _acts_of(point, Kind.POINT_NAMED)}
    earlier = {name: _offsets(point, name) for name in sorted(had - {newest, UTC})}
    return {"name": newest, "offsets": _offsets(point, newest), "earlier": earlier}


def _offsets(point: HelpPoint, zone: str) -> list[list[object]]:
    """A zone's offset in seconds at the times of all acts: [since, seconds] where it changes."""
    times = Act.select(Act.at).where(Act.point == point.id).distinct().order_by(Act.at)
    return offsets_of(ZoneInfo(zone), (act.at for act in times.iterator()))


def _rows(volume: Volume) -> Iterator[Table]:
    logins = {row.id: row.login for row in SpecialistRow.select()}
    drawings = {
        drawing.entry.id: {"strokes": drawing.strokes, "salt": bytes(drawing.salt).hex()}
        for drawing in Drawing.select(Drawing, Entry).join(Entry).where(Entry.volume == volume.id)
    }
    for entry in Entry.select().where(Entry.volume == volume.id).order_by(Entry.number).iterator():
        ended = entry.state not in WAITED_UNDER
        yield {
            **{column: getattr(entry, column) for column in _AS_THEY_ARE},
            "state": entry.state if ended else OPEN,
            "specialist": logins.get(entry.specialist_id) if ended else None,
            "salt": bytes(entry.salt).hex(),
            "drawing": drawings.get(entry.id),
        }


def _wordings(point: HelpPoint, volume: Volume) -> Iterator[Table]:
    """The words beside the acts about this volume and its entries: reasons, and who signed."""
    shelf = (volume.journal, volume.year)
    for act in _acts_of(point, *map(Kind, sorted(WORDED))):
        if shelf in shelves_of(facts_of(bytes(act.body)), facts_of(bytes(act.given))):
            for word, (text, salt) in sorted(words_beside([act.id]).get(act.id, {}).items()):
                yield {"act": act.seq, "word": word, "text": text, "salt": salt.hex()}
