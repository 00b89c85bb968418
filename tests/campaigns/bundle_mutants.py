"""Forge bundles in thousands of ways: none may be accepted by the verifier that goes with them.

``python -m tests.campaigns.bundle_mutants --mutants 10000 --seed 1``; ``--control`` takes every
signature for good, and then some forgeries must pass. Every forgery is a zip. Mutants whose values
are those of the honest bundle are not counted, unless other programs find others in them. What can
be seen only from outside (a ledger cut off or written anew by somebody with keys of their own) is
checked with a checkpoint from outside.
"""

from __future__ import annotations

import argparse
import copy
import functools
import io
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from db.engine import close_database
from kiosk.documents.verifier import pack
from kiosk.machine.place import Place
from kiosk.proof import ed25519
from kiosk.proof.bundle import check
from kiosk.proof.bundle_files import EVIDENCE
from kiosk.proof.chain import Holds
from kiosk.proof.sentences import excuse_of, sentence_of
from kiosk.proof.wrong import UNREADABLE, Unusable, Wrong
from tests.campaigns.forged_zips import FORGERIES
from tests.campaigns.forging import ANYBODY, NOTE, Bundle, found_anew, read
from tests.kiosk.proof.eventful import Eventful, eventful, unpacked
from tests.kiosk.proof.reader import zipped
from tests.people import Clock, furnish

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Forgery:
    """The kind of a forgery, what was done, and the zip."""

    kind: str
    did: str
    zip: bytes
    with_outside: bool = False
    """True where a checkpoint from outside is at hand."""
    ambiguous: bool = False
    """True for a zip in which not every program finds what Python finds."""
    zones: bool = True
    """False for a Python without time zones."""


def forgeries(random: Random, made: Eventful) -> Iterator[Forgery]:
    """Forgery after forgery without end."""
    honest, earlier = made.files(), unpacked(made.earlier)
    values, packed, other = read(honest), made.bundle.read_bytes(), _other(honest)
    while True:
        chance = random.random()
        if chance < 0.65:
            yield _changed_values(random, values)
        elif chance < 0.77:
            yield _changed_bytes(random, honest)
        elif chance < 0.82:
            yield _changed_zip(random, packed)
        elif chance < 0.91:
            yield _ambiguous(random, honest, other)
        elif chance < 0.93:
            yield _mixed(random, honest, earlier)
        elif chance < 0.99:
            yield _cut(random, honest, earlier)
        else:
            bundle = copy.deepcopy(values)
            did = found_anew(random, bundle)
            yield Forgery(found_anew.__name__, did, pack(bundle.files()), with_outside=True)


def _changed_values(random: Random, values: Bundle) -> Forgery:
    bundle, mutation = copy.deepcopy(values), random.choice(ANYBODY)
    did, zones = mutation(random, bundle), random.random() < 0.5
    return Forgery(mutation.__name__, did, pack(bundle.files()), zones=zones)


def _changed_bytes(random: Random, honest: Files) -> Forgery:
    """A few bytes of one file: changed, deleted, inserted."""
    name = random.choice([name for name in honest if _is_evidence(name)])
    content = bytearray(honest[name])
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(content))
        content[at : at + random.randint(0, 2)] = random.randbytes(random.randint(0, 2))
    return Forgery("bytes", f"bytes of {name}", pack({**honest, name: bytes(content)}))


def _changed_zip(random: Random, packed: bytes) -> Forgery:
    """A byte of the zip itself; most are noticed by the zip's own checksum."""
    at = random.randrange(len(packed))
    broken = packed[:at] + random.randbytes(1) + packed[at + 1 :]
    return Forgery("zip", f"byte {at} of the zip", broken)


def _other(honest: Files) -> Files:
    """The honest bundle with another name in it, to be shown to other programs."""
    return {name: honest[name].replace("Королёва".encode(), "Королева".encode()) for name in honest}


def _ambiguous(random: Random, honest: Files, other: Files) -> Forgery:
    """The honest bundle in a zip that has something else in it besides."""
    forgery = random.choice(FORGERIES)
    did, forged = forgery(random, honest, other)
    return Forgery(f"zip_{forgery.__name__}", did, forged, ambiguous=True)


def _mixed(random: Random, honest: Files, earlier: Files) -> Forgery:
    """Some files of an earlier honest bundle of the same volume among the new ones."""
    names = sorted(name for name in earlier if _is_evidence(name))
    taken = random.sample(names, random.randint(1, len(names) - 1))
    older = any(name.endswith(NOTE) for name in taken)  # beside the newer one it would be honest
    kept = {name: honest[name] for name in honest if not (older and name.endswith(NOTE))}
    files = kept | {name: earlier[name] for name in taken}
    return Forgery("mixed", f"earlier {taken}", pack(files), with_outside=True)


