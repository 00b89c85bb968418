"""The words that a school may write in its files, in English and Russian, and their meanings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty, Role
from kiosk.words.languages import LANGUAGES
from kiosk.words.text import SHORT, caseless, clean

Meaning = TypeVar("Meaning")

TITLE_LANGUAGES = tuple(LANGUAGES)
"""Languages in which a title or a description may be given, Russian first."""

_MARKS: dict[str, tuple[str, ...]] = {
    "ru": ("рус",),
    "en": ("англ",),
    "uk": ("укр",),
    "crh_Cyrl": ("crh", "крымскотат"),
    "crh_Latn": ("крымскотат лат",),
}
"""How a school marks a language at the head of a column, beside its code."""


def _by_language(column: str, *names: str) -> dict[str, tuple[str, ...]]:
    """The heads of a column that stands once for each language; unmarked, it is Russian."""
    heads = {
        f"{column}_{code}": tuple(
            shape.format(name, mark)
            for name in (column, *names)
            for mark in (code, *_MARKS.get(code, ()))
            for shape in ("{} {}", "{} ({})")
        )
        for code in TITLE_LANGUAGES
    }
    heads[f"{column}_ru"] = (column, *names, *heads[f"{column}_ru"])
    return heads


HEADS: dict[str, tuple[str, ...]] = {
    "code": ("код",),
    "journal": ("журнал",),
    "roles": ("audience", "role", "для кого", "роли", "роль", "аудитория"),
    **_by_language("title", "название", "тема"),
    **_by_language("description", "описание"),
    **_by_language("answer", "ответ"),
    "position": ("порядок", "номер"),
    "access": ("доступ",),
    "url": ("link", "ссылка", "адрес"),
    "kind": ("вид", "тип"),
    "language": ("язык",),
    "topics": ("темы",),
    "uid": ("идентификатор",),
    "date": ("дата",),
    "weekday": ("день недели", "день"),
    "start": ("начало",),
    "end": ("конец", "окончание"),
    "specialist": ("специалист", "консультант"),
    "room": ("кабинет",),
    "places": ("мест", "места", "количество мест"),
    "cancelled": ("отменено", "отмена"),
    "login": ("логин",),
    "name": ("фио", "имя"),
    "post": ("должность",),
    "duty": ("обязанность", "обязанности"),
    "journals": ("журналы",),
}
"""Every column with its other heads; case, «ё» and underscores make no difference."""

ROLES: dict[str, Role] = {
    **dict.fromkeys(("administration", "администрация"), Role.ADMINISTRATION),
    **dict.fromkeys(("teacher", "teachers", "учитель", "учителя"), Role.TEACHER),
    **dict.fromkeys(
        ("class teacher", "class teachers", "классный руководитель", "классные руководители"),
        Role.CLASS_TEACHER,
    ),
    **dict.fromkeys(
        ("guardian", "guardians", "parent", "parents", "родитель", "родители"), Role.GUARDIAN
    ),
    **dict.fromkeys(
        ("pupil", "pupils", "ученик", "ученики", "учащийся", "учащиеся", "обучающиеся"),
        Role.PUPIL,
    ),
}
EVERYBODY = frozenset({"all", "everybody", "все", "для всех"})

DUTIES: dict[str, Duty] = {
    **dict.fromkeys(
        (
            "administrator",
            "администратор",
            "администратор эж",
            "администратор электронного журнала",
        ),
        Duty.ADMINISTRATOR,
    ),
    **dict.fromkeys(
        (
            "technical",
            "технический специалист",
            "ответственный за техническое сопровождение",
        ),
        Duty.TECHNICAL,
    ),
    **dict.fromkeys(("teacher", "учитель", "педагогический работник"), Duty.TEACHER),
}
JOURNALS: dict[str, Journal] = {
    **dict.fromkeys(("requests", "заявки", "приложение 1"), Journal.REQUESTS),
    **dict.fromkeys(("consultations", "консультации", "приложение 2"), Journal.CONSULTATIONS),
}
KINDS = {
    **dict.fromkeys(("text", "текст"), "text"),
    **dict.fromkeys(("video", "видео", "видео-гид"), "video"),
}
SPOKEN = {
    **dict.fromkeys(("ru", "russian", "русский"), "ru"),
    **dict.fromkeys(("en", "english", "английский"), "en"),
    **dict.fromkeys(("uk", "ukrainian", "украинский"), "uk"),
    **dict.fromkeys(("crh", "crh cyrl", "crimean tatar", "крымскотатарский"), "crh_Cyrl"),
    "crh latn": "crh_Latn",
}
ANSWERS = {
    **dict.fromkeys(("yes", "true", "1", "+", "да", "истина"), True),
    **dict.fromkeys(("no", "false", "0", "-", "нет", "ложь"), False),
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            ("monday", "понедельник", "пн"),
            ("tuesday", "вторник", "вт"),
            ("wednesday", "среда", "ср"),
            ("thursday", "четверг", "чт"),
            ("friday", "пятница", "пт"),
            ("saturday", "суббота", "сб"),
            ("sunday", "воскресенье", "вс"),
        )
    )
    for word in words
}


def plain(word: str) -> str:
    """The form in which a written word is looked up."""
    return clean(caseless(clean(word)).replace("_", " "), SHORT)


def meaning(words: Mapping[str, Meaning], word: str) -> Meaning | None:
    """What ``word`` means among ``words``, or None for a word nobody has promised."""
    return words.get(plain(word))


COLUMNS: dict[str, str] = {
    plain(head): column for column, heads in HEADS.items() for head in (column, *heads)
}
"""The column that each possible head stands for."""
