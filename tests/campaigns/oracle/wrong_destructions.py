"""Data destroyed as they may not be."""

from __future__ import annotations

from random import Random

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, unsettled, wrong
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import spelled_otherwise


@wrong("destroyed what has not ended")
def destroyed_waiting(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.standing(lambda row: row.state == "open"))
    others = pen.rows(lambda one: one.state in ("signed", "left") and not one.destroyed_at)
    some = random.sample(others, min(len(others), random.randint(0, 2)))
    pen.destroy([row, *some], pen.somebody(administrator=True))
    return Did("data_destroyed", f"{row.place}")


@wrong("destroyed what never was")
def destroyed_nothing(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    (journal, year), one = pen.choose(pen.tables.volumes.items())
    entries = random.choice(
        [
            {f"{journal}/{year}": str(one.last + 1)},
            {f"{journal}/{year}": f"1–{one.last + 1}"},
            {f"{journal}/{year}": "0"},
            {f"{journal}/{year + 7}": "1"},
            {f"other/{year}": "1"},
            {f"{journal}/": "1"},
            {f"{journal}": "1"},
            {f"{journal}/{year}": 1},
            {f"{journal}/{year}": ["1"]},
            f"{journal}/{year}: 1",
            [f"{journal}/{year}"],
            None,
        ]
    )
    pen.destroy([], pen.somebody(administrator=True), entries=entries)
    return Did("data_destroyed", f"{entries}")


@wrong("destroyed twice")
def destroyed_twice(random: Random, case: Case) -> Did:
    """Disagreement 4 of the six; the tables tell the first time or the second."""
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: bool(row.destroyed_at)))
    pen.checkpoint(at=pen.later(minutes=1))
    pen.destroy([row], pen.somebody(administrator=True))
    case.made.last_destruction_stands = random.random() < 0.5
    stands = "second" if case.made.last_destruction_stands else "first"
    return Did("data_destroyed", f"the {stands} time stands")


@wrong("one act that names an entry twice")
def destroyed_twice_at_once(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at))
    journal, year, number = row.place
    entries = random.choice(
        [
            {f"{journal}/{year}": f"{number}, {number}"},
            {f"{journal}/{year}": f"{number}", f"{journal}/0{year}": f"{number}"},
            {f"{journal}/{year}": f"{number}", f"{journal}/ {year}": f"{number}"},
        ]
    )
    pen.destroy([row], pen.somebody(administrator=True), entries=entries)
    return Did("data_destroyed", f"{entries}")


@wrong("a volume of which nothing is destroyed is named beside")
def destroyed_and_nothing(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at))
    act = pen.destroy([row], pen.somebody(administrator=True))
    year = random.choice([row.place[1] + 1, row.place[1] + 40])
    act.body["entries"][f"{row.place[0]}/{year}"] = ""
    return Did("data_destroyed", f"{act.body['entries']}")


@wrong("destroyed numbers spelled otherwise")
def destroyed_spelled(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    rows = pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at)
    row = pen.choose(rows)
    same = sorted(one.place[2] for one in rows if one.place[:2] == row.place[:2])
    numbers = same[: random.randint(1, 3)]
    words = spelled_otherwise(random, numbers)
    volume = f"{row.place[0]}/{row.place[1]}"
    named = [one for one in rows if one.place[:2] == row.place[:2] and one.place[2] in numbers]
    pen.destroy(named, pen.somebody(administrator=True), entries={volume: words})
    return Did("data_destroyed", f"«{words}»")


@wrong("destroyed by who is no administrator")
def destroyed_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at))
    person = pen.choose(one for one in pen.people() if one.duty != "administrator")
    pen.destroy([row], person, hand=random.choice([person.key, case.made.kiosk]))
    return Did("data_destroyed", person.duty)


@unsettled("destroyed in another's name, for no cause, miscounted, or with no reason")
def destroyed_strangely(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    row = pen.choose(pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at))
    person = pen.somebody(administrator=True)
    way = random.choice(["specialist", "cause", "count", "reason", "nothing"])
    act = pen.destroy([row], person)
    if way == "specialist":
        act.body["specialist"] = random.choice(["nobody", "belaya", "", None])
    elif way == "cause":
        act.body["cause"] = random.choice(["whim", "", None])
    elif way == "count":
        act.body["count"] = random.choice([0, 2, -1, "1", None])
    elif way == "reason":
        act.body.pop("committed")
        act.words = {}
    else:
        act.body["entries"] = random.choice([{}, {f"{row.place[0]}/{row.place[1]}": ""}])
    return Did("data_destroyed", f"{way}")
