"""A bundle proves its volume to somebody who has a stock Python and nothing else."""

from __future__ import annotations

import ast
import json
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import close_database, current
from db.models import Ledger
from kiosk.bundle import make, verifier, write_bundle
from kiosk.days import school_year
from kiosk.demo import example_day
from kiosk.epochs import begin_epoch, left_at
from kiosk.errors import NothingToExport
from kiosk.forms import Journal
from kiosk.journal.checkpoints import make_checkpoint
from kiosk.journal.rows import rows_digest
from kiosk.journal.volumes import volume_of
from kiosk.opening import open_point
from kiosk.place import Place
from kiosk.point import HelpPoint
from kiosk.record import Kind
from kiosk.retention import Cause, destroy, of_person
from tests.kiosk.bundle.eventful import Eventful, unpacked
from tests.people import MORNING, PINS, Clock, Staff, consult, help_and_sign

ROOT = Path(__file__).parents[3]
SOURCE = Path(verifier.__file__)


def run(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """The verifier as its reader runs it: no site packages, nothing of this project in sight."""
    return subprocess.run(
        [sys.executable, "-I", "-S", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def unpack(bundle: Path, folder: Path) -> Path:
    folder.mkdir()
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(folder)
    return folder


def wrong(files: dict[str, bytes], *notes: bytes) -> str:
    """What the verifier says of a wrong bundle, in both languages."""
    with pytest.raises(verifier.Wrong) as caught:
        verifier.check(files, [("note", note) for note in notes])
    return " ".join(caught.value.args)


def edited(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The files with some words changed in one of them."""
    text = files[name].decode()
    assert old in text
    return {**files, name: text.replace(old, new, 1).encode()}


def test_an_unpacked_bundle_is_proved_by_its_own_verifier(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    ended = run("verify.py", folder=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("ВСЁ СОШЛОСЬ / ALL AGREES: консультации 2025/26")
    assert "записей в томе / entries in the volume: 10" in ended.stdout
    assert "внешней контрольной точки" in ended.stdout


def test_a_packed_bundle_is_proved_with_a_checkpoint_from_outside(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    words = (SOURCE, eventful_folder.bundle, "--checkpoint", eventful_folder.note)
    ended = run(*words, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "checkpoints from outside: 1" in ended.stdout
    assert "внешней контрольной точки" not in ended.stdout


def test_a_cut_ledger_is_found_with_a_checkpoint_from_outside(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    words = (SOURCE, eventful_folder.earlier)
    assert run(*words, folder=tmp_path).returncode == 0
    ended = run(*words, "--checkpoint", eventful_folder.note, folder=tmp_path)
    assert ended.returncode == 1
    assert "the ledger was cut before its checkpoint" in ended.stdout


def test_a_changed_word_is_found_and_its_row_named(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    journal = folder / "journal.json"
    journal.write_text(journal.read_text("utf-8").replace("Королёва", "Королева"), "utf-8")
    ended = run("verify.py", folder=folder)
    assert ended.returncode == 1
    assert "консультации 2025/26, запись № 2, «name»: слова изменены" in ended.stdout
    assert "consultations 2025/26, entry 2, «name»: the words were changed" in ended.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("acts.jsonl", '"kind":"entry_left"', '"kind":"entry_sent"', "kind or time differs"),
        ("acts.jsonl", '"cosignature":"', '"cosignature":"0', "cannot be read"),
        ("journal.json", "Записано дважды", "Записано трижды", "the words were changed"),
        ("journal.json", '"school": "Школа', '"school": "Не школа', "«school»"),
        ("journal.json", '"closed_at": "2026', '"closed_at": "2027', "«closed_at»"),
        ("journal.json", '"role": "teacher"', '"role": "pupil"', "entry 1, «role»"),
        ("journal.json", "[[100,200]", "[[100,201]", "the drawn signature was changed"),
        ("journal.json", '"state": "left"', '"state": "open"', "entry 7, «state»"),
        ("journal.json", "10800", "10801", "zone"),
        ("agreements.json", "smirnova", "belaya", "agreements.json"),
        ("agreements.json", "хранить ПИН-код в тайне", "помнить ПИН-код", "agreements.json"),
        ("keys.json", "Белая Ирина", "Чёрная Ирина", "keys.json, belaya"),
        ("book.json", "Королёва Анна", "Королёва Инна", "entry 2, «cells»"),
        ("book.json", "Тема консультации", "Тема", "book.json, «columns»"),
    ],
)
def test_whatever_is_changed_is_named(
    files: dict[str, bytes], name: str, old: str, new: str, said: str
) -> None:
    assert said in wrong(edited(files, name, old, new))


def test_a_row_that_is_gone_is_named(files: dict[str, bytes]) -> None:
    journal = json.loads(files["journal.json"])
    del journal["rows"][4]
    said = wrong({**files, "journal.json": json.dumps(journal).encode()})
    assert "consultations 2025/26, entry 5: the entry is missing" in said


def test_a_destroyed_row_keeps_no_word_and_no_salt(files: dict[str, bytes]) -> None:
    rows = json.loads(files["journal.json"])["rows"]
    (gone,) = [row for row in rows if row["destroyed_at"]]
    assert (gone["name"], gone["salt"], gone["state"]) == ("", "", "signed")
    assert all("Семёнов" not in content.decode() for content in files.values())


def test_a_bundle_holds_no_secret(files: dict[str, bytes], eventful_folder: Eventful) -> None:
    """No private key, no pepper, no wrapped key, and no salt of other volumes."""
    everything = b"".join(files.values()).decode()
    for secret in eventful_folder.place.keys.iterdir():
        if secret.suffix != ".checkpoint":
            assert secret.read_bytes().hex() not in everything
            assert secret.read_bytes().decode("latin-1").strip() not in everything
    assert "sealed_key" not in json.loads(files["keys.json"])["specialists"][0]
    assert "Лысенко Ольга Петровна (" not in files["acts.jsonl"].decode()


def test_the_same_files_make_the_same_zip(
    eventful_folder: Eventful, files: dict[str, bytes]
) -> None:
    assert make.pack(files) == eventful_folder.bundle.read_bytes()


def test_a_bundle_is_proved_from_each_engine(
    any_point: HelpPoint, any_staff: Staff, tmp_path: Path
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    write_bundle(any_point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    assert len(verifier.check(unpacked(tmp_path / "x.zip")).journal["rows"]) == 1


def test_every_volume_is_proved(eventful_folder: Eventful, tmp_path: Path) -> None:
    copied = Eventful(tmp_path / "copied")
    shutil.copytree(eventful_folder.folder, copied.folder)
    point = open_point(copied.place, clock=Clock(MORNING + timedelta(days=400)))
    for journal, year in ((Journal.REQUESTS, 2025), (Journal.CONSULTATIONS, 2026)):
        out = tmp_path / f"{journal}.zip"
        assert write_bundle(point, journal, year, out) == 1
        ledger = verifier.check(unpacked(out))
        assert ledger.journal["rows"][0]["number"] == 1
    close_database()


def export(place: Place, journal: str, year: int, out: Path) -> None:
    """Export as a school does, by the command line."""
    config = out.with_suffix(".toml")
    config.write_text(f'database = "{place.database}"\nkeys = "{place.keys}"\n')
    words = ["export", journal, "--format", "bundle", "--year", str(year), "--out", str(out)]
    ended = subprocess.run(
        [sys.executable, "kiosk.py", "--config", str(config), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert str(out) in ended.stdout


@pytest.mark.parametrize("journal", Journal)
def test_the_command_line_exports_a_bundle_that_is_proved(
    used_place: Place, tmp_path: Path, journal: Journal
) -> None:
    export(used_place, journal.value, 2025, tmp_path / "x.zip")
    folder = unpack(tmp_path / "x.zip", tmp_path / "unpacked")
    ended = run("verify.py", folder=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert stat.S_IMODE((tmp_path / "x.zip").stat().st_mode) == 0o600  # it holds names


def test_the_example_day_is_proved(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "day.sqlite3"), tmp_path / "day.keys")
    point, _pins = example_day(place)
    close_database()
    this_year = school_year(point.today())
    for year in (this_year, this_year - 1):
        export(place, "consultations", year, tmp_path / f"{year}.zip")
        folder = unpack(tmp_path / f"{year}.zip", tmp_path / f"{year}")
        ended = run("verify.py", folder=folder)
        assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_volume_that_was_never_opened_has_no_bundle(point: HelpPoint, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport):
        write_bundle(point, Journal.REQUESTS, 2025, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_an_act_between_checkpoint_and_files_is_covered_too(
    point: HelpPoint, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody signs in while a bundle is made: the checkpoint is made anew."""
    help_and_sign(point, staff.teacher, consult(point))
    visitors = iter(["Королёва Анна Сергеевна"])

    def interrupted(point: HelpPoint) -> object:
        made = make_checkpoint(point)
        for name in visitors:
            consult(point, name)
        return made

    monkeypatch.setattr(make, "make_checkpoint", interrupted)
    assert write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip") == 2
    ledger = verifier.check(unpacked(tmp_path / "x.zip"))
    assert len(ledger.journal["rows"]) == 2
    assert len(ledger.times) == Ledger.get().size


def page_code(place: Place, first: int, last: int) -> str:
    point = open_point(place, clock=Clock())
    volume = volume_of(point, Journal.CONSULTATIONS, 2025)
    assert volume is not None
    size = Ledger.get().size - 5
    digest = rows_digest(point, volume, first, last, size)
    close_database()
    return f"C25-{first}-{last}-{size}-{verifier.base32(digest)}"


def test_a_code_from_a_page_is_found_again(
    eventful_folder: Eventful, eventful_place: Place, tmp_path: Path
) -> None:
    code = page_code(eventful_place, 2, 4)
    typed = code.lower().replace("o", "0").replace("i", "1").replace("c25", "С25")
    ended = run(SOURCE, eventful_folder.bundle, "--page", typed, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout
    assert "СТРАНИЦА СОШЛАСЬ" in ended.stdout
    assert "Ткаченко Галина Петровна" in ended.stdout
    assert "Артёменко" not in ended.stdout
    spaced = code.replace("-", " ")
    assert run(SOURCE, eventful_folder.bundle, "--page", spaced, folder=tmp_path).returncode == 0
    other = code.replace("C25-2", "C25-1")
    assert run(SOURCE, eventful_folder.bundle, "--page", other, folder=tmp_path).returncode == 1
    foreign = code.replace("C25", "R25")
    assert run(SOURCE, eventful_folder.bundle, "--page", foreign, folder=tmp_path).returncode == 2


def test_what_was_written_down_is_found_in_the_ledger(
    eventful_folder: Eventful, tmp_path: Path, files: dict[str, bytes]
) -> None:
    bodies = [json.loads(line) for line in files["acts.jsonl"].decode().splitlines()]
    (closing,) = [act for act in bodies if act["kind"] == "volume_closed"]
    said = json.loads(closing["body"])
    book = json.loads(files["book.json"])
    digest = book["rows"][0]["signature"]["digest"]
    for mark in (said["head"].upper(), said["rows"], digest.lower()):
        ended = run(SOURCE, eventful_folder.bundle, "--head", mark, folder=tmp_path)
        assert (ended.returncode, "FOUND" in ended.stdout) == (0, True), ended.stdout
    ended = run(SOURCE, eventful_folder.bundle, "--head", "0" * 64, folder=tmp_path)
    assert ended.returncode == 1


@pytest.mark.parametrize("name", ["nowhere.zip", "noise.zip", "empty"])
def test_what_is_no_bundle_is_not_checked(tmp_path: Path, name: str) -> None:
    (tmp_path / "noise.zip").write_bytes(b"PK noise")
    (tmp_path / "empty").mkdir()
    ended = run(SOURCE, name, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout.startswith("НЕ ПРОВЕРЕНО")
    assert not ended.stderr


def test_a_python_without_time_zones_says_so(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verifier.check(files).zone_known
    monkeypatch.setattr(verifier, "zoneinfo", None)
    assert not verifier.check(files).zone_known


def test_the_verifier_is_one_file_for_any_python_from_3_8() -> None:
    tree = ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 8))
    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    assert froms == {"__future__"}


def test_the_verifier_knows_every_act_and_says_everything_in_russian() -> None:
    assert set(verifier.KINDS) == {kind.value for kind in Kind}
    source = SOURCE.read_text("utf-8")
    assert all(source.count(f'"{english}"') >= 2 for english in verifier.RUSSIAN)


def proved(point: HelpPoint, out: Path, *notes: str) -> list[int]:
    """The sizes of the notes that a new bundle agrees with, 0 for one of a history left behind."""
    write_bundle(point, Journal.CONSULTATIONS, 2025, out)
    outside = [("note", note.encode()) for note in notes]
    return list(verifier.check(unpacked(out), outside).outside)


def test_a_restored_backup_goes_on_and_older_checkpoints_still_count(
    point: HelpPoint, staff: Staff, staffed_place: Place, tmp_path: Path
) -> None:
    """Before the backup the histories are one; what came after it was left behind, and no more."""
    help_and_sign(point, staff.teacher, consult(point))
    shared = make_checkpoint(point)
    backup = Place(str(tmp_path / "backup.sqlite3"), staffed_place.keys)
    current().execute_sql(f"VACUUM INTO '{backup.database}'")
    consult(point, "Королёва Анна Сергеевна")
    lost = make_checkpoint(point)
    consult(point, "Мельник Денис Олегович")
    beyond = make_checkpoint(point)
    close_database()
    restored = open_point(backup, clock=point.clock)
    begin_epoch(restored, left_at(lost.checkpoint))
    consult(restored, "Ткаченко Галина Петровна")
    found = proved(restored, tmp_path / "x.zip", shared.note, lost.note)
    assert found == [shared.checkpoint.size, 0]
    with pytest.raises(verifier.Wrong, match="the ledger was cut before its checkpoint"):
        proved(restored, tmp_path / "x.zip", beyond.note)


def test_two_histories_of_one_kiosk_are_told_apart(
    point: HelpPoint, staff: Staff, staffed_place: Place, tmp_path: Path
) -> None:
    """Somebody set the database back by hand and went on: no epoch speaks of it."""
    consult(point)
    backup = Place(str(tmp_path / "backup.sqlite3"), tmp_path / "backup.keys")
    current().execute_sql(f"VACUUM INTO '{backup.database}'")
    shutil.copytree(staffed_place.keys, backup.keys)
    consult(point, "Королёва Анна Сергеевна")
    note = make_checkpoint(point).note
    close_database()
    other = open_point(backup, clock=point.clock)
    for name in ("Ткаченко Галина Петровна", "Мельник Денис Олегович"):
        consult(other, name)
    with pytest.raises(verifier.Wrong, match="the ledger differs from the checkpoint"):
        proved(other, tmp_path / "x.zip", note)


def test_an_unsigned_row_of_a_closed_volume_can_be_destroyed(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    copied = Eventful(tmp_path / "copied")
    shutil.copytree(eventful_folder.folder, copied.folder)
    point = open_point(copied.place, clock=Clock(MORNING + timedelta(days=400)))
    rows = of_person(point, "Щербакова Нина Фёдоровна")
    words = {"cause": Cause.REQUEST, "reason": "Заявление", "login": "smirnova"}
    destroy(point, rows, pin=PINS["smirnova"], **words)
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    ledger = verifier.check(unpacked(tmp_path / "x.zip"))
    assert [row["state"] for row in ledger.journal["rows"] if row["destroyed_at"]] == [
        "signed",
        "completed",
    ]
