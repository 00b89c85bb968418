"""The document of the ledger's form names every rule, every kind and every fact that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.proof.acts import COMMON, FACTS, GIVEN, MEANINGS, Kind
from kiosk.proof.sentences import WRONG

DOCUMENT = (Path(__file__).parents[1] / "docs" / "ledger-format.md").read_text("utf-8")
CODES = set(re.findall(r"`([a-z_]+)`", DOCUMENT))
SIGNATURE = {"specialist", "date", "zone", "meaning", "committed"}


def row_of(kind: Kind) -> str:
    """The line about a kind in the table."""
    return next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `{kind}` |"))


@pytest.mark.parametrize("code", sorted(WRONG))
def test_every_rule_is_there(code: str) -> None:
    assert code in CODES


@pytest.mark.parametrize("kind", Kind)
def test_every_fact_of_every_kind_is_there(kind: Kind) -> None:
    row, (needed, allowed) = row_of(kind), FACTS[kind]
    facts = {*needed, *allowed} - (SIGNATURE if kind in MEANINGS else set())
    assert {fact for fact in facts if f"`{fact}`" not in row} == set()
    assert (kind in MEANINGS) == ("signature" in row.split("|")[3])


def test_what_every_act_says_and_is_given_is_there() -> None:
    given = {fact for facts in GIVEN.values() for fact in facts}
    assert {*COMMON, *given, *SIGNATURE} - CODES == set()


def test_nothing_is_there_that_no_act_says() -> None:
    kinds = set(re.findall(r"^\| `([a-z_]+)` \|", DOCUMENT.split("## Kinds")[1], re.M))
    assert kinds == {kind.value for kind in Kind}
