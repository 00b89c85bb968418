"""Any fact of any kind of act, changed; and everything after it chained and signed anew."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.made import Act, HashOf, Made, drawn, paths
from tests.campaigns.oracle.pen import moved
from tests.campaigns.oracle.tables import spelled_otherwise, tables_of

KINDS = (
    "kiosk_enrolled",
    "point_named",
    "specialist_enrolled",
    "agreement_recorded",
    "volume_opened",
    "volume_vouched",
    "volume_closed",
    "entry_opened",
    "entry_left",
    "entry_completed",
    "entry_signed",
    "entry_annulled",
    "entry_replaced",
    "data_destroyed",
    "checkpoint_made",
    "clock_resolved",
    "epoch_begun",
)


def some_act(random: Random, made: Made) -> Act:
    """An act of a kind chosen first, so that the seldom kinds are changed as often as any."""
    for kind in random.sample(KINDS, len(KINDS)):
        if found := made.of_kind(kind):
            return random.choice(found)
    raise NotHere


def _another(random: Random, made: Made, values: list[Any], than: Any) -> Any:
    others = [value for value in values if value != than]
    return random.choice(others) if others else None


def _of_all(made: Made, name: str) -> list[Any]:
    """Every value that a fact has anywhere in the ledger."""
    return [act.body[name] for act in made.acts if name in act.body]


def _hash(random: Random, made: Made, said: Any) -> Any:
    return random.choice(
        [HashOf(random.choice(made.acts).name), "00" * 32, "", f"{random.randbytes(32).hex()}"]
    )


def _time(random: Random, made: Made, said: Any) -> Any:
    return moved_somehow(random, str(said))


def moved_somehow(random: Random, at: str) -> str:
    """Another time, or the same spelled otherwise."""
    try:
        later = moved(at, **random.choice([{"milliseconds": 1}, {"days": 1}, {"days": -400}]))
    except (ValueError, OverflowError):
        return "2026-01-01T00:00:00.000Z"
    return random.choice(
        [
            later,
            at.replace(".000Z", "Z"),
            at.replace("Z", "+00:00"),
            at.replace("Z", "z"),
            at.replace("T", " "),
            at.replace("Z", ""),
            at.replace(".000Z", ".0000Z"),
            at[:10],
            at.replace("-", ""),
            "2025-02-30T06:00:00.000Z",
            "2025-11-24T24:00:00.000Z",
            "9999-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00.000Z",
        ]
    )


def _number(random: Random, made: Made, said: Any) -> Any:
    known = said if isinstance(said, int) else 1
    return random.choice([known + 1, known - 1, 0, -1, 10**6, 2**53, 2**70])


def _text(*texts: str) -> Callable[[Random, Made, Any], Any]:
    def other(random: Random, made: Made, said: Any) -> Any:
        return _another(random, made, list(texts), said)

    return other


def _entries(random: Random, made: Made, said: Any) -> Any:
    """The entries that are destroyed: one more, one less, another volume."""
    volume = random.choice(list(said)) if said else "consultations/2025"
    return random.choice(
        [
            {**said, volume: f"{said.get(volume, '')}, 1"},
            {**said, volume: f"{said.get(volume, '')}, 2".lstrip(", ")},
            {**said, volume: "1–3"},
            {volume.replace("consultations", "requests"): "1"},
            {},
        ]
    )


def _unsigned(random: Random, made: Made, said: Any) -> Any:
    if said and random.random() < 0.5:
        return spelled_otherwise(random, [int(part.partition("–")[0]) for part in said.split(", ")])
    return random.choice(["1", "", "1–2", "x", "2–1", "1, 2, 3"])


POOLS: dict[str, Callable[[Random, Made, Any], Any]] = {
    **dict.fromkeys(
        ("number", "first", "last", "entries_", "epoch", "left_size", "count"), _number
    ),
    **dict.fromkeys(("opened", "completed", "signed", "rows", "head", "left_head"), _hash),
    **dict.fromkeys(("at", "before"), _time),
    "year": lambda random, made, said: said + random.choice([1, -1]) if type(said) is int else 2025,
    "journal": _text("consultations", "requests", "other", ""),
    "duty": _text("administrator", "technical", "teacher", "director"),
    "journals": _text("consultations", "requests", "consultations requests", "", "other"),
    "role": _text("teacher", "pupil", "guardian", "class_teacher", "administration", "", "guest"),
    "channel": _text("in_person", "email", "message", "online", "pigeon", ""),
    "reason": _text("no_show", "cancelled", "bored", ""),
    "cause": _text("expired", "request", "whim", ""),
    "consent": _text("1", "2", "", "yes"),
    "zone": _text("Europe/Moscow", "Asia/Kamchatka", "Mars/Phobos", ""),
    "date": _text("2025-11-25", "2031-01-01", "yesterday", ""),
    "v": lambda random, made, said: random.choice([0, 2, -1]),
    "unsigned": _unsigned,
    "entries": lambda random, made, said: (
        _entries(random, made, said) if isinstance(said, dict) else _number(random, made, said)
    ),
    "kind": lambda random, made, said: _another(random, made, [*KINDS, "note_made"], said),
}
"""Other values for a fact, by its name."""


def another_value(random: Random, made: Made, name: str, said: Any) -> Any:
    """Another value of the same sort."""
    if name in POOLS:
        return POOLS[name](random, made, said)
    if name in ("login", "specialist"):
        return _another(random, made, [*_of_all(made, "login"), "nobody", ""], said)
    if name in ("key", "public_key", "point", "request", "drawing", "digest"):
        values = [*_of_all(made, name), "", random.randbytes(16).hex()]
        return _another(random, made, values, said)
    return random.choice([f"{said} ", "иначе", "", str(said).upper()])


def _parent(act: Act, path: tuple[str, ...]) -> dict[str, Any]:
    inner = act.body
    for key in path[:-1]:
        inner = inner[key]
    return inner


def some_fact(random: Random, case: Case) -> tuple[Act, dict[str, Any], str]:
    """An act, the object in it that holds a fact, and the fact's name."""
    act = some_act(random, case.made)
    path = random.choice(list(paths(act.body)))
    return act, _parent(act, path), path[-1]


