"""What a printed page says: the cells of a row, its stamp, and what became of it, in words.

It says of a row what its acts say at some moment, and nothing that no act says: whether somebody
who waits was called already is known to the line alone.

The journals are kept in Russian, whatever language the kiosk speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import AbstractSet, Any, Callable, Iterable, Mapping, NamedTuple, Optional, TypeVar

from .acts import WRITTEN_WHOLE, Kind, LeftReason, State
from .forms import Journal
from .people import Role
from .row import OPEN, Row

Dotted = Callable[[Optional[str]], str]
"""A moment as journals print it, dd.mm.yyyy where the point is; an empty text for None."""

ROLES = {
    Role.ADMINISTRATION: "администрация",
    Role.TEACHER: "учитель",
    Role.CLASS_TEACHER: "классный руководитель",
    Role.GUARDIAN: "родитель",
    Role.PUPIL: "ученик",
}
_LEFT = {
    LeftReason.NO_SHOW: "неявка",
    LeftReason.CANCELLED: "отменено",
    LeftReason.NOT_HELD: "приём не состоялся",
    LeftReason.WITHDRAWN: "талон отменён посетителем",
}
_DESTROYED = "персональные данные уничтожены {date}"
_NAMELESS = "без ФИО"
_NOTHING = "—"
_NAME_PARTS = 3
_NAME_PART = re.compile(r"[^\W\d_]{2,}(?:[-'’ʼ][^\W\d_]+)*")
"""A part of a name that is no initial: letters, with hyphens and apostrophes between them."""
_PATRONYMIC = re.compile(r"(?:вич|вна|ьич|мич|кич|ична)$", re.IGNORECASE)
"""How a patronymic ends: Петрович, Петровна, Ильич, Кузьмич, Лукич, Ильинична."""
UNSIGNED = {
    OPEN: "не завершено",
    State.COMPLETED.value: "не подписано",
    State.LEFT.value: _NOTHING,
}
"""What stands in «Подпись» of a row without a signature, by its state: somebody waits or is being
helped; helped, and the signature is missing; ended without help."""
_WITHDRAWN = Kind.ENTRY_WITHDRAWN.value
_ENDED = frozenset(kind.value for kind in (Kind.ENTRY_SIGNED, Kind.ENTRY_LEFT, Kind.ENTRY_LAPSED))
_COMPLETED = frozenset(kind.value for kind in (Kind.ENTRY_COMPLETED, *WRITTEN_WHOLE))
SOON = timedelta(minutes=10)
"""An enquiry that is written down within this time was not written down later."""
SHEET = "sheet-"
"""How the request of an entry begins that was written down from a row of paper."""
_FROM_SHEET = re.compile(f"{SHEET}([A-Z2-7]{{8}})")
_DAY = len("2025-11-24")
_R = TypeVar("_R", bound=Row)


class Visit(NamedTuple):
    """When somebody came, and when help was written down; the first two are moments."""

    opened_at: str
    completed_at: str | None
    held_on: str
    """The day on which help was given where it was written down later, else empty."""
    asked: str = ""
    """The minute of an enquiry that a desk wrote down, else empty."""
    late: str = ""
    """What ``late_words`` say of it."""


@dataclass(frozen=True)
class Stamp:
    """What stands in «Подпись» of a signed row."""

    signer: str
    date: str
    """dd.mm.yyyy in the point's zone."""
    digest: str
    """The short digest of the signature, for example ``3F9A-27C1-0B5E``."""


@dataclass(frozen=True)
class Correction:
    """The act that annulled or replaced a row."""

    kind: str
    at: str
    who: str
    """Short name of who signed it."""
    reason: str
    """Empty where it was destroyed."""
    successor: Mapping[str, int] | None = None


def standing(kinds: Iterable[str]) -> set[str]:
    """The kinds of acts that were said about an entry, in their order, without a withdrawal that
    was taken back."""
    said: set[str] = set()
    for kind in kinds:
        said.add(kind)
        if kind == Kind.ENTRY_RESTORED.value:
            said.discard(_WITHDRAWN)
    return said


def as_it_was(row: _R, said: AbstractSet[str]) -> _R:
    """A row, which is a named tuple, as it stood when acts of these kinds were ``standing``.

    Words that were destroyed since then stay away: nobody can say them any more.
    """
    if said & _ENDED:
        return row
    cells: dict[str, Any] = {"state": State.COMPLETED.value}
    if not said & _COMPLETED:
        cells = {"state": OPEN, "completed_at": None, "held_on": "", "result": "", "note": ""}
    if _WITHDRAWN in said:
        cells.update(state=State.LEFT.value, left_reason=LeftReason.WITHDRAWN.value)
    now: Any = row
    then: _R = now._replace(**cells)
    return then


