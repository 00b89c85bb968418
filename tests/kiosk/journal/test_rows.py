"""The digest of rows is made of their acts in the database, up to a size of the ledger."""

from __future__ import annotations

import pytest

from db.models import Act, Volume
from kiosk.journal.rows import row_tails, rows_digest, volume_digest
from kiosk.point.point import HelpPoint
from kiosk.proof.rows import digest


def test_the_tails_of_rows_are_those_of_their_acts_up_to_a_size(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    tails = {act.seq: bytes(act.tail) for act in Act.select()}
    assert row_tails(volume, 3, 5, 27) == {
        3: [tails[seq] for seq in (18, 20, 21, 22)],
        4: [tails[seq] for seq in (23, 25, 26)],
        5: [tails[27]],
    }
    signed = row_tails(volume, 4, 5, 28)
    assert signed == {4: [tails[seq] for seq in (23, 25, 26, 28)], 5: [tails[27], tails[28]]}
    assert row_tails(volume, 4, 4, 22) == {}
    of_three = {3: [tails[seq] for seq in (18, 20, 21)]}
    expected = digest("consultations", 2025, of_three)
    assert rows_digest(volume, 3, 3, 21) == expected


def test_the_digest_of_a_volume_is_that_of_all_its_rows(lived_point: HelpPoint) -> None:
    for volume in Volume.select():
        of_rows = rows_digest(volume, 1, volume.last_number, 45)
        assert volume_digest(lived_point.id, volume.journal, volume.year, 45) == of_rows
    with pytest.raises(KeyError, match="2024"):
        volume_digest(lived_point.id, "consultations", 2024, 45)
