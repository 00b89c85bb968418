"""Draw the rooms of the house and who imports whom: ``python -m tests.rooms_map``.

Rooms stand in the order of the contracts in pyproject.toml, arrows come from the code. An arrow
down is left out where other arrows lead there too; every arrow up is drawn, dashed and red.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "rooms.svg"
FLOORS = {
    "screens": "what a person sees",
    "kiosk": "what the help point does",
    "db": "what is kept",
}

Arrow = tuple[str, str]
"""From a room to a room that it imports; a room is «floor.room», or «db»."""

PAPER, INK, QUIET, LINE, WRONG = "#fbfaf5", "#1d3a8f", "#46536f", "#5b6b8a", "#c21f3a"
EDGE, BETWEEN = 14, 56
"""Around the picture, and between two floors side by side; all measures are pixels."""
HEAD, ROW, BOX = 58, 58, 34
"""Heights: of a floor's title, of a row with the gap below it, of a box."""
WIDTH, MARGIN, GAP = 300, 62, 16
"""Widths: of a row of boxes, of the margin on both sides of it, between two boxes."""
TURN = 6
"""Radius of a corner, and how far from the middle of a box its arrows stand."""

_STYLE = f"""
.room{{font-size:15px;fill:{INK}}}
.floor{{font-size:17px;font-weight:bold;fill:{INK}}}
.words{{font-size:13px;fill:{QUIET}}}
.frame{{fill:none;stroke:{LINE}}}
.box{{fill:#fff;stroke:{INK};stroke-width:1.5}}
path{{fill:none;stroke-width:1.5}}
.down{{stroke:{LINE};marker-end:url(#down)}}
.floors{{stroke:{LINE};stroke-width:4;marker-end:url(#floors)}}
.door{{stroke:{INK};stroke-dasharray:5 3;marker-end:url(#door)}}
.up{{stroke:{WRONG};stroke-dasharray:5 3;marker-end:url(#up)}}
"""
_HEADS = {"down": (LINE, 9), "floors": (LINE, 14), "door": (INK, 9), "up": (WRONG, 9)}
_LEGEND = (
    ("down", "imports; left out where other"),
    ("", "arrows lead there as well"),
    ("floors", "imports from floor to floor"),
    ("door", "the one door up, inside a command"),
    ("up", "imports upward, still to go"),
)


def imports() -> set[Arrow]:
    """Every pair of rooms of which one imports the other, imports for type checking included."""
    graph = grimp.build_graph(*FLOORS, cache_dir=None)
    found = {
        (_room(module), _room(imported))
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    }
    return {(a, b) for a, b in found if a and b and a != b}


def _room(module: str) -> str:
    """The room of a module; nothing for the package of a whole floor."""
    floor, _dot, rest = module.partition(".")
    return floor if floor == "db" else f"{floor}.{rest.partition('.')[0]}" if rest else ""


def layers(floor: str) -> list[list[str]]:
    """The rows of rooms of a floor from top to bottom, as its contract names them."""
    if floor == "db":
        return [["db"]]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (rows,) = (each["layers"] for each in contracts if each.get("containers") == [floor])
    return [[f"{floor}.{room.strip()}" for room in row.split("|")] for row in rows]


def needed(arrows: Collection[Arrow]) -> set[Arrow]:
    """The arrows without which something could no longer be reached; they must form no circle."""
    below: dict[str, set[str]] = {}
    for a, b in arrows:
        below.setdefault(a, set()).add(b)

    def reached(room: str) -> set[str]:
        found: set[str] = set()
        for each in below.get(room, ()):
            found |= {each} | reached(each)
        return found

    return {(a, b) for a, b in arrows if not any(b in reached(each) for each in below[a])}


def lanes(spans: dict[Arrow, tuple[int, int]]) -> dict[Arrow, int]:
    """A line in the margin for each arrow, from its first row to its last: 0 is next to the boxes,
    short arrows come first, and two that pass the same row get two lines."""
    taken: list[list[tuple[int, int]]] = []
    chosen: dict[Arrow, int] = {}
    for arrow in sorted(spans, key=lambda each: spans[each][1] - spans[each][0]):
        top, bottom = spans[arrow]
        free = (
            number
            for number, others in enumerate(taken)
            if all(bottom <= first or last <= top for first, last in others)
        )
        chosen[arrow] = next(free, len(taken))
        if chosen[arrow] == len(taken):
            taken.append([])
        taken[chosen[arrow]].append((top, bottom))
    return chosen


