"""Right deeds, also those that the program seldom does: a random walk through what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, right
from tests.campaigns.oracle.pen import Pen
from tests.campaigns.oracle.tables import Person, Row

Deed = Callable[[Pen], str]
"""Writes one right deed and says which kind of act it was about."""
JOURNALS = ("consultations", "requests")


def visit(pen: Pen) -> str:
    pen.open(pen.ready(pen.choose(JOURNALS), pen.last_at))
    return "entry_opened"


def complete(pen: Pen) -> str:
    """Somebody who keeps the journal completes an entry, perhaps again."""
    rows = pen.standing(lambda row: row.ended is None and not row.destroyed_at)
    able = [
        (row, person)
        for row in rows
        for person in pen.people(keeps=row.place[0])
        if row.specialist in (None, person.login)
    ]
    row, person = pen.choose(able)
    pen.complete(row, person.login)
    return "entry_completed"


def sign(pen: Pen) -> str:
    rows = pen.standing(lambda row: row.state == "completed" and not row.destroyed_at)
    able = [(row, person) for row in rows for person in [_helper(pen, row)] if person]
    row, person = pen.choose(able)
    pen.sign(row, person, draw=pen.random.random() < 0.3)
    return "entry_signed"


def _helper(pen: Pen, row: Row) -> Person | None:
    """Who completed a row, if they keep its journal and their key is at hand."""
    people = (person for person in pen.people() if person.login == row.specialist)
    corrects = "corrects" in row.opened.body
    return next((one for one in people if corrects or row.place[0] in one.journals.split()), None)


def leave(pen: Pen) -> str:
    row = pen.choose(pen.standing(lambda row: row.state == "open" and not row.destroyed_at))
    pen.leave(row, pen.somebody(keeps=row.place[0]).login)
    return "entry_left"


def may_correct(pen: Pen, row: Row) -> list[Person]:
    """The signer who keeps the journal, and who answers for it."""
    own = [
        person
        for person in pen.people(keeps=row.place[0])
        if row.ended and person.login == row.ended.body.get("specialist")
    ]
    return [*own, *pen.responsible(row.place[0])]


def annul(pen: Pen) -> str:
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    pen.annul(row, pen.choose(may_correct(pen, row)))
    return "entry_annulled"


def replace(pen: Pen) -> str:
    row = pen.choose(row for row in pen.signed() if not row.destroyed_at)
    pen.replace(row, pen.choose(may_correct(pen, row)))
    return "entry_replaced"


def destroy(pen: Pen) -> str:
    """Whose visit has ended, or whose volume was closed over it; of both journals at once."""
    volumes = pen.tables.volumes
    rows = pen.rows(
        lambda row: (
            not row.destroyed_at and (row.state != "open" or bool(volumes[row.place[:2]].closed_at))
        )
    )
    many = pen.random.sample(rows, min(len(rows), pen.random.randint(1, 4)))
    if not many:
        raise NotHere
    pen.destroy(many, pen.somebody(administrator=True))
    return "data_destroyed"


def vouch(pen: Pen) -> str:
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.vouched and not one.closed_at)
    pen.vouch(volume, pen.choose(pen.responsible(volume[0])))
    return "volume_vouched"


def close(pen: Pen) -> str:
    """A volume whose year is over, with or without rows."""
    volumes = pen.tables.volumes.items()
    volume = pen.choose(name for name, one in volumes if not one.closed_at and name[1] < pen.year)
    person = pen.choose(pen.responsible(volume[0]))
    if not pen.tables.volumes[volume].vouched:
        pen.vouch(volume, person)
    pen.close(volume, person)
    return "volume_closed"


def enrol(pen: Pen) -> str:
    """Somebody new with any duty."""
    login = f"new{pen.random.randrange(10**6)}"
    duty, journals = pen.choose(
        [
            ("teacher", "consultations"),
            ("technical", "requests"),
            ("administrator", "consultations"),
            ("administrator", "consultations requests"),
        ]
    )
    pen.enrol(login, duty=duty, journals=journals)
    return "specialist_enrolled"


def renew(pen: Pen) -> str:
    """A new key for somebody, perhaps by their own hand."""
    pen.enrol(pen.somebody().login)
    return "specialist_enrolled"


def agree(pen: Pen) -> str:
    """An agreement about a key that has none; also a late one about a key that was renewed."""
    tables = pen.tables
    agreed = {said["key"] for said in tables.agreements}
    key = pen.choose(key for key in tables.holders if key not in agreed)
    pen.agree(key, tables.holders[key][0])
    return "agreement_recorded"


def checkpoint(pen: Pen) -> str:
    pen.checkpoint()
    return "checkpoint_made"


def begin_epoch(pen: Pen) -> str:
    pen.epoch()
    return "epoch_begun"


def rename(pen: Pen) -> str:
    pen.name_point(school=f"Гимназия № {pen.random.randrange(99)}")
    return "point_named"


def set_clock_back(pen: Pen) -> str:
    pen.resolve_clock(pen.somebody(administrator=True))
    return "clock_resolved"


DEEDS: dict[Deed, int] = {
    visit: 8,
    complete: 8,
    sign: 8,
    leave: 3,
    annul: 3,
    replace: 3,
    destroy: 3,
    vouch: 2,
    close: 3,
    enrol: 1,
    renew: 1,
    agree: 2,
    checkpoint: 1,
    begin_epoch: 1,
    rename: 1,
    set_clock_back: 1,
}
"""Every right deed, and how often it is done."""
_WAITS = ({}, {}, {"minutes": 5}, {"hours": 3}, {"days": 1}, {"days": 40}, {"days": 300})


def go_on(random: Random, case: Case, deeds: int) -> list[str]:
    """Do so many right deeds at the end of a ledger; the kinds of act."""
    pen, done = Pen(case.made, random), []
    for _ in range(deeds):
        deed = random.choices(list(DEEDS), list(DEEDS.values()))[0]
        try:
            done.append(do_later(pen, deed, random))
        except NotHere:
            continue
    return done


def do_later(pen: Pen, deed: Deed, random: Random) -> str:
    """One deed after some time, and as if nothing had happened where it is not to be done."""
    size = len(pen.made.acts)
    passed = random.choice(_WAITS)
    if passed:
        pen.checkpoint(at=pen.later(**passed))
    try:
        return deed(pen)
    except NotHere:
        del pen.made.acts[size:]
        raise


@right("nothing")
def nothing(random: Random, case: Case) -> Did:
    return Did("none", "as it was lived")


@right("right deeds at the end")
def more_deeds(random: Random, case: Case) -> Did:
    done = go_on(random, case, random.randint(1, 12))
    if not done:
        raise NotHere
    return Did(done[-1], ", ".join(done))


@right("cut off after a whole deed")
def cut_off(random: Random, case: Case) -> Did:
    """A ledger may end anywhere but inside a replacement, whose acts are written together."""
    acts = case.made.acts
    opened = next(number for number, act in enumerate(acts) if act.kind == "volume_opened")
    size = random.randint(opened + 1, len(acts) - 1)
    while any("corrects" in act.body for act in acts[max(0, size - 3) : size]):
        size -= 1
        if size <= opened:
            raise NotHere
    kind = acts[size - 1].kind
    del acts[size:]
    return Did(kind, f"{size} acts are left")


@right("one right deed")
def one_deed(random: Random, case: Case) -> Did:
    """Each kind as often as any other."""
    pen = Pen(case.made, random)
    deeds = list(DEEDS)
    random.shuffle(deeds)
    for deed in deeds:
        try:
            return Did(do_later(pen, deed, random), str(deed.__name__))
        except NotHere:
            continue
    raise NotHere
