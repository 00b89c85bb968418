"""QR codes on paper: one vector path, sharp at any resolution."""

from __future__ import annotations

from functools import cache

MASK = 3
"""Any of the eight masks can be read; choosing the best one takes most of the time."""


@cache
def svg(text: str) -> str:
    """The code of ``text`` at level M, without a quiet zone: the paper around it is white."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(text, optimize=0)
    modules = code.get_matrix()
    side = len(modules)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(modules) for x, dark in enumerate(line) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path d="{path}" shape-rendering="crispEdges"/></svg>'
    )
