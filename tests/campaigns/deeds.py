"""What is done under faults: commands of the command line and acts, each with what must hold."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import openpyxl
import pypdfium2  # type: ignore[import-untyped]

import kiosk
from db import backup as files
from db.models import Entry, Specialist, Topic
from kiosk import cli
from kiosk.copies.backup import backup
from kiosk.journal.details import entry_details
from kiosk.machine import files as documents
from kiosk.machine.log import start_log
from kiosk.machine.place import Place
from kiosk.machine.transaction import transaction
from kiosk.point.checkpoints import read_checkpoint
from kiosk.point.opening import open_point, open_to_work
from kiosk.point.point import HelpPoint, utc_now
from kiosk.proof.acts import State, school_year
from kiosk.visits import desk, registration
from kiosk.words.errors import HelpPointError
from tests.campaigns.breaking import override
from tests.histories import put_back
from tests.people import (
    PINS,
    Clock,
    ask,
    at_desk,
    consult,
    entry_of,
    furnish,
    help_and_sign,
    help_out,
    sign,
    staff_of,
)

REQUEST = "f" * 32
OLD = b"what stood here before"
TARGET = "target"
_TARGET = f"FOLDER/{TARGET}"
_TOPICS = "code,journal,title_ru\nfault,consultations,Проверка сбоев\n"

for _module in walk_packages(kiosk.__path__, "kiosk."):
    if not _module.name.endswith(".__main__"):
        import_module(_module.name)  # a command loads some as it runs: that is not tried here

Check = Callable[[HelpPoint, Path, str], bool]
"""Whether what was acknowledged is there; given the point, the folder and the words said."""


def place(folder: Path) -> Place:
    return Place(str(folder / "point.sqlite3"), folder / "point.keys")


def opened(folder: Path) -> HelpPoint:
    return open_point(place(folder))


def founded(folder: Path) -> HelpPoint:
    """A start that was cut short is taken up by the next one."""
    return open_point(place(folder / "new"), create=True)


def restored(folder: Path) -> HelpPoint:
    """A restore that was cut short between two renames is made good by another one."""
    if not place(folder).exists:
        put_back(folder / "earlier.backup", place(folder))
    return open_to_work(place(folder))


@dataclass(frozen=True, slots=True)
class Deed:
    """One piece of work, and how to see afterwards that it was done."""

    name: str
    work: Callable[[Path], None]
    done: Check
    whole: Callable[[Path], object] | None = None
    """Reads the file that the deed writes; fails on one that is not whole."""
    opened: Callable[[Path], HelpPoint] = opened
    """Opens the point afterwards, as the next start of the program would."""
    expected: int = 0
    """The exit status without a fault."""
    tries_again: bool = False
    """An act of the screens: the same process tries once more after a failure."""


def make_template(folder: Path) -> None:
    """A point with work done and work to do, a backup of it, a table of topics."""
    point = furnish(place(folder), Clock(utc_now()))
    people = staff_of(point)
    for name in ("Артёменко Татьяна Юрьевна", "Семёнов Лёша"):
        help_and_sign(point, people.teacher, consult(point, name))
    help_and_sign(point, people.technician, ask(point))
    (folder / "topics.csv").write_text(_TOPICS, "utf-8")
    backup(point, folder / "earlier.backup")
    help_out(point, people.administrator, consult(point, "Осинина"))
    waiting = entry_of(consult(point, "Рябинина"))
    desk.call(point, people.teacher, waiting)
    desk.start(point, people.teacher, waiting)


def command(*words: str, answers: str = "") -> Callable[[Path], None]:
    """The command line in this process; FOLDER in a word stands for the trial's folder."""

    def work(folder: Path) -> None:
        os.environ["XDG_STATE_HOME"] = str(folder)  # the log
        sys.stdin = io.StringIO(answers)
        override(click.termui, "hidden_prompt_func", input)  # there is no terminal to hide it from
        said = [word.replace("FOLDER", str(folder)) for word in words]
        sys.argv = ["kiosk", "--database", place(folder).database, *said]
        cli.main()

    return work


def act(deed: Callable[[HelpPoint], str], *, create: bool = False) -> Callable[[Path], None]:
    """An act as the screens do it: opened, tried, tried once more, and said when it is kept."""

    def work(folder: Path) -> None:
        start_log(folder / "kiosk.log")
        where = place(folder / "new") if create else place(folder)
        sentence = ""
        for _attempt in range(2):
            try:
                said = deed(open_point(where, create=create))
            except Exception as error:  # noqa: BLE001 - as in KioskApp.act
                sentence = str(error if isinstance(error, HelpPointError) else HelpPointError())
            else:
                with suppress(OSError):
                    print("done", said, flush=True)
                return
        sys.exit(sentence)

    return work


def _sign_in(point: HelpPoint) -> str:
    return str(consult(point, "Королёва Анна Сергеевна", request_id=REQUEST).number)


def _file_request(point: HelpPoint) -> str:
    slip = registration.file_request(
        point, request_id=REQUEST, room="215", topic=None, description="Нет сети", name="Ли Яна"
    )
    return str(slip.number)


