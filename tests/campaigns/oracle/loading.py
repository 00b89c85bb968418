"""Read a lived ledger from its database as acts that can be changed, under keys of our own.

Everything that was drawn by lot (keys, salts, the point's and the requests' names) is drawn anew
by the campaign's seed. Words that are gone are invented, so that acts can be taken back that
destroyed them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

from peewee import sqlite3

from tests.campaigns.oracle.made import Act, Covered, HashOf, Key, Made, drawn

OPENED = ("name", "school_class", "room", "topic_title", "problem")
COMPLETED = ("result", "note")
ENROLLED = ("name", "post", "pin_salt", "sealed_key")
Rows = list[dict[str, Any]]


def load(database: Path, random: Random) -> Made:
    """The ledger in a database."""
    base = sqlite3.connect(database)
    try:
        return _Loading(base, random).made()
    finally:
        base.close()


class _Loading:
    def __init__(self, base: sqlite3.Connection, random: Random) -> None:
        self._base, self._random = base, random
        self._entries = {row["id"]: row for row in self._rows("entry")}
        self._people = {row["login"]: row for row in self._rows("specialist")}
        self._agreed = {row["key_id"]: row for row in self._rows("signing_key")}
        self._worded = {row["act_id"]: row for row in self._rows("wording")}
        self._drawn = {row["entry_id"]: row for row in self._rows("drawing")}
        self._salts: dict[object, bytes] = {}
        self._renamed: dict[str, str] = {}
        self._by_hash: dict[str, HashOf] = {}

    def _rows(self, table: str) -> Rows:
        found = self._base.execute(f"SELECT * FROM {table} ORDER BY rowid")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def made(self) -> Made:
        (point,) = self._rows("point")
        self._renamed[point["uid"]] = self._random.randbytes(16).hex()
        keys: dict[str, Key] = {}
        made = Made(self._renamed[point["uid"]], point["zone"], keys, "", [])
        for row in self._rows("act"):
            body = json.loads(row["body"])
            if "public_key" in body:
                key = Key(self._random.randbytes(32))
                keys[key.name] = key
                self._renamed[body["key"]] = key.name
                self._renamed[body["public_key"]] = key.public.hex()
                made.kiosk = made.kiosk or key.name
            if "request" in body:
                self._renamed[body["request"]] = self._random.randbytes(16).hex()
            made.acts.append(self._act(made, row, body))
        return made

    def _act(self, made: Made, row: dict[str, Any], body: dict[str, Any]) -> Act:
        name = made.new_name()
        self._by_hash[row["hash"].hex()] = HashOf(name)
        act = Act(
            name=name,
            body={key: self._said(value) for key, value in body.items()},
            hand=self._renamed[row["key_id"]],
            second=self._renamed[body["key"]] if row["cosignature"] is not None else None,
        )
        if act.kind == "volume_closed":
            act.body |= {"rows": Covered.ROWS, "head": Covered.HEAD}
        self._put_words(act, row)
        return act

    def _said(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._by_hash.get(value, self._renamed.get(value, value))
        return value

    def _put_words(self, act: Act, row: dict[str, Any]) -> None:
        """The words beside an act, and its commitments to them."""
        entry = self._entries.get(row["entry_id"], {})
        if act.kind == "entry_opened":
            act.salt = self._salt(entry["id"])
            act.words = self._words(entry, OPENED, gone=bool(entry["destroyed_at"]))
        elif act.kind == "entry_completed":
            act.salt = self._salt(entry["id"])
            act.words = self._words(entry, COMPLETED, gone=bool(entry["destroyed_at"]))
        elif act.kind == "specialist_enrolled":
            person = self._people[act.body["login"]]
            act.salt = self._salt(person["login"])
            sealed = {"pin_salt": self._noise(16), "sealed_key": self._noise(72)}
            act.words = {"name": person["name"], "post": person["post"], **sealed}
        elif act.kind == "agreement_recorded":
            text = self._agreed[self._was(act.body["key"])]["agreement"]
            act.text = text.replace(self._was(act.body["key"]), act.body["key"])
            act.body["digest"] = digest(act.text)
        elif row["id"] in self._worded:
            act.salt = self._salt(("wording", row["id"]))
            act.words = {"wording": self._worded[row["id"]]["text"] or "Причина, которой нет"}
        if act.kind == "entry_signed" and "drawing" in act.body:
            act.drawing = self._drawn[entry["id"]]["strokes"], self._salt(("drawn", entry["id"]))
            act.body["drawing"] = drawn(act.drawing[1], act.drawing[0])
        if act.words:
            act.commit()

    def _words(self, row: dict[str, Any], names: tuple[str, ...], *, gone: bool) -> dict[str, str]:
        return {name: f"{name} {row['number']}" if gone else row[name] for name in names}

    def _was(self, name: str) -> str:
        return next(old for old, new in self._renamed.items() if new == name)

    def _salt(self, what: object) -> bytes:
        return self._salts.setdefault(what, self._random.randbytes(32))

    def _noise(self, size: int) -> str:
        return self._random.randbytes(size).hex()


def digest(text: str) -> str:
    """What an agreement's act says of its text."""
    return hashlib.sha256(text.encode()).hexdigest()
