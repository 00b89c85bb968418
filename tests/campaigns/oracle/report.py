"""What a run found, in words: trials by change and kind, and every class of disagreement."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tests.campaigns.oracle.change import CATALOGUE, Expected
from tests.campaigns.oracle.judges import Verdict
from tests.campaigns.oracle.settled import Settled, settled
from tests.campaigns.oracle.trials import Judged, differ

_FACTS = ("a fact is another", "a fact is missing", "a fact of another type", "a fact is added")


Pair = tuple[str, str]


def pairs_of(judges: Sequence[str]) -> list[Pair]:
    """Every two judges that are compared."""
    return [*itertools.combinations(judges, 2)]


def disagreeing(found: Iterable[Judged], pair: Pair) -> list[Judged]:
    """The trials of which two judges say different things."""
    return [judged for judged in found if _differ(judged, pair)]


def _differ(judged: Judged, pair: Pair) -> bool:
    one, two = (judged.said.get(name) for name in pair)
    return one is not None and two is not None and differ(one, two)


def lines(found: Sequence[Judged], judges: Sequence[str]) -> Iterator[str]:
    """The whole report."""
    yield from _by_change(found)
    yield from _by_kind(found)
    for pair in pairs_of(judges):
        yield from _disagreements(found, pair)
        yield from _elsewhere(found, pair)
    yield from _unexpected(found, judges)
    yield from _allowed(found, judges)
    yield from _unchecked(found, judges)


def _by_change(found: Sequence[Judged]) -> Iterator[str]:
    yield "Trials by kind of change: how many, of which the oracle says right and wrong"
    right, all_ = Counter[str](), Counter[str]()
    for judged in found:
        all_[judged.change] += 1
        right[judged.change] += bool(judged.said["oracle"] and judged.said["oracle"].right)
    for name in CATALOGUE:
        wrong = all_[name] - right[name]
        yield f"  {all_[name]:5} {right[name]:5} {wrong:5}  {name} [{CATALOGUE[name].expected}]"


def _by_kind(found: Sequence[Judged]) -> Iterator[str]:
    yield "Trials by kind of act"
    kinds = Counter(judged.did.kind for judged in found)
    yield "  " + ", ".join(f"{kind} {times}" for kind, times in kinds.most_common())


def _disagreements(found: Sequence[Judged], pair: Pair) -> Iterator[str]:
    differing = disagreeing(found, pair)
    yield f"Disagreements of {' and '.join(pair)}: {len(differing)}"
    groups: dict[Settled | None, list[Judged]] = defaultdict(list)
    for judged in differing:
        groups[settled(judged, *pair)].append(judged)
    for why, group in sorted(groups.items(), key=lambda each: -len(each[1])):
        if why is not None:
            yield f"  {len(group):4}  {why.name}: {why.right} is right, {why.why}"
            yield from _classes(group, pair, most=3)
    if unsettled := groups.get(None):
        yield f"  NOT SETTLED: {len(unsettled)}"
        yield from _classes(unsettled, pair, most=50)


def _classes(group: Sequence[Judged], pair: Pair, most: int) -> Iterator[str]:
    """The classes in a group: what each said of which change to which kind of act."""
    classes: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    for judged in group:
        said = [_said(judged.said[name]) for name in pair]
        classes[(*said, judged.change, judged.did.kind)].append(judged)
    for (one, two, change, kind), some in sorted(classes.items(), key=lambda c: -len(c[1]))[:most]:
        first = some[0]
        example = f"{first.scene} #{first.number}: {first.did.words}"
        yield f"          {len(some)} × {change}, {kind} ({example[:90]})"
        yield f"              {pair[0]}: {one}; {pair[1]}: {two}"


def _said(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not asked"
    return "right" if verdict.right else verdict.why


def _elsewhere(found: Sequence[Judged], pair: Pair) -> Iterator[str]:
    """Both say wrong, and name another place."""
    pairs = Counter[tuple[str, str]]()
    for judged in found:
        one, two = (judged.said.get(name) for name in pair)
        if one and two and not one.right and not two.right and _rough(one) != _rough(two):
            pairs[one.why, two.why] += 1
    yield f"Wrong for both, but another place is named: {pairs.total()}"
    yield from (f"  {n:4}  {a} / {b}" for (a, b), n in pairs.most_common(12))


def _rough(verdict: Verdict) -> str:
    """A place without the column: «…, entry 3, «name»» is entry 3."""
    return re.sub("(, «|: “).*", "", verdict.place)


def _unexpected(found: Sequence[Judged], judges: Sequence[str]) -> Iterator[str]:
    """All judges agree, and the catalogue says otherwise."""
    yield "All judges say the same, but the catalogue expects otherwise"
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for judged in found:
        one = judged.said[judges[0]]
        if one is None or any(_differ(judged, pair) for pair in pairs_of(judges)):
            continue
        expected = judged.expected
        if expected is not Expected.OPEN and one.right != (expected is Expected.RIGHT):
            groups[judged.change, _said(one)].append(judged)
    for (change, said), some in groups.items():
        words = "; ".join(dict.fromkeys(f"{one.did.words}" for one in some[:5]))
        yield f"  {len(some):4}  {change}: {said} ({words[:150]})"


def _all_right(judged: Judged, judges: Sequence[str]) -> bool:
    said = [judged.said[name] for name in judges]
    return all(one is None or one.right for one in said)


def _allowed(found: Sequence[Judged], judges: Sequence[str]) -> Iterator[str]:
    """What no rule speaks of."""
    yield "No rule is known of these; all judges say right of so many"
    for name, change in CATALOGUE.items():
        some = [one for one in found if one.change == name]
        right = [one for one in some if _all_right(one, judges)]
        if change.expected is Expected.OPEN and right:
            words = "; ".join(dict.fromkeys(f"{one.did.kind} {one.did.words}" for one in right))
            yield f"  {len(right):4}/{len(some)}  {name} ({words[:110]})"


def _unchecked(found: Sequence[Judged], judges: Sequence[str]) -> Iterator[str]:
    """Facts that can be changed and no judge minds."""
    yield "Facts that nobody minds: how often all judges said right, of how many tries"
    for change in _FACTS:
        right, tries = Counter[str](), Counter[str]()
        for judged in (one for one in found if one.change == change):
            fact = f"{judged.did.kind}.{judged.did.words.partition(' = ')[0]}"
            tries[fact] += 1
            right[fact] += _all_right(judged, judges)
        seen = [f"{fact} {n}/{tries[fact]}" for fact, n in sorted(right.items()) if n]
        yield f"  {change}: {', '.join(seen)}"
