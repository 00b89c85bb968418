"""A file's bytes and text, within a limit of size, before anybody looks inside."""

from __future__ import annotations

import stat
from pathlib import Path

from kiosk.words.errors import CannotRead, ImportRefused
from kiosk.words.i18n import _
from kiosk.words.text import TITLE, clean

MEGABYTES = 5
LARGEST = MEGABYTES * 1024 * 1024
"""Largest file that is read, in bytes."""

_UNICODE = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def shown_name(path: Path) -> str:
    """The file's name as it can stand in a sentence."""
    return clean(path.name, TITLE)


def refused(path: Path, line: int, reason: str) -> ImportRefused:
    """The refusal of a file for one of its lines; ``reason`` is a translated sentence."""
    return ImportRefused(shown_name(path), line, reason)


def unreadable(path: Path, reason: str) -> CannotRead:
    """The refusal of a whole file; ``reason`` is a translated sentence."""
    return CannotRead(shown_name(path), reason)


def load(path: Path) -> bytes:
    """The bytes of an ordinary file of at most ``MEGABYTES``; anything else is CannotRead."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise unreadable(path, _("This is not a file."))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise unreadable(path, _("There is no such file.")) from None
    except (OSError, ValueError) as problem:
        raise unreadable(path, _("There is no permission to read this file.")) from problem
    if len(data) > LARGEST:
        raise unreadable(path, _("It is larger than {size} MB.").format(size=MEGABYTES))
    if data.startswith(_OLD_EXCEL):
        raise unreadable(path, _("It is an old .xls workbook. Save it as .xlsx or CSV."))
    return data


def text_of(path: Path, data: bytes) -> str:
    """The text of ``data``: as its byte order mark says, else UTF-8, else Windows-1251.

    What is no text in any of them is CannotRead.
    """
    marked = next((name for mark, name in _UNICODE.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise unreadable(path, _("It is not a text. Save it as CSV in UTF-8."))