def cells_of(row: Row, visit: Visit, dotted: Dotted) -> dict[str, str]:
    """The words of a row by the keys of its form's columns, all but the signature.

    The dates are those of the visit: of the entry that was there first, however often it was
    replaced.
    """
    cells = {
        "number": str(row.number),
        "opened": dotted_day(visit.asked[:_DAY]) if visit.asked else dotted(visit.opened_at),
        "completed": dotted_day(visit.held_on) if visit.held_on else dotted(visit.completed_at),
    }
    if row.state == State.LEFT.value:
        cells["completed"] = _LEFT[LeftReason(row.left_reason)]
    words = _request if row.journal == Journal.REQUESTS.value else _consultation
    return {**cells, **words(row, _gone(row, dotted))}


def _gone(row: Row, dotted: Dotted) -> str:
    """What stands in place of words that were destroyed."""
    return _DESTROYED.format(date=dotted(row.destroyed_at)) if row.destroyed_at else ""


def _request(row: Row, gone: str) -> dict[str, str]:
    if gone:
        return {"room": _NOTHING, "problem": gone, "note": ""}
    problem = about(row.topic_title, row.problem)
    return {
        "room": row.room,
        "problem": f"{problem} ({short_name(row.name) or _NAMELESS})",
        "note": ". ".join(text.rstrip(".") for text in (row.result, row.note) if text),
    }


def _consultation(row: Row, gone: str) -> dict[str, str]:
    if gone:
        return {"topic": _NOTHING, "name": gone}
    role = ROLES[Role(row.role)] if row.role else ""
    who = ", ".join(filter(None, (role, row.school_class)))
    return {"topic": row.topic_title, "name": f"{row.name or _NAMELESS} ({who})"}


def about(topic: str, problem: str) -> str:
    """What an entry is about: its topic, its description, or both as two sentences."""
    return f"{topic.rstrip('.')}. {problem}" if topic and problem else topic or problem


def remark_of(
    year: int,
    visit: Visit,
    stands_for: Mapping[str, int] | None,
    correction: Correction | None,
    dotted: Dotted,
) -> str:
    """What a row of a volume says beside its cells: that it was written down after the day of help,
    the row that it stands for, and what became of itself; an empty text where there is nothing to
    say."""
    said = [visit.late] if visit.late else []
    if visit.held_on and visit.completed_at != visit.opened_at:
        said.append(f"Внесено {dotted(visit.completed_at)}")
    if stands_for is not None:
        said.append(f"Взамен записи {_numbered(year, stands_for)}")
    if correction is not None:
        what = "Аннулирована"
        if correction.successor:
            what = f"Заменена записью {_numbered(year, correction.successor)}"
        said.append(f"{what} ({dotted(correction.at)}, {correction.who})")
        said.extend([f"Причина: {correction.reason}"] if correction.reason else [])
    return ". ".join(said)


def late_words(sheet: str, asked: str, written: str) -> str:
    """«Внесено позже», with both times: of an enquiry that was written down more than ten minutes
    after it was asked, or from a ``sheet`` of paper, whose row has this code; else empty. Times are
    minutes where the point is.
    """
    if not asked or not (sheet or is_late(asked, written)):
        return ""
    whence = f" с листа, код {grouped_code(sheet)}" if sheet else ""
    return (
        f"Внесено позже{whence}: обращение {_dotted_minute(asked)},"
        f" запись {_dotted_minute(written)}"
    )


def is_late(asked: str, written: str) -> bool:
    """Whether an enquiry was written down more than ten minutes after it was asked."""
    return datetime.fromisoformat(written) - datetime.fromisoformat(asked) > SOON


def sheet_code(request: str) -> str:
    """The code of the row of a sheet of paper, where an entry was written from one: it is the
    entry's request, and so it is used once; else empty."""
    found = _FROM_SHEET.fullmatch(request)
    return found[1] if found else ""


def grouped_code(code: str) -> str:
    """A code of a row of paper as it is printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def _dotted_minute(at: str) -> str:
    return f"{dotted_day(at[:_DAY])} {at[_DAY + 1 :]}"


def dotted_day(day: str) -> str:
    """A day of ISO 8601 as the journals print it: dd.mm.yyyy."""
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"


def _numbered(year: int, entry: Mapping[str, int]) -> str:
    """«№ 3», with the school year where it is another."""
    named = f"№ {entry['number']}"
    return (
        named if entry["year"] == year else f"{named} за {year_in_words(entry['year'])} учебный год"
    )


def year_in_words(year: int) -> str:
    """The school year that begins in ``year``, as people write it: «2026/27»."""
    return f"{year}/{(year + 1) % 100:02}"


def short_name(full_name: str) -> str:
    """«Иванова Мария Петровна» as «Иванова М. П.»; any other shape as it was typed.

    Only a surname, a given name and a patronymic, in this order, can be shortened with certainty:
    initials before a surname, two words in either order, a former surname in brackets or a double
    name would lose what a reader needs.
    """
    words = full_name.split()
    if len(words) != _NAME_PARTS or not all(map(_NAME_PART.fullmatch, words)):
        return full_name
    surname, given, patronymic = words
    is_certain = _PATRONYMIC.search(patronymic) and not _PATRONYMIC.search(given)
    if not is_certain or "-" in given + patronymic:
        return full_name
    return f"{surname} {given[0].upper()}. {patronymic[0].upper()}."
