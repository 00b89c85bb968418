"""An address of a server where its driver is not installed: one sentence with the command."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.machine.place import DRIVERS, Place, need_driver
from kiosk.point.opening import open_point
from kiosk.words import i18n
from kiosk.words.errors import DriverMissing

ROOT = Path(__file__).parents[3]
ADDRESS = "postgresql://kiosk:secret@localhost/help_point"
WITHOUT_DRIVER = "import sys; sys.modules['psycopg'] = None; from kiosk.cli import main; main()"
COMMAND = (
    f"{sys.executable} -m ensurepip && "
    f"{sys.executable} -m pip install --require-hashes -r {ROOT / DRIVERS}"
)


@pytest.fixture
def no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)


def pinned(lock: Path) -> set[str]:
    """The packages of a file of requirements, each with one exact version and its hashes."""
    wanted = re.split(r"\n(?! )", lock.read_text("utf-8").strip())
    for each in wanted:
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)? \\\n", each), each
        assert all(
            re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}( \\)?", line)
            for line in each.split("\n")[1:]
        )
    return {each.split(" \\")[0] for each in wanted}


@pytest.mark.usefixtures("no_driver")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ru", f"Для адреса postgresql:// нужен драйвер, его устанавливает команда: {COMMAND}"),
        ("en", f"A postgresql:// address needs a driver, which this command installs: {COMMAND}"),
    ],
)
def test_an_address_without_its_driver_is_answered_with_the_command(
    code: str, sentence: str, tmp_path: Path
) -> None:
    i18n.use(code)
    with pytest.raises(DriverMissing) as refused:
        open_point(Place(ADDRESS, tmp_path / "keys"), create=True)
    assert str(refused.value) == sentence
    assert not (tmp_path / "keys").exists()


@pytest.mark.usefixtures("no_driver")
def test_a_file_needs_no_driver(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "point.sqlite3"), tmp_path / "point.keys")
    assert open_point(place, create=True).school == ""


def test_with_its_driver_an_address_is_not_refused() -> None:
    need_driver(ADDRESS)


@pytest.mark.parametrize("words", [["verify"], ["run"], []])
def test_a_command_ends_with_the_sentence(words: list[str], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER, "--database", ADDRESS, *words],
        cwd=ROOT,
        env={"XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.endswith(f": {COMMAND}\n")
    assert "secret" not in ended.stderr


def test_a_folder_with_blanks_is_quoted(
    monkeypatch: pytest.MonkeyPatch, no_driver: None, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/help point/python")
    with pytest.raises(DriverMissing) as refused:
        need_driver(ADDRESS)
    words = shlex.split(refused.value.command)
    assert (words[0], words[4]) == ("/opt/help point/python", "/opt/help point/python")


def test_the_driver_is_fixed_by_hashes_beside_the_same_libraries_as_the_kiosk() -> None:
    kiosk, driver = (pinned(ROOT / name) for name in ("requirements.lock", DRIVERS))
    added = driver - kiosk
    assert {each.partition("==")[0] for each in added} == {"psycopg", "psycopg-binary"}
    assert kiosk < driver < pinned(ROOT / "tests" / "requirements.lock")


@pytest.mark.parametrize("page", ["README.md", "docs/README.en.md", "docs/postgresql.md"])
def test_every_page_about_servers_tells_the_command(page: str) -> None:
    told = (ROOT / page).read_text("utf-8").splitlines()
    first = told.index(".venv/bin/python -m ensurepip")
    assert told[first + 1] == f".venv/bin/python -m pip install --require-hashes -r {DRIVERS}"
