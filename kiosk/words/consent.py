"""The school's wording of a consent, where it keeps visitors' names on that basis (152-ФЗ, ст. 9).

A visitor who refuses is helped all the same: the entry then holds no name. What was answered, and
to which wording, stands in the entry and in its act: a translation counts as the wording of whoever
read it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.words.i18n import language

LONGEST = 4000
"""Characters of a wording; more is not read at a kiosk."""
_VERSION = re.compile(r"[\w.-]{1,20}")
_GIVEN, _REFUSED = "given", "refused"


@dataclass(frozen=True, slots=True)
class Consent:
    """A version of the wording. Raises ValueError for one that cannot be asked for."""

    version: str
    text: str
    translated: Mapping[str, str] = field(default_factory=dict)
    """The texts in other languages, by code; ``text`` is in Russian."""

    def in_language(self) -> Consent:
        """The wording in the language in use, or in Russian where the school gave no other."""
        return replace(self, text=self.translated.get(language(), self.text))

    def __post_init__(self) -> None:
        """Refuse an empty or endless wording and a version that could be taken for other words."""
        if not _VERSION.fullmatch(self.version) or not 0 < len(self.text) <= LONGEST:
            raise ValueError(self.version)

    def answered(self, agreed: bool) -> str:
        """What an entry records: the answer, the version, and the start of the text's digest."""
        text = unicodedata.normalize("NFC", self.text).encode()
        digest = hashlib.sha256(text).hexdigest()[:16]
        return f"{_GIVEN if agreed else _REFUSED} {self.version} {digest}"


def was_refused(answer: str) -> bool:
    """Whether an entry's recorded answer is a refusal; an empty one means nobody was asked."""
    return answer.partition(" ")[0] == _REFUSED


def version_of(answer: str) -> str:
    """The version of the wording that an entry's answer was given to."""
    return answer.split(" ")[1] if " " in answer else ""
