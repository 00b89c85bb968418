"""`kiosk run --plain` in a real terminal: a person who reads one line after the other."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import termios
from pathlib import Path

import pytest

from kiosk.words.i18n import use
from tests.example import Example, copied, made_in
from tests.terminal.conftest import Opener
from tests.terminal.person import command, environment
from tests.terminal.term import Terminal


class Reader:
    """Types a line when a prompt asks for it, and remembers everything printed."""

    def __init__(self, example: Example, home: Path, *words: str) -> None:
        argv = command("--database", example.database, *words, "run", "--plain")
        self.terminal = Terminal(argv, environment(home), cols=80, rows=24)
        self._read = 0

    @property
    def printed(self) -> str:
        return self.terminal.raw.decode().replace("\r\n", "\n")

    def until(self, words: str) -> str:
        """Wait for words among what was printed since the last ones; returns what it was."""
        self.terminal.wait_until(lambda: words in self.printed[self._read :], 20, words)
        start, self._read = self._read, self.printed.index(words, self._read) + len(words)
        return self.printed[start : self._read]

    def answer(self, prompt: str, line: str) -> str:
        read = self.until(prompt)
        self.terminal.send(line + "\n")
        return read


@pytest.fixture
def example(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Example:
    use("ru")
    return copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)


def newest(example: Example, *columns: str) -> tuple[object, ...]:
    with sqlite3.connect(example.database) as database:
        found = database.execute(
            f"SELECT {', '.join(columns)} FROM entry ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return tuple(found)


def test_a_person_who_reads_lines_gets_a_ticket(example: Example, tmp_path: Path) -> None:
    reader = Reader(example, tmp_path / "home")
    try:
        assert "1 Записаться на консультацию" in reader.answer("Номер или слово: ", "1")
        assert "3 Учитель" in reader.answer("Номер или слово: ", "?")
        reader.until("Точка и Enter — на один шаг назад.")
        reader.answer("Номер или слово: ", "род")
        reader.answer("Номер или слово: ", ".")
        reader.answer("Номер или слово: ", "учит")
        reader.answer("Номер или слово: ", "2")
        reader.answer("Фамилия, имя, отчество: ", "5")
        reader.until("В имени бывают только буквы")
        reader.answer("отчество: ", "ли яна")
        checked = reader.answer("Номер или слово: ", "1")
        assert "Учитель" in checked
        assert "Ли Яна" in checked
        ticket = reader.until("Enter — закончить: ")
        assert re.search(r"Ваш номер: К-\d\d", ticket)
        assert newest(example, "role", "name") == ("teacher", "Ли Яна")
        reader.terminal.send("\n")
        reader.until("1 Записаться на консультацию")
        assert "\x1b" not in reader.printed
    finally:
        reader.terminal.close()


def test_a_beginning_that_fits_two_rows_is_asked_about(example: Example, tmp_path: Path) -> None:
    reader = Reader(example, tmp_path / "home")
    try:
        reader.answer("слово: ", "зап")
        reader.answer("слово: ", "уч")
        assert "Ученик" in (which := reader.until("Номер или слово: ")), which
        assert "Учитель" in which
        assert "Какая из них?" in which
        reader.terminal.send("ква\n")
        assert "Такой строки нет." in reader.until("Номер или слово: ")
    finally:
        reader.terminal.close()


def test_keys_that_stop_programs_do_not_end_it(example: Example, tmp_path: Path) -> None:
    reader = Reader(example, tmp_path / "home")
    try:
        reader.until("Номер или слово: ")
        for key in ("\x03", "\x1a", "\x1c", "\x04"):
            reader.terminal.send(key)
        reader.terminal.send("\n")
        reader.until("Такой строки нет.")
        assert reader.terminal.alive
        reader.terminal.kill(signal.SIGTERM)
        assert reader.terminal.wait_for_end() == -signal.SIGTERM
    finally:
        reader.terminal.close()


def piped(example: Example, home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """The whole visit from a pipe: no terminal is needed."""
    return subprocess.run(
        command("--database", example.database, "run", "--plain"),
        input="\n".join(lines) + "\n",
        env={**os.environ, **environment(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_request_is_filed_and_the_schedule_read_through_a_pipe(
    example: Example, tmp_path: Path
) -> None:
    done = piped(
        example, tmp_path / "home", "3", ".", "2", "214", "1", "Не включается", "Ли Яна", "да", ""
    )
    assert done.returncode == 0, done.stderr
    assert "Занятия на этой и следующей неделе" in done.stdout or "сеанс" in done.stdout.lower()
    assert re.search(r"Ваш номер: Т-\d\d", done.stdout)
    assert newest(example, "room", "problem", "name") == ("214", "Не включается", "Ли Яна")


def test_a_busy_database_is_one_sentence_and_the_check_stands(
    example: Example, tmp_path: Path
) -> None:
    lock = sqlite3.connect(example.database, isolation_level=None)
    reader = Reader(example, tmp_path / "home")
    try:
        for line in ("1", "3", "1"):
            reader.answer("слово: ", line)
        reader.answer("отчество: ", "Ли Яна")
        reader.until("Номер или слово: ")
        lock.execute("BEGIN EXCLUSIVE")
        reader.terminal.send("1\n")
        reader.terminal.wait_until(
            lambda: "Сейчас записать не удаётся" in reader.printed, 40, "busy"
        )
        lock.execute("ROLLBACK")
        reader.until("Сейчас записать не удаётся")
        reader.answer("Номер или слово: ", "1")
        reader.until("Ваш номер: ")
        assert "Traceback" not in reader.printed
    finally:
        lock.close()
        reader.terminal.close()


def test_a_code_is_typed_without_an_echo(open_terminal: Opener) -> None:
    program = "from kiosk.plain.lines import Lines; lines = Lines(); "
    program += "lines.say('%s' % (lines.ask('Код: ', secret=True) == '4071',)); lines.ask('Имя: ')"
    terminal = open_terminal("-c", program)
    terminal.wait_for("Код:")
    terminal.wait_until(lambda: not echoes(terminal), 10, "no echo")
    terminal.send("4071\n")
    terminal.wait_for("True")
    terminal.wait_for("Имя:")
    assert "4071" not in terminal.text()
    assert echoes(terminal)


def echoes(terminal: Terminal) -> bool:
    flags = terminal.settings_now[3]
    assert isinstance(flags, int)
    return bool(flags & termios.ECHO)


def test_who_types_nothing_for_long_is_wiped(open_terminal: Opener) -> None:
    program = "from kiosk.plain.lines import Left, Lines; lines = Lines(idle_seconds=0.3)\n"
    program += "try: lines.ask('Имя: ')\nexcept Left: lines.say('left')"
    terminal = open_terminal("-c", program)
    terminal.wait_for("Вы ещё здесь?")
    terminal.wait_for("left")


def test_a_line_may_take_ten_times_as_long_for_who_asks(open_terminal: Opener) -> None:
    program = "from kiosk.plain.lines import Lines; lines = Lines(idle_seconds=4)\n"
    program += "said = [lines.ask('Имя: '), lines._longer]\n"
    program += "lines.clear_away(); print(*said, lines._longer)"
    terminal = open_terminal("-c", program)
    terminal.wait_for("Вы ещё здесь?")
    terminal.send("+\n")
    terminal.wait_for("в десять раз")
    terminal.send("Ли\n")
    terminal.wait_for("Ли 10 1")


def test_a_point_without_a_name_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--database", str(tmp_path / "none.sqlite3"), "run", "--plain"),
        env={**os.environ, **environment(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
