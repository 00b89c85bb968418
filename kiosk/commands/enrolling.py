"""Enrol a specialist by prompts on the command line."""

from __future__ import annotations

import click

from kiosk.commands.ask import ask_administrator
from kiosk.point.point import HelpPoint
from kiosk.proof.people import Duty, journals_of
from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist, duty_name


def enrol_by_prompts(point: HelpPoint) -> Specialist:
    """Ask for everything and enrol. The first specialist is the administrator; every other one
    is admitted by an administrator's PIN. PINs are never echoed."""
    first = not specialists.has_administrator(point)
    if first:
        click.echo(_("The first specialist is the e-journal administrator."))
    duty = Duty.ADMINISTRATOR if first else _ask_duty()
    wanted = specialists.Enrolment(
        login=click.prompt(_("Short login")),
        name=click.prompt(_("Full name")),
        post=click.prompt(_("Post"), default="", show_default=False),
        duty=duty,
        journals=journals_of(duty),
    )
    administrator, admin_pin = ("", "") if first else ask_administrator(point)
    pin = click.prompt(
        _("New PIN, 6 to 12 digits"),
        hide_input=True,
        confirmation_prompt=_("The same PIN again"),
    )
    return specialists.enrol(
        point, wanted, pin=pin, administrator=administrator, admin_pin=admin_pin
    )


def _ask_duty() -> Duty:
    for duty in Duty:
        click.echo(f"  {duty.value}: {duty_name(duty)}")
    choices = click.Choice([duty.value for duty in Duty])
    return Duty(click.prompt(_("Duty"), type=choices, show_choices=False))
