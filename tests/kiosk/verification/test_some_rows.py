"""Rows that are to be printed, after the walk: what was changed since then goes to no paper."""

from __future__ import annotations

import pytest

from db.models import Act, Volume
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import OPENINGS
from kiosk.proof.forms import Journal
from kiosk.proof.history import EntryActs
from kiosk.verification.present import read_present, walk_to_head
from kiosk.verification.some_rows import About, PresentLedger
from kiosk.words.errors import JournalsDiffer
from kiosk.words.i18n import use
from tests.kiosk.verification.test_everything import tamper
from tests.people import MORNING, PINS, Clock, consult, help_and_sign, staff_of

CONSULTATIONS, REQUESTS = Journal.CONSULTATIONS, Journal.REQUESTS


def compared(
    point: HelpPoint,
    journal: Journal = CONSULTATIONS,
    year: int = 2025,
    first: int = 1,
    last: int = 0,
) -> About:
    """The acts about some rows, all unless told otherwise, once they were compared."""

    def reading(ledger: PresentLedger) -> About:
        volume = Volume.get(Volume.journal == journal.value, Volume.year == year)
        return ledger.compare_rows(volume, first, last or volume.last_number)

    return read_present(point, reading)


@pytest.mark.parametrize(
    ("journal", "year", "last"),
    [(CONSULTATIONS, 2025, 10), (REQUESTS, 2025, 1), (CONSULTATIONS, 2026, 1)],
)
def test_rows_that_are_what_their_acts_say_come_with_their_acts(
    lived_point: HelpPoint, journal: Journal, year: int, last: int
) -> None:
    acts = compared(lived_point, journal, year)
    assert list(acts) == list(range(1, last + 1))
    assert all(about[0].kind in OPENINGS for about in acts.values())


def test_some_rows_come_with_theirs_alone(lived_point: HelpPoint) -> None:
    acts = compared(lived_point, first=6, last=8)
    assert {number: len(about) for number, about in acts.items()} == {6: 4, 7: 2, 8: 2}
    assert compared(lived_point, first=2, last=1) == {}


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE entry SET role = 'pupil' WHERE id = 2", "entry 2: “role” differs from the ledger"),
        ("UPDATE entry SET search = 'x' WHERE id = 3", "entry 3: “search” differs"),
        ("UPDATE act SET body = x'00' WHERE seq = 10", "act 10: the act or its place in the chain"),
        ("UPDATE act SET seq = 99 WHERE seq = 11", "act 11: the act is missing"),
        ("UPDATE act SET tail = randomblob(32) WHERE seq = 15", "act 15: the act or its place"),
        ("UPDATE act SET given = x'00' WHERE seq = 10", "act 10: the act or its place"),
        ("UPDATE act SET signature = randomblob(64) WHERE seq = 15", "act 15: the act or its"),
        ("UPDATE act SET signature = x'' WHERE seq = 12", "act 12: the act or its place"),
        ("UPDATE act SET signature = 'x' WHERE seq = 9", "act 9: the act cannot be read"),
        (
            "UPDATE act SET at = '2025-11-24T05:00:00.000Z' WHERE seq = 10",
            "act 10: kind or time differs from what was signed",
        ),
        ("UPDATE act SET entry_id = 2 WHERE entry_id = 1", "act 54: the closing covers other rows"),
        ("UPDATE act SET entry_id = 1 WHERE seq = 25", "acts of another entry are shown with it"),
        (
            "UPDATE act SET entry_id = NULL WHERE seq = 22",
            "act 54: the closing covers other rows",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 22 AND word = 'wording'",
            "act 22: its wording differs from the ledger",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 54 AND word = 'wording'",
            "act 54: its wording differs from the ledger",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 54 AND word = 'signer'",
            "act 54: its wording differs from the ledger",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 13 AND word = 'signer'",
            "act 13: its wording differs from the ledger",
        ),
        (
            "UPDATE wording SET text = 'x' WHERE act_id = 28 AND word = 'signer_post'",
            "act 28: its wording differs from the ledger",
        ),
        ("DELETE FROM wording WHERE act_id = 54", "act 54: its wording differs from the ledger"),
        ("UPDATE entry SET signed_seq = 17 WHERE id = 1", "act 54: the closing covers other rows"),
        ("UPDATE entry SET corrects_id = 1 WHERE id = 5", "act 54: the closing covers other rows"),
        ("UPDATE drawing SET strokes = '[]'", "entry 2: the drawn signature was changed"),
        (
            "UPDATE entry SET destroyed_at = '2025-11-26T06:05:00.000Z' WHERE id = 6",
            "entry 6: the day on which its data were destroyed differs from the ledger",
        ),
        (
            "UPDATE wording SET text = '', salt = x'' WHERE act_id = 22 AND word = 'wording'",
            "entry 3: no act says that its data were destroyed",
        ),
        ("UPDATE entry SET salt = 7 WHERE id = 1", "entry 1: “salt” differs from the ledger"),
        (
            "UPDATE act SET body = x'00' WHERE kind = 'data_destroyed'",
            "act 33: the act or its place",
        ),
        ("UPDATE volume SET closed_at = NULL", "the table differs from the ledger"),
        ("UPDATE point SET school = 'x'", "the table differs from the ledger"),
        ("UPDATE specialist SET name = 'x' WHERE id = 3", "the table differs from the ledger"),
        ("UPDATE signing_key SET specialist_id = 1", "the table differs from the ledger"),
        ("DELETE FROM act WHERE seq > 48", "the ledger was cut before its checkpoint"),
        ("UPDATE ledger SET size = 53", "the ledger ends here, but its head is elsewhere"),
        ("UPDATE ledger SET size = 'x'", "The database cannot be read to its end"),
        ("DROP TABLE wording", ""),
    ],
)
def test_what_was_changed_since_the_walk_is_named(
    lived_place: Place, statement: str, why: str
) -> None:
    """The walk is in memory: nothing but what is printed, and the tables as a whole, is compared
    again, and all of it is seen."""
    use("en")
    point = open_point(lived_place, clock=Clock())
    walk_to_head(point)
    tamper(lived_place, statement)
    for _again in range(2):
        with pytest.raises(Exception) as refused:
            compared(point)
        assert type(refused.value).__name__ in ("JournalsDiffer", "StorageUnavailable")
        assert why in str(getattr(refused.value, "why", ""))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET opened_at = '2025-11-20T06:00:00.000Z' WHERE id = 1",
        "UPDATE act SET body = x'00' WHERE seq = 10",
    ],
)
def test_the_entry_that_a_row_of_another_year_stands_for_is_compared_as_well(
    staffed_place: Place, point: HelpPoint, clock: Clock, statement: str
) -> None:
    """Its dates are printed."""
    people = staff_of(point)
    old = help_and_sign(point, people.teacher, consult(point))
    clock.wait(days=300)
    replace(point, people.teacher, old, words={"name": "Ли"}, reason="Имя", pin=PINS["belaya"])
    walk_to_head(point)
    compared(point, year=2026)
    tamper(staffed_place, statement)
    with pytest.raises(JournalsDiffer):
        compared(point, year=2026)


