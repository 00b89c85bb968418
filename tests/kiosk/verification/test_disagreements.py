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
from tests.kiosk.verification.forbidden import (
    ANOTHER_CLOSING,
    DESTROYED_BEFORE,
    UNREADABLE,
    closing,
    completed,
    destroyed,
    opened,
    signed,
    with_row,
)
from tests.kiosk.verification.insiders import Say, bundled, write, wrong_in_bundle

NOT_REPLACED = "Consultations 2025/26, entry 6: it corrects an entry that was not replaced"
NOW = "2025-11-24T07:00:00.000Z"


class Unknown(Enum):
    """A kind of act that nobody knows."""

    FORGIVEN = "entry_forgiven"


def sixth(point: HelpPoint, hands: dict[str, Signer], **opening: object) -> None:
    """Consultation 6, completed and signed by the technician: its row and its acts."""
    for (trigger,) in (
        current().execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    ):
        current().execute_sql(f"DROP TRIGGER {trigger}")
    for statement in (
        "CREATE TEMP TABLE t AS SELECT * FROM entry WHERE id = 1",
        "UPDATE t SET id = 7, number = 6, request_id = 'sixth', ticket_id = 5,"
        f" opened_at = '{NOW}', completed_at = '{NOW}', signed_at = '{NOW}',"
        " specialist_id = (SELECT id FROM specialist WHERE login = 'kovalyov')",
        "INSERT INTO entry SELECT * FROM t",
        "UPDATE volume SET last_number = 6 WHERE journal = 'consultations'",
    ):
        current().execute_sql(statement)
    row = Entry.get_by_id(7)
    committed = [
        commitments(bytes(row.salt), {word: getattr(row, word) for word in words})
        for words in (OPENED_WORDS, COMPLETED_WORDS)
    ]
    acts = with_row(
        7,
        opened(6, request="sixth", role=row.role, committed=committed[0], **opening),
        completed(6, specialist="kovalyov", committed=committed[1]),
        signed(6, "kovalyov", 25, 26),
    )
    write(point, hands, acts)


@pytest.mark.parametrize("number", [1, 99], ids=["was signed", "never was"])
def test_who_keeps_another_journal_signs_no_correction_of_an_entry_that(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer], number: int
) -> None:
    """``kiosk verify`` found nothing wrong; making the second one's bundle ended in an error."""
    sixth(used_point, hands, corrects={"year": 2025, "number": number})
    assert verify(used_point).wrong == NOT_REPLACED
    assert wrong_in_bundle(used_point, honest) == NOT_REPLACED


def test_the_same_entry_is_not_the_technician_s_to_sign_where_it_corrects_nothing(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    sixth(used_point, hands)
    wrong = "Ledger, act 26: the specialist it names does not keep this journal"
    assert verify(used_point).wrong == wrong
    assert wrong_in_bundle(used_point, honest) == wrong


def test_the_bundle_of_a_correction_that_corrects_nothing_is_wrong_as_it_would_be_written(
    used_point: HelpPoint, hands: dict[str, Signer], tmp_path: Path
) -> None:
    """Not only its acts: the whole bundle, which the kiosk refuses to export."""
    sixth(used_point, hands, corrects={"year": 2025, "number": 1})
    with pytest.raises(JournalsDiffer, match="entry 6"):
        write_bundle(used_point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    with pytest.raises(Wrong) as caught:
        check(bundled(used_point), holds)
    assert (caught.value.code, caught.value.where) == (
        "not_replaced",
        ("entry", "consultations", 2025, 6),
    )


def test_the_kiosk_signs_no_act_of_an_unknown_kind(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """``kiosk verify`` passed it over."""
    write(used_point, hands, [Say(cast(Kind, Unknown.FORGIVEN))])
    assert verify(used_point).wrong == f"Ledger, act 25: {UNREADABLE}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act 25: {UNREADABLE}"


def test_an_entry_is_named_by_one_act_of_destruction(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """A bundle took the second one."""
    acts = [destroyed({"consultations/2025": "1"}), destroyed({"consultations/2025": "1"})]
    write(used_point, hands, acts)
    assert verify(used_point).wrong == f"Ledger, act 26: {DESTROYED_BEFORE}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act 26: {DESTROYED_BEFORE}"


def test_a_closing_names_its_unsigned_rows_in_one_spelling(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """«5, 6, 7» for «5–7»: a bundle took it."""
    write(used_point, hands, [opened(6), opened(7)])
    counted = {"entries": 7, "last": 7, "unsigned": "3, 5, 6, 7"}
    write(used_point, hands, [closing(**counted)])
    assert verify(used_point).wrong == f"Ledger, act 27: {ANOTHER_CLOSING}"
    assert wrong_in_bundle(used_point, honest) == f"Ledger, act 27: {ANOTHER_CLOSING}"


def test_rows_in_their_one_spelling_are_what_the_closing_counts(
    used_point: HelpPoint, honest: dict[str, bytes], hands: dict[str, Signer]
) -> None:
    """The same with «5–7» comes as far as the digest of the rows, which no table has."""
    write(used_point, hands, [opened(6), opened(7)])
    write(used_point, hands, [closing(entries=7, last=7, unsigned="3, 5–7")])
    wrong = wrong_in_bundle(used_point, honest)
    assert wrong == "Ledger, act 27: the closing covers other rows"


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
