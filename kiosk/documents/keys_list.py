"""The list of keys and agreements for an auditor, as PDF/A: whose each key was and is, since when,
by whom it was admitted, and the agreement on paper under which it signs."""

from __future__ import annotations

from pathlib import Path

from kiosk.documents.papers import pairs, set_paper
from kiosk.documents.printable import printable
from kiosk.machine.files import replace
from kiosk.point.point import HelpPoint
from kiosk.proof.history import History
from kiosk.proof.page import dotted_day
from kiosk.staff.agreements import agreement_number, check_code
from kiosk.staff.specialists import full_names, names_by_login
from kiosk.verification.present import read_present
from kiosk.verification.some_rows import PresentLedger
from kiosk.words.days import local, moment

TITLE = "Ключи и соглашения"
_ALONE = "БЕЗ ВТОРОЙ ПОДПИСИ"
Row = tuple[list[str], list[str], list[str]]
"""Whose key, how it was admitted, its agreement: the lines of three cells."""


def write_keys(point: HelpPoint, out: Path) -> int:
    """Write the list to ``out``; returns how many keys stand in it. The journals are verified to
    their present head first. Raises JournalsDiffer, StorageUnavailable, CannotWrite, PdfNotMade."""
    paper, count = keys_paper(point)
    replace(out, paper)
    return count


def keys_paper(point: HelpPoint) -> tuple[bytes, int]:
    """The list, and how many keys stand in it. Raises as ``write_keys`` does."""

    def read(ledger: PresentLedger) -> tuple[History, list[Row]]:
        return ledger.history, _rows(point, ledger.history)

    history, rows = read_present(point, read)
    facts = {
        "Пункт помощи": f"{point.school}, {point.name}",
        "Актов в реестре": str(history.acts),
        "Вершина реестра": history.head,
        "Заменено ключей": _replaced(history),
    }
    at = moment(history.last_at)
    return set_paper(point, "keys", TITLE, at, facts=pairs(facts), rows=rows), len(rows)


def _replaced(history: History) -> str:
    """How many keys were renewed, and how many of them by an administrator alone."""
    alone = sum(not renewal.witness for renewal in history.renewed.values())
    return f"{len(history.renewed)}, из них без второй подписи: {alone}"


def _rows(point: HelpPoint, history: History) -> list[Row]:
    """Every key that a specialist ever had, from the first."""
    full, short = full_names(point), names_by_login(point)
    rows = []
    for key, at in history.enrolled.items():
        login = history.owners[key]
        whose = [full[login], f"логин {login}", f"ключ {key}", _state(history, key)]
        admitted = [f"{local(at, point.zone):%d.%m.%Y %H:%M}", *_admitted(history, key, short)]
        rows.append((_lines(whose), _lines(admitted), _lines(_agreed(history, key))))
    return rows


def _state(history: History, key: str) -> str:
    now = history.specialists[history.owners[key]]["key"]
    if now == key:
        return "действует"
    return "заменён" if now or _later(history, key) else "прекращён: специалист уволен"


def _later(history: History, key: str) -> bool:
    """Whether its holder got another key after this one."""
    owner = history.owners[key]
    return [each for each in history.enrolled if history.owners[each] == owner][-1] != key


def _admitted(history: History, key: str, names: dict[str, str]) -> list[str]:
    """Who admitted a key, or that a recovery code did; of a renewed one, who signed as well."""
    by, renewal = history.admitted[key], history.renewed.get(key)
    admitted = f"внёс администратор: {names[by]}" if by else ""
    if renewal is None:
        return [admitted or "первый администратор: внёс киоск"]
    second = f"вторая подпись: {names[renewal.witness]}" if renewal.witness else _ALONE
    return [f"замена, {admitted}" if admitted else "замена кодом восстановления", second]


def _agreed(history: History, key: str) -> list[str]:
    """Number and day of the agreement on paper, and its check code."""
    number = f"№ {agreement_number(history, key)}"
    said = history.agreements.get(key)
    if said is None:
        return [f"{number}: не записано"]
    return [f"{number} от {dotted_day(said['date'])}", check_code(said["digest"])]


def _lines(lines: list[str]) -> list[str]:
    return [printable(line) for line in lines]
