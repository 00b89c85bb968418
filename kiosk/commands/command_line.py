"""The whole command line: the options before a command, and every command in its order."""

from __future__ import annotations

from pathlib import Path

import click

from db.drivers import leave_out_postgres
from kiosk.commands.copies import backup, backups, restore, settle
from kiosk.commands.documents import export, keys, sheets
from kiosk.commands.evidence import check_page, checkpoint, verifier, verify
from kiosk.commands.help import HelpGroup, speak
from kiosk.commands.options import FILE, SHOW
from kiosk.commands.privacy import destroy
from kiosk.commands.setup import doctor, import_
from kiosk.commands.show import board, demo, run
from kiosk.commands.staff import agreement, change, dismiss, enrol, recover, rename
from kiosk.machine.log import start_log
from kiosk.machine.place import is_address
from kiosk.machine.settings import load
from kiosk.words.i18n import N_
from kiosk.words.languages import offered


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
@click.option("--language", envvar="KIOSK_LANGUAGE", type=click.Choice(offered()), hidden=True)
@click.pass_context
def command_line(
    context: click.Context, config: Path | None, database: str | None, language: str | None
) -> None:
    """Read the settings and start the log, then run the command that is named, or ``run``.

    The context's object is the function that shows the screens when this begins, and the settings
    when a command begins.
    """
    settings = load(config, database=database, language=language)
    context.meta[SHOW], context.obj = context.obj, settings
    speak(settings.language)
    start_log(settings.log_file)
    if not is_address(settings.place.database):
        leave_out_postgres()
    if context.invoked_subcommand is None:
        context.invoke(run)


for _command in (
    run,
    board,
    demo,
    enrol,
    change,
    dismiss,
    recover,
    rename,
    import_,
    export,
    verify,
    agreement,
    keys,
    sheets,
    destroy,
    check_page,
    checkpoint,
    verifier,
    backup,
    backups,
    restore,
    settle,
    doctor,
):
    command_line.add_command(_command)
