"""The auditor's list of keys and agreements says what the acts say, and only after a whole walk."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import pytest

from db.engine import current
from kiosk.documents.keys_list import keys_paper
from kiosk.documents.papers import agreement_paper
from kiosk.point.point import HelpPoint
from kiosk.signing.recovery import new_code
from kiosk.staff import changes, recovery, specialists
from kiosk.staff.agreements import agreement_text, check_code, text_digest
from kiosk.staff.witness import SecondPerson
from kiosk.words.errors import JournalsDiffer
from tests.people import PINS, Clock, agree

CHIEF = {"administrator": "smirnova", "admin_pin": PINS["smirnova"]}


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(
        r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document)
    )


def test_every_key_is_listed_with_its_agreement(point: HelpPoint, clock: Clock) -> None:
    first = check_code(text_digest(agreement_text(point, "belaya")))
    clock.wait(days=30)
    specialists.renew(point, "belaya", pin="577215", **CHIEF)
    agree(point, "belaya")
    second = check_code(text_digest(agreement_text(point, "belaya")))
    kovalyov = SecondPerson("kovalyov", PINS["kovalyov"])
    specialists.renew(point, "belaya", pin="662607", second=kovalyov, **CHIEF)
    changes.dismiss(point, "kovalyov", **CHIEF)
    paper, count = keys_paper(point)
    text = words(paper)
    assert count == 5
    for said in (
        "Ключи и соглашения",
        "Заменено ключей 2, из них без второй подписи: 1",
        "первый администратор: внёс киоск № 1 от 24.11.2025",
        "24.11.2025 09:00 внёс администратор: Смирнова О. И. № 3 от 24.11.2025 " + first,
        "замена, внёс администратор: Смирнова О. И. БЕЗ ВТОРОЙ ПОДПИСИ № 4 от 24.12.2025 " + second,
        "вторая подпись: Ковалёв П. А. № 5: не записано",
        "прекращён: специалист уволен",
    ):
        assert said in text.replace("\xa0", " "), said
    assert text.count("действует") == 2
    assert text.count("заменён") == 2
    assert b"<pdfaid:part>3</pdfaid:part>" in paper


def test_a_key_by_a_recovery_code_is_listed_as_one(point: HelpPoint) -> None:
    code = new_code()
    recovery.prepare(point, code, administrator="smirnova", pin=PINS["smirnova"])
    recovery.recover(point, "smirnova", code, pin="577215")
    paper, count = keys_paper(point)
    text = words(paper).replace("\xa0", " ")
    assert count == 4
    assert "замена кодом восстановления БЕЗ ВТОРОЙ ПОДПИСИ № 4: не записано" in text
    assert "Заменено ключей 1, из них без второй подписи: 1" in text


def test_number_and_check_code_stand_on_the_agreement(point: HelpPoint) -> None:
    text = words(agreement_paper(point, "kovalyov"))
    code = check_code(text_digest(agreement_text(point, "kovalyov")))
    assert re.fullmatch("[A-Z2-7]{4}(-[A-Z2-7]{4}){4}", code)
    assert f"Соглашение № 2. Проверочный код: {code}" in text
    assert f"№ 2 от 24.11.2025 {code}" in words(keys_paper(point)[0])


def test_no_list_leaves_of_keys_that_somebody_changed(point: HelpPoint) -> None:
    current().execute_sql("DROP TRIGGER key_stays")
    current().execute_sql("UPDATE signing_key SET agreed_on = '2025-11-23'")
    with pytest.raises(JournalsDiffer):
        keys_paper(point)