def _cut(random: Random, honest: Files, earlier: Files) -> Forgery:
    """The tail of the ledger is gone: roughly, or as it honestly was at an earlier time."""
    if random.random() < 0.2:
        return Forgery("cut", "an earlier bundle", pack(earlier), with_outside=True)
    lines = honest["acts.jsonl"].split(b"\n")[:-1]
    left = lines[: random.randrange(len(lines))]
    files = {**honest, "acts.jsonl": b"".join(line + b"\n" for line in left)}
    kept = {name: files[name] for name in files if not name.endswith(NOTE)}
    if random.random() < 0.5:
        kept |= {name: earlier[name] for name in earlier if name.endswith(NOTE)}
    return Forgery("cut", f"cut to {len(left)} acts", pack(kept), with_outside=True)


def _is_evidence(name: str) -> bool:
    return name in EVIDENCE or name.endswith(NOTE)


def found_in(packed: bytes) -> Files:
    """The files that Python's own reader finds in a zip; none where it finds no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - whatever a broken zip raises, it is not read
        return {}


def values_of(files: Files) -> object:
    """What the files say, whatever their spelling; None where they cannot be read."""
    try:
        bundle = read(files)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    notes = {name: _said_by(note) for name, note in bundle.notes.items()}
    return json.dumps([bundle.documents, bundle.acts, notes], sort_keys=True)


def _said_by(note: str) -> list[str]:
    """The signed text and its signatures; one that is there twice says no more than once."""
    text, _gap, signatures = note.replace("\r\n", "\n").strip("\n").rpartition("\n\n")
    return [text, *sorted(set(signatures.split("\n")))]


def why_refused(forgery: Forgery, outside: list[tuple[str, bytes]], holds: Holds) -> str | None:
    """What is said of a bundle; None for an accepted one."""
    try:
        with nullcontext() if forgery.zones else without_zones():
            found = check(zipped(forgery.zip), holds, outside)
    except Wrong as wrong:
        return sentence_of(wrong)[1]
    except Unusable as unusable:
        return excuse_of(unusable)[1]
    except UNREADABLE as error:
        return repr(error)
    return found.undecided[0][0] if found.undecided else None


@contextmanager
def without_zones() -> Iterator[None]:
    """A Python that knows no time zones."""
    with patch.dict(sys.modules, {"zoneinfo": None}):
        yield


def run(made: Eventful, mutants: int, seed: int, holds: Holds) -> tuple[Counter[str], list[str]]:
    """Try so many forgeries; how many of each kind there were, and what was accepted."""
    random, tried, accepted = Random(seed), Counter[str](), list[str]()
    outside = [("outside", made.note.read_bytes())]
    for zones in (True, False):
        honest = Forgery("honest", "", made.bundle.read_bytes(), zones=zones)
        assert why_refused(honest, outside, holds) is None
    said = values_of(made.files())
    for forgery in forgeries(random, made):
        if tried.total() == mutants:
            break
        if not forgery.ambiguous and values_of(found_in(forgery.zip)) == said:
            continue
        tried[forgery.kind] += 1
        if why_refused(forgery, outside if forgery.with_outside else [], holds) is None:
            accepted.append(f"{forgery.kind}: {forgery.did}")
    return tried, accepted


def make(folder: Path) -> Eventful:
    """A staffed point, an eventful volume, and its bundles."""
    staffed = folder / "staffed"
    staffed.mkdir()
    furnish(Place(str(staffed / "point.sqlite3"), staffed / "point.keys"), Clock())
    close_database()
    made = eventful(staffed, folder / "eventful")
    close_database()
    return made


def _takes_anything(_key: bytes, _message: bytes, _signature: bytes) -> bool:
    """Control: every signature is good."""
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    holds: Holds = functools.lru_cache(maxsize=None)(ed25519.holds)
    if options.control:
        holds = _takes_anything
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder))
        assert made.bundle.read_bytes() == pack(made.files())
        started = time.monotonic()
        tried, accepted = run(made, options.mutants, options.seed, holds)
    seconds = time.monotonic() - started
    verdict = "NOT CLEAN" if accepted else "clean"
    print(f"{verdict}: {tried.total()} forged, {len(accepted)} accepted, {seconds:.0f} s")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(tried.items())))
    print("\n".join(accepted[:40]))
    return 1 if accepted else 0


if __name__ == "__main__":
    sys.exit(main())
