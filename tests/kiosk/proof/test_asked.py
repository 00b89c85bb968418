"""Codes that somebody asks a bundle about: each is compared as what it is, by so many letters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kiosk.proof import verify
from kiosk.proof.bundle import check
from kiosk.proof.chain import short_digest
from kiosk.proof.codes import code_of, grouped
from kiosk.proof.forms import Journal
from kiosk.signing.keys import holds
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import run_here

UNPROVED = "внешней контрольной точки"
"""Said where nothing that was kept outside agreed."""


def asked(made: Eventful, *words: object) -> tuple[int, str]:
    ended = run_here(made.bundle, *words)
    return ended.returncode, ended.stdout


@pytest.fixture
def codes(files: dict[str, bytes]) -> dict[str, str]:
    """What can be written down of the bundle, by its kind."""
    ledger = check(files, holds).ledger
    (*_others, made) = ledger.checkpoints()
    whole = code_of(Journal.CONSULTATIONS, 2025, 1, 4, 50, ledger.tail(50))
    acts = [json.loads(line) for line in files["acts.jsonl"].decode().splitlines()]
    (closing,) = [json.loads(act["body"]) for act in acts if act["kind"] == "volume_closed"]
    return {
        "checkpoint": made.code(),
        "checkpoint, whole": grouped(made.letters()),
        "page": str(whole),
        "page, scanned": whole.scanned(),
        "stamp": short_digest(bytes.fromhex(acts[20]["signature"])),
        "head": ledger.history.head,
        "volume": closing["rows"],
    }


@pytest.mark.parametrize(
    ("option", "kind", "compared"),
    [
        ("--code", "checkpoint", "compared: 20 letters of 52 (100 bits)"),
        ("--code", "checkpoint, whole", "compared: the whole digest"),
        ("--page", "page", "compared: 20 letters of 52 (100 bits)"),
        ("--page", "page, scanned", "compared: the whole digest"),
        ("--head", "head", "compared: the whole digest"),
        ("--head", "volume", "compared: the whole digest"),
        ("--head", "stamp", "compared: 12 digits, which prove nothing of the ledger"),
    ],
)
def test_the_answer_says_how_much_was_compared(
    eventful_folder: Eventful, codes: dict[str, str], option: str, kind: str, compared: str
) -> None:
    status, said = asked(eventful_folder, option, codes[kind])
    assert (status, said.count("compared: ")) == (0, 1), said
    assert compared in said
    assert (UNPROVED in said) == (kind == "stamp" or option == "--page")


@pytest.mark.parametrize(
    ("option", "kind", "why"),
    [
        ("--code", "stamp", "This is the digest of a signature from its stamp"),
        ("--code", "page", "This is the code of a page, to be compared by --page."),
        ("--code", "page, scanned", "This is the code of a page, to be compared by --page."),
        ("--code", "head", "This is the head of a ledger or the digest of a volume"),
        ("--page", "stamp", "This is the digest of a signature from its stamp"),
        ("--page", "checkpoint", "This is the code of a checkpoint, to be compared by --code."),
        ("--page", "volume", "This is the head of a ledger or the digest of a volume"),
        ("--head", "checkpoint", "This is the code of a checkpoint, to be compared by --code."),
        ("--head", "page", "This is the code of a page, to be compared by --page."),
    ],
)
def test_a_code_of_another_kind_is_refused_as_what_it_is(
    eventful_folder: Eventful, codes: dict[str, str], option: str, kind: str, why: str
) -> None:
    status, said = asked(eventful_folder, option, codes[kind])
    assert status == 2
    assert f"НЕ ПРОВЕРЕНО / NOT CHECKED: {codes[kind]}" in said
    assert why in said
    assert not re.search("FOUND|RIGHT|compared: ", said)


@pytest.mark.parametrize(
    ("option", "typed", "why"),
    [
        ("--code", "ABCD-EFGH-IJKL", "not the code of a checkpoint, which has 20 letters"),
        ("--head", "0a" * 31, "neither a ledger's head nor the digest of a volume"),
        ("--page", "C25-1-4-50-ABCD-EFGH-IJKL", "not the code of a page of this volume"),
    ],
)
def test_what_is_no_code_is_refused(
    eventful_folder: Eventful, option: str, typed: str, why: str
) -> None:
    status, said = asked(eventful_folder, option, typed)
    assert (status, why in said) == (2, True), said


@pytest.mark.parametrize(
    ("option", "kind", "status"),
    [
        ("--code", "checkpoint", 2),
        ("--code", "checkpoint, whole", 2),
        ("--page", "page", 1),
        ("--page", "page, scanned", 1),
    ],
)
def test_every_letter_that_was_given_counts(
    eventful_folder: Eventful, codes: dict[str, str], option: str, kind: str, status: int
) -> None:
    code = codes[kind]
    other = code[:-1] + ("B" if code[-1] != "B" else "C")
    ended, said = asked(eventful_folder, option, other)
    assert (ended, re.search("FOUND|RIGHT", said)) == (status, None)


def test_what_the_first_act_is_chained_to_is_no_head(files: dict[str, bytes]) -> None:
    ledger = check(files, holds).ledger
    assert ledger.find_code(ledger.tail(0).hex()) is None
    assert ledger.find_code(ledger.tail(1).hex()) == (1, "head")


def test_bytes_that_belong_to_two_digests_are_none(files: dict[str, bytes]) -> None:
    """Digests stand side by side in memory; a code is not found across two of them."""
    ledger = check(files, holds).ledger
    both = ledger.tail(3) + ledger.tail(4)
    for at in range(1, 32):
        assert ledger.find_code(both[at : at + 32].hex()) is None
    assert ledger.find_code(both[32:].hex()) == (4, "head")


def test_the_rows_of_a_page_are_those_of_its_code(
    eventful_folder: Eventful, codes: dict[str, str]
) -> None:
    _status, said = asked(eventful_folder, "--page", codes["page, scanned"])
    rows = [line for line in said.splitlines() if line.startswith("    ")]
    assert [row.split()[0] for row in rows] == ["1", "2", "3", "4"]


def test_a_bundle_that_is_gone_meanwhile_is_told_so(
    eventful_folder: Eventful, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of a page are read once more, when they are shown."""
    copy = tmp_path / "x.zip"
    copy.write_bytes(eventful_folder.bundle.read_bytes())
    report = verify.report

    def reported(*words: object) -> None:
        report(*words)  # type: ignore[arg-type]
        copy.unlink()

    monkeypatch.setattr(verify, "report", reported)
    ended = run_here(copy, "--page", f"C25-1-4-50-{'A' * 20}")
    assert (ended.returncode, "Пакет не читается" in ended.stdout) == (2, True)
