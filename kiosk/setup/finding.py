"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``advice`` is empty where nothing has to be done."""

    what: str
    value: str
    advice: str = ""

    @property
    def good(self) -> bool:
        return not self.advice
