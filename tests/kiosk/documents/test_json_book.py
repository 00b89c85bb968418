from __future__ import annotations

import json
from dataclasses import replace

from kiosk.documents import json_book
from kiosk.proof.forms import FORMS, Journal
from tests.kiosk.documents.books import HOSTILE, SCHOOL, consultation, hostile, request, volume


def test_the_document_names_the_journal_and_its_columns() -> None:
    found = json.loads(json_book.content(volume([], Journal.CONSULTATIONS)))
    form = FORMS[Journal.CONSULTATIONS]
    assert found == {
        "journal": "consultations",
        "title": form.title,
        "school": SCHOOL,
        "point": "Кабинет 12",
        "year": 2026,
        "columns": [{"key": column.key, "head": column.head} for column in form.columns],
        "rows": [],
    }


def test_a_row_carries_its_cells_and_its_signature_apart() -> None:
    rows = [consultation(1, "КТП", "Ли Ян"), consultation(2, "КТП", "Ли Ян", stamp=None)]
    signed, unsigned = json.loads(json_book.content(volume(rows, Journal.CONSULTATIONS)))["rows"]
    assert signed == {
        "number": 1,
        "cells": {
            "number": "1",
            "opened": "23.11.2026",
            "topic": "КТП",
            "name": "Ли Ян",
            "completed": "24.11.2026",
        },
        "state": "signed",
        "signature": {
            "signer": "Иванова М. П.",
            "date": "24.11.2026",
            "digest": "3F9A-27C1-0B5E",
        },
        "struck": False,
        "remark": "",
        "destroyed": "",
    }
    assert (unsigned["state"], unsigned["signature"]) == ("completed", None)


def test_a_corrected_row_says_so_in_words() -> None:
    row = replace(consultation(1, "КТП", "Ли"), struck=True, remark="Аннулирована", destroyed="")
    (found,) = json.loads(json_book.content(volume([row], Journal.CONSULTATIONS)))["rows"]
    assert (found["struck"], found["remark"], found["destroyed"]) == (True, "Аннулирована", "")


def test_texts_are_kept_to_the_letter() -> None:
    long = "Щ" * 10_000
    rows = json.loads(json_book.content(volume([request(1, long), *hostile().rows])))["rows"]
    assert [row["cells"]["problem"] for row in rows] == [long, *HOSTILE]


def test_letters_stand_as_themselves_on_indented_lines() -> None:
    content = json_book.content(hostile()).decode("utf-8")
    assert '\n  "title": "Журнал регистрации заявок' in content
    assert content.endswith("}\n")
    assert content.encode() == json_book.content(hostile())


def test_a_book_that_nobody_has_compared_says_so_first_and_no_other_does() -> None:
    marked = replace(volume([request(1, "Нет сети")]), unverified="Реестр, акт 5: подпись неверна")
    content = json_book.content(marked).decode()
    assert content.startswith('{\n  "unverified": "НЕ СВЕРЕНО. Реестр, акт 5: подпись неверна."')
    assert b"unverified" not in json_book.content(volume([request(1, "Нет сети")]))
