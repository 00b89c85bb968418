"""Bitmaps of large letters and digits; a cell holds two dots, one above the other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Glyph = tuple[str, ...]
"""Lines of dots from the top, all of one width: a ``#`` is inked."""

_SMALL = """
АБВГДЕЗИЙК
 #### |######|##### |######| ###### |######| #### |##   ##|## # ##|##  ##
##  ##|##    |##  ##|##    | ##  ## |##    |##  ##|##  ###|##  ###|## ##
##  ##|##### |##### |##    | ##  ## |##### |   ## |## ####|## ####|####
######|##  ##|##  ##|##    | ##  ## |##    |    ##|#### ##|#### ##|####
##  ##|##  ##|##  ##|##    |########|##    |##  ##|###  ##|###  ##|## ##
##  ##|##### |##### |##    |##    ##|######| #### |##   ##|##   ##|##  ##
ЛМНОПРСТУФХ
  ####|##   ##|##  ##| #### |######|##### | #### |######|##  ##|   ##   |##  ##
 ## ##|### ###|##  ##|##  ##|##  ##|##  ##|##  ##|  ##  |##  ##| ###### |##  ##
 ## ##|#######|######|##  ##|##  ##|##  ##|##    |  ##  |##  ##|## ## ##| ####
 ## ##|## # ##|##  ##|##  ##|##  ##|##### |##    |  ##  | #####|## ## ##| ####
 ## ##|##   ##|##  ##|##  ##|##  ##|##    |##  ##|  ##  |    ##| ###### |##  ##
##  ##|##   ##|##  ##| #### |##  ##|##    | #### |  ##  | #### |   ##   |##  ##
ЖЦЧШЩЪЫЬЭЮЯ
## ## ##|##  ## |##  ##|## ## ##|## ## ## |###    |##    ##|##    | #### |##  ### | #####
## ## ##|##  ## |##  ##|## ## ##|## ## ## | ##    |##    ##|##    |##  ##|## ## ##|##  ##
 ###### |##  ## |##  ##|## ## ##|## ## ## | ##### |####  ##|##### |   ###|##### ##|##  ##
 ###### |##  ## | #####|## ## ##|## ## ## | ##  ##|## ## ##|##  ##|    ##|## ## ##| #####
## ## ##|#######|    ##|## ## ##|######## | ##  ##|## ## ##|##  ##|##  ##|## ## ##| ## ##
## ## ##|     ##|    ##|########|       ##| ##### |####  ##|##### | #### |##  ### |##  ##
0123456789-:.?→
 #### |  ## | #### | #### |   ## |######| #### |######| #### | #### |    |  |  | #### |    ##
##  ##| ### |##  ##|##  ##|  ### |##    |##    |    ##|##  ##|##  ##|    |##|  |##  ##|     ##
##  ##|  ## |   ## |   ## | #### |##### |##### |   ## | #### |##  ##|####|  |  |   ## |########
##  ##|  ## |  ##  |    ##|## ## |    ##|##  ##|  ##  |##  ##| #####|    |  |  |  ##  |########
##  ##|  ## | ##   |##  ##|######|##  ##|##  ##|  ##  |##  ##|    ##|    |##|  |      |     ##
 #### |  ## |######| #### |   ## | #### | #### |  ##  | #### | #### |    |  |##|  ##  |    ##
"""

_TALL = """
0123456789-КТ
  #####  |   ###|  #####  |  #####  |     ### |#########|  #####  |#########|  #####  |  #####  |    |###   ###|#########
 ####### | #####| ####### | ####### |    #### |#########| ####### |#########| ####### | ####### |    |###  ####|#########
#### ####|######|#### ####|#### ####|   ##### |###      |#### ####|      ###|#### ####|#### ####|    |### #### |   ###
###   ###|## ###|###   ###|###   ###|  ###### |###      |###      |      ###|###   ###|###   ###|    |#######  |   ###
###   ###|   ###|      ###|      ###| ### ### |###      |###      |     ### |###   ###|###   ###|    |######   |   ###
###   ###|   ###|     ####|     ####| ### ### |#######  |### ###  |     ### |#### ####|###   ###|    |#####    |   ###
###   ###|   ###|    #### |   ##### |###  ### |######## |######## |    ###  | ####### |#### ####|### |####     |   ###
###   ###|   ###|   ####  |   ##### |###  ### |     ####|#### ####|    ###  | ####### | ########|### |####     |   ###
###   ###|   ###|  ####   |     ####|#########|      ###|###   ###|   ###   |#### ####|  ### ###|    |#####    |   ###
###   ###|   ###| ####    |      ###|#########|      ###|###   ###|   ###   |###   ###|      ###|    |######   |   ###
###   ###|   ###|####     |###   ###|     ### |###   ###|###   ###|   ###   |###   ###|      ###|    |#######  |   ###
#### ####|   ###|###      |#### ####|     ### |#### ####|#### ####|   ###   |#### ####|#### ####|    |### #### |   ###
 ####### |   ###|#########| ####### |     ### | ####### | ####### |   ###   | ####### | ####### |    |###  ####|   ###
  #####  |   ###|#########|  #####  |     ### |  #####  |  #####  |   ###   |  #####  |  #####  |    |###   ###|   ###
"""  # noqa: E501 - one line of dots is one line of the picture

_TWINS = {"K": "К", "T": "Т"}
"""The Latin ticket letters look like the Cyrillic ones."""


def _cut(picture: str, dots: int) -> Mapping[str, Glyph]:
    """The glyphs of a picture, in blocks that begin with their characters."""
    lines, glyphs = picture.strip("\n").splitlines(), {" ": ("  ",) * dots}
    for at in range(0, len(lines), dots + 1):
        rows = [line.split("|") for line in lines[at + 1 : at + 1 + dots]]
        for character, column in zip(lines[at], zip(*rows, strict=True), strict=True):
            widest = max(map(len, column))
            glyphs[character] = tuple(line.ljust(widest) for line in column)
    return MappingProxyType(glyphs | {twin: glyphs[letter] for twin, letter in _TWINS.items()})


def _doubled(glyph: Glyph) -> Glyph:
    """Twice the size, the stairs of the slopes filled in (the Scale2x rule)."""
    width, lines = len(glyph[0]), []
    blank = " " * (width + 2)
    padded = [blank, *(f" {line} " for line in glyph), blank]
    for y in range(1, len(glyph) + 1):
        upper = lower = ""
        for x in range(1, width + 1):
            up, left, right, down = (
                padded[y - 1][x],
                padded[y][x - 1],
                padded[y][x + 1],
                padded[y + 1][x],
            )
            corners = [padded[y][x]] * 4
            if up != down and left != right:
                pairs = ((left, up), (right, up), (left, down), (right, down))
                corners = [one if one == other else padded[y][x] for one, other in pairs]
            upper, lower = upper + "".join(corners[:2]), lower + "".join(corners[2:])
        lines += [upper, lower]
    return tuple(lines)


SMALL = _cut(_SMALL, 6)
"""Six dots high: three rows of cells, for titles and rooms."""
TALL = _cut(_TALL, 14)
"""Fourteen dots high: seven rows of cells, for a ticket's number."""
_HYPHEN = (" " * 8,) * 12 + ("######  ",) * 4 + (" " * 8,) * 12
HUGE = MappingProxyType(
    {letter: _doubled(glyph) for letter, glyph in TALL.items()} | {"-": _HYPHEN}
)
"""Twice as high: fourteen rows, for a number that is read across a hall."""