def _complete(point: HelpPoint) -> str:
    who = staff_of(point).teacher
    entry = Entry.get(Entry.name == "Рябинина")
    if entry.state not in (State.COMPLETED, State.SIGNED):  # the first try may have been kept
        desk.complete(point, at_desk(point, who), entry.id, result="Показано")
    return str(entry.id)


def _sign(point: HelpPoint) -> str:
    who = staff_of(point).administrator
    entry = Entry.get(Entry.name == "Осинина")
    if entry.state == State.SIGNED:
        return entry_details(point, entry.id).digest
    return sign(point, who, entry.id, pin=PINS[who.login])


def _entered(_point: HelpPoint, _folder: Path, said: str) -> bool:
    row = Entry.get_or_none(Entry.request_id == REQUEST)
    return row is not None and row.number == int(said)


def _completed(_point: HelpPoint, _folder: Path, said: str) -> bool:
    return Entry.get_by_id(int(said)).state == State.COMPLETED


def _signed(point: HelpPoint, _folder: Path, said: str) -> bool:
    return entry_details(point, Entry.get(Entry.name == "Осинина").id).digest == said


def _founded(point: HelpPoint, _folder: Path, said: str) -> bool:
    return point.uid == said


def _written(_point: HelpPoint, folder: Path, _said: str) -> bool:
    target = folder / TARGET
    return target.exists() and target.read_bytes() != OLD


def _always(_point: HelpPoint, _folder: Path, _said: str) -> bool:
    return True


def _read_pdf(path: Path) -> object:
    return len(pypdfium2.PdfDocument(path)) and path.read_bytes().rstrip().endswith(b"%%EOF")


def _read_xlsx(path: Path) -> object:
    with path.open("rb") as file:
        assert zipfile.ZipFile(file).testzip() is None
        return openpyxl.load_workbook(file)


def _read_csv(path: Path) -> object:
    lines = path.read_text("utf-8-sig").splitlines()
    assert (
        lines and len({line.count('";"') for line in lines[-3:]}) == 1 and lines[-1].endswith('"')
    )
    return lines


def _read_json(path: Path) -> object:
    return json.loads(path.read_bytes())


def _read_note(path: Path) -> object:
    point = open_point(place(path.parent))
    return read_checkpoint(path, point.keyring.kiosk.public_key)


def _export(kind: str, whole: Callable[[Path], object]) -> Deed:
    year = str(school_year(utc_now().date()))
    words = (
        "export",
        "consultations",
        "--format",
        kind,
        "--year",
        year,
        "--out",
        _TARGET,
    )
    return Deed(f"export {kind}", command(*words), _written, whole)


_ANSWERS = ("teacher", "petrova", "Петрова Нина", "учитель", "smirnova", PINS["smirnova"])
_NEW_PIN = "905173"

DEEDS = (
    Deed("backup", command("backup", _TARGET), _written, files.check),
    Deed("backup with keys", command("backup", _TARGET, "--keys"), _written, files.check),
    Deed(
        "restore",
        command("restore", "FOLDER/earlier.backup", answers="\n".join(_ANSWERS[-2:])),
        _always,
        opened=restored,
    ),
    Deed("verify", command("verify"), _always),
    _export("pdf", _read_pdf),
    _export("xlsx", _read_xlsx),
    _export("csv", _read_csv),
    _export("json", _read_json),
    Deed(
        "import topics",
        command("import", "topics", "FOLDER/topics.csv"),
        lambda _point, _folder, _said: Topic.get_or_none(Topic.code == "fault") is not None,
    ),
    Deed("checkpoint", command("checkpoint", _TARGET), _written, _read_note),
    Deed("doctor", command("doctor"), _always, expected=1),  # it misses a terminal
    Deed(
        "enrol",
        command("enrol", answers="\n".join([*_ANSWERS, _NEW_PIN, _NEW_PIN])),
        lambda _point, _folder, _said: (
            Specialist.get(Specialist.login == "petrova").status == "enrolled"
        ),
    ),
    Deed("sign in", act(_sign_in), _entered, tries_again=True),
    Deed("file a request", act(_file_request), _entered, tries_again=True),
    Deed("complete", act(_complete), _completed, tries_again=True),
    Deed("sign", act(_sign), _signed, tries_again=True),
    Deed(
        "found a point",
        act(lambda point: point.uid, create=True),
        _founded,
        opened=founded,
        tries_again=True,
    ),
)


def _sign_in_too_early(point: HelpPoint) -> str:
    with transaction():
        number = _sign_in(point)
        print("done", number, flush=True)
    return number


def _export_loosely(folder: Path) -> None:
    override(documents, "replace", Path.write_bytes)
    _export("json", _read_json).work(folder)


CONTROLS = {
    "acknowledges before the commit": Deed(
        "sign in", act(_sign_in_too_early), _entered, tries_again=True
    ),
    "writes straight to the final name": Deed("export json", _export_loosely, _written, _read_json),
}
"""Deeds broken on purpose."""
