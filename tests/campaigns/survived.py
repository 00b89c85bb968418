"""What the program finds when it starts again: everything it had said, and nothing wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from db.backup import DamagedCopy, check
from db.engine import close_database, current
from db.models import Act, Entry, SigningKey, Specialist, Volume
from kiosk.copies.backup import walk_copy
from kiosk.point.checkpoints import ENDING, FOLDER
from kiosk.point.epochs import newest_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import Kind, State
from kiosk.proof.chain import short_digest
from kiosk.proof.forms import Journal
from kiosk.verification.everything import verify
from kiosk.words.errors import HelpPointError
from tests.campaigns.stage import place_in

_ACT_OF = {
    "opened": Kind.ENTRY_OPENED,
    "completed": Kind.ENTRY_COMPLETED,
    "signed": Kind.ENTRY_SIGNED,
    "left": Kind.ENTRY_LEFT,
    "annulled": Kind.ENTRY_ANNULLED,
}


class Survivors:
    """Looks at one disk after the other.

    What depends on the tables alone, such as a whole verification, is done once for equal tables:
    most cuts bring back one of a few hundred.
    """

    def __init__(self) -> None:
        self._known: dict[int, Kept] = {}

    def what_is_wrong(self, folder: Path, said: Sequence[str], *, founded: bool) -> str | None:
        """Start on the files in ``folder`` and look for every act that was acknowledged.

        Before a new help point is ``founded``, a clear refusal is as good as a new beginning.
        """
        try:
            point = open_point(place_in(folder), create=not founded)
            return next(self._wrong(point, folder, said), None)
        except HelpPointError as error:
            return f"it cannot be opened: {error}" if founded else None
        except Exception as error:  # noqa: BLE001 - a person would see a crash
            return f"it crashed: {error!r}"
        finally:
            close_database()

    def _wrong(self, point: HelpPoint, folder: Path, said: Sequence[str]) -> Iterator[str]:
        if current().execute_sql("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the database is malformed"
        kept = self._kept(point)
        lost = (line for line in said if not kept.has(line.split(), folder))
        yield from (f"acknowledged but not kept: {line}" for line in lost)
        if kept.wrong:
            yield kept.wrong

    def _kept(self, point: HelpPoint) -> Kept:
        """By everything that the tables and the key folder say."""
        tables = current().execute_sql("SELECT name, sql FROM sqlite_master ORDER BY name")
        schema = tables.fetchall()
        rows = [
            current().execute_sql(f"SELECT * FROM {name}").fetchall()
            for name, sql in schema
            if str(sql).startswith("CREATE TABLE")
        ]
        keys = [(path.name, path.read_bytes()) for path in sorted(point.keyring.folder.iterdir())]
        known = hash(repr((schema, rows, keys)))
        if known not in self._known:
            self._known[known] = Kept(point)
        return self._known[known]


class Kept:
    """What the tables say, and what a verification with the last checkpoint says of them."""

    def __init__(self, point: HelpPoint) -> None:
        self._uid, self._school = point.uid, point.school
        entries = Entry.select(
            Entry.request_id, Entry.id, Entry.number, Entry.state, Entry.destroyed_at
        )
        self._entries = {row[0]: row[1:] for row in entries.tuples()}
        acts = Act.select(Act.entry, Act.kind, Act.signature).where(Act.entry.is_null(False))
        signings = Entry.select(Entry.id, Act.kind, Act.signature).join(
            Act, on=(Act.seq == Entry.signed_seq)
        )
        self._acts = {
            (row, kind): short_digest(bytes(said))
            for row, kind, said in (*acts.tuples(), *signings.tuples())
        }
        people = Specialist.select().where(Specialist.status == "enrolled")
        self._enrolled = {row.login for row in people}
        agreed = SigningKey.select(SigningKey, Specialist).join(Specialist)
        self._agreed = {row.specialist.login for row in agreed if row.agreed_at}
        closed = Volume.select().where(Volume.closed_at.is_null(False))
        self._closed = {(row.journal, row.year) for row in closed}
        mark = newest_checkpoint(point)
        self.wrong = verify(point, [mark] if mark else []).wrong

    def has(self, words: list[str], folder: Path) -> bool:
        """Whether what an acknowledgement says is there."""
        match words:
            case ["made"] | ["opened", "again"] | ["closed", "the", "program"]:
                return True
            case ["named"]:
                return bool(self._school)
            case ["enrolled", login]:
                return login in self._enrolled
            case ["agreed", login]:
                return login in self._agreed
            case ["closed", year]:
                return (Journal.CONSULTATIONS.value, int(year)) in self._closed
            case ["backed", "up", times]:
                return self._is_backed_up(folder, int(times))
            case [what, request, *more]:
                return request in self._entries and self._is_so(what, request, *more)
            case _:
                return False

    def _is_so(self, what: str, request: str, value: str = "") -> bool:
        row, number, state, destroyed = self._entries[request]
        if what == "destroyed":
            return destroyed is not None
        digest = self._acts.get((row, _ACT_OF[what].value))
        if what == "opened":
            return digest is not None and int(value) == number
        if what == "signed":
            return digest == value and state == State.SIGNED
        return digest is not None

    def _is_backed_up(self, folder: Path, times: int) -> bool:
        """The copy walks, its keys are beside it, the notes of all copies so far are kept."""
        copy, kept = folder / "copy.backup", folder / "kept" / FOLDER
        if not copy.exists() or not copy.with_name(copy.name + ENDING).exists():
            return False
        names = {path.name for path in copy.with_suffix(".keys").glob("*")}
        notes = list(kept.glob(f"*{ENDING}"))
        complete = {"kiosk.key", "pepper"} <= names and len(notes) >= times
        return complete and _walks(copy.read_bytes(), self._uid)


@lru_cache(maxsize=8)
def _walks(copy: bytes, uid: str) -> bool:
    with tempfile.NamedTemporaryFile() as file:
        file.write(copy)
        file.flush()
        try:
            check(Path(file.name))
            walk_copy(Path(file.name), uid)
        except DamagedCopy:
            return False
    return True
