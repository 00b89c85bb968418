"""What a verification found, in sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date

import click

from kiosk.proof.acts import EpochCause
from kiosk.proof.codes import WHOLE, bare_code
from kiosk.proof.note import Checkpoint
from kiosk.verification.everything import Renewed, Report, Restoration
from kiosk.verification.walk import Progress
from kiosk.verification.walked import IDLE_DAYS
from kiosk.words.i18n import _, ngettext

LONG = 20_000
"""Acts from which on a person wants to see that something happens."""

_MOST_CODES = 5
"""The newest ones; an administrator compares the last sheet in the binder."""


def verdict(report: Report, begun: int = 0) -> str:
    """What a verification comes to, in one sentence; ``begun`` acts were not checked again."""
    if report.wrong:
        return _("WRONG: {what}").format(what=report.wrong)
    lost = sum(each.lost for each in report.restored)
    if lost:
        return ngettext(
            "Everything agrees, but the journals were restored from a copy: {n} act was lost.",
            "Everything agrees, but the journals were restored from a copy: {n} acts were lost.",
            lost,
        ).format(n=lost)
    if any(each.goes_back for each in report.restored):
        return _("Everything agrees; the journals were restored from a copy.")
    return _("Everything new agrees.") if begun else _("Everything agrees.")


def verification_lines(report: Report, begun: int = 0) -> list[str]:
    """What was checked, line by line; up to the first wrong row where there is one.

    ``begun`` acts, and the entries that ended in them, were checked by an earlier verification.
    """
    earlier = _("Taken from an earlier verification and not checked again: {n} acts.")
    counted = [
        *([earlier.format(n=begun)] if begun else []),
        _("Acts in the ledger: {n}").format(n=report.acts),
        _("Signatures checked: {n}").format(n=report.signatures),
    ]
    if report.wrong:
        way_on = _(
            "Repair nothing: make a copy (kiosk backup)"
            " and compare the journals with an earlier one."
        )
        others = [_("ALSO WRONG: {what}").format(what=each) for each in report.others]
        return [*others, way_on, *report.not_compared, "", *counted]
    return [
        *counted,
        _("Volumes compared: {n}").format(n=report.volumes),
        _("Entries compared cell by cell: {n}").format(n=report.entries),
        _("Signed: {n}").format(n=report.signed),
        _("Completed, not signed: {n}").format(n=report.unsigned),
        _("Entries corrected: {n}, with personal data destroyed: {m}").format(
            n=report.corrected, m=report.destroyed
        ),
        _("Gaps in the numbers: {n}").format(n=report.gaps),
        _("Signed on a later day than completed: {n}").format(n=report.late),
        _("Signed without a recorded agreement: {n}").format(n=report.unagreed),
        _("Steps of the clock settled by an administrator: {n}").format(n=report.clock_steps),
        _("Times without an act for more than {days} days: {n}").format(
            days=IDLE_DAYS, n=report.idle
        ),
        _("Checkpoints matched: {n}").format(n=report.checkpoints),
        *report.not_compared,
        *map(_renewed, report.renewed),
        *map(_restored, report.restored),
        *_left_behind(report.left_behind),
        _("Head of the chain: {head}").format(head=report.head),
    ]


def outside_lines(notes: Sequence[Checkpoint], codes: Mapping[str, Checkpoint]) -> list[str]:
    """What was kept outside and agrees, and how much of each digest was compared."""
    lines = []
    if notes:
        lines.append(
            ngettext(
                "{n} checkpoint from outside: the whole digest was compared.",
                "{n} checkpoints from outside: the whole digests were compared.",
                len(notes),
            ).format(n=len(notes))
        )
    for code, checkpoint in codes.items():
        known = _("{code}: the checkpoint over {n} acts.").format(code=code, n=checkpoint.size)
        lines.append(f"{known} {compared(len(bare_code(code)))}")
    return lines


def compared(letters: int) -> str:
    """How much of a digest was compared: what was typed, or all that a QR code holds."""
    if letters == WHOLE:
        return _("The whole digest was compared.")
    return _("{letters} letters of the digest were compared ({bits} bits).").format(
        letters=letters, bits=5 * letters
    )


def report_as_json(report: Report) -> str:
    """The whole report for other programs; digests in hexadecimal digits."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2, default=bytes.hex)


def report_from_json(text: str) -> Report:
    """The report that ``report_as_json`` wrote. Raises ValueError for anything else."""
    try:
        said = json.loads(text)
        said["restored"] = [Restoration(**each) for each in said["restored"]]
        said["renewed"] = [Renewed(**each) for each in said["renewed"]]
        said["left_behind"] = [
            Checkpoint(**each | {"head": bytes.fromhex(each["head"])})
            for each in said["left_behind"]
        ]
        return Report(**said)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a report") from error


def progress_bar() -> Progress | None:
    """A bar for a long walk on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, size: int) -> None:
        if size >= LONG:
            cells = 40 * done // max(size, 1)
            end = "\n" if done >= size else ""
            bar = "█" * cells + "░" * (40 - cells)
            click.echo(f"\r{bar} {done} / {size}{end}", nl=False, err=True)

    return show


def say_steps(done: int, size: int) -> None:
    """The progress of a walk as a line, for another program."""
    click.echo(f"{done} {size}", err=True)


def _renewed(one: Renewed) -> str:
    if not one.by:
        return _renewed_by_code(one)
    words = (
        _("PIN of {login} replaced on {day:%d.%m.%Y} by {by}, second signature: {witness}")
        if one.witness
        else _("PIN of {login} replaced on {day:%d.%m.%Y} by {by}, WITHOUT A SECOND SIGNATURE")
    )
    return words.format(
        login=one.login, day=date.fromisoformat(one.day), by=one.by, witness=one.witness
    )


def _renewed_by_code(one: Renewed) -> str:
    words = (
        _("PIN of {login} replaced on {day:%d.%m.%Y} by recovery code, second signature: {witness}")
        if one.witness
        else _(
            "PIN of {login} replaced on {day:%d.%m.%Y} by recovery code, WITHOUT A SECOND SIGNATURE"
        )
    )
    return words.format(login=one.login, day=date.fromisoformat(one.day), witness=one.witness)


def _restored(one: Restoration) -> str:
    match one.cause:
        case EpochCause.MOVED.value:
            words = _(
                "Moved on {day:%d.%m.%Y}: there were {kept} acts, {lost} were lost (epoch {n})."
            )
        case EpochCause.COPIED.value:
            words = _(
                "Goes on from a copy since {day:%d.%m.%Y}: it had {kept} acts, {lost} were lost"
                " (epoch {n})."
            )
        case _other:
            words = _(
                "Restored from a copy on {day:%d.%m.%Y}: it had {kept} acts, {lost} were lost"
                " (epoch {n})."
            )
    day = date.fromisoformat(one.day)
    return words.format(day=day, kept=one.kept, lost=one.lost, n=one.epoch)


def _left_behind(checkpoints: Sequence[Checkpoint]) -> Iterator[str]:
    if checkpoints:
        codes = ", ".join(checkpoint.code() for checkpoint in checkpoints[-_MOST_CODES:])
        yield ngettext(
            "ATTENTION: {n} checkpoint is of acts that the restored copy did not have: {codes}",
            "ATTENTION: {n} checkpoints are of acts that the restored copy did not have: {codes}",
            len(checkpoints),
        ).format(n=len(checkpoints), codes=codes)
