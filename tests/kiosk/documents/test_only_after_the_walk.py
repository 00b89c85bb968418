"""What somebody with the database does to the journals: nothing of them leaves, in no way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook

from db.models import Act, Volume
from kiosk.documents import json_book
from kiosk.documents.book import NOT_VERIFIED
from kiosk.documents.bundle import write_bundle
from kiosk.documents.export import Format
from kiosk.documents.pages import check_page, check_rows
from kiosk.documents.printing import book_of
from kiosk.documents.publish import publish, publish_unverified
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.bundle import check
from kiosk.proof.forms import Journal
from kiosk.signing.keys import holds
from kiosk.verification.present import read_present
from kiosk.verification.some_rows import PresentLedger
from kiosk.words.errors import JournalsDiffer
from tests.kiosk.verification.test_everything import tamper
from tests.people import MORNING, Clock

TALKS, REQUESTS = Journal.CONSULTATIONS, Journal.REQUESTS
EXAMPLES = {
    "a signature under a colleague's name": "UPDATE signing_key SET specialist_id = 1"
    " WHERE specialist_id <> 1",
    "a signature shown with another entry": "UPDATE entry SET signed_seq ="
    " (SELECT signed_seq FROM entry WHERE id = 1), signed_at ="
    " (SELECT signed_at FROM entry WHERE id = 1), state = 'signed' WHERE id = 8",
    "a signature with a colleague's words": "UPDATE wording SET text = 'Белая И. В.'"
    " WHERE word = 'signer' AND text = 'Смирнова О. И.'",
    "a signature by another post": "UPDATE wording SET text = 'директор'"
    " WHERE word = 'signer_post'",
    "an annulment moved off its entry": "UPDATE act SET entry_id = NULL"
    " WHERE kind = 'entry_annulled'",
    "a closing that says that nothing is unsigned": "UPDATE act SET body ="
    ' CAST(replace(CAST(body AS TEXT), \'"unsigned":"8"\', \'"unsigned":""\') AS BLOB)'
    ' WHERE CAST(body AS TEXT) LIKE \'%"unsigned":"8"%\'',
    "a closed volume reopened": "UPDATE volume SET closed_at = NULL WHERE closed_at IS NOT NULL",
    "a signature of zero bytes": "UPDATE act SET signature = x'' WHERE kind = 'entry_signed'",
    "a signature of zeros": "UPDATE act SET signature = zeroblob(64) WHERE kind = 'entry_signed'",
    "a school renamed": "UPDATE point SET school = 'МБОУ «Другая школа»'",
    "words altered": "UPDATE entry SET topic_title = 'Другая тема' WHERE id = 1",
    "a name altered": "UPDATE entry SET name = 'Другой Пётр Ильич' WHERE id = 8",
}
"""What pages and files once vouched for, and how it was done."""
Way = Callable[[HelpPoint, Path, str], object]


def _published(kind: Format, point: HelpPoint, out: Path, _code: str) -> object:
    return publish(point, TALKS, 2025, kind, out)


WAYS: dict[str, Way] = {
    **{kind.value: partial(_published, kind) for kind in Format},
    "bundle": lambda point, out, _code: write_bundle(point, TALKS, 2025, out),
    "page": lambda point, _out, code: check_page(point, code),
    "rows": lambda point, _out, _code: check_rows(point, TALKS, 2025, 1, 10),
}
"""How something of the journals leaves: to a file, or to somebody's eyes beside a page in hand."""


@pytest.fixture
def code(lived_point: HelpPoint) -> str:
    """The code of a page with all rows; the process that printed it has walked the ledger."""
    return check_rows(lived_point, TALKS, 2025, 1, 10).code


def just_started(place: Place) -> HelpPoint:
    """The point in a program that has walked nothing."""
    return open_point(place, clock=Clock(MORNING.replace(year=2026)))


def refused(leaving: Callable[[], object]) -> str:
    """Why something did not leave."""
    with pytest.raises(JournalsDiffer) as differs:
        leaving()
    return differs.value.why


