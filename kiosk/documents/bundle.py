"""Gather a volume with the acts, keys and notes that prove it, and pack them into one zip."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from db import writes
from db.models import Volume
from kiosk.documents import evidence, json_book
from kiosk.documents.book import Book
from kiosk.documents.bundle_report import report_page
from kiosk.documents.printing import book
from kiosk.documents.verifier import pack, verifier
from kiosk.journal.numbers import volume_of
from kiosk.machine.files import replace
from kiosk.machine.transaction import transaction
from kiosk.point.checkpoints import ENDING, MadeCheckpoint, keep_checkpoint, make_checkpoint
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.verification.present import read_present, walk_to_head
from kiosk.verification.some_rows import PresentLedger
from kiosk.words.errors import NothingToExport


def write_bundle(
    point: HelpPoint, journal: Journal, year: int, out: Path, *, kept: Path | None = None
) -> int:
    """Write a volume's bundle to ``out``; returns the number of its entries.

    The ledger is walked to its head first. A checkpoint is made for the bundle, so the ledger
    remembers every one, and kept with the backups in ``kept``; what the bundle holds is checked,
    and its report says what was found. Raises
    NothingToExport, BundleTooLarge, PdfNotMade, CannotWrite, and JournalsDiffer where anything in
    the journals is wrong.
    """
    if volume_of(point, journal, year) is None:
        raise NothingToExport
    walk_to_head(point)
    entries, made, files = _covered(point, journal, year, kept)
    report = report_page(point, journal, year, files, made)
    replace(out, pack({"README.txt": _read_me(), "report.pdf": report, **files}))
    return entries


def _covered(
    point: HelpPoint, journal: Journal, year: int, kept: Path | None
) -> tuple[int, MadeCheckpoint, dict[str, bytes]]:
    """How many entries there are, and the files, gathered while nothing is written, with a
    checkpoint over the last act; it is made anew where an act came in between."""
    while True:
        made = make_checkpoint(point)
        if kept is not None:
            keep_checkpoint(point, made, kept)
        with transaction():
            size = writes.lock_ledger(point.id).size
            volume = volume_of(point, journal, year)
            if size == made.checkpoint.size and volume is not None:
                notes = {f"checkpoints/{size:06}{ENDING}": made.note}
                read_present(point, PresentLedger.compare_acts)
                printed = book(point, journal, year)
                return len(printed.rows), made, gather(point, volume, printed, notes)


def _read_me() -> bytes:
    return (resources.files("kiosk.documents") / "bundle.txt").read_bytes()


def gather(
    point: HelpPoint, volume: Volume, printed: Book, notes: Mapping[str, str]
) -> dict[str, bytes]:
    """The evidence of a bundle and its program, by name; runs inside the transaction in which they
    were compared with the ledger."""
    return {
        "verify.pyz": verifier(),
        "journal.json": _document(evidence.journal(point, volume)),
        "book.json": json_book.content(printed),
        "acts.jsonl": "".join(_line(act) for act in evidence.acts(point)).encode(),
        "keys.json": _document(evidence.keys(point)),
        "agreements.json": _document(evidence.agreements(point)),
        **{name: note.encode() for name, note in sorted(notes.items())},
    }


def _document(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
