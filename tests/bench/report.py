"""How a measurement is told: one line with its figure and its limit."""

from __future__ import annotations


def say(what: str, figures: str, value: float, limit: float, unit: str = "") -> None:
    """Print ``value`` beside its ``limit``; a busy machine is no reason to fail."""
    verdict = "within" if value <= limit else "ABOVE"
    told = f"{value:.2f}{unit}, {verdict} the limit of {limit:g}{unit}"
    print(f"{what}: {figures}{': ' if figures else ''}{told}", flush=True)
