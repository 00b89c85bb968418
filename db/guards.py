"""Triggers that forbid what the program never does: changing or deleting what was recorded.

They are asserted at every start, so a table rebuild cannot lose them in silence. Whoever owns the
file can drop them: the ledger's chain and signatures are the proof, the triggers are the fence.
"""

from __future__ import annotations

from dataclasses import dataclass

import peewee as pw

from db.dialect import is_postgres


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition under which a statement on a table is refused; ``when`` uses OLD and NEW."""

    name: str
    table: str
    event: str
    when: str
    reason: str


def _changed(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


_WORDS = ("name", "school_class", "room", "topic_title", "problem", "result", "note", "search")
"""The columns of an entry that hold what people said."""
_EMPTIED = (
    "(OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND length(NEW.salt) = 0 AND "
    + " AND ".join(f"NEW.{column} = ''" for column in _WORDS)
    + ")"
)
"""The one change that even a signed entry allows: everything personal in it is destroyed."""

GUARDS = (
    Guard("act_stays", "act", "UPDATE", "TRUE", "the ledger is append-only"),
    Guard("act_kept", "act", "DELETE", "TRUE", "the ledger is append-only"),
    Guard(
        "act_follows",
        "act",
        "INSERT",
        "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM act WHERE point_id = NEW.point_id)",
        "the ledger has no gaps",
    ),
    Guard("entry_kept", "entry", "DELETE", "TRUE", "journal rows are never deleted"),
    Guard(
        "entry_signed",
        "entry",
        "UPDATE",
        f"OLD.state = 'signed' AND NOT ({_EMPTIED} AND NOT ("
        + _changed("state", "specialist_id", "called_at", "started_at", "completed_at")
        + " OR "
        + _changed("signed_at", "signed_seq", "left_reason", "consent", "held_on", "carried_on")
        + "))",
        "a signed entry never changes",
    ),
    Guard(
        "entry_opened_once",
        "entry",
        "UPDATE",
        _changed(
            "id",
            "point_id",
            "volume_id",
            "number",
            "request_id",
            "opened_at",
            "day",
            "series",
            "ticket",
            "corrects_id",
            "role",
            "channel",
            "topic_id",
            "consent",
            "asked",
        )
        + f" OR (NOT {_EMPTIED} AND ("
        + _changed("salt", "name", "school_class", "room", "topic_title", "problem")
        + " OR "
        + _changed("destroyed_at")
        + "))",
        "what a visitor said stays as it was said",
    ),
    Guard(
        "entry_follows",
        "entry",
        "INSERT",
        "NEW.number <> "
        "(SELECT coalesce(max(number), 0) + 1 FROM entry WHERE volume_id = NEW.volume_id)",
        "journal numbers have no gaps",
    ),
    Guard("volume_kept", "volume", "DELETE", "TRUE", "volumes are never deleted"),
    Guard(
        "volume_counts",
        "volume",
        "UPDATE",
        _changed("id", "point_id", "journal", "year", "opened_at") + " OR OLD.closed_at IS NOT NULL"
        " OR NEW.last_number <> OLD.last_number"
        " + CASE WHEN NEW.closed_at IS NULL THEN 1 ELSE 0 END",
        "a volume's counter goes up by one until it is closed",
    ),
    Guard("event_stays", "event", "UPDATE", "TRUE", "events are never changed"),
    Guard(
        "event_kept",
        "event",
        "DELETE",
        "(SELECT state FROM entry WHERE id = OLD.entry_id) IN ('waiting', 'called', 'in_service')",
        "events are kept until their entry has ended",
    ),
    Guard(
        "wording_stays",
        "wording",
        "UPDATE",
        "NEW.act_id <> OLD.act_id OR NEW.word <> OLD.word OR NEW.point_id <> OLD.point_id"
        " OR OLD.word <> 'wording' OR NEW.text <> '' OR length(NEW.salt) > 0",
        "what an act says is destroyed or stays as it is",
    ),
    Guard("wording_kept", "wording", "DELETE", "TRUE", "what an act says is never deleted"),
    Guard("paper_row_stays", "paper_row", "UPDATE", "TRUE", "printed codes never change"),
    Guard("paper_row_kept", "paper_row", "DELETE", "TRUE", "printed codes are never deleted"),
    Guard("drawing_stays", "drawing", "UPDATE", "TRUE", "a drawn signature never changes"),
    Guard("drawing_kept", "drawing", "DELETE", "TRUE", "a drawn signature is never deleted"),
    Guard(
        "key_stays",
        "signing_key",
        "UPDATE",
        _changed("point_id", "key_id", "specialist_id", "enrolled_at")
        + " OR (OLD.agreed_at IS NOT NULL AND ("
        + _changed("agreement", "agreed_on", "agreed_at")
        + ")) OR (OLD.told_at IS NOT NULL AND ("
        + _changed("told_at")
        + "))",
        "a signing key and its agreement never change",
    ),
    Guard("key_kept", "signing_key", "DELETE", "TRUE", "signing keys are never deleted"),
    Guard("specialist_kept", "specialist", "DELETE", "TRUE", "specialists are never deleted"),
    Guard("point_kept", "point", "DELETE", "TRUE", "the point is never deleted"),
)


def assert_guards(database: pw.Database) -> None:
    """Make every guard that is missing or differs from its text here."""
    if is_postgres(database):
        _assert_postgres(database)
    else:
        _assert_sqlite(database)


def guards_stand(database: pw.Database) -> bool:
    """True when every guard is there with its text; only reads."""
    if is_postgres(database):
        present = _postgres_guards(database)
        return all(present.get(guard.name) == guard.when for guard in GUARDS) and all(
            f"{table}_not_emptied" in present for table in _tables()
        )
    texts = _sqlite_guards(database)
    return all(texts.get(guard.name) == _sqlite_trigger(guard) for guard in GUARDS)


def _tables() -> list[str]:
    return sorted({guard.table for guard in GUARDS})


def _sqlite_guards(database: pw.Database) -> dict[str, str]:
    """The triggers that stand, by name.

    Raises DatabaseError where a name is not that of its text: a guard made anew beside it would
    leave two of one name, and SQLite would never open the file again.
    """
    rows = database.execute_sql(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE type = 'trigger' OR sql LIKE 'CREATE TRIGGER %'"
    ).fetchall()
    if any(kind != "trigger" or _name_in(sql) != name for kind, name, sql in rows):
        raise pw.DatabaseError("malformed database schema")
    return {name: sql for _kind, name, sql in rows}


def _name_in(sql: object) -> str:
    """The name that the text of a trigger gives it."""
    words = str(sql).split(maxsplit=3)
    return words[2] if len(words) > 2 else ""


def _assert_sqlite(database: pw.Database) -> None:
    present = _sqlite_guards(database)
    for guard in GUARDS:
        text = _sqlite_trigger(guard)
        if present.get(guard.name) == text:
            continue
        database.execute_sql(f"DROP TRIGGER IF EXISTS {guard.name}")
        database.execute_sql(text)


def _sqlite_trigger(guard: Guard) -> str:
    when = guard.when.replace("IS DISTINCT FROM", "IS NOT")
    reason = guard.reason.replace("'", "''")
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
        f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{reason}'); END"
    )


def _postgres_guards(database: pw.Database) -> dict[str, str | None]:
    rows = database.execute_sql(
        "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled = 'A'"
    )
    return dict(rows.fetchall())


def _assert_postgres(database: pw.Database) -> None:
    present = _postgres_guards(database)
    for guard in GUARDS:
        if present.get(guard.name) != guard.when:
            for statement in _postgres_trigger(guard):
                database.execute_sql(statement)
    for table in _tables():
        if f"{table}_not_emptied" not in present:
            for statement in _postgres_truncate(table):
                database.execute_sql(statement)


def _postgres_trigger(guard: Guard) -> list[str]:
    reason, condition = (text.replace("'", "''") for text in (guard.reason, guard.when))
    back = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION guard_{guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF ({guard.when}) THEN RAISE EXCEPTION '{reason}'"
        f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION guard_{guard.name}()",
        f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}",
        f"COMMENT ON TRIGGER {guard.name} ON {guard.table} IS '{condition}'",
    ]


def _postgres_truncate(table: str) -> list[str]:
    name = f"{table}_not_emptied"
    return [
        f"CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{table} is never emptied'"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION guard_{name}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]
