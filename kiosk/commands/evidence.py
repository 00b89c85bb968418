"""The commands about evidence: verify, agreements, destroying personal data.

Like every command they read words, call one room of the help point and say what happened.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.help import HelpCommand
from kiosk.machine.settings import Settings
from kiosk.words.errors import CannotWrite, NothingToDestroy
from kiosk.words.i18n import N_, _

if TYPE_CHECKING:
    from kiosk.privacy.everywhere import Outcome

FILE = click.Path(dir_okay=False, path_type=Path)
PASSING = click.make_pass_decorator(Settings)


@click.command(
    cls=HelpCommand,
    help=N_("Check every act, signature and entry; exit 1 and name the first wrong row."),
    epilog="kiosk verify\n\nkiosk verify --checkpoint help-point.checkpoint\n\nkiosk verify --new",
)
@click.option(
    "--checkpoint",
    "notes",
    multiple=True,
    type=click.Path(path_type=Path),
    help=N_("A checkpoint kept elsewhere, or a folder of them; may be given several times."),
)
@click.option(
    "--code",
    "codes",
    multiple=True,
    help=N_("The code of a checkpoint from the binder; may be given several times."),
)
@click.option("--new", is_flag=True, help=N_("Only what came after the last clean verification."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print the report as JSON."))
@click.option(
    "--steps",
    is_flag=True,
    help=N_("Say on standard error how many acts are done, for a program that watches."),
)
@PASSING
def verify(
    settings: Settings,
    notes: tuple[Path, ...],
    codes: tuple[str, ...],
    new: bool,
    as_json: bool,
    steps: bool,
) -> None:
    from kiosk.point.checkpoints import find_by_code, kept_checkpoints, read_checkpoints
    from kiosk.point.opening import open_point
    from kiosk.verification import resuming
    from kiosk.verification.everything import verify as walk
    from kiosk.verification.report import (
        progress_bar,
        report_as_json,
        say_steps,
        verdict,
        verification_lines,
    )
    from kiosk.verification.walked import Walked

    point = open_point(settings.place)
    outside = read_checkpoints(notes, point.keyring.kiosk.public_key)
    outside += [find_by_code(point, code) for code in codes]
    checkpoints = [*outside, *kept_checkpoints(point, settings.checkpoint_folders)]
    walked = resuming.found(point) if new else Walked()
    begun = walked.history.acts
    report = walk(point, checkpoints, say_steps if steps else progress_bar(), walked)
    if report.wrong is None:
        with suppress(CannotWrite):  # the next one then walks the whole way
            resuming.keep(point, walked)
    if as_json:
        click.echo(report_as_json(report))
    else:
        lines = [*verification_lines(report, begun), verdict(report, begun)]
        click.echo("\n".join(lines), err=report.wrong is not None)
    sys.exit(1 if report.wrong else 0)


@click.command(
    cls=HelpCommand,
    help=N_(
        "Print a specialist's agreement on electronic signatures, or record that it is signed."
    ),
    epilog="kiosk agreement smirnova --out agreement.pdf\n\n"
    "kiosk agreement smirnova --signed 24.11.2026",
)
@click.argument("login")
@click.option("--out", type=FILE, help=N_("File to write."))
@click.option("--signed", help=N_("The day on which the paper was signed, dd.mm.yyyy."))
@PASSING
def agreement(settings: Settings, login: str, out: Path | None, signed: str | None) -> None:
    from kiosk.commands.ask import ask_administrator
    from kiosk.machine.files import replace
    from kiosk.point.opening import open_to_work
    from kiosk.staff.agreements import agreement_text, checked_day, record_agreement

    point = open_to_work(settings.place)
    if out is not None:
        from kiosk.documents.papers import agreement_paper

        replace(out, agreement_paper(point, login))
        click.echo(_("Written: {file}").format(file=out))
    elif signed is None:
        click.echo(agreement_text(point, login))
    if signed is not None:
        day = checked_day(point, login, _day(signed).date())
        administrator, pin = ask_administrator(point)
        digest = record_agreement(
            point, login, signed_on=day, administrator=administrator, admin_pin=pin
        )
        click.echo(_("Recorded. Digest of the agreement: {digest}").format(digest=digest))


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
@click.option("--out", type=FILE, help=N_("The act of destruction with its log extract (PDF)."))
@PASSING
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
    from kiosk.privacy import everywhere, whose
    from kiosk.privacy.destroy import forget_the_line, old_calls
    from kiosk.staff.specialists import administrator_key

    wish = whose.Wish(names, entries, expired, settings.journal_years)
    if not (names or entries or expired):
        raise click.UsageError(_("Say whose data: --name, --entry or --expired."))
    point = open_to_work(settings.place)
    whose.refuse(point, wish, reason)
    proposed, calls = len(whose.found(point, wish)), old_calls(point, settings.queue_days)
    click.echo(_("Entries whose personal data would be destroyed: {n}").format(n=proposed))
    if expired:
        click.echo(
            _("Calls and returns older than {days} days: {n}").format(
                days=settings.queue_days, n=calls
            )
        )
    if not reason:
        return  # an expired term only proposes
    administrator, pin = ask_administrator(point)
    click.confirm(_("They cannot be brought back. Destroy them?"), abort=True)
    if expired and calls:
        administrator_key(point, administrator, pin)
        forget_the_line(point, settings.queue_days)
    try:
        outcomes = everywhere.destroy_everywhere(
            settings, wish, reason=reason, login=administrator, pin=pin, lockout=point.lockout
        )
    except NothingToDestroy:
        if expired:
            return  # old calls alone
        raise
    _tell(settings, outcomes)
    if out is not None:
        _print(settings, outcomes, out)
    sys.exit(1 if any(each.trouble for each in outcomes) else 0)


def _tell(settings: Settings, outcomes: list[Outcome]) -> None:
    """What became of each file, and what is left to do by hand."""
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


def _print(settings: Settings, outcomes: list[Outcome], out: Path) -> None:
    """The act of destruction; it is about the database itself, whose ledger has the act."""
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


def _day(words: str) -> datetime:
    try:
        return datetime.strptime(words, "%d.%m.%Y")  # noqa: DTZ007 - a day on paper has no zone
    except ValueError as error:
        raise click.BadParameter(_("a day is written dd.mm.yyyy")) from error
