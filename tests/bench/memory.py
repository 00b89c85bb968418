"""Peak memory of the running kiosk after a walk through its screens, in a real terminal."""

from __future__ import annotations

import re
from pathlib import Path

import psutil

from tests.bench.ready import HOME_WORDS, ROOT, ready_kiosk
from tests.bench.report import say
from tests.terminal.term import Terminal

LIMIT = 120.0
ESCAPE, F4, F6 = "\x1b", "\x1bOS", "\x1b[17~"


def peak_megabytes(pid: int) -> float:
    """The most that a process has ever held in memory (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) / 1024


def walk(terminal: Terminal, pin: str) -> None:
    """What a visitor and a specialist see in a day."""
    steps = [
        ("1", "Кто Вы?"),
        ("1", "О чём Ваш вопрос?"),
        ("1", "Как Вас зовут?"),
        ("Петренко Мария Ивановна\r", "Всё верно?"),
        ("1", "Ваш номер"),
        ("\r", HOME_WORDS),
        ("3", "Занятия"),
        (F4, HOME_WORDS),
        ("4", "Для кого"),
        ("1", "Вид"),
        ("\r", "Наведите"),
        (F4, HOME_WORDS),
        ("6", "выберите своё имя"),
        ("smirnova\r", "Введите ПИН"),
        (f"{pin}\r", "Рабочее место"),
        (F6, "Номер, фамилия"),
        (ESCAPE, "Рабочее место"),
        (ESCAPE, HOME_WORDS),
    ]
    terminal.wait_for(HOME_WORDS)
    for keys, words in steps:
        terminal.send(keys)
        terminal.wait_for(words)


def measure() -> tuple[float, float]:
    """Peak megabytes of the process that shows the screens, and of the one that watches over it."""
    with ready_kiosk() as (command, pin):
        terminal = Terminal(command, {"PYTHONPATH": str(ROOT)}, cols=120, rows=40)
        try:
            walk(terminal, pin)
            (screens,) = psutil.Process(terminal.pid).children()
            return peak_megabytes(screens.pid), peak_megabytes(terminal.pid)
        finally:
            terminal.close()


if __name__ == "__main__":
    screens, supervisor = measure()
    say("peak memory", f"supervisor {supervisor:.0f} MB, screens", screens, LIMIT, " MB")
