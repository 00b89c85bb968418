"""Russian words of the forms that change with a number; the forms are never translated."""

from __future__ import annotations

_ENTRIES = ("запись", "записи", "записей")


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that stands after a number: 1 запись, 2 записи, 5 and 11 записей."""
    if count % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


def counted_entries(count: int) -> str:
    """«пронумерована 1 запись», «пронумеровано 2 записи», «пронумеровано 5 записей»."""
    noun = plural(count, *_ENTRIES)
    verb = "пронумерована" if noun == _ENTRIES[0] else "пронумеровано"
    return f"{verb} {count} {noun}"
