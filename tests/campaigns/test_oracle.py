"""Made ledgers and several judges, in short and at length."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from db.engine import close_database
from kiosk.documents.bundle import write_bundle
from kiosk.journal.numbers import newest_volumes
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.words import i18n
from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import CATALOGUE, Expected
from tests.campaigns.oracle.facts import KINDS
from tests.campaigns.oracle.loading import load
from tests.campaigns.oracle.report import disagreeing, pairs_of
from tests.campaigns.oracle.running import Bench, Wanted
from tests.campaigns.oracle.scenes import LIVES
from tests.campaigns.oracle.settled import settled
from tests.campaigns.oracle.trials import made_trial
from tests.kiosk.proof.eventful import unpacked
from tests.people import Clock, furnish

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    wanted = Wanted(
        1, ("bundle", "kiosk", "control"), "only a signed entry is corrected, once", False, ""
    )
    yield Bench(wanted, tmp_path_factory.mktemp("oracle"))
    logging.disable(logging.NOTSET)
    i18n.use("ru")
    close_database()


def test_judges_disagree_about_nothing_that_nobody_has_looked_at(bench: Bench) -> None:
    found = [bench.trial(number) for number in range(100, 220)]
    for pair in pairs_of(("oracle", "bundle", "kiosk")):
        assert not [one for one in disagreeing(found, pair) if settled(one, *pair) is None]


def test_right_deeds_are_right_for_every_judge(bench: Bench) -> None:
    rights = [name for name, change in CATALOGUE.items() if change.expected is Expected.RIGHT]
    for name in rights:
        for number in range(3):
            said = bench.trial(number, name).said.values()
            assert all(one is None or one.right for one in said), f"{name} #{number}"


def test_a_judge_without_one_rule_is_caught(bench: Bench) -> None:
    found = [bench.trial(number, "corrected twice") for number in range(10)]
    assert len(disagreeing(found, ("oracle", "control"))) >= 5
    assert not disagreeing(found, ("oracle", "kiosk"))


def test_the_scenes_have_every_kind_of_act(bench: Bench) -> None:
    kinds = {act.kind for made in bench.scenes.values() for act in made.acts}
    assert kinds == set(KINDS)


def test_the_same_seed_makes_the_same_ledgers(bench: Bench) -> None:
    for number in range(20):
        one, two = (made_trial(7, number, bench.scenes).case for _ in range(2))
        assert one.sealed == two.sealed


@pytest.mark.parametrize("name", LIVES)
def test_made_files_are_those_that_the_program_writes(name: str, tmp_path: Path) -> None:
    """But for what is drawn by lot: keys, salts, and what follows from them."""
    place = Place(str(tmp_path / "point.sqlite3"), tmp_path / "keys")
    point = furnish(place, clock := Clock())
    LIVES[name](point, clock)
    for number, (journal, year) in enumerate(newest_volumes(point)):
        write_bundle(open_point(place, clock=clock), journal, year, tmp_path / f"{number}.zip")
    close_database()
    made = Case(load(Path(place.database), Random(1)))
    written = {_masked(unpacked(file)) for file in tmp_path.glob("*.zip")}
    ours = {_masked(files) for files in made.bundles}
    assert {each[0] for each in ours} == {each[0] for each in written}
    last = len(made.sealed)
    newest = {each for each in written if each[1] == last}
    assert newest
    assert newest <= ours


def _masked(files: dict[str, bytes]) -> tuple[str, int, str]:
    """The rows of a volume, how many acts there are, and everything in its files."""
    texts = {}
    for file in ("journal.json", "book.json", "keys.json", "agreements.json"):
        texts[file] = json.dumps(json.loads(files[file]), ensure_ascii=False, sort_keys=True)
    acts = [json.loads(line) for line in files["acts.jsonl"].decode().splitlines()]
    texts["acts"] = json.dumps(acts, ensure_ascii=False, sort_keys=True)
    masked = {
        file: re.sub(r"[0-9a-f]{16,}|\b(?:[0-9A-F]{4}-){2}[0-9A-F]{4}\b", "#", text)
        for file, text in texts.items()
    }
    return masked["book.json"], len(acts), json.dumps(masked)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_ten_thousand_ledgers_are_judged_alike() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.oracle", "--trials", "10000", "--seed", "2026"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3500,
    )
    print(ended.stdout)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_every_rule_of_the_oracle_is_missed_where_it_is_left_out() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.oracle", "--trials", "5000", "--rules"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3500,
    )
    print(ended.stdout)
    assert ended.returncode == 0, ended.stdout + ended.stderr
