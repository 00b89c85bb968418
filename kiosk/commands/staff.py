"""The commands about specialists: enrol one, and settle the agreement on their signature."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from pathlib import Path

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import out_option, pass_settings
from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty
from kiosk.words.i18n import N_, _


@click.command(
    cls=HelpCommand,
    help=N_("Enrol a specialist: name, duty and PIN are asked for."),
    epilog="kiosk enrol",
)
@pass_settings
def enrol(settings: Settings) -> None:
    from kiosk.commands.ask import enrol_by_prompts
    from kiosk.point.opening import open_to_work

    person = enrol_by_prompts(open_to_work(settings.place, create=True))
    click.echo(_("Enrolled: {name}.").format(name=person.name))


@click.command(
    cls=HelpCommand,
    help=N_("Change a specialist's name, post, duty or journals; what was signed stays as it was."),
    epilog='kiosk change belaya --name "Чёрная Ирина Викторовна"',
)
@click.argument("login")
@click.option("--name", help=N_("The full name from now on."))
@click.option("--post", help=N_("The post from now on."))
@click.option("--duty", type=click.Choice([*Duty]), help=N_("The duty from now on."))
@click.option(
    "--journal",
    "journals",
    type=click.Choice([*Journal]),
    multiple=True,
    help=N_("A journal that the specialist keeps from now on; may be given twice."),
)
@pass_settings
def change(
    settings: Settings,
    login: str,
    name: str | None,
    post: str | None,
    duty: str | None,
    journals: tuple[str, ...],
) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.point.opening import open_to_work
    from kiosk.staff import changes
    from kiosk.staff.access import login_typed, specialist_of
    from kiosk.staff.specialists import enrolled_row, enrolment_of

    point = open_to_work(settings.place)
    wanted = enrolment_of(specialist_of(enrolled_row(point, login_typed(login))))
    wanted = dataclasses.replace(
        wanted,
        name=wanted.name if name is None else name,
        post=wanted.post if post is None else post,
        duty=Duty(duty) if duty else wanted.duty,
        journals=frozenset(map(Journal, journals)) or wanted.journals,
    )
    administrator, pin = ask_administrator(point)
    person = changes.change(point, wanted, administrator=administrator, admin_pin=pin)
    click.echo(_("Changed: {name}.").format(name=person.name))


@click.command(
    cls=HelpCommand,
    help=N_("Dismiss a specialist: the PIN signs nothing more, what was signed stays."),
    epilog="kiosk dismiss belaya",
)
@click.argument("login")
@pass_settings
def dismiss(settings: Settings, login: str) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.point.opening import open_to_work
    from kiosk.staff import changes

    point = open_to_work(settings.place)
    administrator, pin = ask_administrator(point)
    person = changes.dismiss(point, login, administrator=administrator, admin_pin=pin)
    click.echo(_("Dismissed: {name}.").format(name=person.name))


@click.command(
    cls=HelpCommand,
    help=N_("Give an administrator who forgot the PIN a new one, by their recovery code, once."),
    epilog="kiosk recover smirnova",
)
@click.argument("login")
@pass_settings
def recover(settings: Settings, login: str) -> None:
    from kiosk.commands.ask import ask_new_pin, wait_out_pause
    from kiosk.point.opening import open_to_work
    from kiosk.signing.recovery import recovery_key
    from kiosk.staff import recovery
    from kiosk.staff.access import login_typed

    point = open_to_work(settings.place)
    code = click.prompt(_("Recovery code, the eight groups from the envelope"), hide_input=True)
    recovery_key(code, point.uid, login_typed(login))  # a typing mistake is told before the PIN
    wait_out_pause(point, login)
    person = recovery.recover(point, login, code, pin=ask_new_pin())
    words = _("{name} has a new PIN. It needs a new agreement before it can sign.")
    click.echo(words.format(name=person.name))


@click.command(
    cls=HelpCommand,
    help=N_("Give the school or the help point another name; what was signed stays as it was."),
    epilog='kiosk rename --school "Школа № 2"',
)
@click.option("--school", help=N_("The name of the school from now on."))
@click.option("--point", "name", help=N_("The name of the help point from now on."))
@pass_settings
def rename(settings: Settings, school: str | None, name: str | None) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.point.opening import open_to_work
    from kiosk.setup.founding import name_point

    point = open_to_work(settings.place)
    administrator, pin = ask_administrator(point)
    named = name_point(
        point,
        school=school or point.school,
        name=name or point.name,
        administrator=administrator,
        pin=pin,
    )
    click.echo(_("Named: {school}, {point}.").format(school=named.school, point=named.name))


@click.command(
    cls=HelpCommand,
    help=N_(
        "Print a specialist's agreement on electronic signatures, or record that it is signed."
    ),
    epilog="kiosk agreement smirnova --out agreement.pdf\n\n"
    "kiosk agreement smirnova --signed 24.11.2026",
)
@click.argument("login")
@out_option()
@click.option("--signed", help=N_("The day on which the paper was signed, dd.mm.yyyy."))
@pass_settings
def agreement(settings: Settings, login: str, out: Path | None, signed: str | None) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.machine.files import replace
    from kiosk.point.opening import open_to_work
    from kiosk.staff.agreements import agreement_text, checked_day, record_agreement

    point = open_to_work(settings.place)
    if out is not None:
        from kiosk.documents.papers import agreement_paper

        replace(out, agreement_paper(point, login))
        click.echo(_("Written: {file}").format(file=out))
    elif signed is None:
        click.echo(agreement_text(point, login))
    if signed is not None:
        day = checked_day(point, login, _day(signed))
        administrator, pin = ask_administrator(point)
        digest = record_agreement(
            point, login, signed_on=day, administrator=administrator, admin_pin=pin
        )
        click.echo(_("Recorded. Digest of the agreement: {digest}").format(digest=digest))


def _day(words: str) -> date:
    """The day that «24.11.2026» names; anything else is BadParameter."""
    try:
        return datetime.strptime(words, "%d.%m.%Y").date()  # noqa: DTZ007 - paper has no zone
    except ValueError as error:
        raise click.BadParameter(_("a day is written dd.mm.yyyy")) from error
