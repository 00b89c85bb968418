"""Files rot: a bit, a byte, a sector, a page. Whatever changes what they say is reported.

Run ``python -m tests.campaigns.bit_rot --trials 20000``. The database, its write-ahead log, a
backup, a bundle and the files of the key folder are spoiled in turn. Either the program refuses
the file with a sentence, or a verification names what is wrong, or every value of every table is
as it was. Nothing may end with anything but a sentence. Left out is what `verify` says that it
does not compare (`table_values.NO_EVIDENCE`). The control asks SQLite's own check instead of
`verify`, and must miss changes.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from db.engine import FAILURES, close_database, current
from kiosk.point.epochs import NEWEST
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.seen import FILE as SEEN
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.sentences import excuse_of, sentence_of
from kiosk.proof.wrong import Unusable, Wrong
from kiosk.signing.keys import holds
from kiosk.staff import access
from kiosk.verification.everything import verify
from kiosk.words.errors import HelpPointError, KeysMissing, WrongPin
from kiosk.words.i18n import _
from tests.campaigns.bundle_mutants import values_of
from tests.campaigns.rot_life import Files, live
from tests.campaigns.rotting import Paper, spoil
from tests.campaigns.stage import fast_folder, place_in
from tests.campaigns.table_values import (
    UNREADABLE,
    Row,
    Tables,
    changed_cells,
    changed_rows,
    read_tables,
)
from tests.campaigns.workers import Say, together
from tests.histories import put_back
from tests.kiosk.proof.reader import contents
from tests.people import PINS, Clock, consult
from tests.pin_cost import CHEAP, pins_that_cost

CONTROL_TRIALS = 400
"""SQLite's own check must miss a change within so many trials."""
_CORES = 2
_ZIPPED = 0.3
_WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was spoiled, and how that was answered: ``named`` where one row had changed and
    the words name it, ``reported`` where there was more than that, ``refused`` where the file was
    not opened, ``unchanged`` where every value is as it was."""

    way: str
    answer: str
    words: str = ""


Verifying = Callable[[HelpPoint, Files], str | None]


def by_program(point: HelpPoint, files: Files) -> str | None:
    """What the program's own verification says."""
    return verify(point, [files.checkpoint]).wrong


def by_sqlite(_point: HelpPoint | None, _files: Files) -> str | None:
    """Control: SQLite's own check."""
    try:
        said = current().execute_sql("PRAGMA integrity_check").fetchall()
    except FAILURES as error:
        return str(error)
    return None if said == [("ok",)] else str(said[0][0])


