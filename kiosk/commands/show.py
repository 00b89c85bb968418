"""The commands that show the kiosk: on the school's own database, or on an example day."""

from __future__ import annotations

import click
from click.decorators import pass_meta_key

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import SHOW, Show, pass_settings
from kiosk.machine.settings import Settings
from kiosk.words.i18n import N_, _

pass_show = pass_meta_key(SHOW, doc_description="the function that shows the screens")


@click.command(
    cls=HelpCommand,
    help=N_("Show the kiosk (the default)."),
    epilog="kiosk run\n\nkiosk run --plain",
)
@click.option("--plain", is_flag=True, help=N_("Line by line, for braille and simple terminals."))
@pass_settings
@pass_show
def run(show: Show, settings: Settings, plain: bool) -> None:
    if plain:
        from kiosk.plain.run import show_lines

        show_lines(settings)
    else:
        show(settings, "")


@click.command(
    cls=HelpCommand,
    help=N_("Show the board on a second display; it only reads, and q ends it."),
    epilog="kiosk board",
)
@pass_settings
@pass_show
def board(show: Show, settings: Settings) -> None:
    show(settings, board=True)


@click.command(
    cls=HelpCommand,
    help=N_("Show an example day in a temporary database, with PINs to try."),
    epilog="kiosk demo\n\nkiosk --database day.sqlite3 demo --headless",
)
@click.option("--headless", is_flag=True, help=N_("Only fill the database and print the PINs."))
@click.option("--database", help=N_("A new file for the example day."))
@pass_settings
@pass_show
def demo(show: Show, settings: Settings, headless: bool, database: str | None) -> None:
    from kiosk.setup.example_day import example_place

    if headless and not (database or settings.database):
        raise click.UsageError(_("Name the file to fill: --database FILE."))

    with example_place(settings, database, keep=headless) as (example, pins):
        for pin in pins:
            click.echo(f"{pin.specialist.login}  {pin.pin}  {pin.specialist.name}")
        if not headless:
            notice = "   ".join(f"{pin.specialist.login} {pin.pin}" for pin in pins)
            show(example, _("Example. PINs: {pins}").format(pins=notice))
