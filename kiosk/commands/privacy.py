"""The command that destroys visitors' personal data, in the database and in every copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import out_option, pass_settings
from kiosk.machine.settings import Settings
from kiosk.words.errors import NothingToDestroy
from kiosk.words.i18n import N_, _

if TYPE_CHECKING:
    from kiosk.point.point import HelpPoint
    from kiosk.privacy.everywhere import Outcome


@click.command(
    cls=HelpCommand,
    help=N_("Destroy personal data of visitors: by name, by entry, or when their term is over."),
    epilog="kiosk destroy --name 'Иванов Иван Иванович' --reason 'Заявление от 24.11.2026'\n\n"
    "kiosk destroy --entry consultations/2026/12 --reason 'Заявление' --out act.pdf\n\n"
    "kiosk destroy --expired",
)
@click.option(
    "--name", "names", multiple=True, help=N_("Entries of everybody with this name, namesakes too.")
)
@click.option("--entry", "entries", multiple=True, help=N_("One entry: journal/year/number."))
@click.option("--expired", is_flag=True, help=N_("Closed volumes whose term is over."))
@click.option("--reason", default="", help=N_("Why; it stands in the act of destruction."))
@out_option(N_("The act of destruction with its log extract (PDF)."))
@pass_settings
def destroy(
    settings: Settings,
    names: tuple[str, ...],
    entries: tuple[str, ...],
    expired: bool,
    reason: str,
    out: Path | None,
) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.point.opening import open_to_work
    from kiosk.privacy.destroy import delete_old_calls
    from kiosk.privacy.everywhere import destroy_everywhere
    from kiosk.privacy.selection import Selection, refuse_selection, selected_entries
    from kiosk.staff.access import administrator_key

    selection = Selection(names, entries, expired, settings.journal_years)
    if not (names or entries or expired):
        raise click.UsageError(_("Say whose data: --name, --entry or --expired."))
    point = open_to_work(settings.place)
    refuse_selection(point, selection, reason)
    proposed = len(selected_entries(point, selection))
    click.echo(_("Entries whose personal data would be destroyed: {n}").format(n=proposed))
    calls = _say_old_calls(point, settings.queue_days) if expired else 0
    if not reason:
        return  # an expired term only proposes
    administrator, pin = ask_administrator(point)
    click.confirm(_("They cannot be brought back. Destroy them?"), abort=True)
    if calls:
        administrator_key(point, administrator, pin)
        delete_old_calls(point, settings.queue_days)
    try:
        outcomes = destroy_everywhere(
            settings, selection, reason=reason, login=administrator, pin=pin, lockout=point.lockout
        )
    except NothingToDestroy:
        if expired:
            return  # old calls alone
        raise
    _report(settings, outcomes)
    if out is not None:
        _write_act(settings, outcomes, out)
    sys.exit(1 if any(each.trouble for each in outcomes) else 0)


def _say_old_calls(point: HelpPoint, days: int) -> int:
    """Say how many calls and returns are older than so many days, and return their number."""
    from kiosk.privacy.destroy import count_old_calls

    calls = count_old_calls(point, days)
    click.echo(_("Calls and returns older than {days} days: {n}").format(days=days, n=calls))
    return calls


def _report(settings: Settings, outcomes: list[Outcome]) -> None:
    """Say what became of each file, and what is left to do by hand."""
    for each in outcomes:
        if each.done is not None:
            words = _("{file}: destroyed in {n} entries")
            click.echo(words.format(file=each.path, n=each.done.count))
    for each in outcomes:
        if each.trouble:
            words = _("NOT CLEANED: {file}: {why}")
            click.echo(words.format(file=each.path, why=each.trouble), err=True)
    if any(each.trouble for each in outcomes[1:]):  # the database is not to be deleted
        click.echo(
            _(
                "Personal data may still be there. Put the medium in and repeat the command,"
                " or delete the copies that are named here."
            ),
            err=True,
        )
    click.echo(
        _(
            "Printed and exported journals ({folder}) and backups written to files of your own"
            " are destroyed by hand."
        ).format(folder=settings.export_folder)
    )


def _write_act(settings: Settings, outcomes: list[Outcome], out: Path) -> None:
    """Write the paper about the act of destruction, which stands in the database's own ledger;
    where the database had nothing any more, say that there is no new act."""
    from kiosk.documents.papers import destruction_paper
    from kiosk.machine.files import replace
    from kiosk.point.opening import open_point

    database, *copies = outcomes
    if database.done is None:
        click.echo(_("The journals had nothing any more: the act printed before stands."))
        return
    cleaned = [each.path for each in copies if each.done is not None]
    missed = [each.path for each in outcomes if each.trouble]
    point = open_point(settings.place)
    replace(out, destruction_paper(point, database.done, cleaned=cleaned, missed=missed))
    click.echo(_("Written: {file}").format(file=out))
