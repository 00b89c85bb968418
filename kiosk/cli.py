"""The command line. Names stay as they are: schools script them.

Each command reads its words, calls one room of the help point and says what happened. What goes
wrong ends with one sentence and a non-zero exit.
"""

from __future__ import annotations

import gc
import gettext
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from db.drivers import leave_out_postgres
from kiosk.commands.copies import COMMANDS as COPIES
from kiosk.commands.evidence import FILE, PASSING, agreement, destroy, verify
from kiosk.commands.help import HelpCommand, HelpGroup
from kiosk.commands.page_command import check_page
from kiosk.machine.log import CRASHED, outline
from kiosk.machine.place import is_address
from kiosk.machine.settings import Settings, load, start_log
from kiosk.proof.forms import Journal
from kiosk.words import i18n
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import N_, _, ngettext

log = logging.getLogger("kiosk")


@click.group(
    cls=HelpGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("The help point: a kiosk, two journals, and what keeps them safe."),
    epilog="kiosk --database help-point.sqlite3 verify",
)
@click.option("--config", type=FILE, envvar="KIOSK_CONFIG", help=N_("File with settings (TOML)."))
@click.option(
    "--database", envvar="KIOSK_DATABASE", help=N_("SQLite file or postgresql:// address.")
)
@click.option(
    "--language", envvar="KIOSK_LANGUAGE", type=click.Choice([*i18n.LANGUAGES]), hidden=True
)
@click.pass_context
def cli(
    context: click.Context, config: Path | None, database: str | None, language: str | None
) -> None:
    context.obj = settings = load(config, database=database, language=language)
    _speak(settings.language)
    start_log(settings.log_file)
    if not is_address(settings.place.database):
        leave_out_postgres()
    if context.invoked_subcommand is None:
        context.invoke(run)


@cli.command(cls=HelpCommand, help=N_("Show the kiosk (the default)."), epilog="kiosk run")
@PASSING
def run(settings: Settings) -> None:
    _show(settings)


@cli.command(
    cls=HelpCommand,
    help=N_("Show an example day in a temporary database, with PINs to try."),
    epilog="kiosk demo\n\nkiosk --database day.sqlite3 demo --headless",
)
@click.option("--headless", is_flag=True, help=N_("Only fill the database and print the PINs."))
@click.option("--database", help=N_("A new file for the example day."))
@PASSING
def demo(settings: Settings, headless: bool, database: str | None) -> None:
    from kiosk.setup.demo_place import example_place

    if headless and not (database or settings.database):
        raise click.UsageError(_("Name the file to fill: --database FILE."))

    with example_place(settings, database, keep=headless) as (example, pins):
        for pin in pins:
            click.echo(f"{pin.specialist.login}  {pin.pin}  {pin.specialist.name}")
        if not headless:
            notice = "   ".join(f"{pin.specialist.login} {pin.pin}" for pin in pins)
            _show(example, notice=_("Example. PINs: {pins}").format(pins=notice))


@cli.command(
    cls=HelpCommand,
    help=N_("Enrol a specialist: name, duty and PIN are asked for."),
    epilog="kiosk enrol",
)
@PASSING
def enrol(settings: Settings) -> None:
    from kiosk.commands.enrolling import enrol_by_prompts
    from kiosk.point.opening import open_to_work

    person = enrol_by_prompts(open_to_work(settings.place, create=True))
    click.echo(_("Enrolled: {name}.").format(name=person.name))


@cli.command(
    "import",
    cls=HelpCommand,
    help=N_("Load topics, guides, the schedule or specialists. All of a file, or nothing."),
    epilog="kiosk import schedule schedule.ics",
)
@click.argument("what", type=click.Choice(["topics", "guides", "schedule", "specialists"]))
@click.argument("file", type=FILE)
@PASSING
def import_(settings: Settings, what: str, file: Path) -> None:
    from kiosk.point.opening import open_to_work
    from kiosk.setup.loading import load_file

    count = load_file(open_to_work(settings.place, create=True), what, file)
    click.echo(ngettext("{n} row imported.", "{n} rows imported.", count).format(n=count))


@cli.command(
    cls=HelpCommand,
    help=N_("Write a journal of one school year to a file."),
    epilog="kiosk export consultations --format pdf --year 2026 --out consultations.pdf",
)
@click.argument("journal", type=click.Choice([journal.value for journal in Journal]))
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice(["pdf", "xlsx", "csv", "json", "bundle"]),
    help=N_("Kind of file."),
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2999),
    required=True,
    help=N_("Year in which the school year begins."),
)
@click.option("--out", type=FILE, required=True, help=N_("File to write."))
@PASSING
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


cli.add_command(verify)
cli.add_command(agreement)
cli.add_command(destroy)
cli.add_command(check_page)


for command in COPIES:
    cli.add_command(command)


@cli.command(
    cls=HelpCommand,
    help=N_("Look at Python, SQLite, terminal, clock, disk and permissions."),
    epilog="kiosk doctor",
)
@PASSING
def doctor(settings: Settings) -> None:
    from kiosk.setup.doctor import examine, examine_backups

    findings = [*examine(settings.place), *examine_backups(settings)]
    for finding in findings:
        mark = "✓" if finding.good else "✗"
        click.echo(f"{mark} {finding.what}: {finding.value}")
        if finding.advice:
            click.echo(f"    {finding.advice}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


def _show(settings: Settings, *, notice: str = "") -> None:
    """Hand the terminal over to the screens, under a supervisor that starts them again."""
    from kiosk.machine.supervisor import Heartbeat, keep_running
    from kiosk.machine.terminal import terminal_ready

    if not terminal_ready():
        raise click.ClickException(_("The kiosk needs a terminal: nothing may be redirected."))

    def show(heartbeat: Heartbeat) -> int:
        gc.disable()  # until the first picture stands; the screens switch it on again
        from screens.app import show_kiosk

        return show_kiosk(settings, heartbeat=heartbeat, notice=notice)

    sys.exit(keep_running(show, words=_calm_words))


def _calm_words() -> tuple[str, str]:
    return _("Starting…"), _("One moment please: the kiosk is starting again.")


def main() -> None:
    """The ``kiosk`` command."""
    os.umask(0o077)  # everything written holds names: for this user alone
    _speak("ru")
    try:
        cli(prog_name="kiosk", standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except HelpPointError as error:
        _end(str(error), 1)
    except Exception as error:  # noqa: BLE001 - the last place where an error can be caught
        log.critical("unexpected: %s", outline(error))
        _end(HelpPointError().sentence(), CRASHED)


def _end(sentence: str, status: int) -> NoReturn:
    """One sentence and the status, even where nothing can be written any more."""
    with suppress(OSError):
        click.echo(sentence, err=True)
    sys.exit(status)


def _speak(code: str) -> None:
    """Use a language, for click's own words too: it looks them up in the standard catalogues."""
    i18n.use(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("kiosk", i18n.LOCALE)
    gettext.textdomain("kiosk")
