"""The papers beside the journals are read back as text and as QR."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp

from db.models import PaperRow
from kiosk.documents.papers import (
    agreement_paper,
    checkpoint_paper,
    destruction_paper,
    write_rows,
)
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy
from kiosk.proof.page import grouped_code
from kiosk.staff.agreements import agreement_text, text_digest
from kiosk.words.russian import of_the_point
from tests.people import PINS, SCHOOL, Staff, consult, help_and_sign


def words(pdf: bytes) -> str:
    """The text of a paper with every run of blanks as one space."""
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(
        r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document)
    )


def unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_agreement_is_printed_letter_for_letter_with_its_digest(point: HelpPoint) -> None:
    paper = agreement_paper(point, "belaya")
    text = agreement_text(point, "belaya")
    assert unspaced(text) in unspaced(words(paper))
    assert text_digest(text) in unspaced(words(paper))
    assert words(paper).count("____ г.") == 1
    for said in ("СОГЛАШЕНИЕ об использовании", "Место: ___", "в лице директора ___"):
        assert said in words(paper)
    assert f"Школа Специалист {SCHOOL}, директор Белая Ирина Викторовна, учитель" in words(paper)
    assert b"<pdfaid:part>3</pdfaid:part>" in paper


def test_the_act_of_destruction_names_entries_and_never_a_visitor(
    point: HelpPoint, staff: Staff
) -> None:
    entries = [
        help_and_sign(point, staff.teacher, consult(point, "Мельник Денис Олегович"))
        for _visit in range(3)
    ]
    done = destroy(
        point,
        [entries[0], entries[2]],
        cause=Cause.REQUEST,
        reason="Заявление № 7",
        login="smirnova",
        pin=PINS["smirnova"],
    )
    folder = Path("/var/lib/help-point/backups")
    copies = [folder / "a.backup", folder / "b.backup", Path("/mnt/a.backup")]
    text = words(
        destruction_paper(point, done, cleaned=copies, missed=[Path("/media/stick/help-point")])
    )
    assert f"Очищены копии {folder}: a.backup, b.backup; /mnt: a.backup (всего 3)" in text
    assert "Не очищены /media/stick/help-point" in text
    for said in ("журналы пункта помощи и их", "их родители (законные представители)"):
        assert said in text
    assert "по заявлению субъекта персональных данных: Заявление № 7" in text
    assert "Не очищены" not in words(destruction_paper(point, done))
    for said in (SCHOOL, "Смирнова Ольга Ивановна, заместитель директора", "Заявление № 7"):
        assert said in text
    for said in ("2025/26 1, 3", "24.11.2025 09:00", f"№ {done.act}", "2 записи", "фамилия, имя"):
        assert said in text
    assert "Мельник" not in text


def test_the_act_of_destruction_lists_what_must_be_found_by_hand(
    point: HelpPoint, staff: Staff, tmp_path: Path
) -> None:
    entry = help_and_sign(point, staff.teacher, consult(point, "Мельник Денис Олегович"))
    pin = PINS["smirnova"]
    said = {"reason": "Заявление № 7", "login": "smirnova", "pin": pin}
    done = destroy(point, [entry], cause=Cause.REQUEST, **said)
    text = words(destruction_paper(point, done, exports=tmp_path))
    assert unspaced(f"Папка выгрузок: {tmp_path}") in unspaced(text)
    for name in ("consultations-2025.pdf", "consultations-2025.xlsx", "consultations-2024.pdf"):
        (tmp_path / name).touch()
    stick = Path("/media/stick/help-point")
    text = words(destruction_paper(point, done, missed=[stick], exports=tmp_path))
    _log, by_hand = text.split("Найти и уничтожить вручную")
    named = f"{tmp_path}: consultations-2025.pdf, consultations-2025.xlsx"
    assert unspaced(named) in unspaced(by_hand)
    assert "consultations-2024" not in by_hand
    for item in ("Распечатанные страницы", "Выгрузки журналов (PDF", "kiosk backup ФАЙЛ"):
        assert item in by_hand
    assert f"Неочищенные копии: {stick}" in by_hand
    assert "Уничтожено, дата и подпись" in by_hand


def test_a_point_with_a_name_of_its_own_is_named() -> None:
    assert of_the_point("Кабинет 12") == "пункта помощи «Кабинет 12»"
    assert of_the_point("Пункт помощи") == "пункта помощи"


def test_the_checkpoint_sheet_carries_code_note_and_qr(point: HelpPoint) -> None:
    made = make_checkpoint(point)
    paper = checkpoint_paper(point, made)
    assert made.checkpoint.code() in words(paper)
    assert "kiosk verify --checkpoint ФАЙЛ" in words(paper)
    assert unspaced(made.note) in unspaced(words(paper))
    (page,) = pypdfium2.PdfDocument(paper)
    (found,) = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert found.text == made.note
    assert paper == checkpoint_paper(point, made)


def test_papers_are_dated_by_the_true_instant(point: HelpPoint, staff: Staff) -> None:
    """It is 9 o'clock at the point and 6 in UTC."""
    entry = help_and_sign(point, staff.teacher, consult(point))
    said = {"reason": "Заявление № 7", "login": "smirnova", "pin": PINS["smirnova"]}
    done = destroy(point, [entry], cause=Cause.REQUEST, **said)
    for paper in (
        agreement_paper(point, "smirnova"),
        destruction_paper(point, done),
        checkpoint_paper(point, make_checkpoint(point)),
    ):
        document = pypdfium2.PdfDocument(paper)
        assert document.get_metadata_value("CreationDate") == "D:20251124060000Z"


def test_papers_stand_on_a4_portrait(point: HelpPoint) -> None:
    for page in pypdfium2.PdfDocument(agreement_paper(point, "smirnova")):
        width, height = page.get_size()
        assert (round(width), round(height)) == (595, 842)


def test_blank_rows_are_numbered_and_each_has_its_code(point: HelpPoint, tmp_path: Path) -> None:
    """Two sheets are two pages; what is printed is what can be written down."""
    paper = write_rows(point, 2, tmp_path / "rows.pdf").read_bytes()
    assert len(pypdfium2.PdfDocument(paper)) == 2
    said = words(paper)
    rows = [*PaperRow.select().order_by(PaperRow.sheet, PaperRow.line)]
    assert re.findall(r"[A-Z2-7]{4}-[A-Z2-7]{4}", said) == [grouped_code(row.code) for row in rows]
    assert [said.count(f"Лист № {n}") for n in (1, 2, 3)] == [1, 1, 0]
    assert SCHOOL in said
