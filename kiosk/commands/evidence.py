"""The commands about evidence: verify the journals, check a printed page, make a checkpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.help import HelpCommand
from kiosk.commands.options import (
    FILE,
    JOURNAL,
    out_option,
    pass_settings,
    walk_first,
    year_option,
)
from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.words.errors import CannotWrite, UnreadableRows
from kiosk.words.i18n import N_, _

if TYPE_CHECKING:
    from kiosk.documents.pages import PageCheck
    from kiosk.point.point import HelpPoint


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
@pass_settings
def verify(
    settings: Settings,
    notes: tuple[Path, ...],
    codes: tuple[str, ...],
    new: bool,
    as_json: bool,
    steps: bool,
) -> None:
    from kiosk.point.checkpoints import find_by_code, read_checkpoints
    from kiosk.point.opening import open_point
    from kiosk.verification import resuming
    from kiosk.verification.everything import verify as walk
    from kiosk.verification.notes import compare_notes
    from kiosk.verification.report import (
        outside_lines,
        progress_bar,
        report_as_json,
        say_steps,
        verdict,
        verification_lines,
    )
    from kiosk.verification.walked import Walked

    point = open_point(settings.place)
    outside = read_checkpoints(notes, point.keyring.kiosk.public_key)
    found = {code: find_by_code(point, code) for code in codes}
    checkpoints = [*outside, *found.values()]
    kept = compare_notes(point, settings.checkpoint_folders)
    walked = resuming.found(point) if new else Walked()
    begun = walked.history.acts
    report = walk(point, checkpoints, say_steps if steps else progress_bar(), walked, kept)
    if report.wrong is None:
        with suppress(CannotWrite):  # the next one then walks the whole way
            resuming.keep(point, walked)
    if as_json:
        click.echo(report_as_json(report))
    else:
        said, lines = verdict(report, begun), verification_lines(report, begun)
        proved = outside_lines(outside, found)
        lines = [said, *lines] if report.wrong else [*lines, *proved, said]
        click.echo("\n".join(lines), err=report.wrong is not None)
    sys.exit(1 if report.wrong else 0)


@click.command(
    "check-page",
    cls=HelpCommand,
    help=N_("Tell whether a printed page and the ledger agree; exit 1 where they do not."),
    epilog="kiosk check-page C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST\n\n"
    "kiosk check-page --journal consultations --year 2026 --rows 1-14",
)
@click.argument("code", nargs=-1)
@click.option(
    "--journal",
    type=JOURNAL,
    help=N_("Without a code: the journal."),
)
@year_option(required=False)
@click.option("--rows", help=N_("Numbers of the first and the last row: 1-14."))
@pass_settings
def check_page(
    settings: Settings,
    code: tuple[str, ...],
    journal: str | None,
    year: int | None,
    rows: str | None,
) -> None:
    from kiosk.documents.page_report import page_lines, page_verdict
    from kiosk.point.opening import open_point

    by_code, by_rows = bool(code), bool(journal and year and rows)
    if by_code == by_rows or (by_code and (journal or year or rows)):
        raise click.UsageError(_("Give a page code, or --journal, --year and --rows."))
    check_it = _check_of(code, journal or "", year or 0, rows or "")
    point = open_point(settings.place)
    walk_first(point, settings)
    check = check_it(point)
    click.echo("\n".join([*page_lines(check), "", page_verdict(check, coded=bool(code))]))
    sys.exit(0 if check.agrees else 1)


def _check_of(
    code: tuple[str, ...], journal: str, year: int, rows: str
) -> Callable[[HelpPoint], PageCheck]:
    """The check that is wanted; what cannot be read is refused before anything is walked."""
    from kiosk.documents import pages

    if code:
        typed = " ".join(code)
        pages.typed_code(typed)
        return lambda point: pages.check_page(point, typed)
    try:
        first, last = pages.numbers_typed(rows)
    except UnreadableRows as error:
        raise click.BadParameter(error.sentence()) from error
    return lambda point: pages.check_rows(point, Journal(journal), year, first, last)


@click.command(
    cls=HelpCommand,
    help=N_("Sign the ledger's size and head; keep the file outside this machine."),
    epilog="kiosk checkpoint /media/stick/help-point.checkpoint --print checkpoint.pdf",
)
@click.argument("file", type=FILE)
@click.option("--print", "paper", type=FILE, help=N_("A sheet with it for a binder (PDF)."))
@pass_settings
def checkpoint(settings: Settings, file: Path, paper: Path | None) -> None:
    from kiosk.machine.files import replace
    from kiosk.point.checkpoints import keep_checkpoint, make_checkpoint
    from kiosk.point.opening import open_to_work

    point = open_to_work(settings.place)
    made = make_checkpoint(point)
    replace(file, made.note.encode())
    keep_checkpoint(point, made, settings.backup_folder)
    said = made.checkpoint
    click.echo(_("Checkpoint over {n} acts, code {code}").format(n=said.size, code=said.code()))
    if paper:
        from kiosk.documents.papers import checkpoint_paper

        replace(paper, checkpoint_paper(point, made))
        click.echo(_("To print: {file}").format(file=paper))


@click.command(
    cls=HelpCommand,
    help=N_("Write the program that checks a bundle, or print its SHA-256."),
    epilog="kiosk verifier --digest\n\nkiosk verifier --out verify.pyz",
)
@click.option("--digest", is_flag=True, help=N_("Print the SHA-256 of the program."))
@out_option()
def verifier(digest: bool, out: Path | None) -> None:
    from kiosk.documents.verifier import verifier as program
    from kiosk.documents.verifier import verifier_digest
    from kiosk.machine.files import replace

    if not (digest or out):
        raise click.UsageError(_("Give --digest, or --out FILE."))
    if out:
        replace(out, program())
        click.echo(_("Written: {file}").format(file=out))
    if digest:
        click.echo(verifier_digest())
