"""Ask for an administrator on the command line; pauses after wrong PINs are sat out first."""

from __future__ import annotations

import math
import time

import click

from kiosk.point.point import HelpPoint
from kiosk.staff.specialists import pause
from kiosk.words.i18n import _, ngettext

_LOOK_AGAIN = 5.0
"""Seconds after which a pause is looked at again: another program may have counted a try."""


def ask_administrator(point: HelpPoint) -> tuple[str, str]:
    """An administrator's login and PIN; the PIN is never echoed."""
    login = click.prompt(_("Administrator's login"))
    _sit_out(point, login)
    return login, click.prompt(_("Administrator's PIN"), hide_input=True)


def _sit_out(point: HelpPoint, login: str) -> None:
    """A program that has just started watches a pause anew, and a command ends after one try: it
    would be refused for ever."""
    left = pause(point, login)
    if left > 0:
        minutes = math.ceil(left / 60)
        words = ngettext(
            "After wrong PINs there is a pause of {n} minute. Please wait; Ctrl+C ends it.",
            "After wrong PINs there is a pause of {n} minutes. Please wait; Ctrl+C ends it.",
            minutes,
        )
        click.echo(words.format(n=minutes))
    while left > 0:
        time.sleep(min(left, _LOOK_AGAIN))
        left = pause(point, login)
