"""The foundation: points, volumes, entries, the ledger with its keys, and what the line needs."""

from __future__ import annotations

import peewee as pw

from db.dialect import fill

WHO_AND_WHAT = (
    "kind IN ('kiosk_enrolled', 'point_named', 'specialist_enrolled', 'key_renewed',"
    " 'recovery_prepared', 'specialist_changed', 'specialist_dismissed')"
)
"""The acts that say who somebody is and what the school is: they are read apart from the others."""
TABLES = (
    """CREATE TABLE point (
        id {pk}, uid TEXT NOT NULL UNIQUE, school TEXT NOT NULL, name TEXT NOT NULL,
        zone TEXT NOT NULL, created_at TEXT NOT NULL)""",
    """CREATE TABLE ledger (
        point_id {int} PRIMARY KEY REFERENCES point (id), size {int} NOT NULL CHECK (size >= 0),
        tail {blob} NOT NULL, at TEXT NOT NULL, epoch {int} NOT NULL DEFAULT 0,
        home TEXT NOT NULL)""",
    """CREATE TABLE volume (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id),
        journal TEXT NOT NULL CHECK (journal IN ('requests', 'consultations')),
        year {int} NOT NULL, last_number {int} NOT NULL CHECK (last_number >= 0),
        opened_at TEXT NOT NULL, closed_at TEXT, UNIQUE (point_id, journal, year))""",
    """CREATE TABLE specialist (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), login TEXT NOT NULL,
        name TEXT NOT NULL, post TEXT NOT NULL,
        duty TEXT NOT NULL CHECK (duty IN ('administrator', 'technical', 'teacher')),
        journals TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('invited', 'enrolled', 'retired')),
        salt {blob} NOT NULL, pin_salt {blob}, sealed_key {blob}, key_id TEXT, enrolled_at TEXT,
        CHECK (status <> 'enrolled' OR (key_id IS NOT NULL AND sealed_key IS NOT NULL)),
        UNIQUE (point_id, login))""",
    """CREATE TABLE signing_key (
        point_id {int} NOT NULL REFERENCES point (id), key_id TEXT NOT NULL,
        specialist_id {int} NOT NULL REFERENCES specialist (id), enrolled_at TEXT NOT NULL,
        agreement TEXT, agreed_on TEXT, agreed_at TEXT, told_at TEXT,
        PRIMARY KEY (point_id, key_id))""",
    """CREATE TABLE topic (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), code TEXT NOT NULL,
        journal TEXT NOT NULL CHECK (journal IN ('requests', 'consultations')),
        titles TEXT NOT NULL, roles TEXT NOT NULL, access BOOLEAN NOT NULL,
        position {int} NOT NULL, active BOOLEAN NOT NULL, UNIQUE (point_id, code))""",
    """CREATE TABLE guide (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), code TEXT NOT NULL,
        titles TEXT NOT NULL, descriptions TEXT NOT NULL, url TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('text', 'video')), language TEXT NOT NULL,
        roles TEXT NOT NULL, topics TEXT NOT NULL, position {int} NOT NULL,
        active BOOLEAN NOT NULL, UNIQUE (point_id, code))""",
    """CREATE TABLE session (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), uid TEXT NOT NULL,
        titles TEXT NOT NULL, roles TEXT NOT NULL, specialist TEXT NOT NULL, room TEXT NOT NULL,
        starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, places {int}, cancelled BOOLEAN NOT NULL,
        CHECK (ends_at > starts_at), UNIQUE (point_id, uid))""",
    "CREATE INDEX session_starts ON session (point_id, starts_at)",
    """CREATE TABLE ticket_counter (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), day TEXT NOT NULL,
        series TEXT NOT NULL, last {int} NOT NULL, UNIQUE (point_id, day, series))""",
    """CREATE TABLE entry (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id),
        volume_id {int} NOT NULL REFERENCES volume (id),
        number {int} NOT NULL CHECK (number > 0), request_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (
            state IN ('waiting', 'called', 'in_service', 'completed', 'signed', 'left')),
        role TEXT NOT NULL, channel TEXT NOT NULL, name TEXT NOT NULL, school_class TEXT NOT NULL,
        room TEXT NOT NULL, topic_id {int} REFERENCES topic (id), topic_title TEXT NOT NULL,
        problem TEXT NOT NULL, result TEXT NOT NULL, note TEXT NOT NULL, left_reason TEXT NOT NULL,
        salt {blob} NOT NULL, search TEXT NOT NULL,
        day TEXT NOT NULL, series TEXT NOT NULL, ticket {int} NOT NULL,
        specialist_id {int} REFERENCES specialist (id), opened_at TEXT NOT NULL,
        called_at TEXT, started_at TEXT, completed_at TEXT, signed_at TEXT, signed_seq {int},
        held_on TEXT NOT NULL DEFAULT '', carried_on TEXT NOT NULL DEFAULT '',
        corrects_id {int} REFERENCES entry (id),
        consent TEXT NOT NULL DEFAULT '', destroyed_at TEXT,
        UNIQUE (volume_id, number), UNIQUE (point_id, request_id))""",
    """CREATE UNIQUE INDEX one_open_call ON entry (point_id, specialist_id)
        WHERE state IN ('called', 'in_service')""",
    """CREATE UNIQUE INDEX one_open_entry ON entry (point_id, day, series, ticket)
        WHERE state IN ('waiting', 'called', 'in_service')""",
    "CREATE INDEX entry_corrects ON entry (corrects_id) WHERE corrects_id IS NOT NULL",
    """CREATE UNIQUE INDEX one_successor ON entry (corrects_id)
        WHERE corrects_id IS NOT NULL AND state = 'signed'""",
    "CREATE INDEX entry_state ON entry (point_id, state, id)",
    "CREATE INDEX entry_opened ON entry (point_id, opened_at)",
    "CREATE INDEX entry_signed_by ON entry (point_id, signed_seq) WHERE signed_seq IS NOT NULL",
    """CREATE TABLE event (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id),
        entry_id {int} NOT NULL REFERENCES entry (id), kind TEXT NOT NULL,
        specialist_id {int} REFERENCES specialist (id), at TEXT NOT NULL)""",
    "CREATE INDEX event_entry ON event (entry_id)",
    """CREATE TABLE act (
        id {pk}, point_id {int} NOT NULL REFERENCES point (id), seq {int} NOT NULL,
        kind TEXT NOT NULL, at TEXT NOT NULL, request TEXT NOT NULL,
        entry_id {int} REFERENCES entry (id), body {blob} NOT NULL, given {blob} NOT NULL,
        key_id TEXT NOT NULL, signature {blob} NOT NULL, cosignature {blob}, tail {blob} NOT NULL,
        UNIQUE (point_id, seq), UNIQUE (point_id, request))""",
    "CREATE INDEX act_entry ON act (entry_id)",
    f"CREATE INDEX act_who ON act (point_id, seq) WHERE {WHO_AND_WHAT}",
    "CREATE INDEX act_desks ON act (point_id, key_id, seq) WHERE kind = 'desk_opened'",
    "CREATE UNIQUE INDEX one_annulment ON act (entry_id) WHERE kind = 'entry_annulled'",
    """CREATE TABLE wording (
        act_id {int} NOT NULL REFERENCES act (id), word TEXT NOT NULL,
        point_id {int} NOT NULL REFERENCES point (id), text TEXT NOT NULL, salt {blob} NOT NULL,
        PRIMARY KEY (act_id, word))""",
    """CREATE TABLE drawing (
        entry_id {int} PRIMARY KEY REFERENCES entry (id),
        point_id {int} NOT NULL REFERENCES point (id),
        strokes TEXT NOT NULL, salt {blob} NOT NULL)""",
    """CREATE TABLE lockout (
        point_id {int} NOT NULL REFERENCES point (id), person TEXT NOT NULL,
        failures {int} NOT NULL DEFAULT 0, wait {int} NOT NULL DEFAULT 0,
        edition TEXT NOT NULL DEFAULT '', untold {int} NOT NULL DEFAULT 0,
        last_at TEXT NOT NULL DEFAULT '', turn {int} NOT NULL DEFAULT 0,
        enrolled {int} NOT NULL DEFAULT 0, PRIMARY KEY (point_id, person))""",
)


def apply(database: pw.Database) -> None:
    """Make the tables of an empty database."""
    for statement in TABLES:
        database.execute_sql(fill(database, statement))
