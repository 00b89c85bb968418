"""Entries annulled and replaced as they may not be."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.going_on import may_correct
from tests.campaigns.oracle.made import HashOf
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import Person, Row
from tests.campaigns.oracle.wrong_entries import OTHER, completed


def _irresponsible(pen: Pen, row: Row) -> Person:
    """Somebody who may not correct a row."""
    able = {person.login for person in may_correct(pen, row)}
    return pen.choose(person for person in pen.people() if person.login not in able)


@wrong("corrected what is not signed")
def corrected_unsigned(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: row.state != "signed"))
    signed = HashOf((row.ended or row.completed or row.opened).name)
    pen.annul(row, pen.somebody(administrator=True), signed=signed)
    return Did("entry_annulled", row.state)


@wrong("corrected twice")
def corrected_twice(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.choose(may_correct(pen, row))
    pen.annul(row, person)
    if random.random() < 0.5:
        pen.annul(row, person)
        return Did("entry_annulled", "twice")
    pen.replace(row, person)
    return Did("entry_replaced", "after it was annulled")


@wrong("corrected by somebody who is not responsible")
def corrected_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.signed())
    person = _irresponsible(pen, row)
    if random.random() < 0.6:
        pen.annul(row, person)
        return Did("entry_annulled", person.duty)
    pen.replace(row, person)
    return Did("entry_replaced", person.duty)


@wrong("corrected in somebody else's name")
def corrected_in_another_name(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.signed())
    person = pen.choose(may_correct(pen, row))
    other = pen.choose(one for one in pen.people() if one.login != person.login)
    pen.annul(row, person, specialist=other.login)
    return Did("entry_annulled", f"{person.duty} for {other.duty}")


@wrong("corrected over another signature")
def corrected_over_another(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row, other = pen.choose(pen.signed()), pen.choose(case.made.acts)
    if other is row.ended:
        raise NotHere
    person = pen.choose(may_correct(pen, row))
    pen.annul(row, person, signed=HashOf(other.name))
    return Did("entry_annulled", other.kind)


@wrong("corrected without a reason")
def corrected_without_reason(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    act = pen.annul(row, pen.choose(may_correct(pen, row)))
    act.body.pop("committed")
    act.words = {}
    return Did("entry_annulled", "nothing is committed to")


@unsettled("corrected after its words were destroyed")
def corrected_destroyed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if row.destroyed_at)
    name = pen.annul(row, pen.choose(may_correct(pen, row))).name
    emptied = random.random() < 0.5
    if emptied:
        case.beside.append(lambda tables: tables.wordings.update({name: ("", b"")}))
    return Did("entry_annulled", "reason emptied" if emptied else "reason stands")


@wrong("replaced by another entry than the one that says so")
def replaced_by_another(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.choose(may_correct(pen, row))
    *_acts, last = pen.replace(row, person)
    new, old = last.body["successor"], {"year": row.place[1], "number": row.place[2]}
    successor: Any = random.choice(
        [
            old,
            {"year": new["year"], "number": new["number"] + 1},
            {"year": new["year"] - 1, "number": new["number"]},
            {"year": new["year"], "number": max(1, new["number"] - 1)},
            {},
            {**new, "number": str(new["number"])},
            {**new, "number": float(new["number"])},
            {**new, "journal": row.place[0]},
        ]
    )
    if successor == new and type(successor["number"]) is int:
        raise NotHere
    last.body["successor"] = successor
    return Did("entry_replaced", f"successor {successor}")


@wrong("replaced by an entry that says it corrects another")
def successor_of_another(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    other = pen.choose(one for one in pen.rows() if one.place != row.place)
    corrects = {"year": other.place[1], "number": other.place[2]}
    if other.place[1:] == row.place[1:]:
        raise NotHere
    pen.replace(row, pen.choose(may_correct(pen, row)), corrects=corrects)
    return Did("entry_opened", f"corrects {corrects}")


@wrong("replaced by an entry of the other journal")
def successor_in_other_journal(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.somebody(administrator=True)
    corrects = {"year": row.place[1], "number": row.place[2]}
    new = completed(pen, OTHER[row.place[0]], person, corrects=corrects)
    pen.sign(new, person)
    pen.replaced(row, person, {"year": new.place[1], "number": new.place[2]})
    return Did("entry_replaced", "the other journal")


@wrong("replaced by an entry that nobody signed yet")
def successor_unsigned(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.choose(may_correct(pen, row))
    _opened, _completed, signed, _last = pen.replace(row, person)
    case.made.acts.remove(signed)
    if random.random() < 0.5:
        case.made.add(signed)
    return Did("entry_replaced", "signed later" if signed in case.made.acts else "never signed")


@wrong("replaced by an entry that somebody else signed")
def successor_of_somebody(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.choose(may_correct(pen, row))
    other = pen.choose(one for one in pen.people() if one.login != person.login)
    corrects = {"year": row.place[1], "number": row.place[2]}
    new = completed(pen, row.place[0], other, corrects=corrects)
    pen.sign(new, other)
    pen.replaced(row, person, {"year": new.place[1], "number": new.place[2]})
    return Did("entry_replaced", f"{other.duty} signed the successor of {person.duty}")


@wrong("one successor for two entries")
def successor_twice(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    person = pen.choose(may_correct(pen, row))
    *_acts, last = pen.replace(row, person)
    same = [one for one in pen.signed() if one.place[0] == row.place[0]]
    other = pen.choose(one for one in same if person in may_correct(pen, one))
    pen.replaced(other, person, dict(last.body["successor"]))
    return Did("entry_replaced", "the successor of another")


@unsettled("another deed inside a replacement")
def inside_a_replacement(random: Random, case: Case) -> Did:
    """The program writes the four acts together; the rules might allow another in between."""
    pen = Pen(case.made, random)
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    pen.replace(row, pen.choose(may_correct(pen, row)))
    before = random.choice([1, 2, 3])
    way = random.choice(["a checkpoint", "a visitor", "another entry left"])
    size = len(case.made.acts)
    if way == "a checkpoint":
        pen.checkpoint()
    elif way == "a visitor":
        pen.open(pen.ready(OTHER[row.place[0]], pen.last_at))
    else:
        gone = pen.choose(pen.standing(lambda one: one.state == "open" and not one.destroyed_at))
        pen.leave(gone, pen.somebody(keeps=gone.place[0]).login)
    between = case.made.acts[size:]
    del case.made.acts[size:]
    case.made.acts[size - before : size - before] = between
    return Did(between[-1].kind, f"{way}, {before} before its end")
