"""One act in the model and in the program, and everything that must then agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kiosk.verification.everything import verify
from kiosk.visits import desk
from kiosk.visits.line import line_now
from kiosk.visits.registration import Slip
from tests.campaigns.life import told
from tests.campaigns.program import Outcome, Program
from tests.campaigns.world import KEEPS, Do, Refused, World


class Differs(Exception):
    """Model and program disagree."""


@dataclass(slots=True)
class Tally:
    """What was tried and what was found."""

    runs: int = 0
    acts: int = 0
    refused: int = 0
    states: int = 0
    """Different states in which every act was tried."""
    done: Counter[str] = field(default_factory=Counter)
    """How often each act was not refused."""
    errors: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.states} states, {self.acts} acts, {self.refused} refused"
            f" by {len(self.errors)} errors, {len(self.wrong)} wrong"
        )


def step(program: Program, world: World, do: Do, tally: Tally) -> World:
    """Do one act in both and compare everything; returns the world afterwards."""
    try:
        after, error = told(world, do), ""
    except Refused as refused:
        after, error = world, str(refused)
    outcome = program.do(world, do)
    tally.acts += 1
    if outcome.error:
        tally.refused += 1
        tally.errors.add(outcome.error)
    else:
        tally.done[do.act] += 1
    same("error", outcome.error, error)
    same("world", program.world(after), after)
    if not error:
        _compare_views(program, after, do)
        _compare_answer(program, after, outcome)
    return after


def _compare_views(program: Program, world: World, do: Do) -> None:
    """The numbers, and what the desk of whoever acted shows."""
    same("numbers", program.numbers, [world.number(n) for n in range(len(world.rows))])
    for who in [do.who] if do.who else KEEPS:
        same(f"line of {who}", program.line(who), world.line(who))
        same(f"desk of {who}", program.current(who), world.current(who))
        same(f"unsigned of {who}", program.unsigned(who), world.unsigned(who))


def _compare_answer(program: Program, world: World, outcome: Outcome) -> None:
    answer = outcome.answer
    if isinstance(answer, Slip):
        entry = len(world.rows) - 1
        wait = line_now(program.point).wait_of(answer.entry)
        shown = answer.number, wait.before if wait else None
        same("slip", shown, (world.number(entry), world.before(entry)))
    elif isinstance(answer, desk.Visitor):
        entry = program.ids.index(answer.entry)
        seen = (answer.number, answer.state.value, answer.result)
        row = world.rows[entry]
        same("visitor", seen, (world.number(entry), row.state, row.result))


def verified(program: Program) -> None:
    """Walk the whole ledger."""
    same("verification", verify(program.point).wrong, None)


def same(what: str, found: object, expected: object) -> None:
    """Raise Differs where the program has not done what the model says."""
    if found != expected:
        raise Differs(f"{what}: {found}, not {expected}")
