"""What may stand in a file only once."""

from __future__ import annotations

from kiosk.imports.tables import Row
from kiosk.words.i18n import _
from kiosk.words.text import clean, fold


class Once:
    """Remembers codes, logins and sessions of one file; the second of a kind is refused."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def add(self, row: Row, key: str, name: str = "") -> None:
        """Take note of ``key``, compared without case; a refusal shows ``name`` or the key."""
        line = self._lines.setdefault(fold(key), row.line)
        if line != row.line:
            raise row.refused(
                _("“{name}” stands on line {line} already.").format(
                    name=clean(name or key, 60), line=line
                )
            )
