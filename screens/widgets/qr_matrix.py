"""QR codes for a text terminal: the largest and strongest that fits into the cells there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qrcode import QRCode

QUIET_ZONE = 4
"""Light modules around a code, as ISO/IEC 18004 asks for; scanners lose codes without them."""
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True, slots=True)
class QrMatrix:
    """A code as rows of modules, quiet zone included; True is dark.

    Half blocks put two modules into a cell, one above the other; in a code that is ``doubled`` a
    module takes two cells, side by side, and is read from twice as far.
    """

    modules: tuple[tuple[bool, ...], ...]
    doubled: bool = False

    @property
    def width(self) -> int:
        """Terminal columns the code takes."""
        return columns_of(len(self.modules), doubled=self.doubled)

    @property
    def height(self) -> int:
        """Terminal rows the code takes, the last one perhaps half empty."""
        return rows_of(len(self.modules), doubled=self.doubled)

    def line(self, row: int) -> str:
        """A row of cells."""
        if self.doubled:
            return "".join("██" if dark else "  " for dark in self.modules[row])
        upper = self.modules[2 * row]
        lower = (
            self.modules[2 * row + 1] if 2 * row + 1 < len(self.modules) else (False,) * len(upper)
        )
        return "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))


def columns_of(side: int, *, doubled: bool) -> int:
    """Columns for so many modules in a row."""
    return 2 * side if doubled else side


def rows_of(side: int, *, doubled: bool) -> int:
    """Rows for so many rows of modules."""
    return side if doubled else (side + 1) // 2


def matrix(text: str, *, columns: int, rows: int) -> QrMatrix | None:
    """The code of ``text``, doubled where that fits with at least level M, else at the highest of
    the levels H, Q, M and L that fits; None where no code does."""
    sides = _sides(text)
    for doubled, levels in ((True, "HQM"), (False, "HQML")):
        for level in levels:
            side = sides.get(level)
            if side is None:
                continue
            fits = columns_of(side, doubled=doubled) <= columns
            if fits and rows_of(side, doubled=doubled) <= rows:
                return QrMatrix(_modules(text, level), doubled)
    return None


@lru_cache(maxsize=4)
def _sides(text: str) -> dict[str, int]:
    """How many modules a code needs at each level, quiet zone included, where there is such one."""
    from qrcode.exceptions import DataOverflowError

    sides = {}
    for level in "HQML":
        try:
            sides[level] = 4 * _code(text, level).best_fit() + 17 + 2 * QUIET_ZONE
        except (DataOverflowError, ValueError):
            continue
    return sides


def _modules(text: str, level: str) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(map(bool, line)) for line in _code(text, level).get_matrix())


def _code(text: str, level: str) -> QRCode[Any]:
    from qrcode import QRCode, constants

    code = QRCode(error_correction=getattr(constants, f"ERROR_CORRECT_{level}"), border=QUIET_ZONE)
    code.add_data(text)
    return code
