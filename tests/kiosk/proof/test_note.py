"""A checkpoint as a signed note: text that any reader of such notes checks, and nobody alters."""

from __future__ import annotations

import base64
import hashlib

import pytest
from nacl.signing import VerifyKey

from kiosk.proof import ed25519
from kiosk.proof.chain import Holds
from kiosk.proof.note import BadNote, Checkpoint, origin, read_note, write_note
from kiosk.signing import keys
from kiosk.signing.keys import Signer

SIGNER = Signer(bytes(range(32)))
CHECKPOINT = Checkpoint("help-point/test", 7, bytes(32), "2026-11-23T09:00:00.000Z")


@pytest.fixture(params=[keys.holds, ed25519.holds], ids=["PyNaCl", "pure"])
def holds(request: pytest.FixtureRequest) -> Holds:
    """Both ways to check a signature: the kiosk's, and that of a bundle's reader."""
    checks: Holds = request.param
    return checks


def test_a_note_reads_back_as_it_was_written(holds: Holds) -> None:
    note = write_note(CHECKPOINT, SIGNER)
    assert read_note(note, SIGNER.public_key, holds) == CHECKPOINT
    assert note.startswith("help-point/test\n7\n")
    assert "\n\n\u2014 help-point/test " in note


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n8\n"),
        ("AAAA", "BAAA"),
        ("09:00", "09:01"),
        ("test\n7", "tent\n7"),
        ("\n\n", "\n"),
    ],
)
def test_an_altered_note_is_refused(old: str, new: str, holds: Holds) -> None:
    note = write_note(CHECKPOINT, SIGNER)
    altered = note.replace(old, new, 1)
    assert altered != note
    with pytest.raises(BadNote):
        read_note(altered, SIGNER.public_key, holds)


def signed(text: str, name: str = "help-point/test", *, covers: str = "") -> str:
    """A note with a true signature over any text, as the format of signed notes has it."""
    key_hash = hashlib.sha256(name.encode() + b"\n\x01" + SIGNER.public_key).digest()[:4]
    signature = key_hash + SIGNER.sign_bytes((covers or text).encode())
    return f"{text}\n\u2014 {name} {base64.b64encode(signature).decode()}\n"


TEXT = f"help-point/test\n7\n{base64.b64encode(bytes(32)).decode()}\n2026-11-23T09:00:00.000Z\n"


def test_a_note_is_one_that_any_reader_of_signed_notes_checks() -> None:
    assert CHECKPOINT.text() == TEXT
    assert write_note(CHECKPOINT, SIGNER) == signed(TEXT)
    *_said, encoded = signed(TEXT).split()
    raw = base64.b64decode(encoded)
    VerifyKey(SIGNER.public_key).verify(TEXT.encode(), raw[4:])


def test_a_note_that_went_through_windows_is_read(holds: Holds) -> None:
    assert read_note(signed(TEXT).replace("\n", "\r\n"), SIGNER.public_key, holds) == CHECKPOINT


def test_every_signature_under_a_note_must_hold(holds: Holds) -> None:
    note = signed(TEXT)
    line = note.splitlines()[-1]
    assert read_note(f"{note}{line}\n", SIGNER.public_key, holds) == CHECKPOINT
    for forged in (f"{line[:-4]}AAA=", line.replace(" ", "  ", 1), f"{line}!"):
        for lines in (f"{note}{forged}\n", f"{TEXT}\n{forged}\n{line}\n"):
            with pytest.raises(BadNote):
                read_note(lines, SIGNER.public_key, holds)


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        signed(TEXT, "help-point/tent"),
        signed(TEXT, covers=TEXT.replace("7", "8")),
        signed(TEXT.replace("\n7\n", "\n07\n")),
        signed(TEXT.replace("\n7\n", "\n-7\n")),
        signed(TEXT.replace("\n7\n", "\nseven\n")),
        signed(TEXT.replace("=", "!")),
        signed(f"{TEXT}more\n"),
        signed(TEXT.removesuffix("\n")),
        signed(TEXT.replace("point/test", "point/test/-1"), "help-point/test/-1"),
        signed(TEXT.replace("point/test", "point/test/x"), "help-point/test/x"),
        signed(TEXT.replace("help-point/test", "test"), "test"),
    ],
)
def test_what_is_no_note_is_refused_though_its_signature_holds(note: str, holds: Holds) -> None:
    with pytest.raises(BadNote):
        read_note(note, SIGNER.public_key, holds)