def spoil_database(folder: Path, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """The closed database."""
    way, content = spoil(files.database, rng)
    (folder / "point.sqlite3").write_bytes(content)
    return _opened(way, folder, files, verifying)


def spoil_log(folder: Path, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """The write-ahead log beside a database that was not closed."""
    way, content = spoil(files.log, rng)
    (folder / "point.sqlite3").write_bytes(files.base)
    (folder / "point.sqlite3-wal").write_bytes(content)
    return _opened(way, folder, files, verifying)


def spoil_backup(folder: Path, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """A backup, put back on a machine that has the keys."""
    way, content = spoil(files.backup, rng)
    copy = folder / "copy.backup"
    copy.write_bytes(content)
    try:
        restored = put_back(copy, place_in(folder), clock=Clock(files.now))
    except HelpPointError as error:
        return Found(way, "refused", str(error))
    wrong = restored.report.wrong if verifying is by_program else by_sqlite(None, files)
    return _judged(way, folder, files, wrong, restored=True)


def spoil_keys(folder: Path, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """One file of the key folder: the kiosk's key, the pepper of the PINs, the last checkpoint,
    what the device has seen of the ledger."""
    name = rng.choice(sorted(files.keys))
    way, content = spoil(Paper(files.keys[name], b""), rng)
    (folder / "point.sqlite3").write_bytes(files.database.content)
    (folder / "point.keys" / name).write_bytes(content)
    way = f"{name}: {way}"
    try:
        point = open_point(place_in(folder), clock=Clock(files.now))
        access.log_in(point, "kovalyov", PINS["kovalyov"])
        if name == SEEN:
            consult(point)
    except KeysMissing as error:
        return Found(way, "refused", str(error))
    except WrongPin as error:
        return Found(way, "refused" if name == "pepper" else "MISSED", str(error))
    except HelpPointError as error:
        return Found(way, "refused" if name == SEEN else "MISSED", str(error))
    is_secret = name not in (NEWEST, SEEN)
    same = not is_secret or _key_of(content) == _key_of(files.keys[name])
    wrong = verifying(point, files)
    return Found(way, "unchanged" if same and wrong is None else "MISSED", wrong or "")


def _key_of(content: bytes) -> bytes:
    """The secret in a file of the key folder."""
    return bytes.fromhex(content.decode())


def spoil_bundle(folder: Path, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """A volume's bundle, against the verifier that goes along with it."""
    bundle = folder / "bundle"
    if rng.random() < _ZIPPED:
        way, content = spoil(Paper(files.bundle, b""), rng)
        bundle.write_bytes(content)
    else:
        way = _unpack_spoiled(bundle, files, rng)
    try:
        found = load(bundle)
        check(found, holds)
    except Unusable as error:
        return Found(way, "refused", excuse_of(error)[1])
    except Wrong as error:
        return Found(way, "reported", sentence_of(error)[1])
    same = values_of(contents(found)) == files.bundle_says
    return Found(way, "unchanged" if same else "MISSED")


def _unpack_spoiled(bundle: Path, files: Files, rng: random.Random) -> str:
    """The bundle as a folder, with one of its files spoiled: no checksum of a zip guards it."""
    spoiled = rng.choice(
        [name for name in sorted(files.bundled) if not name.endswith("verify.pyz")]
    )
    way, content = spoil(Paper(files.bundled[spoiled], b""), rng)
    (bundle / "checkpoints").mkdir(parents=True)
    for name, whole in files.bundled.items():
        (bundle / name).write_bytes(content if name == spoiled else whole)
    return f"{spoiled}: {way}"


def _opened(way: str, folder: Path, files: Files, verifying: Verifying) -> Found:
    try:
        point = open_point(place_in(folder), clock=Clock(files.now))
        wrong = verifying(point, files)
    except HelpPointError as error:
        return Found(way, "refused", str(error))
    return _judged(way, folder, files, wrong)


def _judged(
    way: str, folder: Path, files: Files, wrong: str | None, *, restored: bool = False
) -> Found:
    """Compare what the tables say now with what they said before."""
    try:
        now = read_tables(folder / "point.sqlite3")
    except UNREADABLE as error:
        return Found(way, "MISSED" if wrong is None else "reported", wrong or str(error))
    now = without_the_epoch(now, files.said) if restored else now
    changed = changed_rows(files.said, now)
    if wrong is None:
        cells = changed_cells(files.said, now)
        return Found(way, "MISSED" if changed else "unchanged", "; ".join(cells)[:400])
    names = _names(changed, files.said) | _names(changed_rows(now, files.said), now)
    if len(changed) != 1 or not names or wrong == _("The database cannot be read to its end."):
        return Found(way, "reported", wrong)
    return Found(way, "named" if names & set(_WORD.findall(wrong)) else "not named", wrong)


def _names(changed: list[tuple[str, Row]], before: Tables) -> set[str]:
    """What a person would call the rows of journals and ledger that changed: an act also by its
    entry."""
    numbers = {row["id"]: row["number"] for row in before["entry"]}
    columns = {"entry": ("number",), "act": ("seq", "entry_id")}
    return {
        str(numbers.get(row[column]) if column == "entry_id" else row[column])
        for table, row in changed
        for column in columns.get(table, ())
    }


def without_the_epoch(restored: Tables, before: Tables) -> Tables:
    """A restore adds an act and moves the head: without them it must say what was said before."""
    return restored | {"act": restored["act"][: len(before["act"])], "ledger": before["ledger"]}


TARGETS = {
    "database": spoil_database,
    "log": spoil_log,
    "backup": spoil_backup,
    "bundle": spoil_bundle,
    "keys": spoil_keys,
}
_BAD = ("MISSED", "CRASHED", "not named")


def trial(target: str, files: Files, rng: random.Random, verifying: Verifying) -> Found:
    """Spoil one file in a fresh folder and see what the program says."""
    with tempfile.TemporaryDirectory(prefix="rot-", dir=fast_folder()) as name:
        folder = Path(name)
        (folder / "point.keys").mkdir()
        for key, content in files.keys.items():
            (folder / "point.keys" / key).write_bytes(content)
        try:
            return TARGETS[target](folder, files, rng, verifying)
        except Exception:  # noqa: BLE001 - a person would see a crash
            return Found("?", "CRASHED", traceback.format_exc())
        finally:
            close_database()


def shared_out(
    target: str, files: Files, trials: int, seed: int, verifying: Verifying = by_program
) -> list[Found]:
    """So many trials on every core."""

    def work(number: int, say: Say) -> None:
        rng = random.Random(f"{seed} {target} {number}")
        for _trial in range(trials // _CORES + (number < trials % _CORES)):
            say(json.dumps(astuple(trial(target, files, rng, verifying))))

    heard = together(work, _CORES)
    return [
        Found("?", "CRASHED", line) if line.startswith("failed ") else Found(*json.loads(line))
        for lines in heard
        for line in lines
    ]


def main() -> int:
    """0 where every change was reported and the control missed one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    logging.disable()
    with pins_that_cost(CHEAP), tempfile.TemporaryDirectory(prefix="rot-life-") as folder:
        files = live(Path(folder))
        each = options.trials // len(TARGETS)
        clean = [_tried(target, files, each, options.seed) for target in TARGETS]
        missed = _control(files, options.seed)
    return 0 if all(clean) and missed else 1


def _tried(target: str, files: Files, trials: int, seed: int) -> bool:
    began = time.monotonic()
    found = shared_out(target, files, trials, seed)
    answers = Counter(each.answer for each in found)
    seconds = time.monotonic() - began
    said = ", ".join(f"{count} {answer}" for answer, count in sorted(answers.items()))
    wrong = {f"{each.answer}, {each.way}: {each.words}" for each in found if each.answer in _BAD}
    print(f"{target}: {len(found)} trials: {said}; {len(wrong)} wrong, {seconds:.0f} s")
    print(*sorted(wrong)[:5], sep="\n", end="\n" if wrong else "", flush=True)
    return not wrong and len(found) == trials


def _control(files: Files, seed: int) -> bool:
    found = shared_out("database", files, CONTROL_TRIALS, seed, by_sqlite)
    missed = sum(each.answer == "MISSED" for each in found)
    noticed = sum(each.answer not in ("MISSED", "unchanged") for each in found)
    verdict = f"misses {missed} of {missed + noticed} changes" if missed else "MISSES NOTHING"
    print(f"control that asks SQLite alone {verdict}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
