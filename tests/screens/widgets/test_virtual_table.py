"""A long table asks for little, shows at once and is not harmed by what stands in its cells."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.cells import cell_len
from textual import events, on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from screens.widgets.page import hair, margin
from screens.widgets.table_columns import TableColumn, fitted, widths
from screens.widgets.table_pages import PAGE, Rows
from screens.widgets.virtual_table import VirtualTable

MILLION = 1_000_000
COLUMNS = (
    TableColumn("No", 8, right=True),
    TableColumn("Name"),
    TableColumn("Topic", fraction=2),
)


class Numbered:
    """Rows that say which they are."""

    def __init__(self, count: int = MILLION) -> None:
        self.count = count

    def page(self, first: int, size: int) -> Sequence[Sequence[str]]:
        return [(str(at + 1), f"name {at}", f"topic {at}") for at in range(first, first + size)]


class Host(App[None]):
    """Answers at once, or keeps the questions to be answered by hand."""

    def __init__(self, rows: Rows, *, slow: bool = False) -> None:
        super().__init__()
        self.rows = rows
        self.slow = slow
        self.table = VirtualTable(COLUMNS, rows.count, empty="Nothing yet.")
        self.asked: list[VirtualTable.PageWanted] = []
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.table

    @on(VirtualTable.PageWanted)
    def note(self, event: VirtualTable.PageWanted) -> None:
        self.asked.append(event)
        if not self.slow:
            self.answer(event)

    def answer(self, event: VirtualTable.PageWanted) -> None:
        page = self.rows.page(event.first, event.size)
        event.table.put(event.first, page, edition=event.edition)

    @on(VirtualTable.RowChosen)
    def note_choice(self, event: VirtualTable.RowChosen) -> None:
        self.chosen.append(event.index)


def shown(app: Host) -> list[str]:
    return [strip.text for strip in app.table.render_lines(app.table.size.region)]


async def click(pilot: Pilot[None], y: int) -> None:
    """Clicks as the driver reports them: presses and releases through ``App.on_event``."""
    for kind in (events.MouseDown, events.MouseUp):
        event = kind(None, 5, y, 0, 0, 1, False, False, False, 5, y)
        event.set_sender(pilot.app)
        pilot.app.post_message(event)
    await pilot.pause()
    await pilot.pause()


async def test_a_million_rows_show_at_once_and_ask_for_one_page() -> None:
    app = Host(Numbered())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert [event.first for event in app.asked] == [0]
        assert "name 0" in shown(app)[1]
        await pilot.press("end")
        await pilot.pause()
        assert app.table.cursor == MILLION - 1
        assert shown(app)[-1].lstrip("► ").startswith("1000000")
        assert len(app.asked) <= 3
        assert sum(event.size for event in app.asked) <= 3 * PAGE


async def test_a_screenful_is_drawn_in_a_few_milliseconds() -> None:
    app = Host(Numbered())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        best = 1.0
        for _ in range(5):
            start = time.perf_counter()
            for y in range(40):
                app.table.render_line(y)
            best = min(best, time.perf_counter() - start)
    assert best < 0.05


async def test_rows_on_their_way_are_shown_as_such() -> None:
    app = Host(Numbered(), slow=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert shown(app)[1].split() == ["►", "…", "…", "…"]
        await pilot.press("down", "up")
        assert len(app.asked) == 1, "a page is asked for once"
        app.answer(app.asked[0])
        await pilot.pause()
        assert "name 0" in shown(app)[1]


async def test_an_answer_to_an_earlier_showing_is_dropped() -> None:
    app = Host(Numbered(), slow=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.table.show(5)
        await pilot.pause()
        late, fresh = app.asked
        app.answer(late)
        assert app.table.row(0) is None
        app.answer(fresh)
        assert app.table.row(0) == ("1", "name 0", "topic 0")
        assert fresh.size == 5


async def test_keys_move_the_cursor_and_keep_it_in_sight() -> None:
    app = Host(Numbered(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        for key, cursor in (
            ("up", 0),
            ("down", 1),
            ("pagedown", 23),
            ("pagedown", 45),
            ("pageup", 23),
            ("end", 999),
            ("down", 999),
            ("home", 0),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert app.table.cursor == cursor, key
            marked = [line for line in shown(app) if line.startswith("►")]
            assert len(marked) == 1 and f" name {cursor} " in marked[0], key


async def test_one_touch_or_enter_chooses() -> None:
    app = Host(Numbered(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, 4)
        assert (app.table.cursor, app.chosen) == (3, [3])
        await pilot.press("enter")
        assert app.chosen == [3, 3]
        await click(pilot, 0)
        assert app.chosen == [3, 3], "the header is no row"


async def test_an_empty_table_says_so_and_chooses_nothing() -> None:
    app = Host(Numbered(0))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "end", "enter")
        await click(pilot, 3)
        assert (app.table.cursor, app.chosen, app.asked) == (0, [], [])
        assert any("Nothing yet." in line for line in shown(app))


async def test_hostile_and_wide_cells_stay_in_their_columns() -> None:
    class Hostile(Numbered):
        def page(self, first: int, size: int) -> Sequence[Sequence[str]]:
            rows = [
                ("1", "[b]O'Neil [/] [@click=app.quit]x[/]", "\x1b[2Jcleared\r\nnext"),
                ("2", "日本語の名前はとても長いです、そして", "\u202eright to left\u200b"),
                ("3", "é" * 40, "\x9b31m" + "z" * 500),
            ]
            return rows[:size]

    app = Host(Hostile(3))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        lines = shown(app)
        assert {cell_len(line) for line in lines} == {60}
        text = "".join(lines)
        assert text.isprintable()
        assert "[b]O'Neil" in text
        topics = [fitted_start(line) for line in lines[1:4]]
        assert topics == ["[2Jc", "righ", "31mz"]


def fitted_start(line: str) -> str:
    """The four characters at the topic column, found by cells."""
    _, name, _ = widths(COLUMNS, 60)
    at, cells = 2 + 8 + 2 + name + 2, 0
    for index, character in enumerate(line):
        if cells == at:
            return line[index : index + 4]
        cells += cell_len(character)
    return ""


def test_columns_fill_the_width_exactly() -> None:
    for total in range(40, 200):
        assert 2 + sum(widths(COLUMNS, total)) + 2 * 2 == total


def test_texts_are_fitted_by_cells() -> None:
    assert fitted("ab", 4) == "ab  "
    assert fitted("ab", 4, right=True) == "  ab"
    assert fitted("abcde", 4) == "abc…"
    assert cell_len(fitted("日本語", 4)) == 4


async def test_few_pages_are_kept() -> None:
    app = Host(Numbered())
    async with app.run_test(size=(80, 24)) as pilot:
        for page in range(18):
            app.table.cursor = page * 10_000
            await pilot.pause()
        app.asked.clear()
        app.table.cursor = 0
        await pilot.pause()
        assert app.asked and app.asked[0].first == 0, "the first page was let go"


async def test_a_hung_table_has_its_numbers_in_the_margin_and_a_solid_marked_row() -> None:
    app = Host(Numbered(5))
    app.table = VirtualTable(COLUMNS, 5, hung=True)
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.put(0, Numbered(5).page(0, 5), struck={1})
        await pilot.pause()
        lines = [app.table.render_line(y) for y in range(6)]
        before = margin(80)
        assert [line.text[: before - 1].strip() for line in lines] == [
            *("No", "", "►1", "2", "3", "4"),
        ]
        assert lines[1].text[before + 1 : -2] == hair() * (80 - before - 3)
        assert all(line.cell_length == 80 for line in lines)
        assert lines[2].text[before + 1 :].startswith("  name 0")
        papers = [{segment.style.bgcolor for segment in line if segment.style} for line in lines]
        assert len(papers[2]) == 2 and len(papers[3]) == 1
        assert any(segment.style and segment.style.strike for segment in lines[3])
        assert not any(segment.style and segment.style.strike for segment in lines[4])
        await pilot.click(app.table, offset=(20, 4))
        assert (app.table.cursor, app.chosen) == (2, [2])
        await pilot.click(app.table, offset=(20, 1))
        await pilot.click(app.table, offset=(20, 9))
        assert app.chosen == [2]
