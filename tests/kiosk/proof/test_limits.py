"""A ledger of more than an honest one has is not taken in, however right its acts are."""

from __future__ import annotations

import json

import pytest

from kiosk.proof import bundle
from kiosk.proof import ledger as ledgers
from kiosk.proof.acts import LONGEST, MOST_SIGNED, Kind, check_facts
from kiosk.proof.bundle import check
from kiosk.proof.canonical import facts_of
from kiosk.proof.ledger import Ledger
from kiosk.proof.reading import PIECE, TooLarge
from kiosk.proof.rows import NoSuchRow, numbers_of
from kiosk.proof.wrong import Unusable
from kiosk.signing.keys import holds
from tests.kiosk.proof.ledgers import CHIEF, HASH, OTHERS, UID, Said, at_place

HERE = ("consultations", 2025)


@pytest.fixture
def acts() -> Said:
    """A kiosk and its administrator."""
    said = Said()
    said.begin()
    said.enrol("chief", CHIEF)
    return said


def taken(said: Said) -> Ledger:
    ledger = Ledger(UID, HERE, {"name": "UTC", "offsets": [], "earlier": {}}, holds)
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


def test_desks_take_no_room(acts: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands are opened and closed in a year; nothing of them stays."""
    room = sum(len(act.body) + len(act.given) + 400 for act in acts.acts)
    monkeypatch.setattr(ledgers, "OTHERS", room)
    for key in OTHERS:
        acts.open_desk("chief", CHIEF, key)
        acts.close_desk("chief", key)
    assert taken(acts).history.acts == 2 + 2 * len(OTHERS)


def test_one_signature_covers_so_many_entries_that_a_reader_takes_it_in_one_piece() -> None:
    """The longest act still is a line of a bundle."""
    said = Said()
    place = ("consultations", 2025, 2**53 - 1)
    covered = {**at_place(place), "opened": HASH, "completed": HASH, "drawing": HASH}
    covered["corrects"] = {"year": 2025, "number": 2**53 - 1}
    said.covered[place] = covered
    longest = said.signed(*[place] * MOST_SIGNED, login="x" * LONGEST, request="x" * LONGEST)
    assert check_facts(facts_of(longest.body)) is Kind.ENTRY_SIGNED
    assert len(json.dumps(longest.body.decode(), ensure_ascii=False)) + 4000 < PIECE
    more = said.signed(*[place] * (MOST_SIGNED + 1))
    with pytest.raises(ValueError, match="entry_signed"):
        check_facts(facts_of(more.body))


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


def test_the_words_beside_acts_have_so_much_room(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = json.loads(files["journal.json"])["wordings"]
    room = sum(len(word["text"]) for word in words)
    monkeypatch.setattr(bundle, "_WORDS", room)
    check(files, holds)
    monkeypatch.setattr(bundle, "_WORDS", room - 1)
    with pytest.raises(Unusable) as refused:
        check(files, holds)
    assert (refused.value.code, refused.value.values) == ("bundle_large", {"name": "journal.json"})
