"""The looks of the kiosk: light for bright halls, dark for dim ones. Contrast is 4.5:1 or more."""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#0b4f8a",
    secondary="#3d5a73",
    accent="#8a3b00",
    foreground="#10202e",
    background="#f6f8fa",
    surface="#ffffff",
    panel="#dde6ee",
    success="#0f6b3a",
    warning="#8a5200",
    error="#a3141e",
)
DARK = Theme(
    name="dark",
    dark=True,
    primary="#7cc0ff",
    secondary="#9fb6c9",
    accent="#ffb877",
    foreground="#eef4f9",
    background="#0d1721",
    surface="#142231",
    panel="#22364a",
    success="#7fdba6",
    warning="#ffcf7a",
    error="#ff9c9c",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
