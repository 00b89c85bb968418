"""The forms are those of the order, copied here from it once more, by hand."""

from __future__ import annotations

from kiosk.proof.forms import FORMS, Journal


def heads(journal: Journal) -> list[str]:
    return [column.head for column in FORMS[journal].columns]


def test_the_journal_of_requests_is_the_first_appendix() -> None:
    form = FORMS[Journal.REQUESTS]
    assert form.appendix == "Приложение 1"
    assert form.title == "Журнал регистрации заявок на обслуживание сети Интернет и ПК"
    assert heads(Journal.REQUESTS) == [
        "№ пп",
        "Дата обращения",
        "Кабинет",
        "Описание проблемы",
        "Дата выполнения",
        "Подпись",
        "Примечание",
    ]


def test_the_journal_of_consultations_is_the_second_appendix() -> None:
    form = FORMS[Journal.CONSULTATIONS]
    assert form.appendix == "Приложение 2"
    assert form.title == (
        "Журнал оказания консультативной (методической) помощи при работе с электронным журналом"
    )
    assert heads(Journal.CONSULTATIONS) == [
        "№ пп",
        "Дата обращения",
        "Тема консультации",
        "ФИО",
        "Дата проведения",
        "Подпись",
    ]


def test_tickets_of_the_two_journals_cannot_be_confused() -> None:
    assert FORMS[Journal.REQUESTS].ticket_series == "Т"
    assert FORMS[Journal.CONSULTATIONS].ticket_series == "К"
