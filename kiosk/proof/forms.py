"""The two journals and their columns, word for word from the order (Приложение 1 and 2)."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Journal(str, Enum):
    """A journal of the help point; the value is its name in files and on the command line."""

    REQUESTS = "requests"
    CONSULTATIONS = "consultations"

    __str__ = str.__str__


class Column(NamedTuple):
    """A column of a journal: the key of its cell and its printed head."""

    key: str
    head: str


class Form(NamedTuple):
    """The printed form of a journal as the order fixes it; never translated."""

    appendix: str
    title: str
    columns: tuple[Column, ...]
    ticket_series: str
    """The letter before a ticket number: Т (техническая заявка) or К (консультация)."""


SIGNATURE = "signature"

FORMS: dict[Journal, Form] = {
    Journal.REQUESTS: Form(
        appendix="Приложение 1",
        title="Журнал регистрации заявок на обслуживание сети Интернет и ПК",
        columns=(
            Column("number", "№ пп"),
            Column("opened", "Дата обращения"),
            Column("room", "Кабинет"),
            Column("problem", "Описание проблемы"),
            Column("completed", "Дата выполнения"),
            Column(SIGNATURE, "Подпись"),
            Column("note", "Примечание"),
        ),
        ticket_series="Т",
    ),
    Journal.CONSULTATIONS: Form(
        appendix="Приложение 2",
        title=(
            "Журнал оказания консультативной (методической) помощи"
            " при работе с электронным журналом"
        ),
        columns=(
            Column("number", "№ пп"),
            Column("opened", "Дата обращения"),
            Column("topic", "Тема консультации"),
            Column("name", "ФИО"),
            Column("completed", "Дата проведения"),
            Column(SIGNATURE, "Подпись"),
        ),
        ticket_series="К",
    ),
}
