"""Refuse what stands in a file a second time."""

from __future__ import annotations

from kiosk.imports.tables import FileRow
from kiosk.words.i18n import _
from kiosk.words.text import caseless, clean


class UniqueKeys:
    """The codes, logins or sessions that a file has had so far, each with its line."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def add(self, row: FileRow, key: str, name: str = "") -> None:
        """Take note of the key of a row, compared without case.

        A key that another row has is refused by ImportRefused, which shows ``name`` or the key.
        """
        line = self._lines.setdefault(caseless(key), row.line)
        if line != row.line:
            raise row.refused(
                _("“{name}” stands on line {line} already.").format(
                    name=clean(name or key, 60), line=line
                )
            )
