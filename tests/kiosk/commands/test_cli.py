from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from db import engine, erasing
from db.engine import close_database, make_database
from db.reading import snapshot
from kiosk import cli
from kiosk.catalogue.schedule import sessions
from kiosk.catalogue.topics import topics
from kiosk.commands import ask
from kiosk.commands.command_line import command_line
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.proof.forms import FORMS, Journal
from kiosk.signing import lockout
from kiosk.signing.lockout import FREE_TRIES
from kiosk.signing.recovery import new_code
from kiosk.staff import access, recovery, specialists
from kiosk.words import i18n
from kiosk.words.languages import offered
from kiosk.words.weak_pins import Weakness, pin_strength
from tests.people import MORNING, PINS, Clock, consult, help_and_sign, staff_of

CHIEF = f"smirnova\n{PINS['smirnova']}\n"
"""What the administrator types."""

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples"
COMMANDS = command_line.commands
NAMES = ["run", "demo", "enrol", "import", "export", "verify", "backup", "restore", "doctor"]
Kiosk = Callable[..., Result]
NEW_PIN = "577215"


class Door(click.Command):
    """The program as it is started, from its words to its exit status."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *_: object, **__: object
    ) -> None:
        sys.argv = ["kiosk", *(args or ())]
        cli.main()


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    """Runs a command line on the point of the test, as somebody would type it."""
    root, mask = logging.getLogger(), os.umask(0o077)
    handlers, level, last = root.handlers[:], root.level, logging.lastResort
    config = tmp_path / "kiosk.toml"
    config.write_text(f'database = "{tmp_path}/point.sqlite3"\nlog = "{tmp_path}/kiosk.log"\n')
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    monkeypatch.delenv("KIOSK_DATABASE", raising=False)
    monkeypatch.setattr(sys, "argv", sys.argv)

    def run(*words: str, typed: str = "") -> Result:
        result = CliRunner().invoke(Door("kiosk"), words, input=typed)
        close_database()
        return result

    yield run
    os.umask(mask)
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.lastResort = last


def refused(result: Result) -> str:
    """The sentence of a command that did not work: no traceback, no exit status 0."""
    assert result.exit_code not in (0, None)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.output.strip()
    return result.output


def test_the_names_that_others_script_are_all_there() -> None:
    assert set(NAMES) <= COMMANDS.keys()


@pytest.mark.parametrize("language", offered())
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_help_with_an_example(
    kiosk: Kiosk, tmp_path: Path, name: str, language: str
) -> None:
    with (tmp_path / "kiosk.toml").open("a") as config:
        config.write(f'language = "{language}"\n')
    result = kiosk(*name.split(), "--help")
    assert result.exit_code == 0
    assert {"ru": "Пример:", "en": "Example:", "uk": "Приклад:"}[i18n.language()] in result.output
    assert f"kiosk {name}".strip() in result.output.rsplit(":", 1)[-1] or not name
    command = COMMANDS[name] if name else command_line
    assert command.help is not None
    if name:
        assert " ".join(i18n._(command.help).split()) in " ".join(result.output.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize(
    "words",
    [
        "frobnicate",
        "--frobnicate",
        "export",
        "export songs --format pdf --year 2025 --out x.pdf",
        "export requests",
        "export requests --format doc --year 2025 --out x.doc",
        "export requests --format pdf --year twenty --out x.pdf",
        "export requests --format pdf --year 1 --out x.pdf",
        "export requests --format csv --year 1999 --out x.csv",
        "export consultations --format csv --year 2001 --out x.csv",
        "export consultations --format csv --year 2025 --out /nowhere/x.csv",
        "export consultations --format csv --year 2025 --out /",
        "import",
        "import songs x.csv",
        "import topics nowhere.csv",
        "import topics /",
        "import guides kiosk.toml",
        "import schedule nowhere.ics",
        "backup /nowhere/a.backup",
        "backup",
        "restore nowhere.backup",
        "restore",
        "verify now",
        "verify --checkpoint nowhere",
        "--config nowhere.toml verify",
        "--database nowhere.sqlite3 verify",
        "--database nowhere.sqlite3 export requests --format csv --year 2025 --out x.csv",
        "--database / verify",
        "--database postgresql://nobody@127.0.0.1:1/none verify",
        "run",
        "demo --headless",
        "enrol",
    ],
)
def test_wrong_input_gets_a_sentence_and_a_non_zero_exit(
    kiosk: Kiosk, used_place: Place, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(Path(used_place.database).parent)
    refused(kiosk(*words.split()))
    assert verified(kiosk)


def verified(kiosk: Kiosk) -> bool:
    return kiosk("verify").exit_code == 0


def change_a_name(place: Place, entry: int = 5) -> None:
    """What somebody does to an entry who knows SQL and has the file."""
    with sqlite3.connect(place.database) as file:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'"
        for (trigger,) in file.execute(named).fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute(f"UPDATE entry SET name = 'x' WHERE id = {entry}")
    file.close()


def test_verify_prints_what_it_checked(kiosk: Kiosk, used_place: Place) -> None:
    result = kiosk("verify")
    assert result.exit_code == 0
    for said in ("Актов в реестре: 27\n", "Подписей проверено: 50\n", "Всё сходится"):
        assert said in result.output


def test_verify_names_the_first_wrong_row(kiosk: Kiosk, used_place: Place) -> None:
    change_a_name(used_place)
    assert "Консультации 2025/26, запись № 5" in refused(kiosk("verify"))


def test_the_first_specialist_is_enrolled_by_prompts(kiosk: Kiosk, tmp_path: Path) -> None:
    result = kiosk("enrol", typed="smirnova\nСмирнова Ольга\nзавуч\n248163\n248163\n")
    assert result.exit_code == 0, result.output
    assert "248163" not in result.output
    assert "Смирнова Ольга" in result.output
    point = open_point(Place(f"{tmp_path}/point.sqlite3", tmp_path / "point.keys"))
    assert access.log_in(point, "smirnova", "248163").is_administrator


def test_the_next_specialist_needs_the_administrators_pin(
    kiosk: Kiosk, staffed_place: Place
) -> None:
    said = "technical\norlov\nОрлов Иван\n\nsmirnova\n{}\n314159\n314159\n"
    refused(kiosk("enrol", typed=said.format("000001")))
    result = kiosk("enrol", typed=said.format(PINS["smirnova"]))
    assert result.exit_code == 0, result.output
    assert "orlov" in {person.login for person in specialists.enrolled(open_point(staffed_place))}


@pytest.mark.parametrize("typed", ["", "a\n", "technical\norlov\nОрлов\n\nsmirnova\n", "x\nx\nx\n"])
def test_an_enrolment_broken_off_enrols_nobody(
    kiosk: Kiosk, staffed_place: Place, typed: str
) -> None:
    assert kiosk("enrol", typed=typed).exit_code == 130
    assert len(specialists.enrolled(open_point(staffed_place))) == 3


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("123456", Weakness.RUN),
        ("150587", Weakness.DATE),
        ("12", Weakness.LENGTH),
        ("пароль", Weakness.LENGTH),
    ],
    ids=repr,
)
def test_a_weak_pin_is_refused_with_its_reason(
    kiosk: Kiosk, place: Place, pin: str, why: Weakness
) -> None:
    assert str(why) in refused(kiosk("enrol", typed=f"ab\nИмя\n\n{pin}\n{pin}\n"))


def test_whoever_chooses_a_pin_is_told_first_what_it_is_good_for(
    kiosk: Kiosk, place: Place
) -> None:
    said = kiosk("enrol", typed="ab\nИмя\n\n248163\n248163\n").output
    assert said.index(pin_strength()) < said.index("лучше 8 цифр")


@pytest.mark.parametrize("what", ["topics", "guides", "schedule", "specialists"])
def test_the_documented_examples_can_be_imported(
    kiosk: Kiosk, staffed_place: Place, what: str
) -> None:
    result = kiosk("import", what, str(EXAMPLES / f"{what}.csv"))
    assert result.exit_code == 0, result.output
    assert verified(kiosk)


def test_a_calendar_can_be_imported(kiosk: Kiosk, staffed_place: Place) -> None:
    result = kiosk("import", "schedule", str(EXAMPLES / "schedule.ics"))
    assert result.exit_code == 0, result.output


def titles(place: Place) -> list[str]:
    point = open_point(place)
    found = [topic.title for journal in Journal for topic in topics(point, journal)]
    close_database()
    return found


def test_an_import_with_one_wrong_line_names_it_and_imports_nothing(
    kiosk: Kiosk, staffed_place: Place, tmp_path: Path
) -> None:
    before = titles(staffed_place)
    lines = (EXAMPLES / "topics.csv").read_text("utf-8-sig").splitlines()
    broken = tmp_path / "topics.csv"
    broken.write_text("\n".join([*lines, "bad;консультации;дворник;Тема;Topic;9;нет"]), "utf-8")
    said = refused(kiosk("import", "topics", str(broken)))
    assert f"строка {len(lines) + 1}" in said
    assert "topics.csv" in said
    assert titles(staffed_place) == before


def test_an_import_of_specialists_with_a_taken_login_invites_nobody(
    kiosk: Kiosk, staffed_place: Place, tmp_path: Path
) -> None:
    lines = (EXAMPLES / "specialists.csv").read_text("utf-8-sig").splitlines()
    file = tmp_path / "specialists.csv"
    file.write_text("\n".join([*lines, "belaya;Другая Анна;;учитель;"]), "utf-8")
    refused(kiosk("import", "specialists", str(file)))
    assert specialists.invited(open_point(staffed_place)) == []


def test_a_schedule_with_a_wrong_line_leaves_the_old_one(
    kiosk: Kiosk, staffed_place: Place, tmp_path: Path
) -> None:
    point = open_point(staffed_place)
    first = point.today().replace(year=2025, month=11, day=1)
    before = len(sessions(point, first, 60))
    assert before
    close_database()
    lines = (EXAMPLES / "schedule.csv").read_text("utf-8-sig").splitlines()
    file = tmp_path / "schedule.csv"
    file.write_text("\n".join([*lines, lines[-1].replace("14.00", "25:00")]), "utf-8")
    assert "строка" in refused(kiosk("import", "schedule", str(file)))
    assert len(sessions(open_point(staffed_place), first, 60)) == before


@pytest.mark.parametrize("format", ["pdf", "xlsx", "csv", "json"])
@pytest.mark.parametrize("journal", Journal)
def test_each_journal_is_exported_in_each_format(
    kiosk: Kiosk, used_place: Place, tmp_path: Path, journal: Journal, format: str
) -> None:
    out = tmp_path / f"Журнал {journal}.{format}"
    result = kiosk("export", journal.value, "--format", format, "--year", "2025", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert str(out) in result.output
    content = out.read_bytes()
    match format:
        case "pdf":
            assert content.startswith(b"%PDF")
        case "xlsx":
            assert content.startswith(b"PK")
        case "csv":
            text = content.decode("utf-8-sig")
            heads = ";".join(f'"{column.head}"' for column in FORMS[journal].columns)
            assert text.splitlines()[0] == heads
        case "json":
            rows = json.loads(content)["rows"]
            assert len(rows) == {"requests": 1, "consultations": 5}[journal]


FORMATS = ("pdf", "xlsx", "csv", "json", "bundle")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_leaves_while_anything_in_the_journals_is_wrong(
    kiosk: Kiosk, used_place: Place, tmp_path: Path, format: str
) -> None:
    """The other journal agrees, and is not let out either."""
    change_a_name(used_place)
    for journal in ("consultations", "requests"):
        words = ("export", journal, "--year", "2025", "--format", format, "--out")
        said = refused(kiosk(*words, str(tmp_path / "book")))
        assert "запись № 5: «ФИО» расходится с реестром. Ничего не исправляйте" in said
        assert ("--unverified" in said) is (format != "bundle")
        assert not (tmp_path / "book").exists()


@pytest.mark.parametrize("format", FORMATS[:-1])
def test_who_insists_gets_an_extract_that_says_what_it_is(
    kiosk: Kiosk, used_place: Place, tmp_path: Path, format: str
) -> None:
    change_a_name(used_place)
    out = tmp_path / "book"
    words = ("export", "consultations", "--year", "2025", "--format", format, "--out", str(out))
    ended = kiosk(*words, "--unverified")
    assert ended.exit_code == 0
    assert "НЕ СВЕРЕНО: Консультации 2025/26, запись № 5: «ФИО»" in ended.output
    assert out.stat().st_size > 500


def test_a_bundle_is_never_made_of_journals_that_differ(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    out = str(tmp_path / "book")
    words = ("export", "consultations", "--year", "2025", "--format", "bundle", "--out", out)
    assert kiosk(*words, "--unverified").exit_code == 2
    assert not Path(out).exists()


def test_insisting_marks_nothing_where_all_agrees(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    out = tmp_path / "book.csv"
    words = ("export", "consultations", "--year", "2025", "--format", "csv", "--out", str(out))
    assert kiosk(*words, "--unverified").exit_code == 0
    assert "НЕ СВЕРЕНО" not in out.read_text("utf-8-sig")


def test_what_an_earlier_program_found_vouches_for_no_document(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    """The verification of the day before was clean, and kept what it found in a file."""
    assert kiosk("verify").exit_code == 0
    change_a_name(used_place, entry=1)
    assert kiosk("verify", "--new").exit_code == 0
    words = ("export", "consultations", "--year", "2025", "--format", "csv", "--out")
    assert "запись № 1" in refused(kiosk(*words, str(tmp_path / "book.csv")))


def test_what_was_kept_shows_that_a_database_was_set_back(kiosk: Kiosk, used_place: Place) -> None:
    kept = Path(used_place.database).read_bytes()
    stick = Path(used_place.database).with_name("a.checkpoint")
    made = kiosk("checkpoint", str(stick)).output
    code = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){4}", made)[0]
    verified = kiosk("verify", "--code", code.lower(), "--checkpoint", str(stick))
    assert verified.exit_code == 0
    assert f"{code.lower()}: контрольная точка, актов: 28." in verified.output
    assert "Сверено букв отпечатка: 20 (100 бит)." in verified.output
    assert "1 контрольная точка извне: сверен весь отпечаток." in verified.output
    close_database()
    Path(used_place.database).write_bytes(kept)
    assert "обрезан" in refused(kiosk("verify"))
    assert code in refused(kiosk("verify", "--code", code))


def test_a_verification_of_what_is_new_says_what_it_took_over(
    kiosk: Kiosk, used_place: Place
) -> None:
    assert "заново" not in kiosk("verify").output
    made = kiosk("checkpoint", str(used_place.keys.with_name("a.checkpoint")))
    assert made.exit_code == 0, made.output
    assert "заново" not in kiosk("verify").output
    said = kiosk("verify", "--new").output
    assert "заново не проверялось актов: 28" in said
    assert said.endswith("Новое сходится.\n")


def test_a_command_sits_out_the_pause_after_wrong_pins(
    kiosk: Kiosk, used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command is a new program: it would be refused for ever."""
    monkeypatch.setattr(lockout, "FIRST_WAIT", 1)
    words = ("destroy", "--entry", "consultations/2025/1", "--reason", "Заявление")
    for _try in range(5):
        refused(kiosk(*words, typed="smirnova\n999111\ny\n"))
    done = kiosk(*words, typed=f"smirnova\n{PINS['smirnova']}\ny\n")
    assert "осталось 0:01" in done.output
    assert done.exit_code == 0, done.output


