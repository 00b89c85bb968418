"""Which tests are run for what changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.quick import PAGES, ROOT, changed, tried_by


@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("kiosk/journal/sign.py", ["tests/kiosk/journal"]),
        ("kiosk/documents/journal.typ", ["tests/kiosk/documents"]),
        ("kiosk/documents/fonts/LICENSE", ["tests/kiosk/documents"]),
        ("kiosk/setup/starter/topics.csv", ["tests/kiosk/setup"]),
        ("kiosk/locale/ru/LC_MESSAGES/kiosk.po", ["tests/kiosk/words"]),
        ("db/engine.py", ["tests/db"]),
        ("screens/desk/desk.py", ["tests/screens/desk"]),
        ("db/migrations/m0001.py", ["tests/db"]),
        ("tests/kiosk/journal/test_sign.py", ["tests/kiosk/journal/test_sign.py"]),
        ("tests/kiosk/journal/test_gone.py", ["tests/kiosk/journal"]),
        ("tests/kiosk/conftest.py", ["tests/kiosk"]),
        ("tests/campaigns/power_cut.py", ["tests/campaigns/test_evidence.py"]),
        ("tests/people.py", []),
        ("kiosk.py", []),
        ("README.md", [f"tests/{page}" for page in sorted(PAGES)]),
    ],
)
def test_a_file_is_tried_by_the_tests_of_its_room(name: str, tests: list[str]) -> None:
    assert tried_by([name], ROOT) == tests


def test_a_room_is_named_once_and_what_is_in_it_not_again() -> None:
    names = ["screens/desk/desk.py", "screens/desk/drawing.py", "tests/screens/desk/test_desk.py"]
    assert tried_by(names, ROOT) == ["tests/screens/desk"]


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("kiosk/cli.py", "tests/kiosk/commands/test_cli.py"),
        ("screens/app.py", "tests/screens/test_every_screen.py"),
        ("screens/hardened/filter.py", "tests/screens/test_hardened_app.py"),
        ("kiosk/questions/speech.py", "tests/kiosk/speech/test_voice.py"),
    ],
)
def test_a_module_without_a_folder_of_tests_is_tried_by_what_names_it(
    name: str, among: str
) -> None:
    found = tried_by([name], ROOT)
    assert among in found
    assert "tests/kiosk" not in found


def test_every_room_of_the_program_has_tests_that_are_found() -> None:
    for floor in ("kiosk", "screens", "db"):
        for path in (ROOT / floor).rglob("*.py"):
            if path != ROOT / floor / "__init__.py":
                assert tried_by([str(path.relative_to(ROOT))], ROOT), path


@pytest.mark.needs("git")
def test_what_changed_is_what_differs_from_a_commit_and_what_is_new(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for name in ("stays", "changes", "goes", "moves", "тест"):
        (tmp_path / name).write_text(name, "utf-8")
    git("add", ".")
    git("commit", "--message", "first")
    (tmp_path / "changes").write_text("otherwise", "utf-8")
    (tmp_path / "тест").write_text("otherwise", "utf-8")
    (tmp_path / "goes").unlink()
    (tmp_path / "new").touch()
    git("mv", "moves", "moved")
    assert changed(tmp_path, "HEAD") == ["changes", "goes", "moved", "moves", "new", "тест"]
    git("add", ".")
    git("commit", "--message", "second")
    assert changed(tmp_path, "HEAD") == []
    assert changed(tmp_path, "HEAD~1") == ["changes", "goes", "moved", "moves", "new", "тест"]
