"""Some rows of a volume against their acts, without a whole walk: what differs goes to no paper."""

from __future__ import annotations

import pytest

from db.models import Volume
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.verification.some_rows import acts_of, destroyed_in, differing_table, refuse_differing
from kiosk.words.errors import VolumeDiffers
from kiosk.words.i18n import use
from tests.kiosk.verification.test_everything import tamper
from tests.people import Clock

CONSULTATIONS, REQUESTS = Journal.CONSULTATIONS, Journal.REQUESTS
UNREADABLE = "What the journal says of these rows cannot be read. Verify the journals."


@pytest.mark.parametrize(
    ("journal", "year"), [(CONSULTATIONS, 2025), (REQUESTS, 2025), (CONSULTATIONS, 2024)]
)
def test_a_volume_that_is_what_its_acts_say_may_go_to_paper(
    lived_point: HelpPoint, journal: Journal, year: int
) -> None:
    refuse_differing(lived_point, journal, year)


def test_a_volume_without_rows_differs_in_nothing(place: Place) -> None:
    point = open_point(place, create=True, clock=Clock())
    Volume.insert(
        point=point.id, journal="requests", year=2025, last_number=0, opened_at=""
    ).execute()
    refuse_differing(point, REQUESTS, 2025)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (
            "UPDATE entry SET role = 'pupil' WHERE id = 2",
            "entry 2: “role” differs from the ledger.",
        ),
        ("UPDATE entry SET search = 'x' WHERE id = 3", "entry 3: “search” differs"),
        ("UPDATE act SET body = x'00' WHERE seq = 10", "entry 1: the act cannot be read."),
        ("UPDATE act SET seq = 99 WHERE seq = 11", "act 12: the act or its place in the chain"),
        (
            "UPDATE act SET hash = randomblob(32) WHERE seq = 15",
            "act 15: the act or its place in the chain was changed.",
        ),
        (
            "UPDATE act SET at = '2025-11-24T05:00:00.000Z' WHERE seq = 10",
            "act 10: kind or time differs from what was signed.",
        ),
        (
            "UPDATE act SET entry_id = 2 WHERE entry_id = 1",
            "entry 1: the ledger knows no such entry.",
        ),
        (
            "UPDATE act SET entry_id = 1 WHERE seq = 23",
            "entry 1: acts of another entry are shown with it.",
        ),
        ("UPDATE wording SET text = 'x' WHERE act_id = 20", "its wording differs from the ledger."),
        ("UPDATE drawing SET strokes = '[]'", "entry 2: the drawn signature was changed."),
        (
            "UPDATE entry SET destroyed_at = '2025-11-26T06:05:00.000Z' WHERE id = 6",
            "entry 6: the day on which its data were destroyed differs from the ledger.",
        ),
        (
            "UPDATE wording SET text = '', salt = x'' WHERE act_id = 20",
            "entry 3: no act says that its data were destroyed.",
        ),
        ("UPDATE entry SET salt = 7 WHERE id = 1", "entry 1: “salt” differs from the ledger."),
        ("UPDATE act SET signature = 'x' WHERE seq = 9", "entry 1: the act cannot be read."),
        ("UPDATE act SET body = x'00' WHERE kind = 'data_destroyed'", UNREADABLE),
        ("DROP TABLE wording", UNREADABLE),
    ],
)
def test_the_first_row_that_differs_is_named(lived_place: Place, statement: str, why: str) -> None:
    use("en")
    point = open_point(lived_place, clock=Clock())
    tamper(lived_place, statement)
    with pytest.raises(VolumeDiffers) as refused:
        refuse_differing(point, CONSULTATIONS, 2025)
    assert why in str(refused.value)


def test_every_row_that_differs_is_told_in_order(lived_place: Place) -> None:
    use("en")
    point = open_point(lived_place, clock=Clock())
    tamper(lived_place, "UPDATE entry SET role = 'pupil' WHERE id IN (1, 3, 9)")
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    differing = list(differing_table(point, volume, acts_of(point, volume, 2, 9)))
    assert [each.split(":")[0] for each in differing] == [
        "Consultations 2025/26, entry 3",
        "Consultations 2025/26, entry 9",
    ]


def test_rows_have_their_acts_and_the_act_that_destroyed_their_data(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    acts = acts_of(lived_point, volume, 6, 12)
    assert [len(acts[number]) for number in range(6, 13)] == [4, 2, 2, 1, 3, 0, 0]
    assert acts[6][0].before is not None
    assert destroyed_in(lived_point, volume) == {6: (32, "2025-11-25T06:05:00.000Z")}
