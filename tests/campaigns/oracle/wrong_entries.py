"""Entries opened, completed, signed and left as they may not be, with right form and real keys."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.going_on import JOURNALS
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import Person, Row

OTHER = {"consultations": "requests", "requests": "consultations"}


def fresh(pen: Pen, journal: str, **facts: Any) -> Row:
    """A new entry."""
    act = pen.open(pen.ready(journal, pen.last_at), **facts)
    return pen.tables.rows[act.place]


def completed(pen: Pen, journal: str, person: Person, **facts: Any) -> Row:
    """A new entry that somebody completed."""
    row = fresh(pen, journal, **facts)
    pen.complete(row, person.login)
    return pen.tables.rows[row.place]


def outsider(pen: Pen, journal: str) -> Person:
    """Somebody who does not keep a journal."""
    return pen.choose(p for p in pen.people() if journal not in str(p.journals).split())


@wrong("opened in a closed volume")
def open_closed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volume = pen.choose(name for name, one in pen.tables.volumes.items() if one.closed_at)
    pen.open(volume)
    return Did("entry_opened", f"{volume}")


@wrong("opened in a volume that nobody opened")
def open_nowhere(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volume = pen.choose(
        each for each in ((name, pen.year) for name in JOURNALS) if each not in pen.tables.volumes
    )
    pen.open(volume)
    return Did("entry_opened", f"{volume}")


@wrong("opened in the volume of another year")
def open_another_year(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    year = pen.year + random.choice([-1, 1])
    if (journal, year) not in pen.tables.volumes:
        pen.open_volume(journal, year)
    elif pen.tables.volumes[journal, year].closed_at:
        raise NotHere
    pen.open((journal, year))
    return Did("entry_opened", f"{journal} {year}")


@wrong("a number left out, or given twice")
def wrong_number(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volume = pen.ready(pen.choose(JOURNALS), pen.last_at)
    last = pen.tables.volumes[volume].last
    number = random.choice([last, last + 2, 0, -1, last + 7])
    pen.open(volume, number)
    return Did("entry_opened", f"{number} after {last}")


@wrong("a person opens an entry")
def person_opens(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    pen.open(pen.ready(pen.choose(JOURNALS), pen.last_at), hand=pen.somebody().key)
    return Did("entry_opened", "by a person's key")


@wrong("an act after the end of an entry")
def after_the_end(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.ended is not None))
    person = next((p for p in pen.people() if p.login == row.specialist), pen.somebody())
    way = random.choice(["completed", "signed", "left", "opened"])
    match way:
        case "completed":
            pen.complete(row, person.login)
        case "signed":
            pen.sign(row, person)
        case "left":
            pen.leave(row, person.login)
        case _:
            pen.open(row.place[:2], row.place[2])
    return Did(f"entry_{way}", f"after {row.state}")


@wrong("an act about an entry in a closed volume")
def in_closed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    closed = [name for name, one in pen.tables.volumes.items() if one.closed_at]
    row = pen.choose(pen.rows(lambda row: row.ended is None and row.place[:2] in closed))
    person = pen.somebody(keeps=row.place[0])
    way = random.choice(["completed", "signed", "left"])
    if way == "completed":
        pen.complete(row, person.login)
    elif way == "left":
        pen.leave(row, person.login)
    else:
        pen.sign(row, person)
    return Did(f"entry_{way}", f"{row.place}")


@wrong("an act about an entry that never was")
def never_was(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows())
    ghost = Row((*row.place[:2], row.place[2] + 50), row.opened, {}, b"", completed=row.completed)
    ghost.ended = row.ended
    person = pen.somebody(keeps=row.place[0])
    way = random.choice(["completed", "signed", "left", "annulled"])
    if way == "completed":
        pen.complete(ghost, person.login)
    elif way == "left":
        pen.leave(ghost, person.login)
    elif way == "signed":
        pen.sign(ghost, person)
    else:
        pen.annul(ghost, pen.somebody(administrator=True))
    return Did(f"entry_{way}", f"{ghost.place}")


@wrong("completed by nobody who was enrolled")
def completed_by_nobody(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.ended is None and not row.destroyed_at))
    pen.complete(row, random.choice(["nobody", "", None, 7]))
    return Did("entry_completed", "a login that nobody has")


@unsettled("completed or left by somebody who does not keep the journal")
def completed_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.state == "open" and not row.destroyed_at))
    person = outsider(pen, row.place[0])
    if random.random() < 0.5:
        pen.complete(row, person.login)
        return Did("entry_completed", person.duty)
    pen.leave(row, person.login)
    return Did("entry_left", person.duty)


@unsettled("left after it was completed")
def left_completed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.state == "completed"))
    pen.leave(row, random.choice([row.specialist, pen.somebody().login]))
    return Did("entry_left", f"{row.place}")


@wrong("left for a reason that there is not, or by nobody")
def left_strangely(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.state == "open" and not row.destroyed_at))
    login = pen.somebody(keeps=row.place[0]).login
    if random.random() < 0.5:
        pen.leave(row, "nobody")
        return Did("entry_left", "by nobody")
    pen.leave(row, login, reason=random.choice(["bored", "", None, 1]))
    return Did("entry_left", "a strange reason")


@unsettled("completed or left, after its words were destroyed")
def goes_on_destroyed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.ended is None and bool(row.destroyed_at)))
    person = pen.somebody(keeps=row.place[0])
    way = random.choice(["completed", "left", "signed"])
    if way == "completed":
        pen.complete(row, person.login)
    elif way == "left":
        pen.leave(row, person.login)
    else:
        helper = pen.choose(p for p in pen.people() if p.login == row.specialist)
        pen.sign(row, helper)
    return Did(f"entry_{way}", f"{row.place}")


@unsettled("a request that was entered twice, or a consent of no words")
def request_twice(random: Random, case: Case) -> Did:
    """The program's table has each request once; the rules would have to remember them all."""
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows())
    volume = pen.ready(pen.choose(JOURNALS), pen.last_at)
    if random.random() < 0.5:
        pen.open(volume, request=row.request)
        return Did("entry_opened", "the same request")
    pen.open(volume, consent="")
    return Did("entry_opened", "consent of no words")


@wrong("an ordinary act with a value or a time that there is not")
def ordinary_strange(random: Random, case: Case) -> Did:
    """Its row says the same: a walk that compares it with the row has no reason to read it."""
    pen = Pen(case.made, random)
    journal = pen.choose(JOURNALS)
    way = random.choice(["channel", "role", "opened", "completed", "signed"])
    if way in ("channel", "role"):
        value = random.choice(["pigeon", "guest", "Teacher"])
        pen.open(pen.ready(journal, pen.last_at), **{way: value})
        return Did("entry_opened", f"{way} {value!r}")
    at = spelled_time(random, pen.later(minutes=1))
    person = pen.somebody(keeps=journal)
    row = fresh(pen, journal, **({"at": at} if way == "opened" else {}))
    if way != "opened":
        pen.complete(row, person.login, **({"at": at} if way == "completed" else {}))
    if way == "signed":
        pen.sign(pen.tables.rows[row.place], person, at=at)
    return Did(f"entry_{way}", f"at {at}")


def spelled_time(random: Random, at: str) -> str:
    """The same moment as no program writes it."""
    return random.choice(
        [
            at.replace("Z", "z"),
            at.replace("Z", "+00:00"),
            at.replace(".000Z", ".0000Z"),
            at.replace(".000Z", "Z"),
            at.replace("Z", ""),
        ]
    )
