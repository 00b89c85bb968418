"""QR codes for a text terminal: the strongest code that fits into the cells there are."""

from __future__ import annotations

from dataclasses import dataclass

QUIET_ZONE = 4
"""Light modules around a code, as ISO/IEC 18004 asks for; scanners lose codes without them."""


@dataclass(frozen=True, slots=True)
class QrMatrix:
    """A code as rows of modules, quiet zone included; True is dark."""

    modules: tuple[tuple[bool, ...], ...]

    @property
    def width(self) -> int:
        """Terminal columns the code takes: one module wide each."""
        return len(self.modules)

    @property
    def height(self) -> int:
        """Terminal rows the code takes: two modules each, the last one perhaps half empty."""
        return (len(self.modules) + 1) // 2


def matrix(text: str, *, columns: int, rows: int) -> QrMatrix | None:
    """The code of ``text`` at the highest of the levels Q, M and L that fits, or None.

    Half blocks put two modules into a cell, one above the other, so a code of n modules with its
    quiet zone needs n columns and n/2 rows.
    """
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.exceptions import DataOverflowError

    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_M, ERROR_CORRECT_L):
        code = QRCode(error_correction=level, border=QUIET_ZONE)
        code.add_data(text)
        try:
            side = 4 * code.best_fit() + 17 + 2 * QUIET_ZONE
        except (DataOverflowError, ValueError):
            continue
        if side <= columns and (side + 1) // 2 <= rows:
            return QrMatrix(tuple(tuple(map(bool, line)) for line in code.get_matrix()))
    return None
