"""The kind of screen that stands behind a PIN."""

from __future__ import annotations

from typing import Generic

from screens.frame.screen import Answer, KioskScreen


class SpecialistScreen(KioskScreen[Answer], Generic[Answer]):
    """A screen of somebody who has logged in: two minutes without a touch log out, and the keys
    for language and theme are the visitors' alone."""

    idle_seconds: int | None = 120
    offers_language = False
    is_page = False