@unsettled("a fact is another")
def another_fact(random: Random, case: Case) -> Did:
    act, holder, name = some_fact(random, case)
    kind = act.kind
    value = another_value(random, case.made, name, holder[name])
    if value == holder[name]:
        raise NotHere
    holder[name] = value
    return Did(kind, f"{name} = {value!r}")


@unsettled("a fact is missing")
def missing_fact(random: Random, case: Case) -> Did:
    act, holder, name = some_fact(random, case)
    kind = act.kind
    del holder[name]
    return Did(kind, name)


@unsettled("a fact is added")
def added_fact(random: Random, case: Case) -> Did:
    """One that another kind of act has, or one of no kind."""
    act = some_act(random, case.made)
    other = some_act(random, case.made)
    name = random.choice([*other.body, "note", "заметка"])
    if name in act.body:
        raise NotHere
    act.body[name] = other.body.get(name, random.choice(["", 1, None, {}, "иначе"]))
    return Did(act.kind, f"{name} = {act.body[name]!r}")


@unsettled("a fact of another type")
def another_type(random: Random, case: Case) -> Did:
    act, holder, name = some_fact(random, case)
    kind, said = act.kind, holder[name]
    match said:
        case bool() | int():
            value: Any = random.choice(
                [float(said), str(said), bool(said), None, [said], f"0{said}"]
            )
        case str():
            value = random.choice(
                [
                    None,
                    [said],
                    {},
                    True,
                    0,
                    {said: said},
                    int(said or 0) if said.isdecimal() else 1.5,
                ]
            )
        case dict():
            value = random.choice([None, [], "", str(said), list(said)])
        case _:
            value = random.choice([None, 1, [], {}])
    if value == said and type(value) is type(said):
        raise NotHere
    holder[name] = value
    return Did(kind, f"{name} = {value!r}")


@unsettled("two facts change places")
def swapped_facts(random: Random, case: Case) -> Did:
    """Within an act, or between two acts of a kind."""
    act, holder, name = some_fact(random, case)
    kind = act.kind
    others = [one for one in case.made.of_kind(kind) if one is not act and name in one.body]
    if others and name in act.body and random.random() < 0.7:
        other = random.choice(others).body
        holder[name], other[name] = other[name], holder[name]
        if holder[name] == other[name]:
            raise NotHere
        return Did(kind, f"{name} with another act's")
    second = random.choice(list(holder))
    if holder[second] == holder[name]:
        raise NotHere
    holder[name], holder[second] = holder[second], holder[name]
    return Did(kind, f"{name} with {second}")


@unsettled("an act of another kind")
def another_kind(random: Random, case: Case) -> Did:
    """It keeps its facts; its hand may go with the new kind."""
    act = some_act(random, case.made)
    kind = act.kind
    act.body["kind"] = random.choice([one for one in KINDS if one != kind])
    other = case.made.of_kind(act.kind)
    if len(other) > 1 and random.random() < 0.5:
        act.hand = random.choice(other).hand
    return Did(kind, f"now {act.kind}")


@unsettled("other words beside an act, committed to")
def other_words(random: Random, case: Case) -> Did:
    """The words, their commitments and the tables agree: nobody can find that."""
    act = random.choice([act for act in case.made.acts if act.words])
    name = random.choice([name for name in act.words if name not in ("pin_salt", "sealed_key")])
    act.words[name] = random.choice(["", "Другая Анна Ивановна", act.words[name] + "а", "ё"])
    act.commit()
    return Did(act.kind, name)


@wrong("words that do not fit their commitment")
def unfit_words(random: Random, case: Case) -> Did:
    rows = [row for row in tables_of(case.made).rows.values() if not row.destroyed_at]
    if not rows:
        raise NotHere
    act = random.choice(rows).opened
    name = random.choice(list(act.words))
    act.words[name] += "а"
    return Did(act.kind, name)


@wrong("a drawn signature that does not fit its commitment")
def unfit_drawing(random: Random, case: Case) -> Did:
    act = random.choice([act for act in case.made.acts if act.drawing] or [None])
    if act is None or act.drawing is None:
        raise NotHere
    strokes, salt = act.drawing
    way = random.choice(["strokes", "salt", "gone", "uncommitted"])
    match way:
        case "strokes":
            act.drawing = strokes.replace("1", "2"), salt
        case "salt":
            act.drawing = strokes, random.randbytes(32)
        case "gone":
            act.drawing = None
        case _:
            act.body["drawing"] = drawn(random.randbytes(32), strokes)
    return Did(act.kind, way)
