"""How texts by language and sets of words stand in one column of the database."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kiosk.words.i18n import language


def pack_titles(titles: Mapping[str, str]) -> str:
    """Texts by language as they stand in the database."""
    return json.dumps(dict(titles), ensure_ascii=False, sort_keys=True)


def unpack_titles(packed: str) -> dict[str, str]:
    """Texts by language from the database."""
    return {str(code): str(words) for code, words in json.loads(packed).items()}


def in_language(packed: str) -> str:
    """The text in the language in use; where there is none, in Russian, or else in English."""
    titles = unpack_titles(packed)
    return next(filter(None, map(titles.get, (language(), "ru", "en"))), "")


def pack_set(values: frozenset[str]) -> str:
    """A set of words as they stand in the database: `` teacher pupil ``, spaces around each."""
    return " " + " ".join(sorted(values)) + " " if values else ""


def unpack_set(packed: str) -> frozenset[str]:
    """A set of words from the database."""
    return frozenset(packed.split())
