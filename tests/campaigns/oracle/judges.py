"""Who says whether a made ledger is right: a seam of one function, and the judges.

A judge takes a ``Case`` and returns a ``Verdict``, or None for what it cannot be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from db.engine import current
from kiosk.point.checkpoints import find_by_code
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof import bundle
from kiosk.proof.note import BadNote, read_note
from kiosk.proof.page import short_name
from kiosk.proof.sentences import sentence_of
from kiosk.proof.wrong import Wrong
from kiosk.signing.keyring import Keyring
from kiosk.signing.keys import Signer, holds
from kiosk.verification.everything import verify
from kiosk.words import i18n
from kiosk.words.errors import UnknownCode, UnreadableCode
from tests.campaigns.breaking import override
from tests.campaigns.oracle import verifier
from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.database import lay_open, standing
from tests.campaigns.oracle.scenes import empty_point
from tests.people import Clock


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all agrees; if not, the first place that is wrong and why."""

    right: bool
    place: str = ""
    """«act 17», or an entry or a file by its name."""
    why: str = ""

    def __str__(self) -> str:
        return "right" if self.right else f"{self.place}: {self.why}"


Judge = Callable[[Case], Verdict | None]
RIGHT = Verdict(right=True)
CRASH = "crash"
"""The place of a verdict by a judge who fell over."""
Files = Mapping[str, bytes]


def wrong(where: str, why: str) -> Verdict:
    """A verdict with its place in the one spelling in which judges are compared."""
    act = re.search(r"\bact (\d+)", where)
    return Verdict(right=False, place=f"act {act[1]}" if act else where.lower(), why=why)


Check = Callable[[Files, list[tuple[str, bytes]]], bool]
"""Checks the files of a bundle and checkpoints from outside; False where it cannot be decided."""


def _checked(case: Case, check: Check, refusals: tuple[type[Exception], ...]) -> Verdict | None:
    """Show every volume's bundle to ``check``. Where something is wrong it raises one of
    ``refusals``; anything else that it raises is a crash. A checkpoint that is newer than a bundle
    leaves all undecided; here nothing is newer."""
    notes = [(f"note {number}", note.encode()) for number, note in enumerate(case.outside, 1)]
    bundles = case.bundles
    try:
        for files in bundles:
            if not check(files, notes):
                return wrong("note", "undecided")
    except refusals as error:
        said = sentence_of(error)[1] if isinstance(error, Wrong) else str(error.args[-1])
        return wrong(*said.rpartition(": ")[::2])
    except Exception as error:  # noqa: BLE001 - a crash is a verdict to be compared as well
        return wrong(CRASH, type(error).__name__)
    return RIGHT if bundles else None


def rules_of_bundles(case: Case) -> Verdict | None:
    """The rules of ``kiosk.proof`` over the bundles of all volumes."""
    if case.typed:
        found = bundle.check(case.bundles[0], holds).ledger.find_code(case.typed)
        is_checkpoint = found is not None and found.what == "checkpoint"
        return Verdict(True, f"act {found.seq}") if is_checkpoint else wrong("code", "unknown")
    return _checked(
        case, lambda files, notes: not bundle.check(files, holds, notes).undecided, (Wrong,)
    )


def oracle(case: Case) -> Verdict | None:
    """The stand-alone verifier as it was, over the bundles of all volumes."""
    if case.typed:
        return _oracle_finds(case)
    refusals = (verifier.Wrong, verifier.Unusable)
    override(verifier, "short_name", short_name)  # how names are shortened is no matter of acts
    return _checked(
        case,
        lambda files, notes: not verifier.check(_without_states(files), notes).undecided,
        refusals,
    )


def _without_states(files: Files) -> Files:
    """The files as they were in the oracle's time, when no row of the printed form said its state;
    one that is not that of the row is left for the oracle to refuse."""
    try:
        book, journal = (json.loads(files[name]) for name in ("book.json", "journal.json"))
        for printed, row in zip(book["rows"], journal["rows"], strict=True):
            if printed["state"] == row["state"]:
                del printed["state"]
    except (KeyError, ValueError, TypeError, AttributeError):
        return files
    return {**files, "book.json": json.dumps(book, ensure_ascii=False).encode()}


def _oracle_finds(case: Case) -> Verdict:
    typed = re.sub(r"[\s\-–—−]", "", case.typed)[:12]  # codes had no more letters then
    found = verifier.check(_without_states(case.bundles[0])).find_code(typed)
    is_checkpoint = found and found[2] == "checkpoint"
    return Verdict(True, f"act {found[0]}") if is_checkpoint else wrong("code", "unknown")


class KioskVerify:
    """``kiosk verify``. A point in ``folder`` is opened once; every ledger stands in its database
    for one verdict."""

    def __init__(self, folder: Path) -> None:
        place = empty_point(folder)
        self._point = open_point(place, clock=Clock())
        lay_open(Path(place.database))
        i18n.use("en")

    def __call__(self, case: Case) -> Verdict | None:
        if case.packed:
            return None
        point = _point_of(self._point, case)
        if point is None:
            return wrong("point", "it cannot be opened")
        if case.sealed[0].key_id != point.keyring.kiosk.key_id:
            return wrong("act 1", "these are not the keys of this point")
        with standing(current(), case.said, case.sealed, case.tables):
            if case.typed:
                return _kiosk_finds(point, case.typed)
            return _verified(point, case.outside)


def _point_of(point: HelpPoint, case: Case) -> HelpPoint | None:
    """The point that the tables name; None for a zone that no clock knows: such is not opened."""
    kiosk = Signer(case.made.keys[case.made.kiosk].seed)
    keyring = Keyring(kiosk, point.keyring.pepper, point.keyring.folder)
    try:
        zone = ZoneInfo(str(case.tables.zone))
    except (ValueError, OSError, LookupError):
        return None
    return replace(point, uid=case.made.uid, zone=zone, keyring=keyring)


def _verified(point: HelpPoint, outside: Sequence[str]) -> Verdict:
    key = point.keyring.kiosk.public_key
    try:
        report = verify(point, [read_note(note, key, holds) for note in outside])
    except BadNote:
        return wrong("note", "it is not a checkpoint of this help point")
    except Exception as error:  # noqa: BLE001 - a crash is a verdict to be compared as well
        return wrong(CRASH, type(error).__name__)
    if report.wrong is None:
        return RIGHT
    return wrong(*report.wrong.rpartition(": ")[::2])


def _kiosk_finds(point: HelpPoint, typed: str) -> Verdict:
    try:
        return Verdict(True, f"act {find_by_code(point, typed).size}")
    except (UnknownCode, UnreadableCode):
        return wrong("code", "unknown")


def without(rule: str, judge: Judge = oracle) -> Judge:
    """The oracle with one of its rules left out: a control that has to be caught."""

    def careless(case: Case) -> Verdict | None:
        sound = verifier.need

        def need(holds: object, why: str) -> None:
            if why != rule:
                sound(holds, why)

        verifier.need = need
        try:
            return judge(case)
        finally:
            verifier.need = sound

    return careless


@contextmanager
def quick_signatures() -> Iterator[None]:
    """The oracle's signatures are checked by PyNaCl inside, and each but once."""
    own: Any = verifier.signature_holds
    verifier.signature_holds = _holds
    try:
        yield
    finally:
        verifier.signature_holds = own


@lru_cache(maxsize=20_000)
def _holds(key: bytes, message: bytes, signature: bytes) -> bool:
    if len(key) != 32 or len(signature) != 64:
        return False
    try:
        crypto_sign_open(signature + message, key)
    except (BadSignatureError, ValueError):
        return False
    return True
