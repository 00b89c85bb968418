"""Signatures by the wrong hand, too early, or over other acts; corrections of nothing."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, wrong
from tests.campaigns.oracle.going_on import JOURNALS
from tests.campaigns.oracle.made import HashOf
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import Row
from tests.campaigns.oracle.wrong_entries import completed, outsider


@wrong("signed before it was completed")
def signed_early(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.state == "open"))
    completed = random.choice(["", HashOf(row.opened.name)])
    pen.sign(row, pen.somebody(keeps=row.place[0]), completed=completed)
    return Did("entry_signed", "not completed")


@wrong("signed by somebody else")
def signed_by_another(random: Random, case: Case) -> Did:
    """In the helper's name, in one's own, or by the helper in another's name."""
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    helper = pen.somebody(keeps=journal)
    row = completed(pen, journal, helper)
    other = pen.choose(person for person in pen.people() if person.login != helper.login)
    way = random.choice(["in the helper's name", "in one's own", "in another's name", "the kiosk"])
    if way == "in the helper's name":
        pen.sign(row, helper, hand=other.key)
    elif way == "in one's own":
        pen.sign(row, other)
    elif way == "the kiosk":
        pen.sign(row, helper, hand=case.made.kiosk)
    else:
        pen.sign(row, helper, specialist=other.login)
    return Did("entry_signed", way)


@wrong("signed with a key that was renewed")
def signed_with_old_key(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    helper = pen.somebody(keeps=journal)
    row = completed(pen, journal, helper)
    pen.enrol(helper.login)
    pen.sign(row, helper, hand=helper.key)
    return Did("entry_signed", "the old key")


@wrong("signed in a journal that is not kept")
def signed_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    person = outsider(pen, journal)
    pen.sign(completed(pen, journal, person), person)
    return Did("entry_signed", f"{person.duty} in {journal}")


@wrong("a correction of nothing lets an outsider sign")
def correcting_nothing(random: Random, case: Case) -> Did:
    """Disagreements 1 and 2 of the six: the opening says what it corrects, and no act did."""
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    person = outsider(pen, journal)
    there = [row for row in pen.signed() if row.place[0] == journal]
    way = random.choice(["not replaced", "never was", "null", "empty", "annulled", "itself"])
    match way:
        case "not replaced":
            old = pen.choose(there)
            corrects: Any = {"year": old.place[1], "number": old.place[2]}
        case "annulled":
            old = pen.choose(row for row in pen.signed(corrected=True) if row.place[0] == journal)
            corrects = {"year": old.place[1], "number": old.place[2]}
        case "never was":
            corrects = {"year": pen.year, "number": 999}
        case "itself":
            volume = pen.ready(journal, pen.last_at)
            corrects = {"year": volume[1], "number": pen.tables.volumes[volume].last + 1}
        case "null":
            corrects = None
        case _:
            corrects = {}
    pen.sign(completed(pen, journal, person, corrects=corrects), person)
    return Did("entry_opened", f"{way}, {person.duty} in {journal}")


@wrong("a correction of nothing, by who keeps the journal")
def correcting_nothing_inside(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    person = pen.somebody(keeps=journal)
    old = random.choice([*pen.signed(), None])
    corrects = {"year": pen.year, "number": 999}
    if old is not None:
        corrects = {"year": old.place[1], "number": old.place[2]}
    row = completed(pen, journal, person, corrects=corrects)
    if random.random() < 0.7:
        pen.sign(row, person)
    return Did("entry_opened", f"corrects {corrects}")


@wrong("signed over other acts")
def signed_other_acts(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    helper = pen.somebody(keeps=journal)
    row = completed(pen, journal, helper)
    first = HashOf(row.completed.name) if row.completed else ""
    if random.random() < 0.3:
        pen.complete(row, helper.login)
        pen.sign(pen.tables.rows[row.place], helper, completed=first)
        return Did("entry_signed", "an earlier completion")
    name = random.choice(["opened", "completed"])
    other = pen.choose(act for act in case.made.acts if act.name not in _names(row))
    pen.sign(row, helper, **{name: HashOf(other.name)})
    return Did("entry_signed", f"{name} is another act")


def _names(row: Row) -> set[int]:
    """The acts that fixed a row, by name."""
    return {act.name for act in (row.opened, row.completed) if act}
