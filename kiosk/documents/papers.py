"""The papers beside the journals as PDF/A: the agreement on electronic signatures, the act of
destruction, the checkpoint sheet for a binder, and blank rows for a day without power."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.documents import qr
from kiosk.documents.printable import FONTS, printable
from kiosk.documents.typesetter import rendered
from kiosk.machine.files import write_into
from kiosk.point.checkpoints import MadeCheckpoint
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, Destruction
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.page import grouped_code, short_name, year_in_words
from kiosk.staff.agreements import agreement_number, agreement_text, check_code, text_digest
from kiosk.staff.specialists import enrolled, enrolled_row
from kiosk.visits.paper_rows import Sheet, new_sheets
from kiosk.words.days import local, moment
from kiosk.words.people import Specialist
from kiosk.words.russian import of_the_point, plural

TEMPLATE = Path(__file__).with_name("papers.typ")

_APART = re.compile(" {3,}")
"""Parts of one line of an agreement, which stand at its two edges."""
_CATEGORIES = (
    "фамилия, имя и отчество, класс, кабинет; тема обращения, описание вопроса и результат,"
    " записанные в свободной форме"
)
_SUBJECTS = (
    "посетители пункта помощи: работники школы, обучающиеся, их родители (законные представители)"
)
_METHOD = (
    "слова и соли их отпечатков стёрты в базе данных, освободившееся место перезаписано"
    " (программно, без возможности восстановления); номера, даты и подписи записей сохранены"
)
_PRINTED = (
    "Распечатанные страницы журналов с этими записями: в папках, у специалистов, у проверяющих"
)
_EXPORTS = (
    "Выгрузки журналов (PDF, XLSX, CSV, JSON) и пакеты для проверки, и их копии на флешках,"
    " в почте, на других компьютерах"
)
_OWN_COPIES = (
    "Резервные копии в своих файлах (kiosk backup ФАЙЛ), копии папки с базой и образы дисков"
)
_CAUSES = {
    Cause.EXPIRED: "истёк срок хранения персональных данных",
    Cause.REQUEST: "по заявлению субъекта персональных данных",
}
"""Words of the papers, which are kept in Russian whatever language the kiosk speaks."""


def agreement_paper(point: HelpPoint, login: str) -> bytes:
    """The agreement with the holder of a login: number, digest, its check code, blanks to write in.

    Raises MissingWords where nobody is enrolled under the login, and PdfNotMade.
    """
    text = agreement_text(point, login)
    key = enrolled_row(point, login).key_id
    title, *clauses = text.split("\n\n")
    person = next(person for person in enrolled(point) if person.login == login)
    return set_paper(
        point,
        "agreement",
        " ".join(title.split()),
        point.clock(),
        heading=[printable(line) for line in title.splitlines()],
        clauses=[[printable(part) for part in _APART.split(clause)] for clause in clauses],
        number=agreement_number(point.who(), str(key)),
        code=check_code(text_digest(text)),
        digest=text_digest(text),
        person=printable(_person(person)),
        name=printable(short_name(person.name)),
    )


def destruction_paper(
    point: HelpPoint,
    done: Destruction,
    *,
    cleaned: Sequence[Path] = (),
    missed: Sequence[Path] = (),
    exports: Path | None = None,
) -> bytes:
    """The act of destruction with its log extract (приказ Роскомнадзора от 28.10.2022 № 179).

    Entries are named by journal, year and number, never by person; copies of the database, cleaned
    ones and those that could not be, by their names. What the program cannot reach is listed, to be
    found by hand; ``exports`` is the folder into which it writes journals. Raises PdfNotMade.
    """
    count = f"{done.count} {plural(done.count, 'запись', 'записи', 'записей')}"
    facts = {
        "Оператор": point.school,
        "Кто уничтожил": _person(done.who),
        "Субъекты": _SUBJECTS,
        "Категории данных": _CATEGORIES,
        "Информационная система": f"журналы {of_the_point(point.name)} и их резервные копии",
        "Способ уничтожения": _METHOD,
        "Причина": f"{_CAUSES[done.cause]}: {done.reason}",
        "Дата и время": f"{done.at:%d.%m.%Y %H:%M}",
        "Объём": count,
        **_copies(cleaned, missed),
        "Акт в реестре": f"№ {done.act}",
    }
    return set_paper(
        point,
        "destruction",
        "Акт об уничтожении персональных данных",
        done.at,
        facts=pairs(facts),
        log=[_logged(volume, numbers) for volume, numbers in done.entries.items()],
        by_hand=[printable(words) for words in _by_hand(done, missed, exports)],
        name=printable(done.who.name),
    )


def _copies(cleaned: Sequence[Path], missed: Sequence[Path]) -> dict[str, str]:
    """What became of the copies, folder by folder, where there are any."""
    facts = {}
    if cleaned:
        facts["Очищены копии"] = f"{_by_folder(cleaned)} (всего {len(cleaned)})"
    if missed:
        facts["Не очищены"] = "; ".join(map(str, missed))
    return facts


def _by_folder(paths: Iterable[Path]) -> str:
    """Files named folder by folder: «/backups: a.backup, b.backup; /mnt: a.backup»."""
    names: dict[Path, list[str]] = {}
    for path in paths:
        names.setdefault(path.parent, []).append(path.name)
    return "; ".join(f"{folder}: {', '.join(found)}" for folder, found in names.items())


def _by_hand(done: Destruction, missed: Sequence[Path], exports: Path | None) -> list[str]:
    """What may still hold the destroyed words and is out of the program's reach, item by item."""
    items = [_PRINTED, _exported(done, exports), _OWN_COPIES]
    if missed:
        items.append(f"Неочищенные копии: {'; '.join(map(str, missed))}")
    return items


