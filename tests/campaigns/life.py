"""The life of entries as a small pure model: who may do what, and what follows.

Nothing here knows the program: an act is a name with its specialist and entry, a world is a value,
and what is refused is refused by the name of its error. A new act is one more function in RULES,
and its deed in ``program``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.campaigns.world import (
    ANSWERS,
    AT_DESK,
    CONSULTATIONS,
    ENDED,
    KEEPS,
    REQUESTS,
    Do,
    Refused,
    Row,
    World,
    volume,
)

FIRST, AGAIN = "Показано", "Показано ещё раз"


def told(world: World, do: Do) -> World:
    """The world after an act. Raises Refused."""
    return RULES[do.act](world, do)


def _with(world: World, entry: int, row: Row) -> World:
    """The world with another row; completed rows are counted anew, without gaps."""
    rows = [*world.rows]
    rows[entry] = row
    turns = sorted((r.turn, n) for n, r in enumerate(rows) if r.state == "completed")
    order = {number: turn for turn, (_old, number) in enumerate(turns, start=1)}
    return replace(world, rows=tuple(replace(r, turn=order.get(n, 0)) for n, r in enumerate(rows)))


def _entered(journal: str) -> Callable[[World, Do], World]:
    def enter(world: World, _do: Do) -> World:
        if (journal, world.year) in world.closed:
            raise Refused("VolumeClosed")
        return replace(world, rows=(*world.rows, Row(journal, world.year)))

    return enter


def _at_hand(world: World, do: Do, states: tuple[str, ...], *, mine: bool = True) -> Row:
    """The row, if the specialist keeps its journal and it is where the act needs it."""
    row = world.rows[do.entry]
    if row.journal != KEEPS[do.who]:
        raise Refused("NotYourJournal")
    if volume(row) in world.closed:
        raise Refused("VolumeClosed")
    if row.state not in states or (mine and row.who != do.who):
        raise Refused("AlreadyTaken")
    return row


def _call(world: World, do: Do) -> World:
    row = _at_hand(world, do, ("waiting",), mine=False)
    if world.current(do.who) is not None:
        raise Refused("StillBusy")
    return _with(world, do.entry, replace(row, state="called", who=do.who))


def _call_next(world: World, do: Do) -> World:
    line = world.line(do.who)
    if not line:
        raise Refused("NobodyWaits")
    return _call(world, Do("call", do.who, line[0]))


def _recall(world: World, do: Do) -> World:
    _at_hand(world, do, ("called",))
    return world


def _give_back(world: World, do: Do) -> World:
    row = _at_hand(world, do, AT_DESK)
    return _with(world, do.entry, replace(row, state="waiting", who=""))


def _start(world: World, do: Do) -> World:
    row = _at_hand(world, do, ("called",))
    return _with(world, do.entry, replace(row, state="in_service"))


def _leave(reason: str) -> Callable[[World, Do], World]:
    def leave(world: World, do: Do) -> World:
        row = _at_hand(world, do, AT_DESK)
        return _with(world, do.entry, replace(row, state="left", reason=reason))

    return leave


def _withdraw(world: World, do: Do) -> World:
    """A visitor does so alone, while waiting."""
    row = world.rows[do.entry]
    if volume(row) in world.closed:
        raise Refused("VolumeClosed")
    if row.state != "waiting":
        raise Refused("TicketCalled")
    after = _with(world, do.entry, replace(row, state="left", reason="withdrawn"))
    return replace(after, withdrawn=world.withdrawn | {do.entry})


def _restore(world: World, do: Do) -> World:
    row = _at_hand(world, do, ("waiting", *AT_DESK, "completed", *ENDED), mine=False)
    if do.entry not in world.withdrawn:
        raise Refused("AlreadyTaken")
    after = _with(world, do.entry, replace(row, state="waiting", reason=""))
    return replace(after, withdrawn=world.withdrawn - {do.entry})


def words(world: World, entry: int) -> str:
    """What is written down when an entry is completed, and when it is completed again."""
    return AGAIN if world.rows[entry].state == "completed" else FIRST


def _complete(world: World, do: Do) -> World:
    row = _at_hand(world, do, ("in_service", "completed"))
    last = len(world.rows) + 1
    said = words(world, do.entry)
    return _with(world, do.entry, replace(row, state="completed", result=said, turn=last))


def _refused(name: str) -> Callable[[World, Do], World]:
    def refuse(_world: World, _do: Do) -> World:
        raise Refused(name)

    return refuse


def _sign(world: World, do: Do) -> World:
    row = world.rows[do.entry]
    if row.who != do.who or row.journal != KEEPS[do.who]:
        raise Refused("NotYourJournal")
    if volume(row) in world.closed:
        raise Refused("VolumeClosed")
    if row.state != "completed":
        raise Refused("AlreadyTaken")
    return _with(world, do.entry, replace(row, state="signed"))


def _correctable(world: World, do: Do) -> Row:
    row = world.rows[do.entry]
    own = row.who == do.who and row.journal == KEEPS[do.who]
    if not own and row.journal not in ANSWERS[do.who]:
        raise Refused("NotYourJournal")
    if row.state != "signed" or row.corrected:
        raise Refused("AlreadyTaken")
    return row


def _annul(world: World, do: Do) -> World:
    row = _correctable(world, do)
    return _with(world, do.entry, replace(row, corrected="annulled"))


def _replace(world: World, do: Do) -> World:
    """The successor is signed at once, by whoever replaces, and stands in the current volume."""
    row = _correctable(world, do)
    if (row.journal, world.year) in world.closed:
        raise Refused("VolumeClosed")
    successor = Row(row.journal, world.year, "signed", do.who, result=AGAIN)
    after = _with(world, do.entry, replace(row, corrected="replaced"))
    return replace(after, rows=(*after.rows, successor))


def _new_year(world: World, _do: Do) -> World:
    return replace(world, year=world.year + 1, withdrawn=frozenset())


def _close(world: World, do: Do) -> World:
    """Close last year's volume of the journal that the entry is in, where nobody waits any more; a
    reason is given."""
    place = journal, year = volume(world.rows[do.entry])
    if world.year <= year:
        raise Refused("YearNotOver")
    if journal not in ANSWERS[do.who]:
        raise Refused("NotYourJournal")
    if (journal, year) in world.closed:
        raise Refused("VolumeClosed")
    decided = (*ENDED, "completed")
    if any(volume(row) == place and row.state not in decided for row in world.rows):
        raise Refused("SomebodyWaits")
    return replace(world, closed=world.closed | {(journal, year)})


def _close_in_silence(world: World, do: Do) -> World:
    """The same without a reason, which only a volume with nothing left unsigned can do."""
    after = _close(world, do)
    place = volume(world.rows[do.entry])
    if any(volume(row) == place and row.state not in ENDED for row in world.rows):
        raise Refused("ReasonMissing")
    return after


RULES: dict[str, Callable[[World, Do], World]] = {
    "sign in": _entered(CONSULTATIONS),
    "file request": _entered(REQUESTS),
    "call next": _call_next,
    "call": _call,
    "recall": _recall,
    "give back": _give_back,
    "start": _start,
    "no show": _leave("no_show"),
    "cancel": _leave("cancelled"),
    "withdraw": _withdraw,
    "restore": _restore,
    "complete": _complete,
    "complete without words": _refused("MissingWords"),
    "sign": _sign,
    "sign with a wrong PIN": _refused("WrongPin"),
    "annul": _annul,
    "annul without a reason": _refused("ReasonMissing"),
    "replace": _replace,
    "new year": _new_year,
    "close": _close,
    "close in silence": _close_in_silence,
}
"""Every act by its name."""
VISITING = ("sign in", "file request")
YEARLY = ("new year", "close", "close in silence")
"""Acts of the end of a school year: only the random runs come so far."""


REFUSED_ALWAYS = ("complete without words", "sign with a wrong PIN", "annul without a reason")


def possible(world: World, act: str) -> Iterator[Do]:
    """Every way in which somebody could try an act, the right person and the wrong one."""
    if act in (*VISITING, "new year"):
        yield Do(act)
    elif act == "call next":
        yield from (Do(act, who) for who in KEEPS)
    elif act == "withdraw":
        yield from (Do(act, entry=entry) for entry in range(len(world.rows)))
    else:
        yield from (Do(act, who, entry) for who in KEEPS for entry in range(len(world.rows)))


def different(world: World) -> Iterator[Do]:
    """Every act of a day that is worth trying: of entries that stand alike, what is refused is
    refused alike, and some acts are refused wherever an entry stands."""
    for act in RULES:
        if act in YEARLY:
            continue
        for do in possible(world, act):
            again = do.entry > 0 and (
                act in REFUSED_ALWAYS or world.rows[do.entry] in world.rows[: do.entry]
            )
            if not again or allowed(world, do):
                yield do


def allowed(world: World, do: Do) -> bool:
    """Whether an act is not refused."""
    try:
        told(world, do)
    except Refused:
        return False
    return True
