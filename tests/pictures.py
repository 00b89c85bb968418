"""Pictures of a terminal screen, to be looked at or read by a scanner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import cv2
import numpy
import resvg_py
import zxingcpp
from PIL import Image
from rich.color_triplet import ColorTriplet
from rich.segment import Segment

MONOSPACE = "DejaVu Sans Mono"

_BLOCKS = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
_DOT = 6
"""Pixels of a module's side."""


def svg_to_png(svg: str) -> bytes:
    """The PNG of ``App.export_screenshot()``, in a font that the machine has instead of the web's.

    The letters are one pixel larger than asked for, so that rows of blocks show hardly a seam.
    """
    local = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    local = local.replace("Fira Code", MONOSPACE).replace("font-size: 20px", "font-size: 21px")
    return resvg_py.svg_to_bytes(svg_string=local, font_family=MONOSPACE, background="#000000")


def read_twice(picture: Image.Image) -> list[str]:
    """What two readers of QR codes that have nothing in common read in a picture, dark on light
    only; each of them reads one code or gives nothing."""
    codes = zxingcpp.read_barcodes(picture, try_invert=False)
    text, _corners, _code = cv2.QRCodeDetector().detectAndDecode(numpy.asarray(picture))
    return [code.text for code in codes] + ([text] if text else [])


def blocks_to_image(lines: Iterable[Sequence[Segment]]) -> Image.Image:
    """The picture of lines of half blocks in explicit RGB colours: a dot for each half of a cell.

    Raises KeyError at any other character and AssertionError at a colour left to the terminal.
    """
    rows: list[list[ColorTriplet]] = []
    for line in lines:
        upper: list[ColorTriplet] = []
        lower: list[ColorTriplet] = []
        for text, style, _ in line:
            assert style is not None
            assert style.color is not None and style.color.triplet is not None
            assert style.bgcolor is not None and style.bgcolor.triplet is not None
            ink, paper = style.color.triplet, style.bgcolor.triplet
            for character in text:
                top, bottom = _BLOCKS[character]
                upper.append(ink if top else paper)
                lower.append(ink if bottom else paper)
        rows += [upper, lower]
    image = Image.new("RGB", (len(rows[0]), len(rows)))
    image.putdata([tuple(dot) for row in rows for dot in row])
    return image.resize((image.width * _DOT, image.height * _DOT), Image.Resampling.NEAREST)
