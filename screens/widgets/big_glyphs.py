"""Bitmaps of large digits and ticket letters; a cell holds two dots, one above the other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Glyph = tuple[str, ...]
"""Lines of dots from the top, all of one width: a ``#`` is inked."""

_SMALL = """
 ### |  #  | ### | ### |   # |#####| ### |#####| ### | ### | |   |#   #|#####
#   #| ##  |#   #|#   #|  ## |#    |#    |    #|#   #|#   #|#|   |#  # |  #
#   #|  #  |   # |  ## | # # |#### |#### |   # | ### |#   #| |   |###  |  #
#   #|  #  |  #  |    #|#  # |    #|#   #|  #  |#   #| ####| |###|# #  |  #
#   #|  #  | #   |#   #|#####|#   #|#   #|  #  |#   #|    #|#|   |#  # |  #
 ### | ### |#####| ### |   # | ### | ### |  #  | ### | ### | |   |#   #|  #
"""

_TALL = """
 ##### |  ##   | ##### | ##### |    ## |#######| ##### |#######| ##### | ##### |  |    |##   ##|#######
#######| ###   |#######|#######|   ### |#######|#######|#######|#######|#######|  |    |##  ## |#######
##   ##|####   |##   ##|##   ##|  #### |##     |##     |    ## |##   ##|##   ##|##|    |## ##  |  ##
##   ##|  ##   |     ##|     ##| ## ## |###### |##     |    ## |##   ##|##   ##|##|    |####   |  ##
##   ##|  ##   |    ## |  #### |##  ## |#######|###### |   ##  | ##### |#######|  |####|###    |  ##
##   ##|  ##   |   ##  |  #### |##  ## |     ##|#######|   ##  |#######| ######|  |####|####   |  ##
##   ##|  ##   |  ##   |     ##|#######|     ##|##   ##|  ##   |##   ##|     ##|##|    |## ##  |  ##
##   ##|  ##   | ##    |##   ##|#######|##   ##|##   ##|  ##   |##   ##|     ##|##|    |##  ## |  ##
#######|###### |#######|#######|    ## |#######|#######| ##    |#######|#######|  |    |##   ##|  ##
 ##### |###### |#######| ##### |    ## | ##### | ##### | ##    | ##### | ##### |  |    |##    #|  ##
"""  # noqa: E501 - one line of dots is one line of the picture

_ORDER = "0123456789:-KT"
_TWINS = {"К": "K", "Т": "T"}
"""The Cyrillic ticket letters look like the Latin ones."""


def _cut(picture: str) -> Mapping[str, Glyph]:
    """The glyphs of a picture by their characters; a column is as wide as its first line."""
    rows = [line.split("|") for line in picture.strip("\n").splitlines()]
    glyphs = {
        character: tuple(line.ljust(max(map(len, column))) for line in column)
        for character, column in zip(_ORDER, zip(*rows, strict=True), strict=True)
    }
    glyphs[" "] = ("  ",) * len(rows)
    return MappingProxyType(glyphs | {twin: glyphs[latin] for twin, latin in _TWINS.items()})


SMALL = _cut(_SMALL)
"""Six dots high: three rows of cells, strokes one cell thick."""
TALL = _cut(_TALL)
"""Ten dots high: five rows of cells, strokes two cells thick."""
