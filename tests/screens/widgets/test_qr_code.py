"""The code on the screen is read by a real scanner, its inversion fallback off."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageOps
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.filter import NoColor

from screens.widgets.qr_code import QrCode
from tests.pictures import blocks_to_image

LINK = "HTTPS://HELP.EXAMPLE.RU/T/7Q4K2M9X"
SORRY = "Ask a specialist."


class Host(App[None]):
    def __init__(self, text: str = LINK, theme: str = "textual-dark") -> None:
        super().__init__()
        self.text = text
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield QrCode(self.text, too_small=SORRY)


class Roomy(Host):
    CSS = "QrCode { width: 1fr; height: 1fr; }"


def shown(code: QrCode) -> list[list[Segment]]:
    """The lines of the widget as they go to the terminal, every filter applied."""
    return [list(strip) for strip in code.render_lines(code.size.region)]


def scan(image: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(image, try_invert=False)
    return [barcode.text for barcode in found]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "dracula"])
@pytest.mark.parametrize("text", [LINK, "https://help.example.ru/guides/журнал"])
async def test_the_code_is_read_in_every_theme(theme: str, text: str) -> None:
    app = Host(text, theme)
    async with app.run_test(size=(80, 24)):
        assert scan(blocks_to_image(shown(app.query_one(QrCode)))) == [text]


async def test_an_inverted_code_is_not_read() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        image = blocks_to_image(shown(app.query_one(QrCode)))
    assert scan(ImageOps.invert(image)) == []


async def test_the_code_takes_as_little_as_it_needs_and_follows_its_text() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        code = app.query_one(QrCode)
        assert code.size == (37, 19)
        code.text = "https://help.example.ru/" + "x" * 40
        await pilot.pause()
        assert code.size == (45, 23)
        assert scan(blocks_to_image(shown(code))) == [code.text]


async def test_no_colour_filter_takes_the_colours_of_a_code_away() -> None:
    app = Host()
    app._filters.append(NoColor())
    async with app.run_test(size=(80, 24)):
        assert scan(blocks_to_image(shown(app.query_one(QrCode)))) == [LINK]


async def test_a_code_without_room_says_so_in_words() -> None:
    app = Host()
    async with app.run_test(size=(30, 10)) as pilot:
        code = app.query_one(QrCode)
        assert not code.fits
        assert SORRY in "".join(segment.text for segment in shown(code)[0])
        await pilot.resize_terminal(80, 24)
        assert code.fits


async def test_a_code_is_centred_in_the_room_it_is_given() -> None:
    app = Roomy()
    async with app.run_test(size=(80, 24)):
        lines = shown(app.query_one(QrCode))
    widths = [[segment.cell_length for segment in line] for line in lines]
    assert widths[0] == widths[1] == widths[-1] == [80]
    assert widths[12] == [21, 37, 22]


async def test_no_text_draws_nothing() -> None:
    app = Host("")
    async with app.run_test(size=(80, 24)):
        assert app.query_one(QrCode).size == (0, 0)
