"""The real program with an engine of a shell script: what it is given, and that keys cut it off."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pytest

from kiosk.words.i18n import use
from tests.example import Example, copied, made_in
from tests.terminal.person import PATIENCE, command, environment
from tests.terminal.term import Terminal

F8 = "\x1b[19~"
ENGINE = """#!/bin/sh
cat >> "$SAID"
echo >> "$SAID"
exec sleep 20
"""


@pytest.fixture
def example(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Example:
    use("ru")
    return copied(made_in(tmp_path_factory.getbasetemp()), tmp_path)


def test_f8_speaks_and_any_key_cuts_it_off(example: Example, tmp_path: Path) -> None:
    programs, said = tmp_path / "bin", tmp_path / "said"
    programs.mkdir()
    said.touch()
    engine = programs / "espeak-ng"
    engine.write_text(ENGINE)
    engine.chmod(0o755)
    home = {**environment(tmp_path / "home"), "SAID": str(said)}
    home["PATH"] = f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin"
    terminal = Terminal(command("--database", example.database, "run"), home, cols=80, rows=24)

    def hears(words: str) -> None:
        terminal.wait_until(lambda: words in said.read_text(), PATIENCE, words)

    def engines() -> list[psutil.Process]:
        children = psutil.Process(terminal.pid).children(recursive=True)
        return [child for child in children if child.name() in ("sleep", "espeak-ng", "sh")]

    def rest() -> None:
        terminal.wait_until(terminal.rests, PATIENCE, "a picture at rest")

    try:
        terminal.wait_for("Записаться на консультацию", PATIENCE)
        rest()
        terminal.send(F8)
        terminal.wait_for("Голос", PATIENCE)
        rest()
        terminal.send(F8)
        hears("Говорящий режим.")
        rest()
        assert engines()
        terminal.send("5")
        hears("Пункт помощи.")
        rest()
        terminal.send("8")
        hears("Подать техническую заявку.")
        assert "Два — вверх" not in said.read_text(), "the rest of an older speech was said"
        began = time.monotonic()
        terminal.send("\x1bOS")
        terminal.wait_until(lambda: not engines(), PATIENCE, "silence")
        assert time.monotonic() - began < 5
        terminal.wait_for("График занятий", PATIENCE)
    finally:
        terminal.close()
