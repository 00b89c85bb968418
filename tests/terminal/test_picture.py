"""The harness can see: its picture of the screen is good enough for a scanner."""

from __future__ import annotations

import zxingcpp

from tests.terminal.conftest import Opener

ADDRESS = "https://ej.example/g/login"
DRAW_QR = f"""
import qrcode, sys
code = qrcode.QRCode(border=4); code.add_data({ADDRESS!r}); code.make()
grid = code.get_matrix(); grid += [[False] * len(grid[0])] * (len(grid) % 2)
for above, below in zip(grid[::2], grid[1::2]):
    cells = [(0 if a else 255, 0 if b else 255) for a, b in zip(above, below)]
    for a, b in cells:
        print(f"\\x1b[38;2;{{a}};{{a}};{{a}};48;2;{{b}};{{b}};{{b}}m▀", end="")
    print("\\x1b[m")
print("ready"); sys.stdin.read()
"""


def test_a_code_on_the_screen_can_be_scanned(open_terminal: Opener) -> None:
    terminal = open_terminal("-c", DRAW_QR)
    terminal.wait_for("ready")
    picture = terminal.picture()
    (found,) = zxingcpp.read_barcodes(picture, try_invert=False)
    assert found.text == ADDRESS
