"""The tree of the program is as CONTRIBUTING and the contracts say."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms_map import FLOORS, PICTURE, ROOT, lanes, needed, picture

PROOF = ROOT / "kiosk" / "proof"
ROOMS = [
    folder
    for floor in ("kiosk", "screens")
    for folder in sorted((ROOT / floor).iterdir())
    if (folder / "__init__.py").exists()
]


def rooms_named() -> list[str]:
    """Every line of CONTRIBUTING's map that names a room, as «floor/room»."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (block,) = re.findall(r"^## The rooms\n.*?^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    named, floor = [], ""
    for line in block.splitlines():
        word = line.split()[0]
        if not line.startswith(" "):
            floor = word.rstrip("/")
        elif line.startswith("  ") and line[2] != " " and word.endswith("/"):
            named.append(f"{floor}/{word.rstrip('/')}")
    return named


def imported(source: str) -> Iterator[str]:
    """What the text of a module of proof/ imports, for type checking too: the first name of a
    module, or «.» for the room itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            inside = node.level == 1 or (node.module or "").startswith("kiosk.proof.")
            yield "." if inside else "." * node.level + (node.module or "").partition(".")[0]


def foreign(source: str) -> set[str]:
    """What a module imports that is neither the standard library nor its own room."""
    return {name for name in imported(source) if name not in {".", *sys.stdlib_module_names}}


def test_the_root_of_kiosk_holds_the_command_line_alone() -> None:
    assert sorted(path.name for path in (ROOT / "kiosk").glob("*.py")) == ["__init__.py", "cli.py"]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}/{room.name}")
def test_no_file_name_stands_twice_in_a_room(room: Path) -> None:
    names = Counter(path.name for path in room.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, times in names.items() if times > 1] == []


def test_every_room_is_named_once_in_the_map() -> None:
    assert sorted(rooms_named()) == sorted(f"{room.parent.name}/{room.name}" for room in ROOMS)


def test_every_folder_of_modules_is_a_package_that_says_what_it_is_for() -> None:
    folders = {path.parent for floor in FLOORS for path in (ROOT / floor).rglob("*.py")}
    silent = [
        folder.relative_to(ROOT).as_posix()
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists()
        or not ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    ]
    assert silent == []


def test_proof_imports_the_standard_library_and_itself_alone() -> None:
    sources = {path: path.read_text("utf-8") for path in sorted(PROOF.rglob("*.py"))}
    assert {path.name: found for path in sources if (found := foreign(sources[path]))} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import json, hashlib\nfrom .chain import Link\nfrom kiosk.proof.note import x", set()),
        ("if TYPE_CHECKING:\n    from nacl.signing import SigningKey", {"nacl"}),
        ("def f():\n    import peewee.x", {"peewee"}),
        ("from kiosk.words.i18n import _", {"kiosk"}),
        ("from ..words import i18n", {"..words"}),
        ("from .. import words", {".."}),
    ],
)
def test_a_foreign_import_of_proof_would_be_noticed(source: str, found: set[str]) -> None:
    assert foreign(source) == found


def test_the_picture_of_the_rooms_is_what_the_code_gives() -> None:
    assert PICTURE.read_text("utf-8") == picture(), "draw it anew: make map"


def test_an_arrow_is_left_out_where_others_lead_there() -> None:
    assert needed({("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")}) == {
        ("a", "b"),
        ("b", "c"),
        ("a", "d"),
    }


def test_arrows_that_pass_the_same_row_get_lines_of_their_own() -> None:
    near, far, below = ("b", "c"), ("a", "d"), ("d", "f")
    assert lanes({far: (0, 3), near: (1, 2), below: (3, 5)}) == {near: 0, far: 1, below: 0}
