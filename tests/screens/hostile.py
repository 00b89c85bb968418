"""What a bored pupil types, and how to see that it did nothing."""

from __future__ import annotations

from screens.hardened.filter import STEERING
from tests.screens.guest import Guest

MARKUP = "[red]x[/][@click=app.quit]"
UNCLOSED = "a[/b] [red"
STEERS = "\x1b[31mab\x1b]0;OWNED\x07\u202e\u200bcd"
SHOWN = "[31mab]0;OWNEDcd"
"""What of STEERS may be seen: its letters."""


def harmless(person: Guest) -> bool:
    """True while nothing on the screen steers the terminal or hides behind letters as a link."""
    segments = [segment for strip in person.strips for segment in strip]
    steering = any(STEERING.search(segment.text) for segment in segments)
    links = any(
        segment.style and ("@click" in segment.style.meta or segment.style.link)
        for segment in segments
    )
    return not steering and not links and person.app.is_running
