"""What several commands share: their types of arguments, their options, how they get settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

import click

from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.words.i18n import N_

if TYPE_CHECKING:
    from kiosk.point.point import HelpPoint

Function = TypeVar("Function", bound=Callable[..., Any])


class Show(Protocol):
    """Shows the screens with these settings and this notice on the home screen, or the ``board``
    alone; does not return."""

    def __call__(
        self, settings: Settings, notice: str = "", *, board: bool = False
    ) -> NoReturn: ...


FILE = click.Path(dir_okay=False, path_type=Path)
JOURNAL = click.Choice([journal.value for journal in Journal])
SHOW = "kiosk.commands.show"
"""The key under which click's context carries the function that shows the screens."""

pass_settings = click.make_pass_decorator(Settings)
"""Gives a command the settings as its first argument."""


def year_option(*, required: bool) -> Callable[[Function], Function]:
    """``--year``: the year in which a school year begins."""
    return click.option(
        "--year",
        type=click.IntRange(2000, 2999),
        required=required,
        help=N_("Year in which the school year begins."),
    )


def out_option(
    words: str = N_("File to write."), *, required: bool = False
) -> Callable[[Function], Function]:
    """``--out``: the file to write; ``words`` is its help."""
    return click.option("--out", type=FILE, required=required, help=words)


def walk_first(point: HelpPoint, settings: Settings) -> None:
    """Verify the journals before anything of them leaves, by the kept checkpoints too, with a bar
    where that takes a while. Raises JournalsDiffer or StorageUnavailable."""
    from kiosk.verification.notes import compare_notes
    from kiosk.verification.present import walk_to_head
    from kiosk.verification.report import progress_bar

    notes = compare_notes(point, settings.checkpoint_folders)
    walk_to_head(point, notes, progress_bar())
