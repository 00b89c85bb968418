"""A pause is told from an earlier one of the same length, whoever began it."""

from __future__ import annotations

import peewee as pw


def apply(database: pw.Database) -> None:
    """Give every row of the lockout an edition, which changes whenever the row does."""
    database.execute_sql("ALTER TABLE lockout ADD COLUMN edition TEXT NOT NULL DEFAULT ''")
