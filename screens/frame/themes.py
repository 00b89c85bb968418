"""The looks of the kiosk: a page of an exercise book, light, and the blackboard, dark.

``tests/screens/frame/test_themes.py`` measures every role against the paper it stands on.
"""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="light",
    dark=False,
    background="#fbfaf5",
    surface="#ffffff",
    panel="#e9ecf3",
    foreground="#141c33",
    primary="#1d3a8f",
    secondary="#46536f",
    accent="#c21f3a",
    success="#0f6b3a",
    warning="#8a5200",
    error="#a3141e",
    variables={"hair": "#76849f", "edge": "#5b6b8a", "red-line": "#d0213f"},
)
DARK = Theme(
    name="dark",
    dark=True,
    background="#12241d",
    surface="#0c1a15",
    panel="#1d352b",
    foreground="#f4f1e3",
    primary="#ffd65c",
    secondary="#b4c6bb",
    accent="#ff8f7e",
    success="#8fe0b0",
    warning="#ffcf7a",
    error="#ff9c9c",
    variables={"hair": "#668375", "edge": "#8fae9f", "red-line": "#ff7a66"},
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
