"""Destroying personal data: not one byte of a name is left in any file, and the proofs hold.

Run ``python -m tests.campaigns.forgetting --people 1000``. Visitors with unlike names come, some
are helped, annulled or replaced, backups are made and one is restored meanwhile. Then every one is
destroyed by name. The control destroys in the
database alone and forgets its copies.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from db.engine import close_database
from kiosk.copies.backup import backup
from kiosk.journal.correct import annul, replace
from kiosk.machine.place import Place
from kiosk.machine.settings import Settings
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.privacy import everywhere
from kiosk.privacy.everywhere import destroy_everywhere, sound_copies
from kiosk.privacy.selection import Selection
from kiosk.verification.everything import verify
from kiosk.words.courtesy import courteous
from kiosk.words.text import fold
from tests.campaigns.breaking import override
from tests.histories import put_back
from tests.people import PINS, Clock, consult, furnish, help_and_sign, staff_of
from tests.pin_cost import make_pins_cheap

PIN = PINS["smirnova"]
_ROOTS = ("Ярополк", "Мстислав", "Святополк", "Доброгнева", "Радомира", "Всеслав")
_LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюя"
_BATCH = 100


def names_of(people: int, rng: random.Random) -> list[str]:
    """Names that occur nowhere else, and that may stand in a journal."""
    surnames = {"".join(rng.choices(_LETTERS, k=9)).capitalize() for _ in range(people * 2)}
    fit = filter(courteous, sorted(surnames))
    return [f"{surname} {rng.choice(_ROOTS)}" for surname in islice(fit, people)]


def live(point: HelpPoint, names: list[str], rng: random.Random) -> None:
    """They come, are helped, and some of what was written is corrected."""
    teacher, pin = staff_of(point).teacher, PINS["belaya"]
    for name in names:
        words = f"{name} спрашивает"
        entry = help_and_sign(point, teacher, consult(point, name, words=words), f"Показано {name}")
        deed = rng.randrange(6)
        if deed == 0:
            annul(point, teacher, entry, reason=f"{name} не приходил", pin=pin)
        elif deed == 1:
            replace(point, teacher, entry, words={"note": name}, reason=f"{name}: тема", pin=pin)


def found_in(folder: Path, names: list[str]) -> list[str]:
    """Files in which a name is left, in either spelling."""
    wanted = [spelt.split()[0].encode() for name in names for spelt in (name, fold(name))]
    files = [path for path in folder.rglob("*") if path.is_file()]
    kept = [(path, path.read_bytes()) for path in files]
    return [
        f"{path.name}: {word.decode()}" for path, data in kept for word in wanted if word in data
    ]


def campaign(people: int, rng: random.Random) -> list[str]:
    """What is wrong after everybody was destroyed."""
    with tempfile.TemporaryDirectory(prefix="forget-") as name:
        folder = Path(name)
        settings = Settings(database=str(folder / "point.sqlite3"), keys=str(folder / "point.keys"))
        point = furnish(Place(settings.database, Path(settings.keys)), Clock(utc_now()))
        names = names_of(people, rng)
        settings.backup_folder.mkdir()
        for at in range(0, people, _BATCH):
            live(point, names[at : at + _BATCH], rng)
            backup(point, settings.backup_folder / f"{at}.backup")
        close_database()
        if people >= _BATCH:
            latest = max(
                settings.backup_folder.glob("*.backup"), key=lambda path: path.stat().st_mtime
            )
            put_back(latest, settings.place)
            close_database()
        for at in range(0, people, _BATCH):
            selection = Selection(names=tuple(names[at : at + _BATCH]))
            destroy_everywhere(settings, selection, reason="Заявление", login="smirnova", pin=PIN)
            close_database()
        wrong = found_in(folder, names)
        for file in (Path(settings.database), *sound_copies(settings)):
            wrong += _verified(file, settings)
        return wrong


def _verified(file: Path, settings: Settings) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.sqlite3")
        shutil.copyfile(file, copy)
        report = verify(open_point(Place(str(copy), settings.place.keys)))
        close_database()
    return [f"{file.name}: {report.wrong}"] if report.wrong else []


def main() -> int:
    """0 where nothing was left and the control left something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    said = parser.parse_args()
    make_pins_cheap()
    rng, began = random.Random(said.seed), time.monotonic()
    wrong = campaign(said.people, rng)
    seconds = time.monotonic() - began
    print(f"seed {said.seed}: {said.people} people, {len(wrong)} wrong, {seconds:.0f} s")
    print(*wrong[:5], sep="\n", end="\n" if wrong else "")
    override(everywhere, "sound_copies", lambda _settings: [])
    left = campaign(5, rng)
    print(f"control that forgets the copies: {left[0] if left else 'NOT CAUGHT'}")
    return 0 if not wrong and left else 1


if __name__ == "__main__":
    sys.exit(main())
