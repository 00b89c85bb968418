"""Every role of a theme can be told from what it stands on, with many colours and with sixteen."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from screens.frame.themes import THEMES

TEXT, EDGE = 4.5, 3.0
"""WCAG 2: for letters, and for edges of fields and the mark of the focus."""

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def roles(theme: Theme) -> dict[str, str]:
    """The colours of a theme by their role."""
    names = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
    return {name: getattr(theme, name) for name in names} | theme.variables


@every_theme
def test_words_stand_out_from_every_paper(theme: Theme) -> None:
    letters = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
    for paper in (theme.background, theme.surface, theme.panel):
        assert paper
        for role in letters:
            assert contrast(roles(theme)[role], paper) >= TEXT, (role, paper)


@every_theme
def test_words_on_the_chosen_line_stand_out(theme: Theme) -> None:
    assert theme.background
    assert contrast(theme.background, theme.primary) >= TEXT


@every_theme
def test_edges_and_the_mark_of_the_focus_stand_out_from_the_page(theme: Theme) -> None:
    assert theme.background
    for role in ("hair", "edge", "red-line", "accent", "primary"):
        assert contrast(roles(theme)[role], theme.background) >= EDGE, role


@every_theme
def test_with_sixteen_colours_what_leads_is_told_from_page_text_and_margin(theme: Theme) -> None:
    leading = ("background", "foreground", "primary", "red-line", "hair")
    colours = roles(theme) | {"background": theme.background or ""}
    numbers = [
        Color.parse(colours[role]).downgrade(ColorSystem.STANDARD).number for role in leading
    ]
    assert len(set(numbers)) == len(leading), dict(zip(leading, numbers, strict=True))


def test_control_a_faint_colour_is_found() -> None:
    assert contrast("#a0a0a0", "#fbfaf5") < EDGE
