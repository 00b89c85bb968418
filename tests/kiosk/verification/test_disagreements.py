"""Six acts on which the kiosk and the reader of its bundle once disagreed, and who was right.

Each is made by real keys; the tables say what the acts say, so that nothing else is wrong.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import cast

import pytest

from db.engine import current
from db.models import Entry
from kiosk.documents.bundle import write_bundle
from kiosk.point.checkpoints import find_by_code, make_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, Kind
from kiosk.proof.bundle import check
from kiosk.proof.canonical import commitments
from kiosk.proof.forms import Journal
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import Signer, holds
from kiosk.verification.everything import verify
from kiosk.words.errors import JournalsDiffer
from tests.kiosk.proof.eventful import unpacked
from tests.kiosk.verification.insiders import (
    ACTS,
    Say,
    bundled,
    with_no_guards,
    write,
    wrong_in_bundle,
)
from tests.kiosk.verification.sayings import (
    ANOTHER_CLOSING,
    ANOTHER_ENTRY,
    DESTROYED_BEFORE,
    NOT_RESPONSIBLE,
    NOT_THE_HELPER,
    UNREADABLE,
    closing,
    completed,
    destroyed,
    opened,
    restated,
    signed,
    with_row,
)

NOW = "2025-11-24T07:00:00.000Z"


class Unknown(Enum):
    """A kind of act that nobody knows."""

    FORGIVEN = "entry_forgiven"


def sixth(point: HelpPoint, hands: dict[str, Signer], login: str, **signature: object) -> None:
    """Consultation 6, completed and signed by somebody: its row and its acts."""
    with_no_guards()
    for statement in (
        "CREATE TEMP TABLE t AS SELECT * FROM entry WHERE id = 1",
        "UPDATE t SET id = 7, number = 6, request_id = 'sixth', ticket = 6,"
        f" opened_at = '{NOW}', completed_at = '{NOW}', signed_at = '{NOW}',"
        f" specialist_id = (SELECT id FROM specialist WHERE login = '{login}')",
        "INSERT INTO entry SELECT * FROM t",
        "UPDATE volume SET last_number = 6 WHERE journal = 'consultations'",
    ):
        current().execute_sql(statement)
    row = Entry.get_by_id(7)
    committed = [
        commitments(bytes(row.salt), {word: getattr(row, word) for word in words})
        for words in (OPENED_WORDS, COMPLETED_WORDS)
    ]
    acts = [
        *with_row(
            7,
            opened(6, request="sixth", role=row.role, committed=committed[0]),
            completed(6, specialist=login, committed=committed[1]),
        ),
        signed(6, login, ACTS + 1, ACTS + 2, **signature),
    ]
    write(point, hands, acts)


@pytest.mark.parametrize(("number", "signed_by"), [(1, 13), (99, 13)], ids=["signed", "never was"])
def test_who_keeps_another_journal_writes_no_correction_of_an_entry_that(
    used_point: HelpPoint,
    honest: dict[str, bytes],
    hands: dict[str, Signer],
    number: int,
    signed_by: int,
) -> None:
    """``kiosk verify`` found nothing wrong; making the second one's bundle ended in an error."""
    write(used_point, hands, [restated(number, signed_by, hand="kovalyov")])
    wrong = f"Ledger, act {ACTS + 1}: {NOT_RESPONSIBLE}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_an_entry_that_was_written_for_a_visitor_stands_for_no_other(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """Not by its signature alone."""
    sixth(used_point, hands, "belaya", corrects={"year": 2025, "number": 1})
    wrong = f"Ledger, act {ACTS + 3}: {ANOTHER_ENTRY}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_the_same_entry_is_right_where_it_stands_for_none(
    used_point: HelpPoint, hands: dict[str, Signer], tmp_path: Path
) -> None:
    sixth(used_point, hands, "belaya")
    assert verify(used_point).wrong is None
    out = tmp_path / "x.zip"
    write_bundle(used_point, Journal.CONSULTATIONS, 2025, out)
    assert check(unpacked(out), holds).ledger.history.corrected == set()


def test_the_same_entry_is_not_the_technician_s_to_complete(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    sixth(used_point, hands, "kovalyov")
    wrong = f"Ledger, act {ACTS + 2}: {NOT_THE_HELPER}"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_the_bundle_of_a_correction_that_corrects_nothing_is_wrong_as_it_would_be_written(
    used_point: HelpPoint, hands: dict[str, Signer], tmp_path: Path
) -> None:
    """Not only its acts: the whole bundle, which the kiosk refuses to export."""
    sixth(used_point, hands, "belaya", corrects={"year": 2025, "number": 1})
    with pytest.raises(JournalsDiffer):
        write_bundle(used_point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    with pytest.raises(Wrong) as caught:
        check(bundled(used_point), holds)
    where = ("act", ACTS + 3, "consultations", 2025, 6)
    assert (caught.value.code, caught.value.where) == ("signature_covers", where)


def test_the_kiosk_signs_no_act_of_an_unknown_kind(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """``kiosk verify`` passed it over."""
    write(used_point, hands, [Say(cast(Kind, Unknown.FORGIVEN))])
    assert verify(used_point).wrong == f"Ledger, act {ACTS + 1}: {UNREADABLE}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act {ACTS + 1}: {UNREADABLE}"


def test_an_entry_is_named_by_one_act_of_destruction(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """A bundle took the second one."""
    acts = [destroyed({"consultations/2025": "1"}), destroyed({"consultations/2025": "1"})]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act {ACTS + 2}: {DESTROYED_BEFORE}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act {ACTS + 2}: {DESTROYED_BEFORE}"


def test_a_closing_names_its_unsigned_rows_in_one_spelling(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """«5, 6, 7» for «5–7»: a bundle took it."""
    write(used_point, hands, [opened(6), opened(7), *map(completed, (5, 6, 7))])
    counted = {"entries": 7, "last": 7, "unsigned": "3, 5, 6, 7"}
    write(used_point, hands, [closing(**counted)])
    assert verify(used_point).wrong == f"Ledger, act {ACTS + 6}: {ANOTHER_CLOSING}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act {ACTS + 6}: {ANOTHER_CLOSING}"


def test_rows_in_their_one_spelling_are_what_the_closing_counts(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """The same with «5–7» comes as far as the digest of the rows, which no table has."""
    write(used_point, hands, [opened(6), opened(7), *map(completed, (5, 6, 7))])
    write(used_point, hands, [closing(entries=7, last=7, unsigned="3, 5–7")])
    wrong = wrong_in_bundle(used_point, honest)
    assert wrong == f"Ledger, act {ACTS + 6}: the closing covers other rows"


def test_a_checkpoint_s_code_is_found_where_a_russian_letter_stands_for_a_3(
    used_point: HelpPoint, tmp_path: Path
) -> None:
    """``kiosk verify`` said that the ledger had been cut or rewritten."""
    made = make_checkpoint(used_point).checkpoint
    while "3" not in made.code():
        made = make_checkpoint(used_point).checkpoint
    out = tmp_path / "x.zip"
    write_bundle(used_point, Journal.CONSULTATIONS, 2025, out)
    ledger = check(unpacked(out), holds).ledger
    for typed in (made.code(), made.code().replace("3", "З"), made.code().replace("3", "з")):
        assert find_by_code(used_point, typed) == made
        assert ledger.find_code(typed) == (made.size, "checkpoint")
