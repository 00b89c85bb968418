"""What is written most often. The journals are kept in Russian, so these are Russian."""

from __future__ import annotations

from kiosk.proof.forms import Journal

ANOTHER_QUESTION, NO_DESCRIPTION = "Другой вопрос", "Без описания"
"""What stands for a visitor's own words that were not fit for the journal."""
NAME_AT_DESK, ROOM_AT_DESK = "Посетитель", "Скажет у стола"
CLASS_AT_DESK = ROOM_AT_DESK
"""What stands for a name, a room and a class that a visitor will tell at the desk."""
RESULTS: dict[Journal, tuple[str, ...]] = {
    Journal.CONSULTATIONS: (
        "Показано на примере, посетитель повторил сам",
        "Дано разъяснение, вопрос решён",
        "Выдано руководство по теме",
        "Ошибка в журнале исправлена",
        "Вопрос передан администратору электронного журнала",
    ),
    Journal.REQUESTS: (
        "Неисправность устранена, работа проверена",
        "Доступ в Интернет восстановлен",
        "Оборудование заменено",
        "Программа установлена и настроена",
        "Требуется ремонт, оборудование передано в сервис",
    ),
}
"""What specialists have done."""
