"""Volumes opened, vouched for and closed as they may not be."""

from __future__ import annotations

from random import Random

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.going_on import JOURNALS
from tests.campaigns.oracle.made import HashOf
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import spelled_otherwise


@wrong("a volume opened twice, or again after its closing")
def volume_twice(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volume = pen.choose(pen.tables.volumes)
    pen.open_volume(*volume)
    return Did("volume_opened", f"{volume}")


@wrong("a volume of a journal or a year that there is not")
def strange_volume(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal, year = random.choice(
        [
            ("other", pen.year),
            ("", pen.year),
            ("Requests", pen.year),
            (None, pen.year),
            ("requests", str(pen.year + 1)),
            ("requests", float(pen.year + 1)),
            ("requests", None),
            ("requests", True),
        ]
    )
    pen.open_volume(journal, year)
    return Did("volume_opened", f"{journal!r} {year!r}")


@unsettled("a volume of a year that is not this one")
def distant_volume(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    journal, year = pen.choose(JOURNALS), pen.year + random.choice([-30, -2, 2, 75, -4000])
    if (journal, year) in pen.tables.volumes:
        raise NotHere
    pen.open_volume(journal, year)
    return Did("volume_opened", f"{year - pen.year:+} years")


@wrong("a volume opened by a person")
def volume_by_person(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    pen.open_volume(pen.choose(JOURNALS), pen.year + 1, hand=pen.somebody(administrator=True).key)
    return Did("volume_opened", "an administrator's key")


@wrong("vouched for twice")
def vouched_twice(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    person = pen.choose(pen.responsible(volume[0]))
    if not pen.tables.volumes[volume].vouched:
        pen.vouch(volume, person)
    pen.vouch(volume, person)
    return Did("volume_vouched", f"{volume}")


@wrong("vouched for another opening")
def vouched_for_another(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at and not one.vouched)
    other = pen.choose(act for act in case.made.acts if act is not dict(volumes)[volume].opened)
    pen.vouch(volume, pen.choose(pen.responsible(volume[0])), opened=HashOf(other.name))
    return Did("volume_vouched", other.kind)


@wrong("vouched for or closed after the closing, or before the opening")
def closed_volume(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volume = pen.choose(name for name, one in pen.tables.volumes.items() if one.closed_at)
    person = pen.choose(pen.responsible(volume[0]))
    way = random.choice(["vouched", "closed", "nowhere"])
    if way == "vouched":
        pen.vouch(volume, person)
    elif way == "closed":
        pen.close(volume, person)
    else:
        pen.close(volume, person, year=volume[1] + 9)
    return Did("volume_vouched" if way == "vouched" else "volume_closed", way)


@wrong("vouched for or closed by somebody who is not responsible")
def closed_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    able = {person.login for person in pen.responsible(volume[0])}
    person = pen.choose(one for one in pen.people() if one.login not in able)
    if random.random() < 0.5 and not pen.tables.volumes[volume].vouched:
        pen.vouch(volume, person)
        return Did("volume_vouched", f"{person.duty} for {volume[0]}")
    pen.close(volume, person)
    return Did("volume_closed", f"{person.duty} for {volume[0]}")


@wrong("vouched for or closed in somebody else's name")
def closed_in_another_name(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    person = pen.choose(pen.responsible(volume[0]))
    other = pen.choose(one for one in pen.people() if one.login != person.login)
    pen.close(volume, person, specialist=other.login)
    return Did("volume_closed", f"{person.duty} for {other.duty}")


@wrong("a closing that counts or covers otherwise")
def closing_counts(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    last = pen.tables.volumes[volume].last
    name, value = random.choice(
        [
            ("entries", last + 1),
            ("entries", last - 1),
            ("last", last + 1),
            ("first", 2),
            ("first", 0 if last else 1),
            ("rows", "00" * 32),
            ("head", "00" * 32),
            ("head", HashOf(case.made.acts[-1].name)),
            ("unsigned", "1" if 1 not in pen.unsigned(volume) else ""),
        ]
    )
    act = pen.close(volume, pen.choose(pen.responsible(volume[0])), **{name: value})
    return Did("volume_closed", f"{name} {act.body[name]}")


@wrong("a closing that spells its unsigned rows otherwise")
def closing_spells(random: Random, case: Case) -> Did:
    """Disagreement 5 of the six: one spelling alone is right."""
    pen = Pen(case.made, random)
    for _ in range(random.randint(2, 4)):
        pen.open(pen.ready(JOURNALS[0], pen.last_at))
    volume = JOURNALS[0], pen.year
    numbers = pen.unsigned(volume)
    words = spelled_otherwise(random, numbers)
    pen.close(volume, pen.choose(pen.responsible(volume[0])), unsigned=words)
    return Did("volume_closed", f"«{words}»")


@unsettled("a volume closed before its year is over, or vouched for by nobody")
def closed_early(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    pen.close(volume, pen.choose(pen.responsible(volume[0])))
    return Did("volume_closed", "early" if volume[1] >= pen.year else "in time")


@unsettled("a closing with unsigned rows and no reason, or a reason and no unsigned rows")
def closed_without_reason(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at)
    act = pen.close(volume, pen.choose(pen.responsible(volume[0])))
    if "committed" in act.body:
        act.body.pop("committed")
        act.words = {}
        return Did("volume_closed", "no reason")
    act.words, act.salt = {"wording": "Просто так"}, random.randbytes(32)
    act.commit()
    return Did("volume_closed", "a reason for nothing")
