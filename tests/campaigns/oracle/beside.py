"""Tables that say otherwise than the acts."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, wrong
from tests.campaigns.oracle.tables import Row


def _row(random: Random, case: Case, wanted: Callable[[Row], bool] = lambda row: True) -> Row:
    rows = [row for row in case.tables.rows.values() if wanted(row)]
    if not rows:
        raise NotHere
    return random.choice(rows)


@wrong("a cell of a row differs from its acts")
def other_cell(random: Random, case: Case) -> Did:
    row = _row(random, case)
    cells: dict[str, list[Any]] = {
        "state": ["open", "completed", "signed", "left"],
        "role": ["pupil", "teacher", ""],
        "channel": ["email", "online", ""],
        "request": [random.randbytes(16).hex(), ""],
        "consent": ["2", "", "yes"],
        "left_reason": ["no_show", "cancelled", ""],
        "specialist": [*case.tables.people, None],
        "opened_at": ["2025-11-20T06:00:00.000Z"],
        "completed_at": ["2025-11-20T06:00:00.000Z", None],
        "signed_at": ["2025-11-20T06:00:00.000Z", None],
        "destroyed_at": ["2025-12-20T06:00:00.000Z", None],
    }
    name = random.choice(list(cells))
    if name == "specialist" and row.state == "open":
        raise NotHere  # who called somebody is the line's
    values = [value for value in cells[name] if value != getattr(row, name)]
    value = random.choice(values or [None])
    if value == getattr(row, name):
        raise NotHere
    setattr(row, name, value)
    return Did(row.opened.kind, f"{name} {value!r}")


@wrong("a word of a row, or its salt, differs")
def other_word(random: Random, case: Case) -> Did:
    row = _row(random, case)
    name = random.choice([*row.words, "salt"])
    if name == "salt":
        row.salt = random.choice([random.randbytes(32), b"", row.salt[:31]])
        if not row.salt and row.destroyed_at:
            raise NotHere
    else:
        row.words[name] += "а"
    return Did(row.opened.kind, name)


@wrong("destroyed words that are still there")
def still_there(random: Random, case: Case) -> Did:
    row = _row(random, case, lambda row: bool(row.destroyed_at))
    if random.random() < 0.5:
        row.words = {name: f"{name}" for name in row.words}
        row.salt = row.opened.salt
        return Did("data_destroyed", "all words")
    acts = {act.name: act for act in case.made.acts}
    names = [name for name in row.corrections if name in case.tables.wordings]
    if not names:
        raise NotHere
    act = acts[random.choice(names)]
    case.tables.wordings[act.name] = act.words["wording"], act.salt
    return Did("data_destroyed", "a reason")


@wrong("a row that is missing, moved or there twice")
def other_rows(random: Random, case: Case) -> Did:
    row = _row(random, case)
    place = row.place
    way = random.choice(["missing", "moved", "new"])
    if way != "new":
        del case.tables.rows[place]
    if way != "missing":
        number = max((one[2] for one in case.tables.rows), default=0) + 5
        case.tables.rows[(*place[:2], number)] = row
        row.place = (*place[:2], number)
    return Did(row.opened.kind, way)


@wrong("a drawing that differs, is missing or was added")
def other_drawing(random: Random, case: Case) -> Did:
    row = _row(random, case, lambda row: row.state == "signed")
    row.drawing = None if row.drawing else ("[[[1,1]]]", random.randbytes(32))
    return Did("entry_signed", "gone" if row.drawing is None else "added")


@wrong("a reason that differs, is missing or was added")
def other_reason(random: Random, case: Case) -> Did:
    wordings = case.tables.wordings
    kinds = {act.name: act.kind for act in case.made.acts}
    way = random.choice(["text", "salt", "missing", "added", "emptied"])
    if way == "added":
        act = random.choice([act for act in case.made.acts if act.name not in wordings])
        wordings[act.name] = "Просто так", random.randbytes(32)
        return Did(act.kind, way)
    names = [name for name, (text, _salt) in wordings.items() if text]
    if not names:
        raise NotHere
    name = random.choice(names)
    text, salt = wordings[name]
    match way:
        case "text":
            wordings[name] = f"{text}а", salt
        case "salt":
            wordings[name] = text, random.randbytes(32)
        case "emptied":
            wordings[name] = "", b""
        case _:
            del wordings[name]
    return Did(kinds[name], way)


@wrong("a volume that differs from its acts")
def other_volume(random: Random, case: Case) -> Did:
    volume = random.choice(list(case.tables.volumes))
    shelved = case.tables.volumes[volume]
    name = random.choice(["opened_at", "closed_at", "last"])
    value: Any = {"opened_at": "2025-09-01T06:00:00.000Z", "last": shelved.last + 1}.get(name)
    if name == "closed_at":
        value = None if shelved.closed_at else "2026-12-01T06:00:00.000Z"
    setattr(shelved, name, value)
    return Did("volume_closed" if name == "closed_at" else "volume_opened", name)


@wrong("a person or a key that differs from the enrolments")
def other_person(random: Random, case: Case) -> Did:
    login = random.choice(list(case.tables.people))
    person = case.tables.people[login]
    way = random.choice(["name", "post", "salt", "duty", "journals", "key", "missing"])
    match way:
        case "name" | "post":
            person.words[way] += "а"
        case "salt":
            person.salt = random.randbytes(32)
        case "duty":
            person.duty = "technical" if person.duty != "technical" else "teacher"
        case "journals":
            person.journals = "requests" if person.journals != "requests" else "consultations"
        case "key":
            key = random.randbytes(8).hex()
            case.tables.holders[key] = case.tables.holders.pop(person.key)
            person.keys = [(key if one == person.key else one, *rest) for one, *rest in person.keys]
            person.key = key
        case _:
            del case.tables.people[login]
            for key in [key for key, (one, _) in case.tables.holders.items() if one == login]:
                del case.tables.holders[key]
    return Did("specialist_enrolled", way)


@wrong("an agreement that differs from its act")
def other_agreement(random: Random, case: Case) -> Did:
    said = random.choice(case.tables.agreements)
    way = random.choice(["text", "date", "at", "missing"])
    if way == "missing":
        case.tables.agreements.remove(said)
    else:
        said[way] = f"{said[way]}а"
    return Did("agreement_recorded", way)


@wrong("a school or a point by another name")
def other_point(random: Random, case: Case) -> Did:
    name = random.choice(["school", "name"])
    setattr(case.tables, name, "Другая школа")
    return Did("point_named", name)
