"""Who is on duty: whoever has a desk open or is named by the schedule; otherwise when somebody will
be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.catalogue.schedule import Session
from kiosk.proof.page import short_name


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty at a moment."""

    names: tuple[str, ...]
    """As the schedule writes them, and short where it does not name them."""
    next: datetime | None
    """When the next session begins, while nobody is on duty; None where none is known."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody comes and goes, in minutes from now."""

    comes: float = 0.0
    leaves: float = math.inf


def on_duty(now: datetime, at_desks: Iterable[str], sessions: Iterable[Session]) -> OnDuty:
    """Who is on duty now.

    ``at_desks`` are the full names of those who work at a desk; ``sessions`` are those of today,
    and others to come.
    """
    held = [session for session in sessions if not session.cancelled]
    names = [s.specialist for s in held if s.specialist and s.starts <= now < s.ends]
    names += [short_name(name) for name in at_desks if not any(is_named(name, n) for n in names)]
    if names:
        return OnDuty(tuple(dict.fromkeys(names)), None)
    return OnDuty((), min((s.starts for s in held if s.starts > now), default=None))


def hours(
    now: datetime, name: str, *, is_at_desk: bool, sessions: Sequence[Session]
) -> Hours | None:
    """When somebody helps today, from now on; None for who does not.

    Whoever is at a desk without being named by the schedule stays. One session that follows
    another without a break prolongs it.
    """
    own = [s for s in sessions if s.ends > now and not s.cancelled and is_named(name, s.specialist)]
    own.sort(key=lambda session: session.starts)
    if not own or (is_at_desk and own[0].starts > now):
        return Hours() if is_at_desk else None
    ends = own[0].ends
    for session in own[1:]:
        if session.starts <= ends:
            ends = max(ends, session.ends)
    return Hours(max(0.0, _minutes(own[0].starts - now)), _minutes(ends - now))


def is_named(name: str, said: str) -> bool:
    """Whether a schedule means somebody, by the full name or with initials."""
    words = said.split()
    return bool(words) and words in (name.split(), short_name(name).split())


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
