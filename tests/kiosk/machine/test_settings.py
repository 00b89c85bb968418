from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from kiosk.machine.settings import CREDENTIALS, Settings, load
from kiosk.words.errors import CannotRead


def written(folder: Path, text: str) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(text, "utf-8")
    return file


def test_every_key_may_be_left_out() -> None:
    settings = load(None)
    assert settings == Settings()
    assert settings.language == "ru"
    assert settings.place.database.endswith("help-point.sqlite3")


def test_the_keys_stand_beside_the_database_unless_told_otherwise(tmp_path: Path) -> None:
    database = str(tmp_path / "school.sqlite3")
    assert Settings(database=database).place.keys == tmp_path / "school.keys"
    assert Settings(database=database, keys="/elsewhere").place.keys == Path("/elsewhere")
    assert Settings(database=database).export_folder == tmp_path / "exports"


def test_backups_stand_beside_the_database_unless_told_otherwise(tmp_path: Path) -> None:
    database = str(tmp_path / "school.sqlite3")
    assert Settings(database=database).backup_folder == tmp_path / "backups"
    assert Settings(database=database, backups="/srv/copies").backup_folder == Path("/srv/copies")


def test_the_day_ends_at_eight_in_the_evening_unless_told_otherwise(tmp_path: Path) -> None:
    assert Settings().day_end == time(20, 0)
    assert load(written(tmp_path, 'day_ends = "17:30"')).day_end == time(17, 30)
    assert load(written(tmp_path, 'day_ends = ""')).day_end is None


def test_nobody_is_asked_to_draw_unless_the_school_wants_it(tmp_path: Path) -> None:
    assert not Settings().drawn_signature
    assert load(written(tmp_path, "drawn_signature = true")).drawn_signature
    with pytest.raises(CannotRead):
        load(written(tmp_path, 'drawn_signature = "yes"'))


def test_a_school_chooses_the_languages_and_its_own_is_always_there(tmp_path: Path) -> None:
    assert Settings().spoken == ("ru", "en")
    chosen = load(written(tmp_path, 'languages = ["ru", "uk"]'))
    assert chosen.spoken == ("ru", "uk")
    assert load(written(tmp_path, 'language = "uk"\nlanguages = []')).spoken == ("uk",)
    english = load(written(tmp_path, 'languages = ["ru", "uk"]'), language="en")
    assert english.spoken == ("en", "ru", "uk")


@pytest.mark.parametrize(
    "line",
    [
        'languages = ["ru", "crh_Cyrl"]',
        'languages = ["tlh"]',
        'languages = [["ru"]]',
        "languages = [1]",
        'languages = "ru"',
        'language = "crh_Latn"',
    ],
)
def test_a_language_that_is_not_offered_is_no_choice(tmp_path: Path, line: str) -> None:
    with pytest.raises(CannotRead):
        load(written(tmp_path, line))


def test_settings_know_their_file_for_another_process_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "")
    monkeypatch.chdir(tmp_path)
    assert load(Path("kiosk.toml")).read_from == str(tmp_path / "kiosk.toml")
    assert load(None).read_from == ""


def test_the_keys_of_a_server_stand_in_the_data_folder() -> None:
    place = Settings(database="postgresql://kiosk@server/help").place
    assert place.keys.name == "keys"
    assert place.exists


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'database = "a.sqlite3"\ntheme = "dark"\n')
    assert load(file).database == "a.sqlite3"
    assert load(file, database="b.sqlite3").database == "b.sqlite3"
    assert load(file, database="b.sqlite3").theme == "dark"
    assert (load(file).language, load(file, language="en").language) == ("ru", "en")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 'red'", "colour"),
        ("database = 5", "database"),
        ("language = 'de'", "language"),
        ("theme = 'pink'", "theme"),
        ("day_ends = '25:00'", "day_ends"),
        ("diagonal = 2.5", "diagonal"),
        ("diagonal = '15'", "diagonal"),
        ("ratio = '16:0'", "ratio"),
        ("day_ends = '8 pm'", "day_ends"),
        ("ticket_printer = '-o raw'", "ticket_printer"),
        ("ticket_printer = '-tickets'", "ticket_printer"),
        ("ticket_printer = 'a b'", "ticket_printer"),
        ("calendar_url = 'school.ru/help.ics'", "calendar_url"),
        ("calendar_url = 'https://school.ru/help me.ics'", "calendar_url"),
        ("calendar_url = 'file:///etc/passwd'", "calendar_url"),
        ("notices = 5", "notices"),
        ("read_from = '/etc/passwd'", "read_from"),
        ("zone = 'Europe/Nowhere'", "Europe/Nowhere"),
        ("zone = '../../etc/passwd'", "zone"),
        ("database = ", "kiosk.toml"),
        ("= = =", "kiosk.toml"),
    ],
)
def test_what_a_file_says_wrong_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        load(written(tmp_path, text))
    assert named in refusal.value.sentence() or named == "zone"
    assert "kiosk.toml" in refusal.value.sentence()


def test_a_file_that_is_not_text_or_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes.toml", "absent.toml"):
        with pytest.raises(CannotRead, match=name):
            load(tmp_path / name)


def test_secrets_lie_in_the_key_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert Settings().place.secrets is None
    apart = load(written(tmp_path, 'secrets = "/media/stick/help-point"'))
    assert apart.place.secrets == Path("/media/stick/help-point")


def test_what_systemd_hands_to_a_command_goes_before_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(secrets="/run/credentials/kiosk.service")
    monkeypatch.setenv(CREDENTIALS, str(tmp_path))
    assert settings.place.secrets == Path("/run/credentials/kiosk.service")
    (tmp_path / "kiosk.key").write_text("00" * 32, "ascii")
    assert settings.place.secrets == tmp_path
    assert Settings().place.secrets is None


def test_the_display_has_whole_or_broken_inches(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("diagonal = 22\nratio = '16:10'", "utf-8")
    assert round(load(file).display.height) == 296
    assert load(None).display.finger(80, 24) == (5, 3)
