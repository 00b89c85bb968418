"""The commands that write papers and journals to files."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import JOURNAL, out_option, pass_settings, walk_first, year_option
from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.words.errors import JournalsDiffer
from kiosk.words.i18n import N_, _, ngettext

_BUNDLE = "bundle"


@click.command(
    cls=HelpCommand,
    help=N_("Write the list of keys and agreements for an auditor (PDF)."),
    epilog="kiosk keys --out keys.pdf",
)
@out_option(required=True)
@pass_settings
def keys(settings: Settings, out: Path) -> None:
    from kiosk.documents.keys_list import write_keys
    from kiosk.point.opening import open_to_work

    point = open_to_work(settings.place)
    walk_first(point, settings)
    count = write_keys(point, out)
    click.echo(ngettext("{file}: {n} key.", "{file}: {n} keys.", count).format(file=out, n=count))


@click.command(
    cls=HelpCommand,
    help=N_("Write blank sheets for a day without power: each row has a code (PDF)."),
    epilog="kiosk sheets --count 3 --out sheets.pdf",
)
@click.option(
    "--count",
    type=click.IntRange(1, 50),
    default=1,
    help=N_("How many sheets, of eight rows each."),
)
@out_option(required=True)
@pass_settings
def sheets(settings: Settings, count: int, out: Path) -> None:
    from kiosk.documents.papers import write_rows
    from kiosk.point.opening import open_to_work

    write_rows(open_to_work(settings.place), count, out)
    click.echo(
        ngettext("{file}: {n} sheet.", "{file}: {n} sheets.", count).format(file=out, n=count)
    )


@click.command(
    cls=HelpCommand,
    help=N_("Write a journal of one school year to a file, once all journals were verified."),
    epilog="kiosk export consultations --format pdf --year 2026 --out consultations.pdf",
)
@click.argument("journal", type=JOURNAL)
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice(["pdf", "xlsx", "csv", "json", _BUNDLE]),
    help=N_("Kind of file."),
)
@year_option(required=True)
@out_option(required=True)
@click.option(
    "--unverified",
    is_flag=True,
    help=N_("Where the journals do not agree: an extract with “НЕ СВЕРЕНО” on every page."),
)
@pass_settings
def export(
    settings: Settings, journal: str, format_: str, year: int, out: Path, unverified: bool
) -> None:
    from kiosk.documents.bundle import write_bundle
    from kiosk.documents.export import Format
    from kiosk.documents.publish import publish, publish_unverified
    from kiosk.point.opening import open_to_work

    bundled = format_ == _BUNDLE
    if unverified and bundled:
        raise click.UsageError(_("A bundle is a proof: there is none of journals that differ."))
    point, volume = open_to_work(settings.place), (Journal(journal), year)
    try:
        walk_first(point, settings)
        if bundled:
            count = write_bundle(point, *volume, out, kept=settings.backup_folder)
        else:
            count = len(publish(point, *volume, Format(format_), out, settings.stamp).rows)
    except JournalsDiffer as differs:
        if bundled:
            raise
        if not unverified:
            way = _("Who needs an extract all the same gets a marked one with --unverified.")
            raise click.ClickException(f"{differs.sentence()} {way}") from differs
        kind, why = Format(format_), differs.why
        count = len(publish_unverified(point, *volume, kind, out, settings.stamp, why=why).rows)
        click.echo(_("NOT VERIFIED: {why}.").format(why=why), err=True)
    click.echo(
        ngettext("{file}: {n} entry.", "{file}: {n} entries.", count).format(file=out, n=count)
    )