@dataclass(frozen=True, slots=True)
class Box:
    """A room as it is drawn: its row in the floor, its left and right edge, its top."""

    room: str
    row: int
    left: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def bottom(self) -> float:
        return self.top + BOX

    @property
    def height(self) -> float:
        """Of the middle of its sides, from the top of the picture."""
        return self.top + BOX / 2


class Floor:
    """One floor: its frame, its boxes, and the arrows between them."""

    def __init__(self, name: str, left: float, top: float, arrows: set[Arrow]) -> None:
        self.name, self.left, self.top = name, left, top
        rows = layers(name)
        self.right = left + WIDTH + 2 * MARGIN
        self.bottom = top + HEAD + len(rows) * ROW
        self.middle = (self.top + self.bottom) / 2
        self.boxes = {box.room: box for box in self._placed(rows)}
        inside = [(a, b) for a, b in sorted(arrows) if a in self.boxes and b in self.boxes]
        down = [(a, b) for a, b in inside if self.boxes[a].row < self.boxes[b].row]
        self._up = [arrow for arrow in inside if arrow not in down]
        self._down = sorted(needed(down))

    def _placed(self, rows: list[list[str]]) -> Iterator[Box]:
        for row, rooms in enumerate(rows):
            width = (WIDTH - GAP * (len(rooms) - 1)) / len(rooms)
            for index, room in enumerate(rooms):
                left = self.left + MARGIN + index * (width + GAP)
                yield Box(room, row, left, left + width, self.top + HEAD + row * ROW)

    def drawn(self) -> Iterator[str]:
        """The frame with its title, then the arrows, then the boxes over them."""
        yield (
            f'<rect class="frame" x="{self.left}" y="{self.top}" width="{self.right - self.left}"'
            f' height="{self.bottom - self.top}" rx="6"/>'
        )
        yield _text("floor", self.left + 20, self.top + 25, self.name)
        yield _text("words", self.left + 20, self.top + 43, FLOORS[self.name])
        near = [arrow for arrow in self._down if self._is_near(*arrow)]
        for a, b in near:
            yield self._straight(self.boxes[a], self.boxes[b])
        far = {arrow: self._side(*arrow) for arrow in self._down if arrow not in near}
        yield from self._in_margin("left", [arrow for arrow in far if far[arrow] == "left"])
        yield from self._in_margin("right", [arrow for arrow in far if far[arrow] == "right"])
        for box in self.boxes.values():
            yield (
                f'<rect class="box" x="{box.left:g}" y="{box.top:g}"'
                f' width="{box.right - box.left:g}" height="{BOX}" rx="4"/>'
            )
            yield _text("room", box.middle, box.top + 22, box.room.rpartition(".")[2], "middle")

    def _is_near(self, a: str, b: str) -> bool:
        return self.boxes[b].row == self.boxes[a].row + 1

    def _side(self, a: str, b: str) -> str:
        """The margin through which an arrow passes other rows: the one next to a narrower box."""
        narrow = min(self.boxes[b], self.boxes[a], key=lambda box: box.right - box.left)
        return "left" if narrow.middle < (self.left + self.right) / 2 else "right"

    def _straight(self, a: Box, b: Box) -> str:
        """An arrow into the next row, upright where one box stands over the other."""
        narrow = min(a, b, key=lambda box: box.right - box.left)
        over = max(a.left, b.left) <= narrow.middle <= min(a.right, b.right)
        start, end = (narrow.middle, narrow.middle) if over else (a.middle, b.middle)
        return _path("down", f"M{start:g} {a.bottom:g}L{end:g} {b.top - 2:g}")

    def _in_margin(self, side: str, far: list[Arrow]) -> Iterator[str]:
        """The arrows past other rows in one margin; those up are all in the left one."""
        up = self._up if side == "left" else []
        rows = {arrow: sorted(self.boxes[room].row for room in arrow) for arrow in [*far, *up]}
        number = lanes({arrow: (first, last) for arrow, (first, last) in rows.items()})
        outward = -1 if side == "left" else 1
        edge = self.left + MARGIN if side == "left" else self.right - MARGIN
        step = min(13.0, (MARGIN - 28) / max([*number.values(), 1]))
        for a, b in rows:
            x = edge + outward * (18 + number[a, b] * step)
            start, end = self.boxes[a], self.boxes[b]
            yield _around("up" if (a, b) in up else "down", start, end, edge, outward, x)


