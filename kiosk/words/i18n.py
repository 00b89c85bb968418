"""The visitor's language: gettext catalogues, plurals, and dates as people say them.

Message ids are English sentences; ``kiosk/locale`` holds the translations, and
``kiosk.words.languages`` tells which are offered. A kiosk serves one person at a time, so the
language in use is one value for the whole program.
"""

from __future__ import annotations

import gettext as _gettext
from datetime import date

from kiosk.words.languages import LOCALE, offered

_catalogues: dict[str, _gettext.NullTranslations] = {}
_language = "ru"


def _catalogue(code: str) -> _gettext.NullTranslations:
    if code not in _catalogues:
        _catalogues[code] = _gettext.translation("kiosk", LOCALE, languages=[code], fallback=True)
    return _catalogues[code]


def use(code: str) -> None:
    """Speak ``code`` from now on; a code that is not offered raises ValueError."""
    global _language
    if code not in offered():
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
    return f"{_weekdays()[day.weekday()]}, {day.day} {_months()[day.month - 1]}"


def day_in_short(day: date) -> str:
    """A day with a short weekday: «пн, 23 ноября», "Mon, 23 November"."""
    return f"{weekday_in_short(day)}, {day.day} {_months()[day.month - 1]}"


def weekday_in_short(day: date) -> str:
    """The day of the week in two or three letters: «пн», "Mon"."""
    return _short_weekdays()[day.weekday()]


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def _short_weekdays() -> tuple[str, ...]:
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def _months() -> tuple[str, ...]:
    """Months as they stand after a day's number: in Russian in the genitive."""
    return (
        pgettext("after a day", "January"),
        pgettext("after a day", "February"),
        pgettext("after a day", "March"),
        pgettext("after a day", "April"),
        pgettext("after a day", "May"),
        pgettext("after a day", "June"),
        pgettext("after a day", "July"),
        pgettext("after a day", "August"),
        pgettext("after a day", "September"),
        pgettext("after a day", "October"),
        pgettext("after a day", "November"),
        pgettext("after a day", "December"),
    )
