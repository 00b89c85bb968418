"""The digest of rows is what anybody computes, and their numbers are told as people write them."""

from __future__ import annotations

import hashlib

import pytest

from db.models import Act, Volume
from kiosk.journal.rows import row_hashes, rows_digest, volume_digest
from kiosk.point.point import HelpPoint
from kiosk.proof.rows import digest, numbers_in_words, numbers_of


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([3], "3"),
        ([3, 4], "3–4"),
        ([1, 2, 3, 5], "1–3, 5"),
        ([3, 7, 8, 9, 11, 12], "3, 7–9, 11–12"),
    ],
)
def test_runs_of_numbers_are_drawn_together_and_read_back(numbers: list[int], words: str) -> None:
    assert numbers_in_words(numbers) == words
    assert numbers_of(words) == numbers


@pytest.mark.parametrize("words", ["x", "1,2", "1–x", "–", "1–2–3", " "])
def test_what_are_no_numbers_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        numbers_of(words)


def test_a_digest_covers_the_volume_and_every_act_of_its_rows_by_number() -> None:
    covered = b"helppoint/rows/v1\0" + b"requests/2025\0" + b"2:" + b"a" * 32 + b"b" * 32
    rows = {10: [b"c" * 32], 2: [b"a" * 32, b"b" * 32]}
    expected = hashlib.sha256(covered + b"10:" + b"c" * 32).digest()
    assert digest("requests", 2025, rows) == expected


def test_the_hashes_of_rows_are_those_of_their_acts_up_to_a_size(lived_point: HelpPoint) -> None:
    volume = Volume.get(Volume.journal == "consultations", Volume.year == 2025)
    hashes = {act.seq: bytes(act.hash) for act in Act.select()}
    assert row_hashes(volume, 3, 5, 25) == {
        3: [hashes[seq] for seq in (17, 18, 19, 20)],
        4: [hashes[seq] for seq in (21, 22, 23)],
        5: [hashes[seq] for seq in (24, 25)],
    }
    assert row_hashes(volume, 4, 4, 20) == {}
    of_three = {3: [hashes[seq] for seq in (17, 18, 19)]}
    expected = digest("consultations", 2025, of_three)
    assert rows_digest(volume, 3, 3, 19) == expected


def test_the_digest_of_a_volume_is_that_of_all_its_rows(lived_point: HelpPoint) -> None:
    for volume in Volume.select():
        of_rows = rows_digest(volume, 1, volume.last_number, 45)
        assert volume_digest(lived_point.id, volume.journal, volume.year, 45) == of_rows
    with pytest.raises(KeyError, match="2024"):
        volume_digest(lived_point.id, "consultations", 2024, 45)
