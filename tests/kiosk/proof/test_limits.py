"""A ledger of more than an honest one has is not taken in, however right its acts are."""

from __future__ import annotations

import pytest

from kiosk.proof import ledger as ledgers
from kiosk.proof.bundle import check
from kiosk.proof.ledger import Ledger
from kiosk.proof.reading import TooLarge
from kiosk.proof.rows import NoSuchRow, numbers_of
from kiosk.proof.wrong import Unusable
from kiosk.signing.keys import holds
from tests.kiosk.proof.ledgers import AT, CHIEF, UID, Said

HERE = ("consultations", 2025)


@pytest.fixture
def acts() -> Said:
    """A kiosk and its administrator."""
    said = Said()
    said.begin()
    said.enrol("chief", CHIEF)
    return said


def taken(said: Said) -> Ledger:
    ledger = Ledger(UID, HERE, [[AT, 0]], holds)
    for act in said.acts:
        ledger.take(act)
    return ledger


def test_acts_that_are_about_no_entry_have_so_much_room(
    acts: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sum(len(act.body) + len(act.given) + 400 for act in acts.acts)
    monkeypatch.setattr(ledgers, "OTHERS", room)
    acts.checkpoint()
    assert taken(acts).history.acts == 3
    monkeypatch.setattr(ledgers, "OTHERS", room - 1)
    with pytest.raises(TooLarge):
        taken(acts)


@pytest.mark.parametrize(
    ("limit", "size", "right"),
    [("OPEN", 3, True), ("OPEN", 2, False), ("ITEMS", 10, True), ("ITEMS", 9, False)],
)
def test_entries_that_wait_and_rows_are_counted(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, limit: str, size: int, *, right: bool
) -> None:
    """No more than three wait at a time; the volume has ten rows."""
    monkeypatch.setattr(ledgers, limit, size)
    if right:
        check(files, holds)
    else:
        with pytest.raises(Unusable) as refused:
            check(files, holds)
        assert refused.value.values == {"name": "acts.jsonl"}


def test_a_short_text_does_not_name_many_rows_many_times() -> None:
    for words in ("1–9999999, 1–9999999", "2, 1", "1–3, 3–5"):
        with pytest.raises(ValueError):
            numbers_of(words, 9_999_999)
    assert numbers_of("1–3, 5", 5) == [1, 2, 3, 5]
    with pytest.raises(NoSuchRow):
        numbers_of("1–3, 5", 4)
