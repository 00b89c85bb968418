"""A made ledger as the tables of a SQLite database, without guards and constraints.

The rows are written in the open database's own transaction, looked at there and taken back: no
file is copied and nothing reaches the disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee as pw
from peewee import sqlite3

from kiosk.journal.facts import SEARCHED, search_text
from tests.campaigns.oracle.made import Made, Sealed
from tests.campaigns.oracle.tables import Row, Tables

_EVIDENCE = (
    "point",
    "ledger",
    "volume",
    "specialist",
    "signing_key",
    "entry",
    "act",
    "wording",
    "drawing",
)


def lay_open(database: Path) -> None:
    """Take guards, indexes, constraints and rows out of the tables that are evidence."""
    base = sqlite3.connect(database)
    base.execute("PRAGMA foreign_keys = 0")
    for kind in ("trigger", "index"):
        found = base.execute("SELECT name FROM sqlite_master WHERE type = ? AND sql <> ''", (kind,))
        for (name,) in found.fetchall():
            base.execute(f"DROP {kind} {name}")
    for table in _EVIDENCE:
        names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
        kinds = [row[2] for row in base.execute(f"PRAGMA table_info({table})")]
        columns = ", ".join(f"{name} {kind}" for name, kind in zip(names, kinds, strict=True))
        base.execute(f"DROP TABLE {table}")
        base.execute(f"CREATE TABLE {table} ({columns})")
    base.commit()
    base.close()


@contextmanager
def standing(base: pw.Database, made: Made, sealed: list[Sealed], tables: Tables) -> Iterator[None]:
    """The ledger stands in the open database inside."""
    base.connect(reuse_if_open=True)
    with base.manual_commit():
        base.execute_sql("BEGIN")
        try:
            _Writing(base).write(made, sealed, tables)
            yield
        finally:
            base.rollback()


class _Writing:
    def __init__(self, base: pw.Database) -> None:
        self._base = base

    def _insert(self, table: str, **columns: Any) -> None:
        marks = ", ".join("?" * len(columns))
        words = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        self._base.execute_sql(words, tuple(map(_cell, columns.values())))

    def write(self, made: Made, sealed: list[Sealed], tables: Tables) -> None:
        self._insert(
            "point",
            id=1,
            uid=made.uid,
            school=tables.school,
            name=tables.name,
            zone=tables.zone,
            created_at="",
        )
        last = sealed[-1]
        self._insert(
            "ledger", point_id=1, size=len(sealed), tail=last.tail, at=last.at, epoch=tables.epochs
        )
        self._people(tables)
        entries = self._rows(tables)
        self._acts(made, sealed, tables, entries)

    def _people(self, tables: Tables) -> None:
        logins = {login: number for number, login in enumerate(tables.people, 1)}
        for login, person in tables.people.items():
            self._insert(
                "specialist",
                id=logins[login],
                point_id=1,
                login=login,
                name=person.words["name"],
                post=person.words["post"],
                duty=person.duty,
                journals=person.journals,
                status="enrolled",
                salt=person.salt,
                pin_salt=_unhex(person.words["pin_salt"]),
                sealed_key=_unhex(person.words["sealed_key"]),
                key_id=person.key,
                enrolled_at=person.at,
            )
        agreed = {said["key"]: said for said in tables.agreements}
        for key, (login, at) in tables.holders.items():
            said = agreed.get(key, {})
            self._insert(
                "signing_key",
                key_id=key,
                specialist_id=logins[login],
                enrolled_at=at,
                agreement=said.get("text"),
                agreed_on=said.get("date"),
                agreed_at=said.get("at"),
            )

    def _rows(self, tables: Tables) -> dict[Any, int]:
        volumes = {volume: number for number, volume in enumerate(tables.volumes, 1)}
        for volume, shelved in tables.volumes.items():
            self._insert(
                "volume",
                id=volumes[volume],
                point_id=1,
                journal=volume[0],
                year=volume[1],
                last_number=shelved.last,
                opened_at=shelved.opened_at,
                closed_at=shelved.closed_at,
            )
        logins = {login: number for number, login in enumerate(tables.people, 1)}
        entries: dict[Any, int] = {}
        for place, row in tables.rows.items():
            if place[:2] in volumes:
                entries[place] = len(entries) + 1
                person = logins.get(row.specialist) if isinstance(row.specialist, str) else None
                self._row(entries[place], volumes[place[:2]], person, row)
        return entries

    def _row(self, entry: int, volume: int, specialist: int | None, row: Row) -> None:
        self._insert(
            "entry",
            id=entry,
            volume_id=volume,
            number=row.place[2],
            request_id=row.request,
            state="waiting" if row.state == "open" else row.state,
            role=row.role,
            channel=row.channel,
            **row.words,
            left_reason=row.left_reason,
            salt=row.salt,
            search=search_text(*(row.words[name] for name in SEARCHED)),
            ticket_id=1,
            specialist_id=specialist,
            opened_at=row.opened_at,
            completed_at=row.completed_at,
            signed_at=row.signed_at,
            consent=row.consent,
            destroyed_at=row.destroyed_at,
        )
        if row.drawing is not None:
            strokes, salt = row.drawing
            self._insert("drawing", entry_id=entry, strokes=strokes, salt=salt)

    def _acts(
        self, made: Made, sealed: list[Sealed], tables: Tables, entries: dict[Any, int]
    ) -> None:
        for number, (act, stands) in enumerate(zip(made.acts, sealed, strict=True), 1):
            try:
                entry = entries.get(act.place)
            except (KeyError, TypeError):
                entry = None
            self._insert(
                "act",
                id=number,
                point_id=1,
                seq=stands.seq,
                kind=stands.kind,
                at=stands.at,
                entry_id=entry,
                body=stands.body,
                hash=stands.hash,
                key_id=stands.key_id,
                signature=stands.signature,
                cosignature=stands.second,
            )
            if act.name in tables.wordings:
                text, salt = tables.wordings[act.name]
                self._insert("wording", act_id=number, text=text, salt=salt)


def _cell(value: Any) -> Any:
    """A value as a column can hold it."""
    plain = value is None or isinstance(value, str | bytes | int | float)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _unhex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return text.encode()
