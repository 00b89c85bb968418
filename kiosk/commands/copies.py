"""The commands about copies: make a backup, list the automatic ones, put one back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import FILE, pass_settings
from kiosk.machine.settings import Settings
from kiosk.proof.acts import EpochCause
from kiosk.words.i18n import N_, _

if TYPE_CHECKING:
    from kiosk.copies.daily import KeptBackup
    from kiosk.point.point import HelpPoint


@click.command(
    cls=HelpCommand,
    help=N_("Write a checked copy of the database; the kiosk may go on meanwhile."),
    epilog="kiosk backup /media/stick/help-point.backup\n\nkiosk backup --daily",
)
@click.argument("file", type=FILE, required=False)
@click.option(
    "--keys", is_flag=True, help=N_("Copy the key folder beside it; keep it locked away.")
)
@click.option("--daily", is_flag=True, help=N_("Make the automatic backup now, with its rotation."))
@pass_settings
def backup(settings: Settings, file: Path | None, keys: bool, daily: bool) -> None:
    from kiosk.copies.backup import backup as back_up
    from kiosk.copies.backup import copy_keys
    from kiosk.point.opening import open_to_work
    from kiosk.verification.notes import compare_notes

    if daily == (file is not None) or (daily and keys):
        raise click.UsageError(_("Name the file to write, or say --daily."))
    if file is None:
        _back_up_daily(settings)
        return
    point = open_to_work(settings.place)
    notes = compare_notes(point, settings.checkpoint_folders)
    report = back_up(point, file, kept=settings.backup_folder, notes=notes)
    click.echo(_("Backup written and read again: {file}").format(file=file))
    if keys:
        click.echo(_("Keys copied: {folder}").format(folder=copy_keys(settings.place, file)))
    else:
        click.echo(_("The key folder is not in it: {folder}").format(folder=settings.place.keys))
    if report.wrong:
        raise click.ClickException(report.wrong)


def _back_up_daily(settings: Settings) -> None:
    from kiosk.copies.daily import back_up_now
    from kiosk.point.opening import open_to_work

    report, file = back_up_now(open_to_work(settings.place), settings)
    if file:
        click.echo(_("Backup written and read again: {file}").format(file=file))
        if settings.second_backups:
            click.echo(_second_copy_words(Path(settings.second_backups), file.name))
    if report.wrong:
        raise click.ClickException(report.wrong)


def _second_copy_words(second: Path, name: str) -> str:
    """A line that says where the copy in the second folder is, or why there is none."""
    from kiosk.machine.second_folder import second_trouble

    if (second / name).exists():
        return _("Second copy: {file}").format(file=second / name)
    why = second_trouble(second) or _("the disk is full, read-only or failing.")
    return _("NO SECOND COPY in {folder}: {why}").format(folder=second, why=why)


@click.command(
    cls=HelpCommand,
    help=N_("List the automatic backups, each read again: date, size, code, sound or not."),
    epilog="kiosk backups",
)
@pass_settings
def backups(settings: Settings) -> None:
    from kiosk.copies.daily import list_backups
    from kiosk.point.opening import open_point

    found = list_backups(open_point(settings.place), settings.backup_folder)
    for each in found:
        click.echo(_backup_words(each))
    if not found:
        click.echo(_("There is no backup in {folder} yet.").format(folder=settings.backup_folder))
    sys.exit(0 if all(each.sound or each.evidence for each in found) else 1)


def _backup_words(each: KeptBackup) -> str:
    """One line of the list: date, size, code, sound or not, name."""
    words = _("✓ sound") if each.sound else _("✗ NOT SOUND")
    if each.evidence:
        words = _("! kept as evidence: the journals had an error; not to be restored")
    if each.of_another_release:
        words = _("✗ written by another version of this program")
    size = _("{n} MB").format(n=f"{each.size / 1e6:.1f}")
    return f"{each.made:%d.%m.%Y %H:%M}  {size:>10}  {each.code:24}  {words}  {each.path.name}"


@click.command(
    cls=HelpCommand,
    help=N_(
        "Put a backup in place of the database, in an administrator's name; what is replaced is"
        " kept aside."
    ),
    epilog="kiosk restore /media/stick/help-point.backup",
)
@click.argument("file", type=FILE)
@click.option(
    "--even-if-wrong",
    is_flag=True,
    help=N_("Take a copy in which a row is wrong, where there is no better one."),
)
@pass_settings
def restore(settings: Settings, file: Path, even_if_wrong: bool) -> None:
    from kiosk.commands.ask import ask_administrator_there
    from kiosk.copies.restore import check_copy
    from kiosk.copies.restore import restore as put_back
    from kiosk.verification.report import verdict, verification_lines

    check_copy(file, settings.place)
    administrator, pin = ask_administrator_there()
    done = put_back(
        file, settings.place, administrator=administrator, pin=pin, even_if_wrong=even_if_wrong
    )
    if done.aside:
        click.echo(_("The replaced files are kept in {folder}").format(folder=done.aside))
    click.echo(_("The journals go on from this backup as epoch {n}.").format(n=done.epoch))
    click.echo("\n".join([*verification_lines(done.report), verdict(done.report)]))
    sys.exit(1 if done.report.wrong else 0)


@click.command(
    cls=HelpCommand,
    help=N_(
        "Say in an administrator's name why the journals were copied, moved or restored, or that"
        " the clock is right: they then go on from here."
    ),
    epilog="kiosk settle moved\n\nkiosk settle clock",
)
@click.argument("cause", type=click.Choice(["restored", "moved", "copied", "clock"]))
@pass_settings
def settle(settings: Settings, cause: str) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.point.opening import open_to_work
    from kiosk.staff import settling
    from kiosk.verification.notes import histories_lost

    point = open_to_work(settings.place, watched=cause == "clock")
    if cause == "clock":
        _settle_clock(point)
        return
    lost = histories_lost(point, settings.checkpoint_folders)
    if not (settling.unsettled(point) or lost):
        click.echo(_("The journals are where they were; there is nothing to settle."))
        return
    administrator, pin = ask_administrator(point)
    epoch = settling.settle(point, EpochCause(cause), *lost, administrator=administrator, pin=pin)
    click.echo(_("The journals go on from here as epoch {n}.").format(n=epoch))


def _settle_clock(point: HelpPoint) -> None:
    """Show the clock and the last act, and record that the clock is right."""
    from kiosk.commands.ask import ask_administrator
    from kiosk.staff.clock import doubtful, resolve_clock

    doubt = doubtful(point)
    if doubt is None:
        click.echo(_("The clock is in no doubt; there is nothing to settle."))
        return
    words = _("The clock shows {now}, the last record was made at {last}.")
    click.echo(words.format(now=doubt[1], last=doubt[0]))
    click.echo(_("If the clock is wrong, break off (Ctrl+C) and set it first."))
    administrator, pin = ask_administrator(point)
    resolve_clock(point, administrator=administrator, pin=pin)
    click.echo(_("Recorded: the clock is right."))