def test_a_pause_is_told_of_an_unknown_login_too_and_can_be_broken_off(
    kiosk: Kiosk, used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press_ctrl_c(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ask.time, "sleep", press_ctrl_c)
    words = ("agreement", "belaya", "--signed", "24.11.2025")
    said = set()
    for login in ("smirnova", "nobody"):
        for _try in range(FREE_TRIES + 1):
            refused(kiosk(*words, typed=f"{login}\n999111\n"))
        broken_off = kiosk(*words, typed=f"{login}\n{PINS['smirnova']}\n")
        assert broken_off.exit_code == 130
        said.add(broken_off.output.replace(login, ""))
    (same,) = said
    assert "осталось 1:00" in same
    assert "ПИН-код администратора" not in same


def test_an_export_that_fails_leaves_no_file(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    refused(kiosk("export", "requests", "--format", "csv", "--year", "2001", "--out", str(out)))
    assert not out.exists()


CHIEF = f"smirnova\n{PINS['smirnova']}\n"


def test_a_backup_and_its_way_back(kiosk: Kiosk, used_place: Place, tmp_path: Path) -> None:
    made = kiosk("backup", str(tmp_path / "a.backup"), "--keys")
    assert made.exit_code == 0, made.output
    Path(used_place.database).unlink()
    shutil.rmtree(used_place.keys)
    (tmp_path / "a.keys").rename(tmp_path / "a.keys.away")
    refused(kiosk("restore", str(tmp_path / "a.backup"), typed=CHIEF))
    (tmp_path / "a.keys.away").rename(tmp_path / "a.keys")
    back = kiosk("restore", str(tmp_path / "a.backup"), typed=CHIEF)
    assert back.exit_code == 0, back.output
    assert verified(kiosk)


def test_the_automatic_backup_is_made_listed_and_restored(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    assert "backups" in kiosk("backups").output
    made = kiosk("backup", "--daily")
    assert made.exit_code == 0, made.output
    (file,) = (tmp_path / "backups").glob("*.backup")
    told = kiosk("backups")
    assert (told.exit_code, file.name in told.output, "✓" in told.output) == (0, True, True)
    back = kiosk("restore", str(file), typed=CHIEF)
    assert back.exit_code == 0, back.output
    assert kiosk("verify", "--checkpoint", str(tmp_path / "backups" / "checkpoints")).exit_code == 0
    file.write_bytes(file.read_bytes()[:-9000])
    told = kiosk("backups")
    assert (told.exit_code, "✗" in told.output) == (1, True)


def test_a_checkpoint_comes_as_a_note_and_as_a_sheet_for_a_binder(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    note, sheet = tmp_path / "a.checkpoint", tmp_path / "a.pdf"
    made = kiosk("checkpoint", str(note), "--print", str(sheet))
    assert made.exit_code == 0, made.output
    assert sheet.read_bytes().startswith(b"%PDF")
    (kept,) = (tmp_path / "backups" / "checkpoints").iterdir()
    assert kept.read_text("utf-8") == note.read_text("utf-8")


@pytest.mark.parametrize("words", [(), ("a.backup", "--daily"), ("--daily", "--keys")])
def test_a_backup_is_either_a_file_or_the_automatic_one(
    kiosk: Kiosk, used_place: Place, words: tuple[str, ...]
) -> None:
    assert "--daily" in refused(kiosk("backup", *words))


def test_a_folder_without_checkpoints_is_no_proof(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    assert "nothing" in refused(kiosk("verify", "--checkpoint", str(tmp_path / "nothing")))


def test_a_backup_of_a_wrong_ledger_says_so(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    with sqlite3.connect(used_place.database) as file:
        file.execute("UPDATE point SET school = 'Другая'")
    file.close()
    assert "Названия школы" in refused(kiosk("backup", str(tmp_path / "a.backup")))
    assert (tmp_path / "a.backup").exists()


def test_the_doctor_says_what_to_do(kiosk: Kiosk, used_place: Place) -> None:
    result = kiosk("doctor")
    assert result.exit_code == 1  # a test has no terminal
    assert "✗ Терминал" in result.output
    assert "✓ PRAGMA journal_mode" in result.output


def test_a_demo_fills_a_file_and_prints_pins_that_work(kiosk: Kiosk, tmp_path: Path) -> None:
    day = tmp_path / "day.sqlite3"
    result = kiosk("demo", "--headless", "--database", str(day))
    assert result.exit_code == 0, result.output
    login, pin, *_name = result.output.splitlines()[0].split()
    point = open_point(Place(str(day), day.with_suffix(".keys")))
    assert access.log_in(point, login, pin).is_administrator
    close_database()
    assert kiosk("--database", str(day), "verify").exit_code == 0
    refused(kiosk("demo", "--headless", "--database", str(day)))


def test_the_database_can_be_named_by_the_environment(
    kiosk: Kiosk, used_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE", str(tmp_path / "elsewhere.sqlite3"))
    assert "elsewhere.sqlite3" in refused(kiosk("verify"))
    monkeypatch.setenv("KIOSK_DATABASE", used_place.database)
    assert verified(kiosk)


def test_the_language_can_be_named_by_the_environment(
    kiosk: Kiosk, used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_LANGUAGE", "en")
    assert "Everything agrees." in kiosk("verify").output
    monkeypatch.setenv("KIOSK_LANGUAGE", "uk")
    assert "Усе сходиться." in kiosk("verify").output
    for other in ("de", "crh_Latn"):
        monkeypatch.setenv("KIOSK_LANGUAGE", other)
        assert other in refused(kiosk("verify"))


def test_a_postgresql_address_works_as_a_file_does(
    kiosk: Kiosk, staffed_postgres_place: Place, tmp_path: Path
) -> None:
    with (tmp_path / "kiosk.toml").open("a") as config:
        config.write(f'keys = "{staffed_postgres_place.keys}"\n')
    result = kiosk("--database", staffed_postgres_place.database, "verify")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("words", "status"), [(("--help",), 0), (("verify",), 1), (("frobnicate",), 2)]
)
def test_the_launcher_hands_words_and_exit_status_over(
    tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "kiosk.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    assert (ended.stdout or ended.stderr).strip()


def test_destroying_says_what_became_of_each_copy_and_prints_the_act(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    with (tmp_path / "kiosk.toml").open("a") as config:
        config.write(f'second_backups = "{tmp_path}/stick"\n')
    made = kiosk("backup", "--daily")
    assert made.exit_code == 0, made.output
    assert f"ВТОРОЙ КОПИИ НЕТ в {tmp_path}/stick: такой папки нет." in made.output
    name, paper = "Артёменко Татьяна Юрьевна", tmp_path / "act.pdf"
    words = ("destroy", "--name", name, "--reason", "Заявление № 7", "--out", str(paper))
    typed = f"smirnova\n{PINS['smirnova']}\ny\n"
    done = kiosk(*words, typed=typed)
    assert done.exit_code == 1
    assert f"НЕ ОЧИЩЕНО: {tmp_path}/stick: такой папки нет." in done.output
    assert done.output.count("уничтожено в записях: 1") == 2
    assert paper.read_bytes().startswith(b"%PDF")
    (tmp_path / "stick").mkdir()
    again = kiosk("backup", "--daily")
    assert f"Вторая копия: {tmp_path}/stick/help-point-" in again.output
    assert verified(kiosk)
    assert "данными нет" in refused(kiosk(*words, typed=typed))


LOOK_ALIKE = "Aртёменкo Татьяна Юрьевна"
"""The name of an entry of the used point, with two Latin letters."""


@pytest.fixture
def point_with_a_look_alike(used_place: Place) -> str:
    """The used point with an entry of somebody whose name looks the same; returns its number."""
    point = open_point(used_place, clock=Clock(MORNING + timedelta(days=1)))
    slip = consult(point, LOOK_ALIKE)
    help_and_sign(point, staff_of(point).teacher, slip)
    close_database()
    return f"Консультации 2025/26, запись № {slip.number}"


@pytest.mark.parametrize(("answer", "emptied"), [("y", 2), ("n", 1)])
def test_a_name_that_looks_the_same_is_shown_before_anything_is_destroyed(
    kiosk: Kiosk, point_with_a_look_alike: str, answer: str, emptied: int
) -> None:
    words = ("destroy", "--name", "Артёменко Татьяна Юрьевна")
    proposed = kiosk(*words)
    assert "будут уничтожены данные: 1" in proposed.output
    assert point_with_a_look_alike in proposed.output
    assert "ПИН" not in proposed.output
    typed = f"{answer}\nsmirnova\n{PINS['smirnova']}\ny\n"
    done = kiosk(*words, "--reason", "Заявление № 7", typed=typed)
    assert done.exit_code == 0, done.output
    shown, _asked, rest = done.output.partition("Уничтожить и в них?")
    assert point_with_a_look_alike in shown
    assert "ПИН" not in shown
    assert f"уничтожено в записях: {emptied}" in rest
    assert verified(kiosk)


def test_a_look_alike_alone_is_not_destroyed_unasked(
    kiosk: Kiosk, point_with_a_look_alike: str
) -> None:
    words = ("destroy", "--name", LOOK_ALIKE.replace("o", "о"), "--reason", "Заявление № 7")
    told = refused(kiosk(*words, typed="n\n"))
    assert point_with_a_look_alike in told
    assert "данными нет" in told
    assert "ПИН" not in told


def test_a_name_that_nobody_has_is_told_before_a_pin_is_asked(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    words = ("destroy", "--name", "Небывалов Пётр", "--reason", "Заявление № 7")
    told = refused(kiosk(*words))
    assert "данными нет" in told
    assert "ПИН" not in told
    with (tmp_path / "kiosk.toml").open("a") as config:
        config.write(f'second_backups = "{tmp_path}/stick"\n')
    told = refused(kiosk(*words))
    assert f"НЕ ОЧИЩЕНО: {tmp_path}/stick" in told
    assert "ПИН" not in told


def test_a_database_that_is_still_read_is_named_and_nobody_is_told_to_delete_it(
    kiosk: Kiosk, used_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    monkeypatch.setattr(erasing, "PATIENCE", 0.1)
    words = ("destroy", "--name", "Артёменко Татьяна Юрьевна", "--reason", "Заявление № 7")
    reader = make_database(used_place.database)
    with snapshot(reader):
        reader.execute_sql("SELECT count(*) FROM act").fetchall()
        done = kiosk(*words, typed=f"smirnova\n{PINS['smirnova']}\ny\n")
    reader.close()
    assert done.exit_code == 1
    assert "уничтожено в записях: 1" in done.output
    assert f"НЕ ОЧИЩЕНО: {used_place.database}: базу читает другая программа" in done.output
    assert "удалите" not in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--expired"),
        (("--entry", "consultations/2025/99"), "Нет записи «consultations/2025/99»"),
        (("--entry", "foo"), "Нет записи «foo»"),
        (("--entry", "consultations/2025/5"), "Ещё не завершено: Консультации 2025/26"),
        (("--name", "Щербакова Нина Фёдоровна"), "Ещё не завершено: Консультации 2025/26"),
        (
            ("--name", "Артёменко Татьяна Юрьевна", "--reason", "Просьба Артёменко"),
            "названо имя",
        ),
        (("--entry", "consultations/2025/1", "--reason", "Просит Артёменко"), "названо имя"),
    ],
)
def test_what_cannot_be_destroyed_is_told_before_a_pin_is_asked(
    kiosk: Kiosk, used_place: Place, words: tuple[str, ...], said: str
) -> None:
    reason = () if "--reason" in words else ("--reason", "Заявление")
    told = refused(kiosk("destroy", *words, *reason))
    assert said in told
    assert "ПИН" not in told


def test_a_copy_that_is_evidence_is_not_called_damaged(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    change_a_name(used_place)
    refused(kiosk("backup", "--daily"))
    told = kiosk("backups")
    assert (told.exit_code, ".wrong" in told.output) == (0, True)
    assert "ПОВРЕЖДЕНА" not in told.output
    assert "в журналах была ошибка" in told.output


def test_restoring_what_is_not_there_says_so(kiosk: Kiosk, used_place: Place) -> None:
    told = refused(kiosk("restore", "nowhere.backup"))
    assert "такого файла нет" in told
    assert "Логин" not in told, "nobody types a PIN for nothing"


@pytest.mark.parametrize("typed", ["smirnova\n999111\n", f"belaya\n{PINS['belaya']}\n"])
def test_only_an_administrator_puts_a_backup_back(
    kiosk: Kiosk, used_place: Place, tmp_path: Path, typed: str
) -> None:
    kiosk("backup", str(tmp_path / "a.backup"))
    before = Path(used_place.database).read_bytes()
    refused(kiosk("restore", str(tmp_path / "a.backup"), typed=typed))
    assert Path(used_place.database).read_bytes() == before
    assert not list(tmp_path.glob("*.replaced-*"))


def copied_over_itself(place: Place) -> None:
    """The file is another one now, with the same content, as after a copy to a stick and back."""
    kept = Path(place.database).with_suffix(".kept")
    shutil.copyfile(place.database, kept)
    kept.replace(place.database)


def test_a_copied_database_is_settled_on_the_command_line(kiosk: Kiosk, used_place: Place) -> None:
    assert "решать нечего" in kiosk("settle", "moved").output
    copied_over_itself(used_place)
    assert "ничего не записывается" in refused(kiosk("checkpoint", "x.checkpoint"))
    assert "ничего не записывается" in refused(kiosk("rename", "--school", "№ 2", typed=CHIEF))
    refused(kiosk("settle", "cleaned", typed=CHIEF))
    refused(kiosk("settle", "moved", typed="smirnova\n999111\n"))
    refused(kiosk("settle", "moved", typed=f"belaya\n{PINS['belaya']}\n"))
    refused(kiosk("checkpoint", "x.checkpoint"))
    done = kiosk("settle", "moved", typed=CHIEF)
    assert (done.exit_code, "эпоха 1" in done.output) == (0, True), done.output
    assert kiosk("rename", "--school", "№ 2", typed=CHIEF).exit_code == 0
    told = kiosk("verify").output
    assert "Перенесено" in told
    assert "Всё сходится." in told


def test_a_start_long_after_the_last_act_is_settled_by_command(
    kiosk: Kiosk, used_place: Place
) -> None:
    refused(kiosk("settle", "clock", typed="smirnova\n999111\n"))
    done = kiosk("settle", "clock", typed=CHIEF)
    assert (done.exit_code, "часы верны" in done.output) == (0, True), done.output
    assert "последняя запись сделана 2" in done.output
    assert "решать нечего" in kiosk("settle", "clock").output
    assert "Всё сходится." in kiosk("verify").output


def test_rows_without_a_code_are_left_to_be_compared_with_the_paper(
    kiosk: Kiosk, used_place: Place
) -> None:
    words = ("--journal", "consultations", "--year", "2025", "--rows", "1-5")
    told = kiosk("check-page", *words).output
    assert "Сличите с бумагой их и код." in told
    assert "Код верен" not in told
    (code,) = re.findall(r"C25\S+", told)
    assert kiosk("check-page", code).output.endswith(
        "Код верен. Сличите строки на бумаге с этими.\n"
    )


def test_the_day_of_an_agreement_is_refused_before_a_pin_is_asked(
    kiosk: Kiosk, used_place: Place
) -> None:
    told = refused(kiosk("agreement", "belaya", "--signed", "01.01.2001"))
    assert "день соглашения — с 24.11.2025" in told
    assert "ПИН" not in told


def test_an_administrator_who_forgot_the_pin_gets_one_by_the_code(
    kiosk: Kiosk, staffed_place: Place
) -> None:
    point, code = open_point(staffed_place), new_code()
    recovery.prepare(point, code, administrator="smirnova", pin=PINS["smirnova"])
    close_database()
    typed = f"{{}}\n{NEW_PIN}\n{NEW_PIN}\n"
    for wrong in (code[:-1], new_code()):
        said = refused(kiosk("recover", "smirnova", typed=typed.format(wrong)))
        assert wrong not in said
    result = kiosk("recover", "smirnova", typed=typed.format(code))
    assert result.exit_code == 0, result.output
    assert code not in result.output
    assert NEW_PIN not in result.output
    assert "кодом восстановления, БЕЗ ВТОРОЙ ПОДПИСИ" in kiosk("verify").output
    refused(kiosk("recover", "smirnova", typed=typed.format(code)))
    assert access.log_in(open_point(staffed_place), "smirnova", NEW_PIN).is_administrator


def test_the_list_of_keys_is_written_for_an_auditor(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    out = tmp_path / "keys.pdf"
    assert kiosk("keys", "--out", str(out)).output == f"{out}: 3 ключа.\n"
    assert out.read_bytes().startswith(b"%PDF")


def test_no_list_of_keys_is_written_of_journals_that_differ(
    kiosk: Kiosk, used_place: Place, tmp_path: Path
) -> None:
    change_a_name(used_place)
    assert refused(kiosk("keys", "--out", str(tmp_path / "keys.pdf")))
    assert not (tmp_path / "keys.pdf").exists()
