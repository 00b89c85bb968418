"""A ticket on paper: what can be read on it, how wide it is, and what the log says of a failure."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import cv2
import numpy
import pypdfium2  # type: ignore[import-untyped]
import pytest

from kiosk.documents import paper_ticket
from kiosk.documents.paper_ticket import PaperTicket, TicketNotPrinted, print_ticket, ticket_page
from kiosk.documents.typesetter import PdfNotMade
from tests.printers import fake_lp, handed

MILLIMETRE = 72 / 25.4
TICKET = PaperTicket(
    school="Школа-гимназия № 1",
    heading="Вы записаны",
    label="К-08",
    steps=("Сейчас никого нет", "Ждите здесь: пригласят в кабинет"),
    room="214",
    code="4711",
    code_words="Код для «Мой талон»:",
    at=datetime(2026, 11, 24, 10, 40),
    guide="Как войти в журнал",
    guide_url="https://школа.рф/вход",
    guide_words="Руководство: наведите камеру",
    language="ru",
)


def read(page: bytes) -> str:
    """The words of a page, as another program finds them."""
    (sheet,) = pypdfium2.PdfDocument(page)
    return " ".join(sheet.get_textpage().get_text_range().split())


def test_a_ticket_says_on_paper_what_the_screen_says() -> None:
    page = ticket_page(TICKET)
    for words in (
        *(TICKET.school, TICKET.heading, TICKET.label, *TICKET.steps, TICKET.room),
        *(TICKET.code_words, TICKET.guide, TICKET.guide_words, "24.11.2026 10:40"),
    ):
        assert words in read(page)
    assert TICKET.code in read(page).replace(" ", "")
    (sheet,) = pypdfium2.PdfDocument(page)
    assert round(sheet.get_width() / MILLIMETRE) == 80


def test_the_guide_s_code_is_read_from_the_paper() -> None:
    (sheet,) = pypdfium2.PdfDocument(ticket_page(TICKET))
    picture = numpy.array(sheet.render(scale=4).to_pil().convert("L"))
    found, *_rest = cv2.QRCodeDetector().detectAndDecode(picture)
    assert found == f"https://{'школа.рф'.encode('idna').decode()}/%D0%B2%D1%85%D0%BE%D0%B4"


def test_what_a_ticket_has_not_is_not_on_paper() -> None:
    bare = replace(TICKET, room="", code="", guide="", guide_url="")
    words = read(ticket_page(bare))
    assert TICKET.code_words not in words
    assert TICKET.guide_words not in words
    assert "214" not in words
    length = [pypdfium2.PdfDocument(ticket_page(each))[0].get_height() for each in (bare, TICKET)]
    assert length[0] < length[1] / 2


def test_words_are_never_markup_and_long_ones_stay_on_the_page() -> None:
    hostile = '#panic() $x$ *b* \\u{41} "] 😀 <label>'
    steps = (hostile, "о" * 300)
    page = ticket_page(replace(TICKET, steps=steps, guide=hostile, school=hostile * 5))
    assert '#panic() $x$ *b* \\u{41} "]' in read(page)


def test_a_ticket_is_set_and_handed_to_its_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lp(tmp_path, monkeypatch)
    print_ticket(TICKET, "tickets")
    words, page = handed(tmp_path)
    assert words == "-d tickets -t ticket"
    assert "К-08" in read(page)


def test_the_log_says_why_and_nothing_of_the_ticket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake_lp(tmp_path, monkeypatch, "printf 'lp: no\\nsuch %0500d queue' 1 >&2; exit 1")
    with pytest.raises(TicketNotPrinted):
        print_ticket(TICKET, "tickets")
    (line,) = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert line.startswith("ticket: not printed on tickets: lp: no such 000")
    assert len(line) < 300
    assert "4711" not in line

    def broken(_job: bytes) -> bytes:
        raise PdfNotMade("it took too long.")

    monkeypatch.setattr(paper_ticket, "rendered", broken)
    with pytest.raises(TicketNotPrinted):
        print_ticket(TICKET, "tickets")
    assert caplog.records[-1].getMessage().endswith("it took too long.")
