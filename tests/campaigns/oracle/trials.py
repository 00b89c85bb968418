"""Trials: a scene, some right deeds, one change, and what the judges say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tests.campaigns.oracle import (
    beside,
    facts,
    files,
    going_on,
    notes,
    order,
    wrong_corrections,
    wrong_destructions,
    wrong_entries,
    wrong_machine_acts,
    wrong_people,
    wrong_signatures,
    wrong_volumes,
)
from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import CATALOGUE, Change, Did, Expected, NotHere
from tests.campaigns.oracle.judges import CRASH, Judge, Verdict
from tests.campaigns.oracle.made import Made
from tests.campaigns.oracle.tables import UNREADABLE

__all__ = ["Judged", "Trial", "judged", "made_trial"]

_WRITTEN = (
    beside,
    facts,
    files,
    going_on,
    notes,
    order,
    wrong_corrections,
    wrong_destructions,
    wrong_entries,
    wrong_machine_acts,
    wrong_people,
    wrong_signatures,
    wrong_volumes,
)
"""The modules that write changes into the catalogue."""
OFTEN = {
    "a fact is another": 14,
    "a fact of another type": 8,
    "a fact is missing": 7,
    "a fact is added": 4,
    "two facts change places": 4,
    "an act of another kind": 4,
    "an act dropped": 6,
    "an act repeated": 4,
    "an act moved": 5,
    "some acts in another order": 4,
    "an act signed by another real key": 6,
    "an act redated": 4,
    "an act spelled otherwise": 3,
    "a correction of nothing lets an outsider sign": 2,
    "one right deed": 8,
    "right deeds at the end": 10,
    "a checkpoint's code, typed as people type": 2,
}
"""Changes that are many in one: how often they are tried for once of any other."""

_TRIES = 20
"""How many ledgers are looked through for something that can be changed so."""
_GOES_ON = 0.15


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried."""

    number: int
    scene: str
    change: Change
    did: Did
    case: Case


@dataclass(frozen=True, slots=True)
class Judged:
    """A trial and what the judges said, by their names; a judge who was not asked said None."""

    number: int
    scene: str
    change: str
    expected: Expected
    did: Did
    said: Mapping[str, Verdict | None]


def made_trial(seed: int, number: int, scenes: Mapping[str, Made], change: str = "") -> Trial:
    """Trial ``number``: the same for the same seed. ``change`` asks for one kind of change."""
    random = Random(f"{seed}/{number}")
    weights = [OFTEN.get(name, 1) for name in CATALOGUE]
    while True:
        name = change or random.choices(list(CATALOGUE), weights)[0]
        for _ in range(_TRIES):
            scene = random.choice(list(scenes))
            case = Case(scenes[scene].copy())
            try:
                _prepare(random, case)
                did = CATALOGUE[name].do(random, case)
            except NotHere:
                continue
            if random.random() < _GOES_ON:
                _go_on(random, case)
            return Trial(number, scene, CATALOGUE[name], did, case)


def _go_on(random: Random, case: Case) -> None:
    """Right deeds after a change, as far as anything can follow it: a judge who overlooks a wrong
    act has to live with it."""
    size = len(case.made.acts)
    if case.beside or case.packed or {"sealed", "tables"} & set(vars(case)):
        return  # more than the acts was changed
    try:
        going_on.go_on(random, case, random.randint(1, 4))
    except (*UNREADABLE, OverflowError, LookupError):
        del case.made.acts[size:]


def _prepare(random: Random, case: Case) -> None:
    """Most ledgers are as they were lived; some are cut, some went on first."""
    chance = random.random()
    if chance < 0.2:
        going_on.cut_off(random, case)
    if chance < 0.5:
        going_on.go_on(random, case, random.randint(1, 8))


def judged(trial: Trial, judges: Mapping[str, Judge]) -> Judged:
    """What every judge says of a trial."""
    said = {name: judge(trial.case) for name, judge in judges.items()}
    change = trial.change
    return Judged(trial.number, trial.scene, change.name, change.expected, trial.did, said)


def differ(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts disagree: right or wrong, two places for one code, or a crash."""
    crashed = CRASH in (one.place, other.place)
    return crashed or one.right != other.right or (one.right and one.place != other.place)
