"""The commands about specialists: enrol one, and settle the agreement on their signature."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import out_option, pass_settings
from kiosk.machine.settings import Settings
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
