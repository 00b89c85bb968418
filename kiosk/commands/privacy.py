"""The command that destroys visitors' personal data, in the database and in every copy."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import out_option, pass_settings
from kiosk.machine.settings import Settings
from kiosk.words.errors import NothingToDestroy
from kiosk.words.i18n import N_, _

if TYPE_CHECKING:
    from kiosk.point.point import HelpPoint
    from kiosk.privacy.everywhere import Outcome
    from kiosk.privacy.selection import Selection


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
    from kiosk.privacy.selection import Selection, refuse_selection
    from kiosk.staff.access import administrator_key

    selection = Selection(names, entries, expired, settings.journal_years)
    if not (names or entries or expired):
        raise click.UsageError(_("Say whose data: --name, --entry or --expired."))
    point = open_to_work(settings.place)
    refuse_selection(point, selection, reason)
    _propose(point, selection)
    calls = _say_old_calls(point, settings.queue_days) if expired else 0
    if not reason:
        return  # without a reason it is only proposed
    selection = _decided(settings, point, selection, reason, calls)
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


def _propose(point: HelpPoint, selection: Selection) -> None:
    """Say how many entries would be emptied, and which look as if they were meant too."""
    from kiosk.privacy.selection import count_joined, look_alike_entries, selected_entries

    proposed = len(selected_entries(point, selection))
    click.echo(_("Entries whose personal data would be destroyed: {n}").format(n=proposed))
    if joined := count_joined(point, selection):
        words = _("Names of people who joined an open request or signed up for a session: {n}")
        click.echo(words.format(n=joined))
    if entries := look_alike_entries(point, selection):
        _say_look_alikes(entries)


def _say_look_alikes(entries: Sequence[str]) -> None:
    """Name the entries of people whose name only looks like the one that was typed."""
    click.echo(
        _(
            "The name in these entries looks the same but is written otherwise (a Latin letter,"
            " another apostrophe or hyphen, a stress mark): {entries}"
        ).format(entries="; ".join(entries))
    )


def _decided(
    settings: Settings, point: HelpPoint, selection: Selection, reason: str, calls: int
) -> Selection:
    """The selection with what the person decides about names that look the same.

    Ends the command where nothing in the database or its copies is left to destroy, before
    anybody types a PIN. Raises NothingToDestroy, or as ``refuse_selection`` does.
    """
    from kiosk.privacy.preview import look_everywhere
    from kiosk.privacy.selection import refuse_selection

    found = look_everywhere(settings, selection)
    if found.look_alikes:
        _say_look_alikes(found.look_alikes)
        if click.confirm(_("Destroy the personal data in them too?")):
            selection = replace(selection, look_alikes=True)
            refuse_selection(point, selection, reason)
            return selection
    if found.nothing and not calls:
        _end_with_nothing(settings)
    return selection


def _end_with_nothing(settings: Settings) -> NoReturn:
    """Tidy up after earlier destructions, and end: by naming what could not be cleaned, or by
    NothingToDestroy."""
    from kiosk.privacy.everywhere import tidy_everywhere

    outcomes = tidy_everywhere(settings)
    if not any(each.trouble for each in outcomes):
        raise NothingToDestroy
    _report(settings, outcomes)
    sys.exit(1)


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
        if each.joined:
            words = _("{file}: {n} names of people who joined or signed up are deleted")
            click.echo(words.format(file=each.path, n=each.joined))
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
    from kiosk.machine import files
    from kiosk.point.opening import open_point

    database, *copies = outcomes
    if database.done is None:
        click.echo(_("The journals had nothing any more: the act printed before stands."))
        return
    cleaned = [each.path for each in copies if each.done is not None]
    missed = [each.path for each in outcomes if each.trouble]
    point = open_point(settings.place)
    paper = destruction_paper(
        point, database.done, cleaned=cleaned, missed=missed, exports=settings.export_folder
    )
    files.replace(out, paper)
    click.echo(_("Written: {file}").format(file=out))
