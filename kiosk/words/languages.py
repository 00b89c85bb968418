"""The languages of the kiosk: what each is called, and which are whole enough to be offered.

A language is offered when its catalogue says everything that the Russian one says. Where it asks
for a native reader besides, somebody has to have read the whole catalogue: ``SIGN_OFF`` beside it
names who did, when, and the digest of what was read. A word that changes later takes the sign-off
away.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"
CATALOGUE = "LC_MESSAGES/kiosk.mo"
SIGN_OFF = "signed_off.json"
SCHOOL = "ru"
"""The language of the journals: always offered, and the measure of the others."""
SOURCE = "en"
"""The language of the message ids, where a translation may repeat its id."""
_PLURALS = "\0"
"""Stands between the forms of a message."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language before its catalogue is opened."""

    name: str
    """What its own speakers call it."""
    forms: int
    """How many forms a plural has."""
    plural: str
    """Which of them fits ``n``, as gettext writes it."""
    asks_reader: bool = False
    """True where a native speaker has to have read the catalogue before it is offered."""


_SLAVIC = "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
_ONE_OR_OTHER = "(n != 1)"
"""Also what gettext takes for granted where a catalogue names no rule, as Babel leaves those of
languages that it does not know. Crimean Tatar says the same word in both."""

LANGUAGES: dict[str, Language] = {
    "ru": Language("Русский", 3, _SLAVIC),
    "en": Language("English", 2, _ONE_OR_OTHER),
    "uk": Language("Українська", 3, _SLAVIC),
    "crh_Cyrl": Language("Къырымтатарджа", 2, _ONE_OR_OTHER, asks_reader=True),
    "crh_Latn": Language("Qırımtatarca", 2, _ONE_OR_OTHER, asks_reader=True),
}
"""Every language that is prepared, by code, which is also its folder in ``kiosk/locale``."""


def own_name(code: str) -> str:
    """What its speakers call a language; an unknown code stays as it is."""
    return LANGUAGES[code].name if code in LANGUAGES else code


@cache
def offered(locale: Path = LOCALE) -> tuple[str, ...]:
    """The codes of the languages that a school may show, Russian first."""
    return tuple(code for code in LANGUAGES if code == SCHOOL or is_whole(code, locale))


def is_whole(code: str, locale: Path = LOCALE) -> bool:
    """True when a catalogue lacks nothing and, where it is asked for, was read as it stands."""
    return not missing(code, locale) and (not LANGUAGES[code].asks_reader or was_read(code, locale))


def missing(code: str, locale: Path = LOCALE) -> set[str]:
    """The messages of the Russian catalogue that another one does not say."""
    said = messages(code, locale)
    wanted = messages(SCHOOL, locale)
    return {message for message in wanted if not _says(code, message, said.get(message, ""))}


def _says(code: str, message: str, text: str) -> bool:
    """Whether a text translates a message; a plural that is missing is compiled as English."""
    if _PLURALS not in message:
        return bool(text)
    forms = text.split(_PLURALS)
    whole = len(forms) == LANGUAGES[code].forms and all(forms)
    return whole and (code == SOURCE or not {*forms} & {*message.split(_PLURALS)})


def was_read(code: str, locale: Path = LOCALE) -> bool:
    """True when a sign-off names somebody, a day, and the catalogue as it is now."""
    try:
        signed = json.loads((locale / code / SIGN_OFF).read_text("utf-8"))
        named = bool(signed["who"] and date.fromisoformat(signed["when"]))
        return named and signed["digest"] == digest(code, locale)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def digest(code: str, locale: Path = LOCALE) -> str:
    """What a sign-off names: the digest of every message with its translation."""
    said = json.dumps(sorted(messages(code, locale).items()), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def messages(code: str, locale: Path = LOCALE) -> dict[str, str]:
    """Every message of a compiled catalogue with its translation; none where there is no file."""
    try:
        mo = (locale / code / CATALOGUE).read_bytes()
    except FileNotFoundError:
        return {}
    _magic, _version, count, ids, texts = struct.unpack_from("<5I", mo)
    said = dict(zip(_strings(mo, ids, count), _strings(mo, texts, count), strict=True))
    said.pop("", None)  # the head
    return said


def _strings(mo: bytes, table: int, count: int) -> list[str]:
    """What a table of lengths and places points at."""
    places = struct.unpack_from(f"<{2 * count}I", mo, table)
    return [
        mo[start : start + length].decode()
        for length, start in zip(places[::2], places[1::2], strict=True)
    ]
