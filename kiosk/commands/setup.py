"""The commands that make a help point ready: load a school's files, look at the machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import FILE, pass_settings
from kiosk.machine.settings import Settings
from kiosk.words.i18n import N_, ngettext


@click.command(
    "import",
    cls=HelpCommand,
    help=N_("Load topics, guides, the schedule or specialists. All of a file, or nothing."),
    epilog="kiosk import schedule schedule.ics",
)
@click.argument("what", type=click.Choice(["topics", "guides", "schedule", "specialists"]))
@click.argument("file", type=FILE)
@pass_settings
def import_(settings: Settings, what: str, file: Path) -> None:
    from kiosk.point.opening import open_to_work
    from kiosk.setup.loading import load_file

    count = load_file(open_to_work(settings.place, create=True), what, file)
    click.echo(ngettext("{n} row imported.", "{n} rows imported.", count).format(n=count))


@click.command(
    cls=HelpCommand,
    help=N_("Look at Python, SQLite, terminal, clock, disk and permissions."),
    epilog="kiosk doctor",
)
@pass_settings
def doctor(settings: Settings) -> None:
    from kiosk.setup.doctor import examine, examine_backups, examine_display, examine_printer

    findings = [
        *examine(settings.place),
        *examine_backups(settings),
        *examine_printer(settings),
        *examine_display(settings),
    ]
    for finding in findings:
        mark = "✓" if finding.good else "✗"
        click.echo(f"{mark} {finding.what}: {finding.value}")
        if finding.advice:
            click.echo(f"    {finding.advice}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)
