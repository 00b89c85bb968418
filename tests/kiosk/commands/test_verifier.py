"""The program that checks bundles, from the command line and on paper."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from kiosk.commands.command_line import command_line
from kiosk.documents import pdf
from kiosk.documents.printing import book
from kiosk.documents.verifier import verifier, verifier_digest
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no database, and no log to write."""
    monkeypatch.setattr("kiosk.commands.command_line.start_log", lambda _path: None)
    monkeypatch.setenv("KIOSK_DATABASE", str(tmp_path / "nowhere" / "x.sqlite3"))


def asked(*words: str) -> Result:
    return CliRunner().invoke(command_line, ["--language", "en", "verifier", *words])


def test_the_digest_is_that_of_the_program() -> None:
    assert verifier_digest() == hashlib.sha256(verifier()).hexdigest()
    assert asked("--digest").output == f"{verifier_digest()}\n"


def test_the_program_is_written_as_it_is_in_every_bundle(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    out = tmp_path / "verify.pyz"
    said = asked("--out", str(out), "--digest").output
    assert said == f"Written: {out}\n{verifier_digest()}\n"
    assert out.read_bytes() == files["verify.pyz"]
    assert not (tmp_path / "nowhere").exists()


def test_something_must_be_wanted() -> None:
    ended = asked()
    assert (ended.exit_code, "Give --digest, or --out FILE." in ended.output) == (2, True)


def test_a_closed_volume_names_the_program_on_its_last_page(lived_point: HelpPoint) -> None:
    pages = pypdfium2.PdfDocument(pdf.content(book(lived_point, Journal.CONSULTATIONS, 2025)))
    words = [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in pages]
    assert f"Программа verify.pyz {verifier_digest()}" in words[-1]
    assert not any(verifier_digest() in page for page in words[:-1])
