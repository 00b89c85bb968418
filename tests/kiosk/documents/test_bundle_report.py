"""The page in a bundle for who has no Python: one page, with what the kiosk found."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp

from kiosk.documents import bundle_report
from kiosk.documents.bundle import write_bundle
from kiosk.documents.bundle_report import report_page
from kiosk.documents.verifier import verifier_digest
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.epochs import LeftHistory
from kiosk.point.point import HelpPoint
from kiosk.proof.bundle import check
from kiosk.proof.forms import Journal
from kiosk.proof.note import read_note
from kiosk.proof.wrong import Unusable
from kiosk.signing.keys import holds
from kiosk.words.errors import BundleTooLarge
from tests.histories import leave_behind
from tests.kiosk.proof.eventful import Eventful, unpacked
from tests.kiosk.proof.reader import run_here, unpack
from tests.people import Staff, consult, help_and_sign

CONSULTATIONS = Journal.CONSULTATIONS
CODE = r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){4}"


def page_of(report: bytes) -> tuple[str, str]:
    """The words of the only page, and what its QR code says."""
    (page,) = pypdfium2.PdfDocument(report)
    words = re.sub(r"\s+", " ", page.get_textpage().get_text_bounded())
    (code,) = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    return words, code.text


def written(point: HelpPoint, folder: Path) -> dict[str, bytes]:
    write_bundle(point, CONSULTATIONS, 2025, folder / "x.zip")
    return unpacked(folder / "x.zip")


def test_a_bundle_tells_what_the_kiosk_found_when_it_was_made(files: dict[str, bytes]) -> None:
    words, note = page_of(files["report.pdf"])
    found = check(files, holds)
    key = found.ledger.history.keys[found.ledger.history.kiosk]
    checkpoint = read_note(note, key, holds)
    (name,) = [name for name in files if name.startswith("checkpoints/")]
    assert note == files[name].decode()
    for said in (
        "Школа-гимназия № 1",
        "Журнал оказания консультативной (методической) помощи",
        "Учебный год 2025/26",
        "Пакет записан 21.09.2026 07:05",
        "Проверено при записи ВСЁ СОШЛОСЬ",
        "актов: 57; подписей: 103; записей в томе: 10; из них подписано: 7; исправлено: 3",
        "ПИН-коды заменены belaya, 25.11.2025, smirnova, БЕЗ ВТОРОЙ ПОДПИСИ",
        found.ledger.history.head,
        found.ledger.history.kiosk,
        checkpoint.code(),
        verifier_digest(),
        "py -3 -I verify.pyz",
        "python3 -I verify.pyz",
        "certutil -hashfile verify.pyz SHA256",
    ):
        assert said in words
    codes = [made.code() for made in found.ledger.checkpoints()]
    assert re.findall(CODE, words) == [codes[-1], *codes[:-1]]
    assert b"<pdfaid:part>3</pdfaid:part>" in files["report.pdf"]


def test_the_newest_earlier_checkpoints_are_named(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    earlier = [make_checkpoint(point).checkpoint.code() for _day in range(7)]
    words, _note = page_of(written(point, tmp_path)["report.pdf"])
    assert re.findall(CODE, words)[1:] == earlier[-5:]


def test_a_report_says_so_where_its_files_do_not_agree(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    """It says what is there, and accuses nobody of what it does not find."""
    help_and_sign(point, staff.teacher, consult(point))
    files = written(point, tmp_path)
    said = files["journal.json"].decode()
    files["journal.json"] = said.replace('"role": "teacher"', '"role": "pupil"').encode()
    words, _note = page_of(report_page(point, CONSULTATIONS, 2025, files, make_checkpoint(point)))
    assert "Проверено при записи НЕ СХОДИТСЯ. консультации 2025/26, запись № 1, «role»" in words
    assert "Сосчитано" not in words
    assert len(re.findall(CODE, words)) == 1


def test_a_restored_copy_is_told_on_the_report(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    leave_behind(point, LeftHistory(0, 30, "ab" * 32))
    words, _note = page_of(written(point, tmp_path)["report.pdf"])
    assert "СХОДИТСЯ, НО ВОССТАНОВЛЕНО ИЗ КОПИИ (раз: 1, утрачено актов: " in words


def test_the_longest_names_still_make_one_page(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    help_and_sign(point, staff.teacher, consult(point))
    for _day in range(6):
        make_checkpoint(point)
    long = replace(point, school="Школа " * 33, name="Пункт " * 33)
    words, _note = page_of(written(long, tmp_path)["report.pdf"])
    assert "Школа Школа" in words


def test_the_report_is_no_evidence(eventful_folder: Eventful, tmp_path: Path) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    for change in (lambda file: file.write_bytes(b"%PDF forged"), lambda file: file.unlink()):
        change(folder / "report.pdf")
        ended = run_here(folder)
        assert ended.returncode == 0
        assert "not checked" not in ended.stdout


def test_a_bundle_that_nobody_would_check_is_not_written(
    point: HelpPoint, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_words: object) -> None:
        raise Unusable("bundle_large", name="acts.jsonl")

    help_and_sign(point, staff.teacher, consult(point))
    monkeypatch.setattr(bundle_report, "check", too_large)
    with pytest.raises(BundleTooLarge, match=r"acts\.jsonl"):
        write_bundle(point, CONSULTATIONS, 2025, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
