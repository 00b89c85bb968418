"""Screenshots as they are kept: no address in them, a font that every machine has, few bytes."""

from __future__ import annotations

import re
from itertools import groupby

FONTS = "'DejaVu Sans Mono','Liberation Mono',Consolas,Menlo,monospace"

_RECT = re.compile(
    r'<rect fill="(?P<fill>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<w>[\d.]+)"'
    r' height="(?P<h>[\d.]+)" shape-rendering="crispEdges"/>'
)


def plain_svg(svg: str) -> str:
    """The same picture without web fonts and clip paths, its backgrounds joined into larger ones.

    Equal screens give equal bytes.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"Fira Code,? ?(monospace)?", FONTS, svg)
    svg = re.sub(r"terminal-\d+-", "t-", svg)
    svg = re.sub(r'<clipPath id="t-line-\d+">.*?</clipPath>', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#t-line-\d+\)"', "", svg)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<text class="[^"]+"[^>]*>(&#160;)*\s*</text>', "", svg)
    svg = _join_backgrounds(svg)
    return re.sub(r"\n\s*(?=\n)", "", svg).strip() + "\n"


def _join_backgrounds(svg: str) -> str:
    """One rectangle where rows of the same colour and width lie one below the other."""
    found = [match.groupdict() for match in _RECT.finditer(svg)]
    columns = sorted(found, key=lambda r: (r["fill"], r["x"], r["w"], float(r["y"])))
    joined = []
    for (fill, x, w), group in groupby(columns, key=lambda r: (r["fill"], r["x"], r["w"])):
        for top, bottom in _runs([(float(r["y"]), float(r["h"])) for r in group]):
            joined.append((top, float(x), f'fill="{fill}" x="{x}" y="{top:g}" width="{w}"', bottom))
    shapes = "".join(
        f'<rect {said} height="{bottom - top:.2f}" shape-rendering="crispEdges"/>\n'
        for top, _x, said, bottom in sorted(joined)
    )
    first = _RECT.search(svg)
    if first is None:
        return svg
    return svg[: first.start()] + shapes + _RECT.sub("", svg[first.start() :])


def _runs(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Tops and bottoms of pieces that touch, joined."""
    runs: list[tuple[float, float]] = []
    for top, height in pieces:
        if runs and abs(runs[-1][1] - top) < 0.5:
            runs[-1] = (runs[-1][0], top + height)
        else:
            runs.append((top, top + height))
    return runs
