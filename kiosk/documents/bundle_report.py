"""The page in a bundle for who has no Python at hand: what was checked, and how to check it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kiosk.documents import qr
from kiosk.documents.papers import pairs, set_paper
from kiosk.documents.printable import printable
from kiosk.documents.verifier import verifier_digest
from kiosk.point.checkpoints import MadeCheckpoint
from kiosk.point.point import HelpPoint
from kiosk.proof.bundle import Bundle, check
from kiosk.proof.forms import FORMS, Journal
from kiosk.proof.history import Renewal
from kiosk.proof.note import Checkpoint
from kiosk.proof.page import year_in_words
from kiosk.proof.sentences import UNDECIDED, sentence_of
from kiosk.proof.verify import figures, headline
from kiosk.proof.wrong import Unusable, Wrong
from kiosk.signing.keys import holds
from kiosk.words.days import local, moment
from kiosk.words.errors import BundleTooLarge

EARLIER = 5
"""How many checkpoints before the one of the bundle are named."""


def report_page(
    point: HelpPoint,
    journal: Journal,
    year: int,
    files: Mapping[str, bytes],
    made: MadeCheckpoint,
) -> bytes:
    """One page (PDF) about the files of a bundle, which are checked for it as ``verify.pyz`` checks
    them; it says so where they do not agree. Raises BundleTooLarge and PdfNotMade."""
    found = _checked(files)
    verdict, *added = [found] if isinstance(found, str) else _verdict(found)
    facts = {
        "Школа": point.school,
        "Пункт помощи": point.name,
        "Журнал": FORMS[journal].title,
        "Учебный год": year_in_words(year),
        "Пакет записан": _time(point, made.checkpoint.at),
        "Проверено при записи": ". ".join([verdict, *added]),
        **_counted(found),
    }
    earlier = [] if isinstance(found, str) else list(found.ledger.checkpoints())[:-1]
    return set_paper(
        point,
        "bundle",
        "Журнал с доказательствами",
        moment(made.checkpoint.at),
        facts=pairs(facts),
        code=made.checkpoint.code(),
        size=made.checkpoint.size,
        qr=qr.svg(made.note),
        earlier=[_named(point, each) for each in earlier[-EARLIER:]],
        verifier=verifier_digest(),
    )


def _checked(files: Mapping[str, bytes]) -> Bundle | str:
    """What a check of the files finds; in words where something is wrong."""
    try:
        return check(files, holds)
    except Wrong as wrong:
        return f"НЕ СХОДИТСЯ. {sentence_of(wrong)[0]}"
    except Unusable as unusable:
        raise BundleTooLarge(str(unusable.values["name"])) from unusable


def _verdict(found: Bundle) -> list[str]:
    """The headline, and what could not be decided."""
    undecided = [UNDECIDED[code][0].format(**values) for code, values in found.undecided]
    return [headline(found)[0], *undecided]


def _counted(found: Bundle | str) -> dict[str, str]:
    """The figures that are not 0, in one cell; and the head of the ledger."""
    if isinstance(found, str):
        return {}
    counted = [f"{words}: {count}" for words, _english, count in figures(found) if count]
    history = found.ledger.history
    renewals = [_renewed(found, renewal) for renewal in history.renewed.values()]
    return {
        "Сосчитано": "; ".join(counted),
        **({"ПИН-коды заменены": "; ".join(renewals)} if renewals else {}),
        "Вершина реестра": history.head,
        "Ключ киоска": history.kiosk,
    }


def _renewed(found: Bundle, said: Renewal) -> str:
    """Whose PIN was replaced, when, by whom or by a recovery code, and who signed as well."""
    ends = f"вторая подпись {said.witness}" if said.witness else "БЕЗ ВТОРОЙ ПОДПИСИ"
    by = said.by or "кодом восстановления"
    return f"{said.login}, {found.ledger.dotted(said.at)}, {by}, {ends}"


def _named(point: HelpPoint, checkpoint: Checkpoint) -> tuple[str, str, str]:
    """An earlier checkpoint: when, over how many acts, with which code."""
    return _time(point, checkpoint.at), str(checkpoint.size), checkpoint.code()


def _time(point: HelpPoint, at: str) -> str:
    shown: datetime = local(at, point.zone)
    return printable(f"{shown:%d.%m.%Y %H:%M}")