def _around(kind: str, a: Box, b: Box, edge: float, outward: int, x: float) -> str:
    """An arrow out of a box's side, along the margin at ``x``, and into another box's side.

    A box that stands behind another one of its row is met below it or, at the end, above it.
    """
    turn = TURN if a.top < b.top else -TURN
    start, end = (box.left if outward < 0 else box.right for box in (a, b))
    y1 = a.height + turn if start == edge else a.bottom + 10
    y2 = b.height - turn if end == edge else b.top - 10
    corner = x - outward * TURN
    return _path(
        kind,
        f"M{start:g} {y1:g}H{corner:g}Q{x:g} {y1:g} {x:g} {y1 + turn:g}"
        f"V{y2 - turn:g}Q{x:g} {y2:g} {corner:g} {y2:g}H{end + outward * 2:g}",
    )


def picture() -> str:
    """The whole picture as SVG; equal code gives equal bytes."""
    arrows = imports()
    screens = Floor("screens", EDGE, EDGE, arrows)
    kiosk = Floor("kiosk", screens.right + BETWEEN, EDGE, arrows)
    db = Floor("db", EDGE, kiosk.bottom - HEAD - ROW, arrows)
    floors = {floor.name: floor for floor in (screens, kiosk, db)}
    shapes = [*_between(floors, arrows)]
    for floor in floors.values():
        shapes += floor.drawn()
    shapes += _legend(screens.left + 20, screens.bottom + 40, "".join(shapes))
    return "\n".join([*_head(kiosk.right + EDGE, kiosk.bottom + EDGE), *shapes, "</svg>", ""])


def _between(floors: dict[str, Floor], arrows: set[Arrow]) -> Iterator[str]:
    """One arrow for all imports from a floor to another; a door up leads from room to room."""
    screens, kiosk, db = floors.values()
    pairs = {(a.partition(".")[0], b.partition(".")[0]) for a, b in arrows}
    if ("screens", "kiosk") in pairs:
        yield _path("floors", f"M{screens.right} {screens.middle:g}H{kiosk.left - 7}")
    if ("kiosk", "db") in pairs:
        yield _path("floors", f"M{kiosk.left} {db.middle:g}H{db.right + 7}")
    for a, b in sorted(arrows):
        if a in kiosk.boxes and b in screens.boxes:
            start, end = kiosk.boxes[a], screens.boxes[b]
            yield _path(
                "door", f"M{start.left:g} {start.height:g}L{end.right + 2:g} {end.height:g}"
            )


def _legend(x: float, y: float, shapes: str) -> Iterator[str]:
    """What the kinds of arrows say that stand among the shapes."""
    there = [line for line in _LEGEND if f'class="{line[0]}"' in shapes or not line[0]]
    for number, (kind, words) in enumerate(there):
        if kind:
            yield _path(kind, f"M{x:g} {y + number * 22 - 4:g}h34")
        yield _text("words", x + 50, y + number * 22, words)


def _head(width: float, height: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}"'
        " font-family=\"'DejaVu Sans',Verdana,Arial,sans-serif\">"
    )
    yield f"<style>{_STYLE}</style>"
    for name, (colour, size) in _HEADS.items():
        yield (
            f'<marker id="{name}" viewBox="0 0 10 10" refX="{5 if size > 9 else 9}" refY="5"'
            f' markerWidth="{size}" markerHeight="{size}" markerUnits="userSpaceOnUse"'
            f' orient="auto"><polygon points="0,1 10,5 0,9" fill="{colour}"/></marker>'
        )
    yield f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>'


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>'


def _text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{words}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
    print(f"{PICTURE.relative_to(ROOT)} is drawn.")
