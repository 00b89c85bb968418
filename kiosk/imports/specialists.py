"""The specialists of the point, from a table. PINs are never read from a file."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.imports import fields, vocabulary
from kiosk.imports.tables import FileRow, read_table
from kiosk.imports.unique import UniqueKeys
from kiosk.proof.people import journals_of
from kiosk.words.i18n import _
from kiosk.words.records import Enrolment
from kiosk.words.text import NAME, SHORT

_COLUMNS = ("login", "name", "post", "duty", "journals")
_LOGIN = re.compile(r"[A-Za-z0-9._-]{2,20}")


def read_specialists(path: Path) -> list[Enrolment]:
    """The specialists of ``path`` in the order of the file.

    Raises ImportRefused, naming the line, or CannotRead.
    """
    rows = read_table(path, _COLUMNS, ("login", "name", "duty"))
    seen = UniqueKeys()
    return [_specialist(row, seen) for row in rows]


def _specialist(row: FileRow, seen: UniqueKeys) -> Enrolment:
    login = fields.needed(row, "login")
    if not _LOGIN.fullmatch(login):
        raise row.refused(
            _("A login is 2 to 20 Latin letters, digits, dots or dashes, not “{word}”.").format(
                word=login[:60]
            )
        )
    seen.add(row, login)
    duty = fields.one_of(row, "duty", vocabulary.DUTIES)
    return Enrolment(
        login=login,
        name=fields.needed(row, "name", NAME),
        post=fields.text(row, "post", SHORT),
        duty=duty,
        journals=fields.several(row, "journals", vocabulary.JOURNALS) or journals_of(duty),
    )
