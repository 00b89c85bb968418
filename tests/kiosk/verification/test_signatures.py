"""Many signatures are checked by other processes: the first wrong act is named all the same."""

from __future__ import annotations

import pytest

from db.engine import current
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.verification import signatures
from kiosk.verification.everything import verify
from kiosk.words.i18n import use
from tests.people import Clock


@pytest.mark.parametrize("wrong", [[], [12, 15]])
def test_other_processes_find_the_same_signature_wrong(
    used_place: Place, monkeypatch: pytest.MonkeyPatch, wrong: list[int]
) -> None:
    use("en")
    monkeypatch.setattr(signatures, "ALONE_UP_TO", 0)
    monkeypatch.setattr("db.reading.PAGE", 7)
    point = open_point(used_place, clock=Clock())
    current().execute_sql("DROP TRIGGER act_stays")
    for seq in wrong:
        current().execute_sql(f"UPDATE act SET signature = randomblob(64) WHERE seq = {seq}")
    report = verify(point)
    first = f"Ledger, act {wrong[0]}: the signature is wrong" if wrong else None
    assert (report.wrong, report.signatures > 0) == (first, True)
