"""The command that writes a journal to a file."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import JOURNAL, out_option, pass_settings, year_option
from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.words.i18n import N_, ngettext


@click.command(
    cls=HelpCommand,
    help=N_("Write a journal of one school year to a file."),
    epilog="kiosk export consultations --format pdf --year 2026 --out consultations.pdf",
)
@click.argument("journal", type=JOURNAL)
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice(["pdf", "xlsx", "csv", "json", "bundle"]),
    help=N_("Kind of file."),
)
@year_option(required=True)
@out_option(required=True)
@pass_settings
def export(settings: Settings, journal: str, format_: str, year: int, out: Path) -> None:
    from kiosk.documents.bundle import write_bundle
    from kiosk.documents.export import Format
    from kiosk.documents.publish import publish
    from kiosk.point.opening import open_to_work

    point = open_to_work(settings.place)
    if format_ == "bundle":
        count = write_bundle(point, Journal(journal), year, out)
    else:
        kind = Format(format_)
        count = len(publish(point, Journal(journal), year, kind, out, settings.stamp).rows)
    click.echo(
        ngettext("{file}: {n} entry.", "{file}: {n} entries.", count).format(file=out, n=count)
    )
