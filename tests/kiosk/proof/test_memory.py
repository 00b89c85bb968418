"""Whoever made an archive: the program that checks it stays under 300 MB, and says a sentence."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.proof import bundle_files
from kiosk.proof.stored import CHUNK
from tests.kiosk.proof import large

MOST = 300
"""Megabytes."""
MEGABYTE = 2**20
_MEASURED = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], capture_output=True, text=True, encoding="utf-8")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
sys.stdout.reconfigure(encoding="utf-8")
print(ended.returncode, peak, ended.stdout + ended.stderr)
"""
"""Runs a program, from a process so small that the peak is the program's own."""
_CHECKED = """
import sys
from pathlib import Path
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import load
from kiosk.proof.sentences import excuse_of, sentence_of
from kiosk.proof.wrong import Unusable, Wrong
from kiosk.signing.keys import holds
try:
    print(check(load(Path(sys.argv[1])), holds).ledger.history.acts)
except Unusable as unusable:
    print(excuse_of(unusable)[1])
except Wrong as wrong:
    print(sentence_of(wrong)[1])
"""
"""The same check by the kiosk's own library of signatures, which is many times as fast."""
Content = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Ended:
    status: int
    megabytes: int
    said: str


def measured(*words: object) -> Ended:
    """Run a Python program; how it ended, and the most memory that it had."""
    command = [sys.executable, "-c", _MEASURED, sys.executable, *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    status, megabytes, said = ran.stdout.split(" ", 2)
    return Ended(int(status), int(megabytes), said)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An honest bundle of a few rows."""
    path = tmp_path_factory.mktemp("small") / "small.zip"
    large.write(path, 5, 100)
    return path


def forged(honest: Path, out: Path, name: str, content: Iterator[bytes]) -> Path:
    """The bundle with another file of this name, as small as a zip makes it."""
    with zipfile.ZipFile(honest) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        with new.open(name, "w") as member:
            for piece in content:
                member.write(piece)
    return out


def repeated(piece: bytes, megabytes: int, before: bytes = b"", after: bytes = b"") -> Content:
    """So many megabytes of one piece, between two others."""

    def content() -> Iterator[bytes]:
        portion = piece * max(1, CHUNK // len(piece))
        yield before
        yield from (portion for _ in range(megabytes * MEGABYTE // len(portion)))
        yield after

    return content


def nested(depth: int) -> Content:
    return lambda: iter([b"[" * depth, b"]" * depth, b"\n"])


def keyed(count: int, before: bytes = b"{", after: bytes = b"}") -> Content:
    """An object with so many keys."""
    return lambda: iter([before, b",".join(b'"%d":1' % n for n in range(count)), after])


LARGE, UNREAD = "No help point has a bundle as large as this", "cannot be read"
SMILE = "\N{GRINNING FACE}".encode()
HOSTILE = {
    "zeros for acts": ("acts.jsonl", repeated(b"\0", 200), LARGE),
    "zeros for a journal": ("journal.json", repeated(b"\0", 200), UNREAD),
    "zeros for the reader": ("README.txt", repeated(b"\0", 200), "ALL AGREES"),
    "zeros for a checkpoint": ("checkpoints/000001.checkpoint", repeated(b"\0", 200), LARGE),
    "spaces": ("book.json", repeated(b" ", 200), UNREAD),
    "brackets": ("journal.json", repeated(b"[", 100), UNREAD),
    "brackets in a row": ("journal.json", repeated(b"[", 100, b'{"rows":['), UNREAD),
    "brackets in a line": ("acts.jsonl", nested(200_000), LARGE),
    "brackets in a short line": ("acts.jsonl", nested(9_000), UNREAD),
    "objects in objects": ("keys.json", repeated(b'{"a":', 50), UNREAD),
    "tiny rows": ("journal.json", repeated(b"{},", 100, b'{"rows":[', b"{}]}"), LARGE),
    "tiny printed rows": ("book.json", repeated(b"[],", 100, b'{"rows":[', b"[]]}"), LARGE),
    "tiny lines": ("acts.jsonl", repeated(b"{}\n", 100), UNREAD),
    "tiny people": ("keys.json", repeated(b'{"":[]},', 50, b'{"specialists":[', b"{}]}"), LARGE),
    "tiny values": ("journal.json", repeated(b"[],", 100, b'{"rows":[[', b"[]]]}"), LARGE),
    "a giant text": ("journal.json", repeated(b"a", 200, b'{"school":"', b'"}'), LARGE),
    "a giant text of smiles": ("book.json", repeated(SMILE, 200, b'{"school":"', b'"}'), LARGE),
    "a giant row": ("journal.json", repeated(b"a", 200, b'{"rows":["', b'"]}'), LARGE),
    "a giant number": ("keys.json", repeated(b"9", 200, b'{"kiosk":', b"}"), UNREAD),
    "large texts": ("keys.json", repeated(b'"%s",' % (SMILE * 9000), 99, b'{"a":[', b"1]}"), LARGE),
    "many keys": ("journal.json", keyed(1_000_000), LARGE),
    "many keys in a row": ("journal.json", keyed(1_000_000, b'{"rows":[{', b"}]}"), LARGE),
    "many keys in a line": ("acts.jsonl", keyed(20_000, after=b"}\n"), UNREAD),
}
"""By what is in it: the file, its content, and what is said of it."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_takes_no_memory(
    pyz: Path, small: Path, tmp_path: Path, kind: str
) -> None:
    name, content, said = HOSTILE[kind]
    archive = forged(small, tmp_path / "x.zip", name, content())
    assert archive.stat().st_size < 12 * MEGABYTE
    ended = measured("-I", pyz, archive)
    assert said in ended.said
    assert "Traceback" not in ended.said
    assert ended.status == {LARGE: 2, UNREAD: 1}.get(said, 0)
    assert ended.megabytes < MOST