def test_what_is_not_printed_is_not_read_again(lived_place: Place) -> None:
    """The other journal was walked once: the next verification finds what changed in it since."""
    point = open_point(lived_place, clock=Clock())
    walk_to_head(point)
    tamper(lived_place, "UPDATE entry SET role = 'pupil' WHERE id = 2")
    assert compared(point, REQUESTS)
    with pytest.raises(JournalsDiffer):
        compared(open_point(lived_place, clock=Clock()), REQUESTS)


def test_heads_are_those_that_were_walked(lived_place: Place) -> None:
    use("en")
    point = open_point(lived_place, clock=Clock(MORNING.replace(year=2026)))
    tails = [bytes(act.tail) for act in Act.select().order_by(Act.seq)]
    heads = read_present(point, lambda ledger: [ledger.head_at(size) for size in range(56)])
    assert heads == [b"", *tails, b""]
    assert read_present(point, lambda ledger: (ledger.size, ledger.head)) == (54, tails[-1])
    tamper(lived_place, "UPDATE act SET signature = randomblob(64) WHERE seq = 3")
    with pytest.raises(JournalsDiffer, match="act 3: the act or its place"):
        read_present(point, lambda ledger: ledger.head_at(3))


def test_every_act_can_be_compared_with_what_was_walked(lived_place: Place) -> None:
    use("en")
    point = open_point(lived_place, clock=Clock())
    read_present(point, PresentLedger.compare_acts)
    tamper(lived_place, "UPDATE act SET cosignature = randomblob(64) WHERE seq = 3")
    read_present(point, lambda _ledger: None)
    with pytest.raises(JournalsDiffer, match="act 3: the act or its place"):
        read_present(point, PresentLedger.compare_acts)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET note = 'x' WHERE id = 1",
        "UPDATE entry SET number = 99 WHERE id = 1",
        "UPDATE wording SET text = 'x' WHERE act_id = 31 AND word = 'signer'",
        "UPDATE drawing SET strokes = '[]' WHERE entry_id = 5",
        "DELETE FROM drawing WHERE entry_id = 5",
        "UPDATE act SET entry_id = 8 WHERE seq = 12",
        "UPDATE act SET signature = zeroblob(64) WHERE seq = 12",
    ],
)
def test_rows_that_were_compared_before_are_known_again_by_all_that_is_printed(
    lived_place: Place, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr("kiosk.verification.some_rows._BATCH", 5)
    reckoned: list[int] = []

    def compare(self: PresentLedger, entries: list[EntryActs], acts: object) -> None:
        reckoned.append(len(entries))
        return compare_entries(self, entries, acts)  # type: ignore[arg-type]

    compare_entries = PresentLedger._compare_entries
    monkeypatch.setattr(PresentLedger, "_compare_entries", compare)
    point = open_point(lived_place, clock=Clock(MORNING.replace(year=2026)))
    first, again = compared(point), compared(point)
    assert first == again
    assert reckoned == [5, 1, 5, 1]  # number 5 stands for number 4, which is compared by itself
    tamper(lived_place, statement)
    with pytest.raises(JournalsDiffer):
        compared(point)


def test_a_row_that_was_annulled_since_is_compared_anew(lived_point: HelpPoint) -> None:
    before = compared(lived_point)
    people = staff_of(lived_point)
    annul(lived_point, people.administrator, 1, reason="Дважды", pin=PINS["smirnova"])
    after = compared(lived_point)
    assert (len(before[1]), len(after[1])) == (3, 4)
