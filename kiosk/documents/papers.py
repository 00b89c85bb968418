"""Papers to sign or to file: the agreement, the act of destruction, a checkpoint for the binder.

They are set from ``paper.typ`` as PDF/A; the same paper gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.agreements import agreement_text, text_digest
from kiosk.days import local
from kiosk.documents import qr
from kiosk.documents.printable import FONTS, printable
from kiosk.documents.typesetter import rendered
from kiosk.forms import FORMS, Journal
from kiosk.journal.checkpoints import MadeCheckpoint
from kiosk.point import HelpPoint
from kiosk.retention import Cause, Destruction

TEMPLATE = Path(__file__).with_name("paper.typ")
_CAUSES = {
    Cause.EXPIRED: "истёк срок хранения",
    Cause.REQUEST: "обращение субъекта персональных данных",
}
_CATEGORIES = (
    "фамилия, имя, отчество; класс; кабинет; тема и описание обращения; сведения об оказанной помощи"
)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What ``paper.typ`` prints, from top to bottom; an empty text leaves its part out."""

    school: str
    title: str
    at: datetime
    paragraphs: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    code: str = ""
    note: str = ""
    qr: str = ""
    signatures: Sequence[str] = ()
    digest: str = ""


def agreement_paper(point: HelpPoint, login: str) -> bytes:
    """The agreement on simple electronic signatures with the holder of a login, to be signed."""
    text = agreement_text(point, login)
    title, *paragraphs = text.split("\n\n")
    paper = _Paper(
        school=point.school,
        title=title,
        at=datetime(2026, 1, 1, tzinfo=UTC),  # the text bears no date: people write it by hand
        paragraphs=paragraphs,
        signatures=("Школа", "Специалист"),
        digest=text_digest(text),
    )
    return _set(paper)


def destruction_paper(point: HelpPoint, done: Destruction) -> bytes:
    """The act of destruction with its log extract, as order 179 of Roskomnadzor of 28.10.2022
    asks. Entries stand for their visitors: the names are gone."""
    day = f"{done.at:%d.%m.%Y %H:%M}"
    cause = f"{_CAUSES[done.cause]}; {done.reason}"
    entries = "; ".join(f"{_volume(place)}: № {numbers}" for place, numbers in done.entries.items())
    rows = [
        ("Оператор", point.school),
        ("Субъекты персональных данных", f"посетители, записи журналов: {entries}"),
        ("Категории уничтоженных данных", _CATEGORIES),
        ("Информационная система", f"{point.name}: журналы пункта помощи и их резервные копии"),
        ("Способ", "удаление значений и солей в базе данных с перезаписью, очистка журнала базы"),
        ("Причина", cause),
        ("Дата", day),
        ("Уничтожил", f"{done.who.name}, {done.who.post}"),
        ("Выгрузка из журнала событий", _extract(done, entries, day, cause)),
    ]
    paper = _Paper(
        school=point.school,
        title="Акт об уничтожении персональных данных",
        at=done.at,
        rows=rows,
        signatures=(f"{done.who.name}, {done.who.post}",),
    )
    return _set(paper)


def checkpoint_paper(point: HelpPoint, made: MadeCheckpoint) -> bytes:
    """A checkpoint for the binder: its code, its note word for word, and a QR code of the note."""
    checkpoint = made.checkpoint
    at = local(checkpoint.at, point.zone)
    paper = _Paper(
        school=point.school,
        title="Контрольная точка реестра",
        at=at,
        paragraphs=[
            f"{point.name}. {at:%d.%m.%Y %H:%M}. В реестре актов: {checkpoint.size}.",
            "Лист хранится вне компьютера. Проверка с ним находит всё, что было изменено или"
            " отрезано до этого часа: kiosk verify --checkpoint ФАЙЛ.",
        ],
        code=checkpoint.code(),
        note=made.note,
        qr=qr.svg(made.note),
        signatures=("Подшито",),
    )
    return _set(paper)


def _volume(place: str) -> str:
    journal, _slash, year = place.partition("/")
    appendix = FORMS[Journal(journal)].appendix
    return f"{appendix}, {year}/{(int(year) + 1) % 100:02} учебный год"


def _extract(done: Destruction, entries: str, day: str, cause: str) -> str:
    return (
        f"Акт реестра № {done.act} от {day}. Записи: {entries}. Всего записей: {done.count}."
        f" Причина: {cause}."
    )


def _set(paper: _Paper) -> bytes:
    data = {
        "school": printable(paper.school),
        "title": printable(paper.title),
        "day": [paper.at.year, paper.at.month, paper.at.day],
        "paragraphs": [printable(words) for words in paper.paragraphs],
        "rows": [[label, printable(value)] for label, value in paper.rows],
        "code": paper.code,
        "note": paper.note,
        "qr": paper.qr,
        "signatures": [printable(who) for who in paper.signatures],
        "digest": paper.digest,
    }
    job = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "data": json.dumps(data, ensure_ascii=False),
        "fonts": str(FONTS),
        "moment": int(paper.at.timestamp()),
    }
    return rendered(json.dumps(job, ensure_ascii=False).encode())
