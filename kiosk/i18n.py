"""The visitor's language: gettext catalogues, plurals, and dates as people say them.

Message ids are English sentences; ``kiosk/locale`` holds the translations. A kiosk serves one
person at a time, so the language in use is one value for the whole program.
"""

from __future__ import annotations

import gettext as _gettext
from datetime import date
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
LANGUAGES: dict[str, str] = {"ru": "Русский", "en": "English"}
"""Code and own name of every language on offer, the school's first."""

_catalogues: dict[str, _gettext.NullTranslations] = {}
_language = "ru"


def _catalogue(code: str) -> _gettext.NullTranslations:
    if code not in _catalogues:
        _catalogues[code] = _gettext.translation("kiosk", LOCALE, languages=[code], fallback=True)
    return _catalogues[code]


def use(code: str) -> None:
    """Speak ``code`` from now on; an unknown code raises ValueError."""
    global _language
    if code not in LANGUAGES:
        raise ValueError(code)
    _language = code


def language() -> str:
    """The code of the language in use."""
    return _language


def _(message: str) -> str:
    """The message in the language in use; an empty message stays empty."""
    return _catalogue(_language).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The plural that fits ``count`` in the language in use."""
    return _catalogue(_language).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The message where one English word stands for two meanings."""
    return _catalogue(_language).pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for marking without translating
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def day_in_words(day: date) -> str:
    """A day as a person says it: «понедельник, 23 ноября», "Monday, 23 November"."""
    from babel.dates import format_date

    return format_date(day, "EEEE, d MMMM", locale=_language)


def day_in_short(day: date) -> str:
    """A day with a short weekday: «пн, 23 ноября», "Mon, 23 November"."""
    from babel.dates import format_date

    return format_date(day, "EEE, d MMMM", locale=_language)