def test_a_ledger_begins_at_size_0_in_epoch_0(holds: Holds) -> None:
    first = Checkpoint("help-point/test/0", 0, bytes(32), "2026-11-23T09:00:00.000Z")
    assert read_note(write_note(first, SIGNER), SIGNER.public_key, holds) == first


def test_an_epoch_is_named_after_the_point() -> None:
    assert [origin("test", epoch) for epoch in (0, 1, 12)] == [
        "help-point/test", "help-point/test/1", "help-point/test/12"
    ]  # fmt: skip
    epochs = [Checkpoint(origin("test", epoch), 0, b"", "").epoch for epoch in (0, 1, 12)]
    assert epochs == [0, 1, 12]


def test_a_note_of_another_key_is_refused(holds: Holds) -> None:
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER), Signer(bytes(32)).public_key, holds)


def another_signature(name: str, signer: Signer) -> str:
    """A line of the checkpoint's signatures by another name or key, as a witness adds it."""
    noted = write_note(Checkpoint(name, 7, bytes(32), CHECKPOINT.at), signer)
    return noted.rpartition("\n\n")[2]


@pytest.mark.parametrize("name", ["witness.example/1", CHECKPOINT.origin])
def test_signatures_of_unknown_keys_are_passed_over(name: str, holds: Holds) -> None:
    text, _gap, own = write_note(CHECKPOINT, SIGNER).rpartition("\n\n")
    witness = another_signature(name, Signer(bytes(32)))
    for signatures in (own + witness, witness + own, witness * 3 + own + witness):
        assert read_note(f"{text}\n\n{signatures}", SIGNER.public_key, holds) == CHECKPOINT
    with pytest.raises(BadNote):
        read_note(f"{text}\n\n{witness}", SIGNER.public_key, holds)


@pytest.mark.parametrize(
    "line",
    [
        "witness.example/1 AAAAAAA=\n",
        "\u2014 witness.example/1 AAAA\n",
        "\u2014 witness.example/1 AAAAAAB=\n",
        "\u2014 witness.example/1 AAAAAA=!\n",
        "\u2014 two words AAAAAAA=\n",
        "\u2014  AAAAAAA=\n",
    ],
)
def test_a_line_that_is_no_signature_is_refused(line: str, holds: Holds) -> None:
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER) + line, SIGNER.public_key, holds)


def test_a_wrong_signature_under_the_known_name_is_refused_beside_a_right_one(holds: Holds) -> None:
    """The key's name and hash are the known ones, what it signed is not."""
    other = Checkpoint(CHECKPOINT.origin, 8, bytes(32), CHECKPOINT.at)
    wrong = write_note(other, SIGNER).rpartition("\n\n")[2]
    with pytest.raises(BadNote):
        read_note(write_note(CHECKPOINT, SIGNER) + wrong, SIGNER.public_key, holds)


def test_the_code_changes_with_what_it_stands_for() -> None:
    later = Checkpoint(CHECKPOINT.origin, 8, CHECKPOINT.head, CHECKPOINT.at)
    letters = base64.b32encode(hashlib.sha256(TEXT.encode()).digest()).decode()
    groups = [letters[start : start + 4] for start in range(0, 20, 4)]
    assert CHECKPOINT.code() == "-".join(groups)
    assert CHECKPOINT.letters() == letters.removesuffix("====")
    assert CHECKPOINT.code() != later.code()
