"""Russian words of the forms that change with a number; the forms are never translated."""

from __future__ import annotations

_ENTRIES = ("запись", "записи", "записей")


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that stands after a number: 1 запись, 2 записи, 5 and 11 записей."""
    if count % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


def of_the_point(name: str) -> str:
    """«пункта помощи «Кабинет 12»»; a point that is called so already is not called so twice."""
    return "пункта помощи" if name.casefold() == "пункт помощи" else f"пункта помощи «{name}»"


def unsigned_rows(numbers: str) -> str:
    """«Не подписана запись: № 3», «Не подписаны записи: № 3, 7–9», or an empty text."""
    if not numbers:
        return ""
    words = "Не подписана запись" if numbers.isdecimal() else "Не подписаны записи"
    return f"{words}: №\u00a0{numbers}"


def sentence(words: str) -> str:
    """Words that end as a sentence does, whether their writer put a full stop or not."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def counted_entries(count: int) -> str:
    """«пронумерована 1 запись», «пронумеровано 2 записи», «пронумеровано 5 записей»."""
    noun = plural(count, *_ENTRIES)
    verb = "пронумерована" if noun == _ENTRIES[0] else "пронумеровано"
    return f"{verb} {count} {noun}"
