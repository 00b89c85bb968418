"""What must hold on every screen: a tour looks at each one, and says what is wrong where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from rich.color import Color
from textual.widget import Widget

from kiosk.words.i18n import language
from kiosk.words.languages import offered, own_name
from screens.frame.themes import THEMES
from screens.widgets.choices import ChoiceButton
from screens.widgets.key_bar import KeyBar
from tests.screens.conftest import Opener
from tests.screens.guest import SMALL, Guest
from tests.screens.tour import TOURS, VISITOR_TOURS, Tour

CONTRAST = 4.5
"""WCAG 2, level AA."""
DRAWN = re.compile("[▌▊▎▁▂▃▅▆▇▔▀▄█▐│┃┏┓┗┛━─┌┐└┘ ]*")
"""Frames, large digits and scroll bars, which carry no letters."""

ABROAD = [("en", SMALL), ("uk", SMALL), ("uk", (120, 40))]

every_tour = pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.__name__)
every_visitor = pytest.mark.parametrize("tour", VISITOR_TOURS, ids=lambda tour: tour.__name__)


def luminance(color: Color) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def letters(person: Guest) -> Iterator[tuple[str, Color, Color]]:
    """Every run of letters with its ink and its paper; what a box dims behind it is left out."""
    boxes = [box.region for box in person.app.screen.query(".box")]
    region = boxes[0] if boxes else person.app.screen.region
    for whole in person.strips[region.y : region.bottom]:
        strip = whole.crop(region.x, region.right)
        for text, style, _control in strip:
            if DRAWN.fullmatch(text):
                continue
            assert style and style.color and style.bgcolor, f"a colour is the terminal's: {text!r}"
            yield text.strip(), style.color, style.bgcolor


def faint(person: Guest) -> list[str]:
    """Letters that are too faint for old eyes and bright halls."""
    found = {text: contrast(ink, paper) for text, ink, paper in letters(person)}
    return [f"{person.app.theme}: {text} {n:.1f}" for text, n in found.items() if n < CONTRAST]


def on_show(person: Guest) -> list[ChoiceButton]:
    """The choices of the parts of a screen that are open."""
    return [
        button
        for button in person.app.screen.query(ChoiceButton)
        if all(part.display for part in button.ancestors_with_self if isinstance(part, Widget))
    ]


def broken(person: Guest) -> list[str]:
    """Words of choices that do not stand on the screen in one piece."""
    lost: list[str] = []
    for button in on_show(person):
        drawn = str(button.render()).split("\n")
        seen = " ".join(drawn).split()
        choice = button._choice
        lost += [word for word in f"{choice.words} {choice.detail}".split() if word not in seen]
        lost += drawn[button.content_size.height :]
    return lost


def outside(person: Guest) -> list[str]:
    """Keys of the bar that do not fit on the screen."""
    keys = [key for bar in person.app.screen.query(KeyBar) for key in bar.children]
    return [str(key.render()) for key in keys if key.region.right > person.app.size.width]


def small_targets(person: Guest) -> list[str]:
    """Choices that are lower than a finger."""
    return [str(button.render()) for button in on_show(person) if button.region.height < 3]


def touching(person: Guest) -> list[str]:
    """Labels that leave no space before what they are the label of."""
    shown = (label for label in person.app.screen.query(".said .label") if label.region)
    return [
        said for label in shown if len(said := str(label.render())) >= label.content_region.width
    ]


async def flaws(
    person: Guest, tour: Tour, *looks: Callable[[Guest], list[str]]
) -> dict[str, object]:
    """What the looks find, by screen; nothing is what one wishes to see."""
    found: dict[str, object] = {}
    async for place in tour(person):
        if seen := [flaw for look in looks for flaw in look(person)]:
            found[place] = seen
    return found


@pytest.mark.parametrize(("code", "size"), ABROAD)
@every_tour
async def test_every_screen_can_be_read_and_touched_in_every_language(
    kiosk: Opener, tour: Tour, code: str, size: tuple[int, int]
) -> None:
    async with kiosk(size=size, language=code, languages=offered()) as person:
        assert await flaws(person, tour, broken, outside, small_targets, touching) == {}


@every_tour
async def test_every_screen_can_be_read_in_both_themes_on_the_smallest_terminal(
    kiosk: Opener, tour: Tour
) -> None:
    found: dict[str, object] = {}
    async with kiosk(size=SMALL, language="ru") as person:
        async for place in tour(person):
            seen = broken(person) + outside(person) + small_targets(person) + touching(person)
            for theme in (*THEMES, person.app.theme):
                person.app.theme = theme
                await person.settle()
                seen += faint(person)
            if seen:
                found[place] = seen
    assert found == {}


async def test_control_faint_letters_and_broken_words_are_found(kiosk: Opener) -> None:
    async with kiosk() as person:
        person.app.screen.query_one("#clock").styles.color = "#a0a0a0"
        person.app.screen.query_one("#choice-1").styles.width = 14
        await person.settle()
        assert faint(person)
        assert broken(person)


async def test_control_a_label_that_touches_its_value_is_found(kiosk: Opener) -> None:
    async with kiosk() as person:
        await person.press("3", then="Schedule")
        await person.press("enter", then="SessionPage")
        assert touching(person) == []
        person.app.screen.query(".said .label").first().styles.width = 5
        await person.settle()
        assert touching(person) == ["Когда"]


@every_visitor
async def test_language_and_theme_change_on_every_visitor_screen_and_keep_what_was_typed(
    kiosk: Opener, tour: Tour
) -> None:
    async with kiosk(languages=offered()) as person:
        async for place in tour(person):
            if person.screen in ("Notice", "IdleWarning"):
                continue
            before, theme = person.text, person.app.theme
            said = {before}
            for code in offered()[1:]:
                assert own_name(code) in person.text, place
                await person.press("f2")
                assert language() == code, place
                said.add(person.text)
            assert len(said) == len(offered()), place
            await person.press("f2", "f3")
            assert person.app.theme != theme, place
            assert without_seconds(person.text) == without_seconds(before), place


def without_seconds(text: str) -> str:
    """The countdown of a ticket goes on meanwhile."""
    return re.sub(r"\d+ \w+", "", text)