@pytest.mark.parametrize("way", WAYS)
def test_of_journals_that_agree_everything_leaves(
    lived_point: HelpPoint, code: str, tmp_path: Path, way: str
) -> None:
    assert WAYS[way](lived_point, tmp_path / "out", code)


@pytest.mark.parametrize("example", EXAMPLES)
def test_of_journals_that_were_changed_nothing_leaves(
    lived_place: Place, lived_point: HelpPoint, code: str, tmp_path: Path, example: str
) -> None:
    """Neither from a program that has just started nor from one that walked them before; and no
    act of a bundle is left behind."""
    acts, out = Act.select().count(), tmp_path / "out"
    tamper(lived_place, EXAMPLES[example])
    reasons = set()
    for way in WAYS.values():
        reasons.add(refused(partial(way, just_started(lived_place), out, code)))
        reasons.add(refused(partial(way, lived_point, out, code)))
    assert len(reasons) == 1
    assert not out.exists()
    assert Act.select().count() == acts


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_other_journal_does_not_leave_either(
    lived_place: Place, tmp_path: Path, example: str
) -> None:
    tamper(lived_place, EXAMPLES[example])
    for kind in Format:
        refused(partial(publish, just_started(lived_place), REQUESTS, 2025, kind, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def _first_cells(content: bytes) -> list[object]:
    return [sheet["A1"].value for sheet in load_workbook(io.BytesIO(content)).worksheets]


def _first_line(content: bytes) -> list[object]:
    return [*next(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))]


WARNINGS: dict[Format, Callable[[bytes], list[object]]] = {
    Format.XLSX: _first_cells,
    Format.CSV: _first_line,
    Format.JSON: lambda content: [json.loads(content)["unverified"]],
}
"""Where the mark of an extract is read."""


@pytest.mark.parametrize("example", EXAMPLES)
def test_who_insists_gets_an_extract_that_says_what_is_wrong(
    lived_place: Place, tmp_path: Path, example: str
) -> None:
    tamper(lived_place, EXAMPLES[example])
    point, out = just_started(lived_place), tmp_path / "out"
    why = refused(partial(publish, point, TALKS, 2025, Format.CSV, out))
    for kind, warnings in WARNINGS.items():
        publish_unverified(point, TALKS, 2025, kind, out, why=why)
        assert warnings(out.read_bytes()) == [f"{NOT_VERIFIED}. {why}."]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_extract_on_paper_is_marked_across_every_page_and_has_no_code(
    lived_place: Place, tmp_path: Path, example: str
) -> None:
    tamper(lived_place, EXAMPLES[example])
    point, out = just_started(lived_place), tmp_path / "out"
    why = refused(partial(publish, point, TALKS, 2025, Format.PDF, out))
    publish_unverified(point, TALKS, 2025, Format.PDF, out, why=why)
    paper = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(out)]
    assert len(paper) > 1
    assert [page.count(NOT_VERIFIED) for page in paper] == [2] * len(paper)
    assert not any("Код страницы" in page for page in paper)


def test_a_bundle_prints_a_page_of_any_time_as_the_kiosk_does(
    eventful_place: Place, files: dict[str, bytes]
) -> None:
    """Row for row, at every size that the ledger has had; each of them in both."""
    point, bundle = just_started(eventful_place), check(files, holds)

    def rows(size: int, last: int) -> list[object]:
        def reading(ledger: PresentLedger) -> list[object]:
            volume = Volume.get(Volume.journal == TALKS.value, Volume.year == 2025)
            printed = book_of(point, volume, ledger.compare_rows(volume, 1, last), size)
            return json.loads(json_book.content(printed))["rows"]  # type: ignore[no-any-return]

        return read_present(point, reading)

    compared = 0
    for size in range(1, bundle.ledger.history.acts + 1):
        last = sum(bundle.ledger.has_row(bundle.shelf, number, size) for number in range(1, 11))
        assert [*bundle.printed_at(1, last, size)] == (rows(size, last) if last else [])
        compared += last
    assert compared > 100
