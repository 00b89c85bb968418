"""A finger draws on the pad; what comes out are strokes in its own units."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from kiosk.words.drawing import HEIGHT, MOST_POINTS, MOST_STROKES, WIDTH, Strokes
from screens.widgets.signature_pad import SignaturePad

COLUMNS, ROWS = 60, 10
"""Inside the frame, as the widget is by itself."""
FIRST = (1, 1)
"""The cell in the pad's corner."""


class Host(App[None]):
    CSS = "SignaturePad { width: 62; height: 12; }"

    def __init__(self, strokes: Strokes = ()) -> None:
        super().__init__()
        self.drawn = strokes

    def compose(self) -> ComposeResult:
        yield SignaturePad(self.drawn)

    @property
    def pad(self) -> SignaturePad:
        return self.query_one(SignaturePad)


def send(app: Host, kind: type[events.MouseEvent], x: float, y: float) -> None:
    assert app._driver is not None
    app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def draw(pilot: Pilot[None], *points: tuple[float, float]) -> None:
    """Down on the first point, over the others, up on the last."""
    app = pilot.app
    assert isinstance(app, Host)
    send(app, events.MouseDown, *points[0])
    await pilot.pause()
    for point in points[1:]:
        send(app, events.MouseMove, *point)
    send(app, events.MouseUp, *points[-1])
    await pilot.pause()


def shown(pad: SignaturePad) -> list[str]:
    """Its lines without the frame."""
    return [pad.render_line(y).text for y in range(pad.size.height)]


async def test_a_stroke_goes_from_where_the_finger_comes_down_to_where_it_is_lifted() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, FIRST, (30, 5), (60, 10))
        ((first, middle, last),) = app.pad.strokes
    assert first == (WIDTH // COLUMNS // 2, HEIGHT // ROWS // 2)
    assert middle == (round(29.5 * WIDTH / COLUMNS), round(4.5 * HEIGHT / ROWS))
    assert last == (WIDTH - first[0], HEIGHT - first[1])


async def test_parts_of_a_cell_are_kept_where_the_terminal_reports_pixels() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (11.25, 3.75), (11.65, 3.75))
        ((first, second),) = app.pad.strokes
    assert first == (1025, 550)
    assert second == (1065, 550)


async def test_moving_without_touching_draws_nothing() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        send(app, events.MouseMove, 10, 5)
        await draw(pilot, (20, 5))
        send(app, events.MouseMove, 30, 5)
        await pilot.pause()
        assert [len(stroke) for stroke in app.pad.strokes] == [1]


async def test_a_line_that_leaves_the_pad_goes_along_its_edge() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (30, 5), (79, 23), (0, 0))
        ((_first, beyond, before),) = app.pad.strokes
    assert beyond == (WIDTH, HEIGHT)
    assert before == (0, 0)


async def test_a_finger_that_rests_adds_no_points() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (30.5, 5.5), *[(30.5 + n / 1000, 5.5) for n in range(1, 100)])
        assert [len(stroke) for stroke in app.pad.strokes] == [1]


async def test_erasing_begins_anew_even_while_a_finger_is_down() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (10, 5), (20, 5))
        send(app, events.MouseDown, 30, 5)
        await pilot.pause()
        app.pad.erase()
        send(app, events.MouseMove, 40, 5)
        await pilot.pause()
        assert app.pad.strokes == ()
        assert not "".join(shown(app.pad)).strip()
        assert app.mouse_captured is None


@pytest.mark.parametrize(
    "full",
    [
        tuple(((n, n),) for n in range(MOST_STROKES)),
        (tuple((n % WIDTH, 0) for n in range(MOST_POINTS)),),
    ],
    ids=["strokes", "points"],
)
async def test_no_more_is_taken_than_can_be_kept(full: Strokes) -> None:
    app = Host(full)
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (10, 5), (50, 9))
        assert app.pad.strokes == full


async def test_what_was_drawn_is_seen_where_it_was_drawn() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await draw(pilot, (11, 4), (50, 4))
        lines = shown(app.pad)
    assert [bool(line.strip()) for line in lines] == [number == 3 for number in range(ROWS)]
    assert len(lines[3].strip()) == 40
    assert lines[3].index(lines[3].strip()) == 10


async def test_a_larger_pad_shows_the_same_strokes_larger() -> None:
    app = Host((((0, 0), (WIDTH, HEIGHT)),))
    async with app.run_test(size=(120, 40)) as pilot:
        small = shown(app.pad)
        app.pad.styles.width, app.pad.styles.height = 98, 18
        await pilot.pause()
        large = shown(app.pad)
    assert (len(small), len(large)) == (ROWS, 16)
    for lines in (small, large):
        assert lines[0][0] != " " != lines[-1][-1]
