"""Questions on the command line: an administrator's login and PIN, everything of a specialist."""

from __future__ import annotations

import sys
import time

import click

from kiosk.point.point import HelpPoint
from kiosk.proof.people import Duty, journals_of
from kiosk.staff import specialists
from kiosk.staff.access import pause
from kiosk.words.days import minutes_and_seconds
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name
from kiosk.words.records import Enrolment
from kiosk.words.weak_pins import pin_strength

_LOOK_AGAIN = 1.0
"""Seconds after which a pause is looked at and shown again: another program may have counted a
try."""


def ask_administrator(point: HelpPoint) -> tuple[str, str]:
    """An administrator's login and PIN, as they were typed; the PIN is never echoed.

    Nothing is checked here. After wrong PINs the pause is waited out between the two questions.
    """
    login = click.prompt(_("Administrator's login"))
    wait_out_pause(point, login)
    return login, click.prompt(_("Administrator's PIN"), hide_input=True)


def ask_administrator_there() -> tuple[str, str]:
    """The same of an administrator of a database that is not open yet, such as a backup."""
    login = click.prompt(_("Administrator's login"))
    return login, click.prompt(_("Administrator's PIN"), hide_input=True)


def wait_out_pause(point: HelpPoint, login: str) -> None:
    """Say how long the pause after wrong PINs is, and return when it is over; at once where there
    is none.

    A program that has just started counts a pause from its beginning, and a command ends after
    one try: without waiting here it would be refused for ever.
    """
    left = pause(point, login)
    if left <= 0:
        return
    words = _("After wrong PINs there is a pause. Please wait: {time} left; Ctrl+C ends it.")
    counts_down = sys.stdout.isatty()
    click.echo(words.format(time=minutes_and_seconds(left)), nl=not counts_down)
    while left > 0:
        time.sleep(min(left, _LOOK_AGAIN))
        left = pause(point, login)
        if counts_down:
            click.echo(f"\r{words.format(time=minutes_and_seconds(left))}  ", nl=left <= 0)


def enrol_by_prompts(point: HelpPoint) -> Specialist:
    """Ask for everything that an enrolment needs, and enrol; PINs are never echoed.

    The first specialist is the administrator; every other one is admitted by an administrator's
    PIN. Raises as ``specialists.enrol`` does.
    """
    first = not specialists.has_administrator(point)
    if first:
        click.echo(_("The first specialist is the e-journal administrator."))
    duty = Duty.ADMINISTRATOR if first else _ask_duty()
    wanted = Enrolment(
        login=click.prompt(_("Short login")),
        name=click.prompt(_("Full name")),
        post=click.prompt(_("Post"), default="", show_default=False),
        duty=duty,
        journals=journals_of(duty),
    )
    administrator, admin_pin = ("", "") if first else ask_administrator(point)
    return specialists.enrol(
        point, wanted, pin=ask_new_pin(), administrator=administrator, admin_pin=admin_pin
    )


def ask_new_pin() -> str:
    """A new PIN, typed twice and never echoed; what it is good for is said first."""
    click.echo(pin_strength())
    pin: str = click.prompt(
        _("New PIN, better 8 digits, at least 6"),
        hide_input=True,
        confirmation_prompt=_("The same PIN again"),
    )
    return pin


def _ask_duty() -> Duty:
    """One of the duties, which are shown with their names first."""
    for duty in Duty:
        click.echo(f"  {duty.value}: {duty_name(duty)}")
    choices = click.Choice([duty.value for duty in Duty])
    return Duty(click.prompt(_("Duty"), type=choices, show_choices=False))
