"""What the tables say, compared with the acts: cell by cell, and word by word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeGuard

from db.reading import ActRow, EntryRow, beside, entries_with
from kiosk.journal import facts
from kiosk.point.record import Kind
from kiosk.proof.canonical import commitments, facts_of
from kiosk.verification.told import Body, Discrepancy, Life, Told, act_name, place_of
from kiosk.visits.registration import SEARCHED, search_text
from kiosk.words.i18n import _
from kiosk.words.names import column_name, entry_name
from kiosk.words.states import State

WORDED = frozenset(
    kind.value
    for kind in (
        Kind.VOLUME_CLOSED,
        Kind.ENTRY_ANNULLED,
        Kind.ENTRY_REPLACED,
        Kind.DATA_DESTROYED,
    )
)
"""Acts beside which free text may stand."""


PLAIN = (
    "role",
    "channel",
    "request_id",
    "opened_at",
    "completed_at",
    "signed_at",
    "left_reason",
    "consent",
    "search",
)
"""The columns that stand in the acts as they are, and the one that is made of the others."""
_plain = attrgetter(*PLAIN)
_searched = attrgetter(*SEARCHED)
_OPENED = (facts.OPENED_VALUES, attrgetter(*facts.OPENED_VALUES))
_COMPLETED = (facts.COMPLETED_VALUES, attrgetter(*facts.COMPLETED_VALUES))
_OPEN_STATES = (State.WAITING.value, State.CALLED.value, State.IN_SERVICE.value)
_SIGNED = State.SIGNED.value
_ENDED_STATES = {
    Kind.ENTRY_SIGNED.value: State.SIGNED.value,
    Kind.ENTRY_LEFT.value: State.LEFT.value,
}


def compare_ended(told: Told, rows: Mapping[int | None, EntryRow]) -> None:
    """Compare the entries that ended since the last time, and forget them."""
    compare_entries(told, told.ended, rows)
    told.ended.clear()


def rows_of(lives: Iterable[Life]) -> dict[int | None, EntryRow]:
    """The rows that the acts of some entries are shown with."""
    return entries_with([life.entry for life in lives if life.entry is not None])


def compare_entries(told: Told, lives: Sequence[Life], rows: Mapping[int | None, EntryRow]) -> None:
    """Compare what the ledger says of some entries with their rows, drawings included."""
    drawn = [life.entry for life in lives if life.entry and life.drawing is not None]
    drawings = beside("drawing", "entry_id", "strokes", drawn)
    for life in lives:
        row = rows.get(life.entry)
        if row is None:
            told.gaps += 1
            raise Discrepancy(entry_name(life.place), _("the entry is missing"))
        if (row.journal, row.year, row.number) != life.place:
            raise Discrepancy(entry_name(life.place), _("acts of another entry are shown with it"))
        for column in () if _agrees(row, life) else _differing(row, life):
            raise Discrepancy(
                entry_name(life.place),
                _("“{column}” differs from the ledger").format(column=column_name(column)),
            )
        if life.drawing is not None:
            _compare_drawing(life, drawings.get(row.id))
            told.drawings += 1
        if row.destroyed_at is not None:
            told.emptied[life.place] = row.destroyed_at
        told.compared += 1
        told.signed += row.state == State.SIGNED.value
        told.unsigned += row.state == State.COMPLETED.value


def compare_wording(page: Iterable[ActRow], told: Told) -> None:
    """The free text of acts: each fits its commitment, or was emptied with its entry."""
    worded = [act for act in page if act.kind in WORDED]
    rows = beside("wording", "act_id", "text", [act.id for act in worded])
    for act in worded:
        body = json.loads(act.body)
        said, row = body.get("committed"), rows.get(act.id)
        if said is None and row is None:
            continue
        told.wordings += 1
        if row is not None and row == ("", b"") and "number" in body:
            told.emptied.setdefault(place_of(body), "")
            continue
        if not _is_readable(row) or said != commitments(row[1], {"wording": row[0]}):
            raise Discrepancy(act_name(act.seq), _("its wording differs from the ledger"))
        if "number" in body:
            told.worded.add(place_of(body))


def _compare_drawing(life: Life, drawing: tuple[str, bytes] | None) -> None:
    if not _is_readable(drawing) or facts.drawn(drawing[1], drawing[0]) != life.drawing:
        raise Discrepancy(entry_name(life.place), _("the drawn signature was changed"))


def _is_readable(beside: tuple[str, bytes] | None) -> TypeGuard[tuple[str, bytes]]:
    """Whether text and salt are there: a damaged file may hold values of another kind."""
    return beside is not None and isinstance(beside[0], str) and isinstance(beside[1], bytes)


def _agrees(row: EntryRow, life: Life) -> bool:
    """Whether a row that spells its opening and completion was signed and stands as it was: then
    nothing differs. For every other entry this is left to ``_differing``."""
    return (
        life.spelled
        and life.ended is not None
        and life.ended.kind == Kind.ENTRY_SIGNED
        and (row.state, row.signed_at, row.left_reason, row.destroyed_at)
        == (_SIGNED, life.ended.at, "", None)
        and row.search == search_text(*_searched(row))
    )


def _differing(row: EntryRow, life: Life) -> Iterator[str]:
    """The columns of an entry that do not say what its acts say."""
    opened, completed, ended = (
        facts_of(act.body) if act else {} for act in (life.opened, life.completed, life.ended)
    )
    left = ended if ended.get("kind") == Kind.ENTRY_LEFT else {}
    signed = ended if ended.get("kind") == Kind.ENTRY_SIGNED else {}
    expected = (
        opened["role"],
        opened["channel"],
        opened["request"],
        opened["at"],
        completed.get("at"),
        signed.get("at"),
        left.get("reason", ""),
        opened.get("consent", ""),
        search_text(*map(str, _searched(row))),
    )
    changed: list[str] = []
    if _plain(row) != expected:
        said = zip(PLAIN, _plain(row), expected, strict=True)
        changed = [name for name, is_now, wanted in said if is_now != wanted]
    yield from (name for name in changed if name != "search")
    if row.destroyed_at is not None:
        yield from (name for name in (*SEARCHED, "salt") if getattr(row, name))
    else:
        yield from _uncommitted(row, *_OPENED, opened)
        if completed:
            yield from _uncommitted(row, *_COMPLETED, completed)
    if not completed and (row.result or row.note):
        yield "result"
    speaking = completed or left
    if speaking and row.login != speaking["specialist"]:
        yield "specialist"
    if ended:
        stands = row.state == _ENDED_STATES[str(ended["kind"])]
    elif completed:
        stands = row.state == State.COMPLETED.value
    else:
        stands = row.state in _OPEN_STATES
    if not stands:
        yield "state"
    if "search" in changed:  # last: where a word was changed, the word itself is named
        yield "search"


def _uncommitted(
    row: EntryRow,
    fields: tuple[str, ...],
    values: Callable[[EntryRow], tuple[object, ...]],
    body: Body,
) -> Iterator[str]:
    committed = body["committed"]
    try:
        now = commitments(row.salt, dict(zip(fields, map(str, values(row)), strict=True)))
    except (TypeError, ValueError):  # the salt was replaced by something that is none
        yield "salt"
    else:
        if committed != now:
            yield from (
                name
                for name in fields
                if not isinstance(committed, dict) or committed.get(name) != now[name]
            )
