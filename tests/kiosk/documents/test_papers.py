"""The papers beside the journals are read back as text and as QR."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp

from kiosk.agreements import agreement_text, text_digest
from kiosk.documents.papers import agreement_paper, checkpoint_paper, destruction_paper
from kiosk.journal.checkpoints import make_checkpoint
from kiosk.point import HelpPoint
from kiosk.retention import Cause, destroy
from tests.people import PINS, POINT, SCHOOL, Staff, consult, help_and_sign


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
    assert words(paper).count("20 г.") == 2
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
    text = words(destruction_paper(point, done))
    for said in (SCHOOL, POINT, "Смирнова Ольга Ивановна, заместитель директора", "Заявление № 7"):
        assert said in text
    for said in ("2025/26 1, 3", "24.11.2025 09:00", f"№ {done.act}", "2 записи", "фамилия, имя"):
        assert said in text
    assert "Мельник" not in text


def test_the_checkpoint_sheet_carries_code_note_and_qr(point: HelpPoint) -> None:
    made = make_checkpoint(point)
    paper = checkpoint_paper(point, made)
    assert made.checkpoint.code() in words(paper)
    assert unspaced(made.note) in unspaced(words(paper))
    (page,) = pypdfium2.PdfDocument(paper)
    (found,) = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert found.text == made.note
    assert paper == checkpoint_paper(point, made)


def test_papers_stand_on_a4_portrait(point: HelpPoint) -> None:
    for page in pypdfium2.PdfDocument(agreement_paper(point, "smirnova")):
        width, height = page.get_size()
        assert (round(width), round(height)) == (595, 842)
