"""The school's notices: what is understood of Markdown, what is left out, when a file is read."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalogue.notices import (
    MOST_BLOCKS,
    MOST_BYTES,
    Block,
    Kind,
    NoticesFile,
    in_language,
    newest,
    parsed,
)

TEXT = """# Каникулы с **28 декабря**

Пункт закрыт,
до января.

* журнал
  1. вход
  2. пароль
* дневник
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notices.md"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    assert parsed(TEXT) == (
        Block(Kind.HEADING, "Каникулы с 28 декабря"),
        Block(Kind.PARAGRAPH, "Пункт закрыт, до января."),
        Block(Kind.ITEM, "журнал", "•", 1),
        Block(Kind.ITEM, "вход", "1.", 2),
        Block(Kind.ITEM, "пароль", "2.", 2),
        Block(Kind.ITEM, "дневник", "•", 1),
    )


def test_the_newest_notice_is_the_first_heading_or_the_first_words() -> None:
    assert newest(parsed("слова\n\n## Второе\n\n# Третье")) == "Второе"
    assert newest(parsed("только слова")) == "только слова"
    assert newest(()) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[сайт](https://школа.рф/вход)", "сайт (https://школа.рф/вход)"),
        ("<https://school.ru>", "https://school.ru"),
        ("<a@school.ru>", "a@school.ru"),
        ("[не надо](javascript:alert(1))", "[не надо](javascript:alert(1))"),
        ("[не надо](file:///etc/passwd)", "[не надо](file:///etc/passwd)"),
        ("<script>x</script> и <b>так</b>", "<script>x</script> и <b>так</b>"),
        ("`[bold]@click=quit[/]`", "[bold]@click=quit[/]"),
        ("до\x1b[2J\x9b31m\x07после\u202e\u200b", "до[2J31mпосле"),
        ("&#27;[31m&#x9b;0m", "�[31m�0m"),
    ],
)
def test_nothing_of_a_text_is_run_opened_or_steers_a_terminal(text: str, shown: str) -> None:
    (block,) = parsed(text)
    assert block == Block(Kind.PARAGRAPH, shown)
    assert all(letter.isprintable() for letter in block.text)


@pytest.mark.parametrize("unit", ["[", "[a](", "*a _b ", "# a\n", "- ", ">", "<", "&"])
def test_the_longest_file_is_parsed_soon_and_shows_so_many_blocks(unit: str) -> None:
    began = time.process_time()
    blocks = parsed(unit * (MOST_BYTES // len(unit)))
    assert time.process_time() - began < 2
    assert len(blocks) <= MOST_BLOCKS
    assert (len(blocks) == MOST_BLOCKS) is (unit == "# a\n")


def test_a_file_is_read_again_when_it_changes_and_not_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = NoticesFile(path)
    assert file.look() == {}
    path.write_text("# Первое", "utf-8")
    assert newest(file.look()[""]) == "Первое"
    read: list[Path] = []
    opened = Path.open

    def noted(self: Path, *args: Any, **kwargs: Any) -> Any:
        read.append(self)
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", noted)
    assert newest(file.look()[""]) == "Первое"
    assert read == []
    path.write_text("# Второе!", "utf-8")
    read.clear()
    assert newest(file.look()[""]) == "Второе!"
    assert path in read
    path.unlink()
    assert file.look() == {}


def test_a_language_has_a_file_of_its_own_or_the_common_one(path: Path) -> None:
    path.write_text("# Каникулы", "utf-8")
    path.with_name("notices.en.md").write_text("# Holidays", "utf-8")
    told = NoticesFile(path).look()
    assert newest(in_language(told, "en")) == "Holidays"
    assert newest(in_language(told, "ru")) == "Каникулы"
    assert in_language({}, "ru") == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"# \xff\xfe\xc3", "UTF-8"), (b"a" * (MOST_BYTES + 1), "longer than 16 kB")],
)
def test_what_cannot_be_read_is_not_shown_and_logged_once(
    path: Path, caplog: pytest.LogCaptureFixture, content: bytes, why: str
) -> None:
    path.write_bytes(content)
    file = NoticesFile(path)
    assert [file.look() for _again in range(3)] == [{}, {}, {}]
    (line,) = warnings(caplog)
    assert why in line
    assert "\n" not in line
    path.write_text("# Снова", "utf-8")
    assert newest(file.look()[""]) == "Снова"
    assert len(warnings(caplog)) == 1


def test_a_folder_or_a_pipe_in_its_place_is_not_waited_for(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    os.mkfifo(path)
    path.with_name("notices.en.md").mkdir()
    file = NoticesFile(path)
    assert file.look() == file.look() == {}
    assert len(warnings(caplog)) == 2


def test_a_disk_that_fails_is_logged_once_and_read_when_it_is_back(
    path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("# Есть", "utf-8")
    file = NoticesFile(path)

    def gone(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "stat", gone)
        assert file.look() == file.look() == {}
    assert len([line for line in warnings(caplog) if line.startswith("notices: notices.md")]) == 1
    assert newest(file.look()[""]) == "Есть"


def test_a_mark_of_the_byte_order_is_no_part_of_the_heading(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf# \xd0\x90")
    assert newest(NoticesFile(path).look()[""]) == "А"