def _exported(done: Destruction, exports: Path | None) -> str:
    """Exported journals; those of the volumes in question that are in the folder now by name."""
    if exports is None:
        return f"{_EXPORTS}."
    volumes = [volume.replace("/", "-") for volume in done.entries]
    there = sorted(path for volume in volumes for path in exports.glob(f"{volume}*"))
    return f"{_EXPORTS}. {_by_folder(there) if there else f'Папка выгрузок: {exports}'}"


def checkpoint_paper(point: HelpPoint, made: MadeCheckpoint) -> bytes:
    """The sheet for the binder: the note letter for letter, its QR, and the code in large print.

    Raises PdfNotMade.
    """
    checkpoint = made.checkpoint
    facts = {
        "Пункт помощи": f"{point.school}, {point.name}",
        "Актов в реестре": str(checkpoint.size),
        "Дата и время": f"{local(checkpoint.at, point.zone):%d.%m.%Y %H:%M}",
    }
    return set_paper(
        point,
        "checkpoint",
        "Контрольная точка реестра",
        moment(checkpoint.at),
        code=checkpoint.code(),
        facts=pairs(facts),
        note=made.note,
        qr=qr.svg(made.note),
    )


def rows_paper(point: HelpPoint, sheets: Sequence[Sheet]) -> bytes:
    """Blank rows for a day without power, each with its code. Raises PdfNotMade."""
    return set_paper(
        point,
        "rows",
        "Обращения на бумаге",
        point.clock(),
        sheets=[
            {"number": sheet.number, "codes": [*map(grouped_code, sheet.codes)]} for sheet in sheets
        ],
    )


def write_rows(point: HelpPoint, count: int, out: Path) -> Path:
    """Make sheets of blank rows and write them to a file; returns it. Raises CannotWrite."""
    return write_into(out.parent, out.name, rows_paper(point, new_sheets(point, count)))


def write_sheet(point: HelpPoint, made: MadeCheckpoint, folder: Path) -> Path:
    """Write the sheet of a checkpoint to a folder; returns the file. Raises CannotWrite."""
    name = f"checkpoint-{local(made.checkpoint.at, point.zone):%Y-%m-%d}-{made.checkpoint.size}.pdf"
    return write_into(folder, name, checkpoint_paper(point, made))


def write_agreement(point: HelpPoint, login: str, folder: Path) -> Path:
    """Write an agreement to a folder; returns the file. Raises CannotWrite."""
    return write_into(folder, f"agreement-{login}.pdf", agreement_paper(point, login))


def set_paper(point: HelpPoint, kind: str, title: str, at: datetime, **values: object) -> bytes:
    """Set one paper; the file is dated by the moment that the paper is about."""
    data: dict[str, Any] = {
        "kind": kind,
        "title": printable(title),
        "school": printable(point.school),
        "facts": [],
        **values,
    }
    job = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "data": json.dumps(data, ensure_ascii=False),
        "fonts": str(FONTS),
        "moment": int(at.timestamp()),
    }
    return rendered(json.dumps(job, ensure_ascii=False).encode())


def pairs(facts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(head, printable(words)) for head, words in facts.items()]


def _person(person: Specialist) -> str:
    return f"{person.name}, {person.post}" if person.post else person.name


def _logged(volume: str, numbers: str) -> tuple[str, str, str]:
    """A line of the log: title, school year, and the numbers of the entries of a volume."""
    journal, _slash, year = volume.partition("/")
    return FORMS[Journal(journal)].title, year_in_words(int(year)), numbers
