"""A row of a journal against the acts about its entry: cell by cell, and word by word."""

from __future__ import annotations

from typing import Any, Iterator, Protocol, Tuple

from .acts import COMPLETED_WORDS, OPENED_WORDS, SIGNER_WORDS, WORDING, Kind, LeftReason, State
from .canonical import Body, commitment, commitments, facts_of
from .history import Act, EntryActs

BESIDE = (*SIGNER_WORDS, *WORDING)
"""The words that can stand beside an act."""
OPEN = "open"
"""How a bundle calls an entry that somebody waits or is helped under: the line is no evidence."""
_OPEN_STATES = (State.WAITING.value, State.CALLED.value, State.IN_SERVICE.value, OPEN)
_ENDED_STATES = {
    Kind.ENTRY_SIGNED.value: State.SIGNED.value,
    Kind.ENTRY_LEFT.value: State.LEFT.value,
    Kind.ENTRY_LAPSED.value: State.LEFT.value,
    Kind.ENTRY_WITHDRAWN.value: State.LEFT.value,
}
_UNSAID_REASONS = {
    Kind.ENTRY_LAPSED.value: LeftReason.NOT_HELD.value,
    Kind.ENTRY_WITHDRAWN.value: LeftReason.WITHDRAWN.value,
}
"""Why an entry ended, by the kinds of acts that mean one reason alone."""
LEAVING = (Kind.ENTRY_LEFT.value, *_UNSAID_REASONS)
"""The kinds that end an entry without help."""
Salted = Tuple[str, bytes]
"""A text and the salt of its commitment."""


class Row(Protocol):
    """What a journal's table, or a bundle, says of an entry."""

    @property
    def journal(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def request_id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def school_class(self) -> str: ...
    @property
    def room(self) -> str: ...
    @property
    def topic_title(self) -> str: ...
    @property
    def problem(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def left_reason(self) -> str: ...
    @property
    def salt(self) -> bytes: ...
    @property
    def day(self) -> str: ...
    @property
    def series(self) -> str: ...
    @property
    def ticket(self) -> int: ...
    @property
    def opened_at(self) -> str: ...
    @property
    def completed_at(self) -> str | None: ...
    @property
    def signed_at(self) -> str | None: ...
    @property
    def held_on(self) -> str: ...
    @property
    def carried_on(self) -> str: ...
    @property
    def asked(self) -> str: ...
    @property
    def consent(self) -> str: ...
    @property
    def destroyed_at(self) -> str | None: ...
    @property
    def login(self) -> str | None: ...


def is_as_signed(row: Row, entry: EntryActs) -> bool:
    """Whether a row that spells its opening and completion was signed and stands as it was: then
    nothing differs. Every other one is left to ``differing``."""
    ended = entry.ended
    return (
        entry.spelled
        and ended is not None
        and ended.kind == Kind.ENTRY_SIGNED.value
        and (row.state, row.signed_at, row.left_reason, row.destroyed_at)
        == (State.SIGNED.value, ended.at, "", None)
        and row.held_on == row.carried_on == row.asked == ""
    )


def differing(row: Row, entry: EntryActs) -> Iterator[str]:
    """The columns of a row that do not say what the acts about its entry say.

    Words of a row whose personal data were destroyed are to be empty; when they were destroyed is
    compared elsewhere (``differing_destruction``).
    """
    opened, completed, ended = (_facts(act) for act in (entry.opened, entry.completed, entry.ended))
    left = ended if entry.ended and entry.ended.kind in LEAVING else {}
    yield from _plain(row, entry, opened, completed, left)
    if row.destroyed_at is not None:
        words = (*OPENED_WORDS, *COMPLETED_WORDS, "salt")
        yield from (name for name in words if getattr(row, name))
    else:
        yield from _uncommitted(row, OPENED_WORDS, opened["committed"])
        if completed:
            yield from _uncommitted(row, COMPLETED_WORDS, completed["committed"])
    if not completed and (row.result or row.note):
        yield "result"
    speaking = completed or left
    if speaking and row.login != speaking.get("specialist"):
        yield "specialist"
    if not _stands(row, entry):
        yield "state"


def _facts(act: Act | None) -> Body:
    return facts_of(act.body) if act else {}


def _plain(row: Row, entry: EntryActs, opened: Body, completed: Body, left: Body) -> Iterator[str]:
    """The columns that stand in the acts as they are."""
    said: dict[str, Any] = {
        "role": opened["role"],
        "channel": opened["channel"],
        "request_id": opened["request"],
        "opened_at": entry.opened.at,
        "completed_at": entry.completed.at if entry.completed else None,
        "signed_at": entry.ended.at if entry.ended and not left else None,
        "left_reason": (left.get("reason") or _UNSAID_REASONS[left["kind"]]) if left else "",
        "held_on": completed.get("held", ""),
        "carried_on": entry.carried,
        "asked": opened.get("asked", ""),
        "consent": opened.get("consent", ""),
    }
    if opened["kind"] != Kind.ENTRY_RESTATED.value:
        given = facts_of(entry.opened.given)
        said.update((name, given[name]) for name in ("day", "series", "ticket"))
    yield from (name for name, value in said.items() if getattr(row, name) != value)


def _uncommitted(row: Row, words: tuple[str, ...], committed: Body) -> Iterator[str]:
    try:
        now = commitments(row.salt, {name: str(getattr(row, name)) for name in words})
    except (TypeError, ValueError):  # the salt was replaced by something that is none
        yield "salt"
    else:
        yield from (name for name in words if committed.get(name) != now[name])


def _stands(row: Row, entry: EntryActs) -> bool:
    """Whether a row's state is that of its entry's acts."""
    if entry.ended:
        return row.state == _ENDED_STATES[entry.ended.kind]
    if entry.completed:
        return row.state == State.COMPLETED.value
    return row.state in _OPEN_STATES


def fits_drawing(entry: EntryActs, drawing: Salted | None) -> bool:
    """Whether strokes and salt are those that the signature commits to; None for no drawing."""
    if drawing is None or entry.drawing is None:
        return drawing is None and entry.drawing is None
    return entry.drawing == commitment(drawing[1], "drawing", drawing[0])


def beside(body: Body) -> list[str]:
    """The names of the words that stand beside an act, in order: those of its commitments that no
    row has."""
    return [name for name in BESIDE if name in body.get("committed", ())]


def fits_word(body: Body, name: str, word: Salted) -> bool:
    """Whether a text beside an act and its salt are those that the act commits to."""
    return bool(body["committed"][name] == commitment(word[1], name, word[0]))


def differing_destruction(said: str | None, stands: str | None, *, worded: bool) -> str:
    """The code of what is wrong with an entry whose data an act ``said`` to be destroyed at a time,
    and which was emptied at the time that ``stands`` in the table: empty where nothing is wrong,
    None for times that nobody names. ``worded``: the reason of its correction can still be read."""
    if said == stands and not (said and worded):
        return ""
    if said is None:
        return "destroyed_in_silence"
    return "not_destroyed" if not stands or worded else "destroyed_on_another_day"
