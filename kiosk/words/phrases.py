"""What specialists write most often. The journals are kept in Russian, so these are Russian."""

from __future__ import annotations

from kiosk.proof.forms import Journal

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
