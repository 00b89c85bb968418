"""The pictures of the pages: the same every time, complete, and with no address in them."""

from __future__ import annotations

import re
from pathlib import Path

from db.engine import close_database, open_database
from db.models import Act
from kiosk.words.languages import offered
from tests.gallery import DATABASE, FOLDER, IN_SHORT, SIZES, SPOKEN, prepare


def tails(folder: Path) -> list[bytes]:
    folder.mkdir()
    prepare(folder)
    open_database(str(folder / DATABASE))
    found = [bytes(act.tail) for act in Act.select().order_by(Act.seq)]
    close_database()
    return found


def test_the_example_of_the_pictures_is_the_same_every_time(tmp_path: Path) -> None:
    first = tails(tmp_path / "first")
    assert len(first) > 10
    assert first == tails(tmp_path / "second")


def test_every_picture_is_there_in_every_size_and_language() -> None:
    pictures = [picture.name.split(".") for picture in FOLDER.glob("*.svg")]
    sizes = {f"{width}x{height}" for width, height in SIZES}
    for name in {parts[0] for parts in pictures}:
        shown = {(parts[1], parts[2]) for parts in pictures if parts[0] == name}
        codes = {*SPOKEN, *(code for code, names in IN_SHORT.items() if name in names)}
        assert shown == {(code, size) for code in codes for size in sizes}, name


def test_every_language_that_is_offered_has_pictures() -> None:
    assert {*SPOKEN, *IN_SHORT} == {*offered()}


def test_a_picture_asks_no_other_machine_for_anything() -> None:
    for picture in FOLDER.glob("*.svg"):
        text = picture.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"@font-face|url\(['\"]?http|xlink:href|<script|src=", text), picture
