"""The command that compares a printed page with the ledger."""

from __future__ import annotations

import sys

import click

from kiosk.commands.help import HelpCommand
from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.words.errors import UnreadableRows
from kiosk.words.i18n import N_, _


@click.command(
    "check-page",
    cls=HelpCommand,
    help=N_("Tell whether a printed page and the ledger agree; exit 1 where they do not."),
    epilog="kiosk check-page C26-1-14-57-ABCD-EFGH-IJKL\n\n"
    "kiosk check-page --journal consultations --year 2026 --rows 1-14",
)
@click.argument("code", nargs=-1)
@click.option(
    "--journal",
    type=click.Choice([journal.value for journal in Journal]),
    help=N_("Without a code: the journal."),
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2999),
    help=N_("Year in which the school year begins."),
)
@click.option("--rows", help=N_("Numbers of the first and the last row: 1-14."))
@click.make_pass_decorator(Settings)
def check_page(
    settings: Settings,
    code: tuple[str, ...],
    journal: str | None,
    year: int | None,
    rows: str | None,
) -> None:
    from kiosk.documents import pages
    from kiosk.point.opening import open_point
    from kiosk.verification.report import page_lines, page_verdict

    if code and not (journal or year or rows):
        check = pages.check_page(open_point(settings.place), " ".join(code))
    elif journal and year and rows and not code:
        try:
            first, last = pages.numbers_typed(rows)
        except UnreadableRows as error:
            raise click.BadParameter(error.sentence()) from error
        check = pages.check_rows(open_point(settings.place), Journal(journal), year, first, last)
    else:
        raise click.UsageError(_("Give a page code, or --journal, --year and --rows."))
    click.echo("\n".join([*page_lines(check), "", page_verdict(check, coded=bool(code))]))
    sys.exit(0 if check.agrees else 1)
