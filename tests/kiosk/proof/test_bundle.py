"""A bundle proves its volume to somebody who has a stock Python and nothing else."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Ledger
from kiosk.documents import bundle
from kiosk.documents.bundle import write_bundle
from kiosk.documents.verifier import pack
from kiosk.machine.place import Place
from kiosk.point.checkpoints import make_checkpoint
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.privacy.destroy import Cause, destroy, entries_of
from kiosk.proof.acts import school_year
from kiosk.proof.bundle import check
from kiosk.proof.forms import Journal
from kiosk.proof.sentences import sentence_of
from kiosk.proof.wrong import Unusable, Wrong
from kiosk.setup.example_day import example_day
from kiosk.signing.keys import holds
from kiosk.words.errors import NothingToExport
from tests.copies import copy_point
from tests.kiosk.proof.eventful import Eventful, unpacked
from tests.kiosk.proof.reader import edited, run, run_here, unpack
from tests.people import MORNING, PINS, Clock, Staff, consult, help_and_sign

ROOT = Path(__file__).parents[3]


def wrong(files: dict[str, bytes], *notes: bytes) -> str:
    """What is said of a wrong bundle, in both languages."""
    with pytest.raises(Wrong) as caught:
        check(files, holds, [("note", note) for note in notes])
    return " ".join(sentence_of(caught.value))


@pytest.mark.as_written
def test_an_unpacked_bundle_is_proved_by_its_own_verifier(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    ended = run("verify.pyz", folder=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("ВСЁ СОШЛОСЬ / ALL AGREES: консультации 2025/26")
    assert "записей в томе / entries in the volume: 10" in ended.stdout
    assert "внешней контрольной точки" in ended.stdout


@pytest.mark.as_written
def test_a_changed_word_is_found_and_its_row_named(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    journal = folder / "journal.json"
    journal.write_text(journal.read_text("utf-8").replace("Королёва", "Королева"), "utf-8")
    ended = run("verify.pyz", folder=folder)
    assert ended.returncode == 1
    assert "консультации 2025/26, запись № 2, «name»: расходится с реестром" in ended.stdout
    assert "consultations 2025/26, entry 2, «name»: it differs from the ledger" in ended.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("acts.jsonl", '"kind":"entry_left"', '"kind":"entry_sent"', "kind or time differs"),
        ("acts.jsonl", '"cosignature":"', '"cosignature":"0', "cannot be read"),
        ("journal.json", "Записано дважды", "Записано трижды", "its wording differs"),
        ("journal.json", '"school": "Школа', '"school": "Не школа', "«school»"),
        ("journal.json", '"closed_at": "2026', '"closed_at": "2027', "«closed_at»"),
        ("journal.json", '"role": "teacher"', '"role": "pupil"', "entry 1, «role»"),
        ("journal.json", "[[100,200]", "[[100,201]", "the drawn signature was changed"),
        ("journal.json", '"state": "left"', '"state": "open"', "entry 7, «state»"),
        ("journal.json", "10800", "10801", "zone"),
        ("journal.json", '"year": 2025', '"year": 2025.0', "journal.json: it cannot be read"),
        ("journal.json", '"journal": "c', '"journal": "C', "journal.json: it cannot be read"),
        ("agreements.json", "smirnova", "belaya", "agreements.json"),
        ("agreements.json", "хранить ПИН-код в тайне", "помнить ПИН-код", "agreements.json"),
        ("keys.json", "Белая Ирина", "Чёрная Ирина", "keys.json, belaya"),
        ("book.json", "Королёва Анна", "Королёва Инна", "entry 2, «cells»"),
        ("book.json", "Тема консультации", "Тема", "book.json, «columns»"),
        ("journal.json", '"point"', '"point": "", "point"', "journal.json: it cannot be read"),
        ("keys.json", '"kiosk"', '"kiosk": 1, "kiosk"', "keys.json: it cannot be read"),
        ("agreements.json", '"login"', '"login": "", "login"', "agreements.json: it cannot be"),
        ("book.json", '"title"', '"title": "", "title"', "book.json: it cannot be read"),
        ("acts.jsonl", '"seq":5,', '"seq":5', "act 5: the act cannot be read"),
        ("acts.jsonl", '"seq":5,', '"seq":5,"seq":5,', "act 5: the act cannot be read"),
    ],
)
def test_whatever_is_changed_is_named(
    files: dict[str, bytes], name: str, old: str, new: str, said: str
) -> None:
    assert said in wrong(edited(files, name, old, new))


def test_a_file_of_more_than_an_honest_one_has_is_not_checked(files: dict[str, bytes]) -> None:
    keys = files["keys.json"].replace(b'"post": "', b'"post": "' + b"x" * 2**18, 1)
    with pytest.raises(Unusable) as refused:
        check({**files, "keys.json": keys}, holds)
    assert (refused.value.code, refused.value.values) == ("bundle_large", {"name": "keys.json"})


def test_an_act_that_is_no_text_is_named(files: dict[str, bytes]) -> None:
    lines = files["acts.jsonl"].split(b"\n")
    lines[6] += b"\xff"
    assert "act 7: the act cannot be read" in wrong({**files, "acts.jsonl": b"\n".join(lines)})


def test_a_last_act_that_breaks_off_is_named(files: dict[str, bytes]) -> None:
    acts, size = files["acts.jsonl"].removesuffix(b"\n"), files["acts.jsonl"].count(b"\n")
    assert f"act {size}: the act cannot be read" in wrong({**files, "acts.jsonl": acts})


def test_a_bundle_without_its_checkpoint_is_told_so(files: dict[str, bytes]) -> None:
    others = {name: files[name] for name in files if not name.startswith("checkpoints/")}
    assert "checkpoints: no checkpoint covers the last act" in wrong(others)


def test_a_row_that_is_gone_is_named(files: dict[str, bytes]) -> None:
    journal = json.loads(files["journal.json"])
    del journal["rows"][4]
    said = wrong({**files, "journal.json": json.dumps(journal).encode()})
    assert "consultations 2025/26, entry 5: the entry is missing" in said


def test_a_destroyed_row_keeps_no_word_and_no_salt(files: dict[str, bytes]) -> None:
    rows = json.loads(files["journal.json"])["rows"]
    (gone,) = [row for row in rows if row["destroyed_at"]]
    assert (gone["name"], gone["salt"], gone["state"]) == ("", "", "signed")
    assert all("Семёнов".encode() not in content for content in files.values())


def test_a_bundle_holds_no_secret(files: dict[str, bytes], eventful_folder: Eventful) -> None:
    """No private key, no pepper, no wrapped key, and no salt of other volumes."""
    everything = b"".join(files.values())
    for secret in eventful_folder.place.keys.iterdir():
        if secret.suffix != ".checkpoint":
            assert secret.read_bytes().hex().encode() not in everything
            assert secret.read_bytes().strip() not in everything
    assert "sealed_key" not in json.loads(files["keys.json"])["specialists"][0]
    assert "Лысенко Ольга Петровна (" not in files["acts.jsonl"].decode()


def test_the_same_files_make_the_same_zip(
    eventful_folder: Eventful, files: dict[str, bytes]
) -> None:
    assert pack(files) == eventful_folder.bundle.read_bytes()


def test_a_bundle_is_proved_from_each_engine(
    any_point: HelpPoint, any_staff: Staff, tmp_path: Path
) -> None:
    help_and_sign(any_point, any_staff.teacher, consult(any_point))
    write_bundle(any_point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    assert len([*check(unpacked(tmp_path / "x.zip"), holds).rows()]) == 1


def test_every_volume_is_proved(eventful_folder: Eventful, tmp_path: Path) -> None:
    copied = Eventful(tmp_path / "copied")
    copy_point(eventful_folder.folder, copied.folder)
    point = open_point(copied.place, clock=Clock(MORNING + timedelta(days=400)))
    for journal, year in ((Journal.REQUESTS, 2025), (Journal.CONSULTATIONS, 2026)):
        out = tmp_path / f"{journal}.zip"
        assert write_bundle(point, journal, year, out) == 1
        found = check(unpacked(out), holds)
        assert next(found.rows())["number"] == 1
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


@pytest.mark.as_written
@pytest.mark.parametrize("journal", Journal)
def test_the_command_line_exports_a_bundle_that_is_proved(
    used_place: Place, tmp_path: Path, journal: Journal
) -> None:
    export(used_place, journal.value, 2025, tmp_path / "x.zip")
    folder = unpack(tmp_path / "x.zip", tmp_path / "unpacked")
    ended = run("verify.pyz", folder=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert stat.S_IMODE((tmp_path / "x.zip").stat().st_mode) == 0o600  # it holds names


@pytest.mark.as_written
def test_the_example_day_is_proved(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "day.sqlite3"), tmp_path / "day.keys")
    point, _pins = example_day(place)
    close_database()
    this_year = school_year(point.today())
    for year in (this_year, this_year - 1):
        export(place, "consultations", year, tmp_path / f"{year}.zip")
        folder = unpack(tmp_path / f"{year}.zip", tmp_path / f"{year}")
        ended = run("verify.pyz", folder=folder)
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

    monkeypatch.setattr(bundle, "make_checkpoint", interrupted)
    assert write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip") == 2
    found = check(unpacked(tmp_path / "x.zip"), holds)
    assert len([*found.rows()]) == 2
    assert found.ledger.history.acts == Ledger.get().size


@pytest.mark.parametrize("name", ["nowhere.zip", "noise.zip", "empty"])
def test_what_is_no_bundle_is_not_checked(tmp_path: Path, name: str) -> None:
    (tmp_path / "noise.zip").write_bytes(b"PK noise")
    (tmp_path / "empty").mkdir()
    ended = run_here(tmp_path / name)
    assert ended.returncode == 2
    assert ended.stdout.startswith("НЕ ПРОВЕРЕНО")


def test_an_unsigned_row_of_a_closed_volume_can_be_destroyed(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    copied = Eventful(tmp_path / "copied")
    copy_point(eventful_folder.folder, copied.folder)
    point = open_point(copied.place, clock=Clock(MORNING + timedelta(days=400)))
    rows = entries_of(point, "Щербакова Нина Фёдоровна")
    words = {"cause": Cause.REQUEST, "reason": "Заявление", "login": "smirnova"}
    destroy(point, rows, pin=PINS["smirnova"], **words)
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "x.zip")
    found = check(unpacked(tmp_path / "x.zip"), holds)
    assert [row["state"] for row in found.rows() if row["destroyed_at"]] == [
        "signed",
        "completed",
    ]


def with_row(files: dict[str, bytes], number: int, **cells: object) -> dict[str, bytes]:
    """The files with other cells in a row of the volume."""
    journal = json.loads(files["journal.json"])
    journal["rows"][number - 1].update(cells)
    return {**files, "journal.json": json.dumps(journal).encode()}


ROW = "consultations 2025/26, entry {}"
UNREAD, DIFFERS = "it cannot be read", "it differs from the ledger"


@pytest.mark.parametrize(
    ("number", "cells", "said"),
    [
        (1, {"name": None}, UNREAD),
        (1, {"note": 7}, UNREAD),
        (1, {"more": ""}, UNREAD),
        (1, {"completed_at": False}, UNREAD),
        (1, {"specialist": 7}, UNREAD),
        (1, {"specialist": None}, f"«specialist»: {DIFFERS}"),
        (1, {"specialist": "kovalyov"}, f"«specialist»: {DIFFERS}"),
        (1, {"salt": ""}, f"«name»: {DIFFERS}"),
        (1, {"salt": "00" * 32}, f"«name»: {DIFFERS}"),
        (1, {"salt": "00" * 31}, UNREAD),
        (1, {"salt": 0}, UNREAD),
        (1, {"drawing": {"strokes": "[]", "salt": "00" * 32}}, "the drawn signature was changed"),
        (1, {"drawing": ""}, UNREAD),
        (1, {"destroyed_at": "2025-11-25T06:05:00.000Z"}, f"«name»: {DIFFERS}"),
        (2, {"drawing": None}, "the drawn signature was changed"),
        (2, {"drawing": {"strokes": "[]"}}, UNREAD),
        (2, {"drawing": {"strokes": [], "salt": "00" * 32}}, UNREAD),
        (2, {"drawing": {"strokes": "[]", "salt": "", "act": 1}}, UNREAD),
        (6, {"salt": None}, UNREAD),
        (6, {"salt": False}, UNREAD),
        (6, {"name": "Семёнов Лёша"}, f"«name»: {DIFFERS}"),
        (6, {"salt": "00" * 32}, f"«salt»: {DIFFERS}"),
        (6, {"destroyed_at": None}, f"«name»: {DIFFERS}"),
        (
            6,
            {"destroyed_at": "2025-11-26T06:05:00.000Z"},
            "the day on which its data were destroyed differs from the ledger",
        ),
        (7, {"left_reason": "cancelled"}, f"«left_reason»: {DIFFERS}"),
        (7, {"result": "Показано"}, f"«result»: {DIFFERS}"),
        (8, {"state": "open"}, f"«state»: {DIFFERS}"),
        (9, {"state": "waiting"}, UNREAD),
        (9, {"state": "called"}, UNREAD),
        (9, {"state": "in_service"}, UNREAD),
        (9, {"state": ""}, f"«state»: {DIFFERS}"),
        (9, {"state": None}, UNREAD),
        (9, {"specialist": "belaya"}, f"«specialist»: {DIFFERS}"),
        (9, {"completed_at": "2025-11-25T06:05:00.000Z"}, f"«completed_at»: {DIFFERS}"),
    ],
)
def test_every_cell_of_a_row_is_what_the_acts_say(
    files: dict[str, bytes], number: int, cells: dict[str, object], said: str
) -> None:
    """Consultation 1 is signed, 2 drawn, 6 destroyed, 7 left, 8 unsigned, 9 nobody was helped."""
    found = wrong(with_row(files, number, **cells))
    assert ROW.format(number) in found
    assert found.endswith(said)