def test_an_archive_of_many_files_takes_no_memory(pyz: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(60_000):
            archive.writestr(f"checkpoints/{number:06}.checkpoint", b"")
    ended = measured("-I", pyz, tmp_path / "x.zip")
    assert (ended.status, "not the right files" in ended.said) == (2, True)
    assert ended.megabytes < MOST


@pytest.mark.parametrize("file", ["/dev/zero", "large"])
def test_what_is_no_archive_takes_no_memory(
    pyz: Path, small: Path, tmp_path: Path, file: str
) -> None:
    with (tmp_path / "large").open("wb") as sparse:
        sparse.truncate(bundle_files.LIMIT + 1)
    for words in ([tmp_path / file], [small, "--checkpoint", tmp_path / file]):
        ended = measured("-I", pyz, *words)
        assert (ended.status, ended.said.startswith("НЕ ПРОВЕРЕНО")) == (2, True)
        assert ended.megabytes < MOST


def test_an_honest_volume_of_5000_entries_is_checked(pyz: Path, tmp_path: Path) -> None:
    large.write(tmp_path / "x.zip", 5_000, 16_000)
    ended = measured("-I", pyz, tmp_path / "x.zip")
    assert ended.said.startswith("ВСЁ СОШЛОСЬ / ALL AGREES"), ended.said
    assert "entries in the volume: 5000" in ended.said
    assert ended.megabytes < MOST / 2


@pytest.mark.campaign
@pytest.mark.timeout(1800)  # a quarter of a million signatures, by Python alone
def test_a_ledger_of_100_000_acts_is_checked(pyz: Path, tmp_path: Path) -> None:
    large.write(tmp_path / "x.zip", 5_000, 100_000)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        size = sum(member.file_size for member in archive.infolist())
    assert size < bundle_files.LIMIT / 2.5
    ended = measured("-I", pyz, tmp_path / "x.zip")
    assert ended.said.startswith("ВСЁ СОШЛОСЬ / ALL AGREES"), ended.said
    assert ended.megabytes < MOST / 2


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("flood", "count"),
    [
        (large.left, 120_000),
        (large.waiting, 49_000),
        (large.signed, 40_000),
        (large.signed_together, 20_000),
        (large.at_desks, 100_000),
        (large.enrolled, 3_500),
        (large.checkpoints, 400_000),
    ],
)
def test_a_ledger_that_somebody_filled_takes_no_memory(
    tmp_path: Path, flood: large.Flood, count: int
) -> None:
    """Every act is right and signed: as much of each as the limits allow. Of the people it is told
    afterwards that the bundle has no words."""
    large.write(tmp_path / "x.zip", 2, 0, lambda acts: flood(acts, count))
    ended = measured("-c", _CHECKED, tmp_path / "x.zip")
    assert (
        ended.said.strip().isdecimal() or ended.said == "keys.json: it differs from the ledger\n\n"
    )
    assert ended.megabytes < MOST


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("flood", "count"),
    [(large.waiting, 51_000), (large.enrolled, 12_000)],
)
def test_a_ledger_of_more_than_the_limits_is_refused(
    tmp_path: Path, flood: large.Flood, count: int
) -> None:
    large.write(tmp_path / "x.zip", 2, 0, lambda acts: flood(acts, count))
    ended = measured("-c", _CHECKED, tmp_path / "x.zip")
    assert LARGE in ended.said
    assert ended.megabytes < MOST
