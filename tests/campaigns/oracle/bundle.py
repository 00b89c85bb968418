"""A made ledger as the files of a bundle, one bundle for every volume.

The printed form is written by the oracle's own functions: what a page says is checked by whoever
reads the bundle, not by whoever made it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.proof.page import short_name
from tests.campaigns.oracle import verifier
from tests.campaigns.oracle.made import Made, Sealed, Volume, note, salted
from tests.campaigns.oracle.tables import Row, Tables

Files = dict[str, bytes]
_ENDED = ("completed", "signed", "left")
_UNPRINTABLE = (*verifier.UNREADABLE, verifier.Wrong, OverflowError)


def bundles(made: Made, sealed: list[Sealed], tables: Tables) -> list[Files]:
    """The files of a bundle of every volume, by name."""
    acts = "".join(_line(act) for act in sealed).encode("utf-8", "surrogatepass")
    common = {
        "acts.jsonl": acts,
        "keys.json": _document(_keys(made, tables)),
        "agreements.json": _document(_agreements(tables)),
        f"checkpoints/{len(sealed):06}.checkpoint": note(made, sealed, tables.epochs).encode(),
    }
    offsets = _offsets(sealed, tables.zone)
    found = []
    for volume in tables.volumes:
        journal = _journal(made, sealed, tables, volume, offsets)
        book = _book(made, sealed, tables, journal, volume)
        found.append(
            common | {"journal.json": _document(journal), "book.json": _document(book)},
        )
    return found


def _line(act: Sealed) -> str:
    columns = {
        "seq": act.seq,
        "kind": act.kind,
        "at": act.at,
        "body": act.body.decode("utf-8", "replace"),
        "hash": act.hash.hex(),
        "key_id": act.key_id,
        "signature": act.signature.hex(),
        "cosignature": act.second.hex() if act.second is not None else None,
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")) + "\n"


def _document(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _keys(made: Made, tables: Tables) -> dict[str, Any]:
    kiosk = made.keys[made.kiosk]
    people = sorted(tables.people.values(), key=lambda person: str(person.login))
    return {
        "kiosk": {"key_id": kiosk.name, "public_key": kiosk.public.hex()},
        "specialists": [
            {
                "login": person.login,
                "name": person.words["name"],
                "post": person.words["post"],
                "salts": {word: salted(person.salt, word).hex() for word in ("name", "post")},
                "duty": person.duty,
                "journals": person.journals,
                "keys": [
                    {"key_id": key, "public_key": public, "enrolled_at": at}
                    for key, public, at in person.keys
                ],
            }
            for person in people
        ],
    }


def _agreements(tables: Tables) -> list[dict[str, Any]]:
    return [
        {
            "key_id": said["key"],
            "login": said["login"],
            "date": said["date"],
            "recorded_at": said["at"],
            "text": said["text"],
        }
        for said in tables.agreements
    ]


def _offsets(sealed: list[Sealed], zone: Any) -> list[list[Any]]:
    offsets: list[list[Any]] = []
    for at in sorted({str(act.at) for act in sealed}):
        try:
            moment = datetime.fromisoformat(at[:-1]).replace(tzinfo=UTC)
            shift = moment.astimezone(ZoneInfo(str(zone))).utcoffset()
        except (ValueError, OSError, LookupError, OverflowError):
            continue
        seconds = int(shift.total_seconds()) if shift else 0
        if not offsets or offsets[-1][1] != seconds:
            offsets.append([at, seconds])
    return offsets


def _journal(
    made: Made, sealed: list[Sealed], tables: Tables, volume: Volume, offsets: list[list[Any]]
) -> dict[str, Any]:
    shelved = tables.volumes[volume]
    return {
        "format": verifier.FORMAT,
        "point": made.uid,
        "school": tables.school,
        "name": tables.name,
        "zone": {"name": tables.zone, "offsets": offsets},
        "journal": volume[0],
        "year": volume[1],
        "opened_at": shelved.opened_at,
        "closed_at": shelved.closed_at,
        "entries": shelved.last,
        "rows": [_row(row) for row in tables.of_volume(volume)],
        "wordings": _wordings(made, tables, volume),
    }


def _row(row: Row) -> dict[str, Any]:
    drawing = row.drawing and {"strokes": row.drawing[0], "salt": row.drawing[1].hex()}
    return {
        **row.words,
        "number": row.place[2],
        "request_id": row.request,
        "role": row.role,
        "channel": row.channel,
        "consent": row.consent,
        "left_reason": row.left_reason,
        "opened_at": row.opened_at,
        "completed_at": row.completed_at,
        "signed_at": row.signed_at,
        "destroyed_at": row.destroyed_at,
        "state": row.state,
        "specialist": row.specialist if row.state in _ENDED else None,
        "salt": row.salt.hex(),
        "drawing": drawing,
    }


def _wordings(made: Made, tables: Tables, volume: Volume) -> list[dict[str, Any]]:
    return [
        {"act": seq, "text": text, "salt": salt.hex()}
        for seq, act in enumerate(made.acts, 1)
        if act.name in tables.wordings and act.kind != "data_destroyed" and act.is_of(volume)
        for text, salt in [tables.wordings[act.name]]
    ]


def _book(
    made: Made, sealed: list[Sealed], tables: Tables, journal: dict[str, Any], volume: Volume
) -> dict[str, Any]:
    """The printed form; one without rows where the acts are too wrong to be printed."""
    try:
        rows = _printed(made, sealed, tables, journal, volume)
        heads = [
            dict(zip(("key", "head"), column.split(":"), strict=True))
            for column in verifier.COLUMNS[volume[0]].split("|")
        ]
    except _UNPRINTABLE:
        rows, heads = [], []
    return {
        "journal": volume[0],
        "title": verifier.TITLES.get(str(volume[0]), ""),
        "school": journal["school"],
        "point": journal["name"],
        "year": volume[1],
        "columns": heads,
        "rows": rows,
    }


def _printed(
    made: Made, sealed: list[Sealed], tables: Tables, journal: dict[str, Any], volume: Volume
) -> list[dict[str, Any]]:
    known = _known(made, sealed, tables, journal)
    names = {person.login: short_name(person.words["name"]) for person in tables.people.values()}
    reasons = {
        act.place: tables.wordings[act.name][0]
        for act in made.acts
        if act.name in tables.wordings and "number" in act.body and act.is_of(volume)
    }
    return [
        {
            "number": row["number"],
            "cells": verifier.cells_of(known, place, row),
            "state": row["state"],
            "signature": verifier.stamp_of(known, place, names),
            "struck": place in known.corrected,
            "remark": verifier.remark_of(known, place, names, reasons.get(place)),
            "destroyed": known.dotted(row["destroyed_at"]),
        }
        for row in journal["rows"]
        for place in [(*volume, row["number"])]
    ]


def _known(
    made: Made, sealed: list[Sealed], tables: Tables, journal: dict[str, Any]
) -> verifier.Ledger:
    """What the oracle would have gathered of the acts, without asking whether they are right."""
    known = verifier.Ledger(made.uid, journal["zone"]["offsets"])
    known.owners = {key: login for key, (login, _at) in tables.holders.items()}
    for act, stands in zip(made.acts, sealed, strict=True):
        if act.kind in verifier.CORRECTIONS:
            known.corrected.setdefault(act.place, act.body)
        elif act.kind in verifier.ENTRY_ACTS:
            acts = known.entries.setdefault(act.place, {})
            ended = {"entry_signed", "entry_left"} & set(acts)
            if not ended and (act.kind != "entry_opened" or act.kind not in acts):
                acts[act.kind] = act.body
            if act.kind == "entry_signed" and not ended:
                digest = verifier.short_digest(stands.signature)
                known.stamps[act.place] = act.body["at"], act.hand, digest
    return known
