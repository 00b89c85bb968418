from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kiosk.documents import export, typesetter
from kiosk.documents.export import Format
from kiosk.words.errors import CannotWrite
from tests.kiosk.documents.books import request, volume

BOOK = volume([request(1, "Не печатает.")])


@pytest.mark.parametrize("format", Format)
def test_a_book_is_written_in_each_format_under_the_name_asked_for(
    format: Format, tmp_path: Path
) -> None:
    out = tmp_path / f"Журнал заявок.{format}"
    export.write(BOOK, format, out)
    assert out.read_bytes() == export.content(BOOK, format)
    assert list(tmp_path.iterdir()) == [out]


def test_each_format_is_told_by_its_first_bytes() -> None:
    leads = {format: export.content(BOOK, format)[:4] for format in Format}
    assert leads == {
        Format.PDF: b"%PDF",
        Format.XLSX: b"PK\x03\x04",
        Format.CSV: b'\xef\xbb\xbf"',
        Format.JSON: b"{\n  ",
    }


def test_an_older_file_is_replaced_and_only_its_owner_may_read_the_new_one(
    tmp_path: Path,
) -> None:
    out = tmp_path / "journal.csv"
    out.write_text("прежний")
    export.write(BOOK, Format.CSV, out)
    assert "прежний" not in out.read_text(encoding="utf-8-sig")
    if os.name != "nt":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    out = tmp_path / "нет" / "journal.csv"
    with pytest.raises(CannotWrite) as refusal:
        export.write(BOOK, Format.CSV, out)
    assert refusal.value.file == str(out)
    assert refusal.value.reason


def test_a_folder_in_the_place_of_the_file_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "journal.csv").mkdir()
    with pytest.raises(CannotWrite):
        export.write(BOOK, Format.CSV, tmp_path / "journal.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["journal.csv"]


def test_a_disk_that_fails_half_way_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "journal.csv"
    out.write_text("прежний")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        export.write(BOOK, Format.CSV, out)
    assert out.read_text() == "прежний"
    assert list(tmp_path.iterdir()) == [out]


def test_a_pdf_that_cannot_be_set_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "journal.pdf"
    out.write_text("прежний")
    monkeypatch.setattr(typesetter, "RENDER", tmp_path / "нет.py")
    with pytest.raises(typesetter.PdfNotMade):
        export.write(BOOK, Format.PDF, out)
    assert out.read_text() == "прежний"
