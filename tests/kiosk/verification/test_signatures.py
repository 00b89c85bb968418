"""Many signatures are checked by other processes: the first wrong act is named all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import current
from db.models import Entry
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import COMPLETED_WORDS
from kiosk.proof.canonical import commitments
from kiosk.signing.keys import Signer
from kiosk.verification import signatures
from kiosk.verification.everything import verify
from tests.kiosk.verification.insiders import ACTS, write
from tests.kiosk.verification.sayings import checkpoint, completed, covered, signed_all

NOBODYS = {"signature": bytes(64)}


@pytest.mark.parametrize("wrong", [[], [3, 6]])
def test_other_processes_find_the_same_signature_wrong(
    used_point: HelpPoint,
    hands: dict[str, Signer],
    monkeypatch: pytest.MonkeyPatch,
    wrong: list[int],
) -> None:
    monkeypatch.setattr(signatures, "ALONE_UP_TO", 0)
    monkeypatch.setattr("db.reading.PAGE", 7)
    acts = [replace(checkpoint(), altered=NOBODYS if n in wrong else {}) for n in range(1, 8)]
    write(used_point, hands, acts)
    report = verify(used_point)
    first = f"Ledger, act {ACTS + wrong[0]}: the signature is wrong" if wrong else None
    assert (report.wrong, report.signatures > 0) == (first, True)


def test_one_signature_covers_entries_that_were_opened_pages_before(
    used_point: HelpPoint, hands: dict[str, Signer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables say what the act says: nothing is wrong, and nothing is missing."""
    monkeypatch.setattr("db.reading.PAGE", 3)
    words = commitments(bytes(Entry.get_by_id(5).salt), dict.fromkeys(COMPLETED_WORDS, ""))
    both = signed_all("belaya", covered(3, 18, 19), covered(5, 22, ACTS + 1))
    helped, signing = write(used_point, hands, [completed(5, committed=words), both])
    current().execute_sql(
        f"UPDATE entry SET completed_at = '{helped.at}',"
        " specialist_id = (SELECT id FROM specialist WHERE login = 'belaya') WHERE id = 5"
    )
    current().execute_sql(
        f"UPDATE entry SET state = 'signed', signed_at = '{signing.at}' WHERE id IN (3, 5)"
    )
    report = verify(used_point)
    assert (report.wrong, report.signed, report.unsigned) == (None, 5, 0)
