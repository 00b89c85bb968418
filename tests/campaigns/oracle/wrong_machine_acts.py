"""The kiosk's own acts as they may not be: checkpoints, epochs, clocks, unknown kinds."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, unsettled, wrong
from tests.campaigns.oracle.pen import Pen


@wrong("a person signs what is the kiosk's")
def kiosk_acts_by_person(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    hand = pen.somebody().key
    way = random.choice(["checkpoint_made", "epoch_begun", "point_named"])
    if way == "checkpoint_made":
        pen.checkpoint(hand=hand)
    elif way == "epoch_begun":
        pen.epoch(hand=hand)
    else:
        pen.name_point(hand=hand)
    return Did(way, "by a person")


@wrong("an epoch that does not follow")
def wrong_epoch(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    now = pen.tables.epochs
    said = random.choice([now, now + 2, -1, 0, str(now + 1), float(now + 1), None])
    pen.epoch(epoch=said)
    return Did("epoch_begun", f"{said!r} after {now}")


@wrong("an epoch that does not say what it left")
def wrong_left(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    act = pen.epoch()
    name = random.choice(["left_size", "left_head"])
    strange = [None, "5", 5.0, -5, "", [], True, "gone"]
    way: Any = random.choice(strange)
    if way == "gone":
        del act.body[name]
    else:
        act.body[name] = way
    return Did("epoch_begun", f"{name} {way!r}")


@wrong("a clock set back without a word, or settled otherwise")
def wrong_clock(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    chief = pen.somebody(administrator=True)
    way = random.choice(["silent", "before", "forward", "same", "technician", "kiosk"])
    other = pen.choose(one for one in pen.people() if one.duty != "administrator")
    if way == "silent":
        pen.checkpoint(at=pen.later(minutes=-random.randint(1, 9)))
        return Did("checkpoint_made", way)
    if way == "before":
        pen.resolve_clock(chief, before=random.choice([pen.later(minutes=1), "", None]))
    elif way == "forward":
        pen.resolve_clock(chief, at=pen.later(minutes=5))
    elif way == "same":
        pen.resolve_clock(chief, at=pen.last_at)
    elif way == "technician":
        pen.resolve_clock(other)
    else:
        pen.resolve_clock(chief, hand=case.made.kiosk)
    return Did("clock_resolved", way)


@wrong("an act of an unknown kind")
def unknown_kind(random: Random, case: Case) -> Did:
    """Disagreement 3 of the six."""
    pen = Pen(case.made, random)
    kind = random.choice(["note_made", "", "Entry_opened", "entry", "visitor_thanked"])
    about = pen.choose(pen.rows()).place
    place = dict(zip(("journal", "year", "number"), about, strict=True))
    way = random.choice(["plain", "about an entry", "about a volume", "by a person"])
    facts = {"about an entry": place, "about a volume": {"journal": about[0], "year": about[1]}}
    hand = pen.somebody(administrator=True).key if way == "by a person" else ""
    pen.say(kind, facts.get(way, {}), hand=hand)
    return Did("unknown", f"{kind!r} {way}")


@unsettled("the point named by another zone")
def another_zone(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    zone = random.choice(["Asia/Kamchatka", "Europe/Moscow", "Mars/Phobos", "", "UTC"])
    pen.name_point(zone=zone)
    return Did("point_named", zone)
